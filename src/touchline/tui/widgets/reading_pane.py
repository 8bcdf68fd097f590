"""The pane that shows one article, or any other page of lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from touchline.present.lines import BLANK, Page, plain
from touchline.present.prose import MEASURE
from touchline.tui.widgets.line_styles import LineStyles

if TYPE_CHECKING:
    from touchline.present.finding import Match, PageText
    from touchline.present.lines import Line, StyleName

PageMaker = Callable[[int], Page]
"""Lays a page out for a width."""
EMPTY_PAGE = Page(lines=())
WHEEL_LINES = 3


def text_width(width: int) -> int:
    """Cells of a line of text in a pane: all but the scroll mark's, and never more than the measure."""
    return max(1, min(width - 2, MEASURE))


class ReadingPane(LineStyles, can_focus=True):
    """A page with its own offset instead of a scrolled size: changing it needs no layout, so moving stays instant."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.offset_y = 0
        self._make: PageMaker = lambda width: EMPTY_PAGE
        self._page = EMPTY_PAGE
        self._width = -1
        self._seeking = False
        self._wanted = ""
        """What is to be found on the page."""
        self._text: PageText | None = None
        self._found: tuple[Match, ...] = ()
        self._found_at = 0
        """The match at which the user is."""
        self._marks: dict[int, list[tuple[int, int, StyleName]]] = {}
        """What is marked in each line of the page."""
        self._painted: dict[tuple[int, str], Strip] = {}
        """The lines of the page that were in sight, by number and scroll mark."""

    # --- pages ---

    def show(self, make: PageMaker, *, to_evidence: bool = False, keep_offset: bool = False) -> None:
        """Show another page, from its top, or with its first evidence in sight."""
        self._make = make
        self._width = -1
        if not keep_offset:
            self.offset_y = 0
        self._seeking = to_evidence
        self._settle()

    def _settle(self) -> None:
        """Bring the first evidence into sight, as soon as the pane has a size, and stay within the page."""
        if self._seeking and self.size.height:
            self._seeking = False
            evidence_at = self.page.evidence_at
            if evidence_at is not None and evidence_at >= self.size.height - 2:
                self.offset_y = evidence_at - self.size.height // 3
        self._go_to(self.offset_y)

    @property
    def page(self) -> Page:
        """The page, laid out for the present width."""
        return self._page_of(self.size.width)

    def _page_of(self, width: int) -> Page:
        if width != self._width:
            self._page, self._width = self._make(text_width(width)), width
            self._text = None
            self._painted.clear()
            if self._wanted:
                self._find()
        return self._page

    @property
    def at_end(self) -> bool:
        """True when the last line is in sight."""
        return self.offset_y >= self._last_offset

    @property
    def _last_offset(self) -> int:
        return max(0, len(self.page.lines) - self.size.height)

    # --- finding ---

    def seek(self, wanted: str) -> tuple[int, int]:
        """Mark a text wherever it stands, and go to the first place from here on; at which of how many one is.

        An empty text takes the marks away.
        """
        here = self._here()
        self._wanted = wanted
        self._page_of(self.size.width)
        self._find()
        if self._found:
            after = (at for at, match in enumerate(self._found) if match[0][:2] >= here)
            self._go_to_match(next(after, 0))
        self.refresh()
        return self.found

    def seek_next(self, step: int) -> tuple[int, int]:
        """Go on by a match, or back, round and round; at which of how many one is."""
        if self._found:
            self._go_to_match((self._found_at + step) % len(self._found))
        return self.found

    @property
    def found(self) -> tuple[int, int]:
        """At which match the user is, counted from 1, and how many there are."""
        self._page_of(self.size.width)
        return (self._found_at + 1 if self._found else 0, len(self._found))

    def _here(self) -> tuple[int, int]:
        """From where on to look: the match at which the user is, while it is in sight, else the first line in sight."""
        top = self.offset_y
        if self._found:
            number, column, _ = self._found[self._found_at][0]
            if top <= number < top + self.size.height:
                return number, column
        return top, 0

    def _find(self) -> None:
        from touchline.present.finding import PageText

        if self._wanted and self._text is None:
            self._text = PageText(self._page.lines)
        self._found = self._text.find(self._wanted) if self._text else ()
        self._found_at = min(self._found_at, max(0, len(self._found) - 1))
        self._mark_found()

    def _go_to_match(self, at: int) -> None:
        self._found_at = at
        self._mark_found()
        number = self._found[at][0][0]
        if not self.offset_y <= number < self.offset_y + self.size.height - 1:
            self._go_to(number - self.size.height // 3)
        self.refresh()

    def _mark_found(self) -> None:
        self._marks = {}
        for at, match in enumerate(self._found):
            style: StyleName = "match-here" if at == self._found_at else "match"
            for number, start, end in match:
                self._marks.setdefault(number, []).append((start, end, style))
        self._painted.clear()

    # --- scrolling ---

    def move_by(self, step: int) -> None:
        """Scroll by lines."""
        self._go_to(self.offset_y + step)

    def move_to(self, line: int) -> None:
        """Scroll to a line."""
        self._go_to(line)

    @property
    def rows_a_page(self) -> int:
        """Lines that half a page scrolls."""
        return max(1, self.size.height // 2)

    def page_down(self) -> bool:
        """Scroll by a page, two lines kept; False when the end was in sight already."""
        if self.at_end:
            return False
        self.move_by(max(1, self.size.height - 2))
        return True

    def _go_to(self, line: int) -> None:
        self.offset_y = max(0, min(line, self._last_offset))
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move_by(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move_by(-WHEEL_LINES)

    def on_resize(self) -> None:
        self._settle()

    # --- painting and selecting ---

    def line_at(self, y: int, size: Size) -> Strip:
        page, at, width = self._page_of(size.width), self.offset_y + y, size.width
        mark = self._scroll_mark(y, len(page.lines), size.height)
        strip = self._painted.get((at, mark))
        if strip is None:
            segments = self.segments(self._line(at) if at < len(page.lines) else BLANK, width - 1)
            strip = Strip([*segments, Segment(mark, self.look("rule"))], width)
            self._painted[at, mark] = strip
        selection = self.text_selection
        if selection is None or (span := selection.get_span(at)) is None:
            return strip
        start, end = span
        marked = self.screen.get_component_rich_style("screen--selection")
        end = width - 1 if end == -1 else min(end, width - 1)
        return Strip.join([strip.crop(0, start), strip.crop(start, end).apply_style(marked), strip.crop(end, width)])

    def _line(self, number: int) -> Line:
        """A line of the page, with what was found in it marked."""
        parts = self._marks.get(number)
        if not parts:
            return self._page.lines[number]
        from touchline.present.finding import marked

        return marked(self._page.lines[number], parts)

    def render_line(self, y: int) -> Strip:
        # Textual asks this of the line under the mouse, for the place in the page where a selection begins or ends.
        return super().render_line(y).apply_offsets(0, self.offset_y + y)

    def _scroll_mark(self, y: int, n_lines: int, height: int) -> str:
        """A thin thumb at the right edge shows where in a long page one is."""
        if n_lines <= height:
            return " "
        length = max(1, height * height // n_lines)
        top = round(self.offset_y * (height - length) / (n_lines - height))
        return "┃" if top <= y < top + length else " "

    def notify_style_update(self) -> None:
        self._painted.clear()
        super().notify_style_update()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract("\n".join(plain(line) for line in self.page.lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()
