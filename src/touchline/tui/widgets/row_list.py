"""A list of rows that mounts no row widgets: lines are painted when they come into sight."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Self

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from touchline.present.lines import BLANK
from touchline.tui.widgets.line_styles import LineStyles
from touchline.tui.widgets.looks import CURSOR

if TYPE_CHECKING:
    from touchline.present.lines import Line

CURSOR_EDGE = "▌"
MOST_PAINTED = 400
"""Painted rows that are kept: some screens full."""


class RowList(LineStyles, ScrollView, can_focus=True):
    """Base of all lists. A subclass says how many rows there are and which lines each has."""

    row_height: int = 1
    cursor: var[int] = var(0, init=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._painted: dict[tuple[int, int, bool], tuple[Strip, ...]] = {}
        """Rows by number, width, and whether the cursor stands on them."""
        super().__init__(id=id, classes=classes)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on another thing in the same row."""

        row_list: RowList
        row: int

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        row_list: RowList
        row: int

    # --- what a subclass says ---

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        raise NotImplementedError

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        """The lines of a row, without the cursor's edge."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        """What is shown when there are no rows."""
        return ()

    def selectable(self, row: int) -> bool:
        """False for a row that the cursor jumps over, such as a heading."""
        return True

    # --- geometry: subclasses with rows of different heights override these three ---

    @property
    def n_lines(self) -> int:
        """Number of lines of all rows."""
        return self.n_rows * self.row_height

    def locate(self, y: int) -> tuple[int, int]:
        """The row at a line, and the line within that row."""
        return divmod(y, self.row_height)

    def extent(self, row: int) -> tuple[int, int]:
        """First line and number of lines of a row."""
        return row * self.row_height, self.row_height

    # --- rows ---

    def rows_changed(self, cursor: int | None = None, *, keep_scroll: bool = True) -> None:
        """Take over a change of the rows; with `keep_scroll` the cursor's row stays where it is on the screen."""
        top_before = self.extent(self.cursor)[0] - round(self.scroll_y) if keep_scroll else None
        self.virtual_size = Size(1, self.n_lines)
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(RowList.cursor, self._nearest(wanted))
        if top_before is not None:
            self.scroll_to(y=self.extent(self.cursor)[0] - top_before, animate=False)
        else:
            self.scroll_to(y=0, animate=False)
        self.show_cursor()
        self.refresh()

    def _nearest(self, row: int) -> int:
        row = max(0, min(row, self.n_rows - 1))
        for candidate in chain(range(row, self.n_rows), range(row - 1, -1, -1)):
            if self.selectable(candidate):
                return candidate
        return 0

    def show_cursor(self) -> None:
        """Scroll as little as needed to have the cursor's row in sight."""
        if self.n_rows and self.size.height:
            top, height = self.extent(self.cursor)
            self.scroll_to_region(Region(0, top, 1, height), animate=False, x_axis=False, force=True)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row."""
        if self.n_rows:
            self.cursor = self._nearest(row)

    def move_by(self, step: int) -> None:
        """Move the cursor by rows; it stops at the ends and jumps over headings."""
        row = self.cursor
        direction = 1 if step > 0 else -1
        for _ in range(abs(step)):
            following = row + direction
            while 0 <= following < self.n_rows and not self.selectable(following):
                following += direction
            if not 0 <= following < self.n_rows:
                break
            row = following
        if row == self.cursor:
            # At the first row, headings above it come into sight again.
            self.scroll_to(y=0 if direction < 0 and row < 3 else self.scroll_y, animate=False)
        self.move_to(row)

    @property
    def rows_a_page(self) -> int:
        """Rows that half a page moves."""
        return max(1, self.size.height // self.row_height // 2)

    def watch_cursor(self, before: int, after: int) -> None:
        self.show_cursor()
        for row in (before, after):
            top, height = self.extent(row) if row < self.n_rows else (0, 0)
            self.refresh_lines(top, height)
        self.post_message(self.Moved(self, after))

    # --- painting ---

    def line_at(self, y: int, size: Size) -> Strip:
        width = size.width
        if not self.n_rows:
            lines = self.empty_lines(width)
            return self.paint(lines[y] if y < len(lines) else BLANK, width)
        y += round(self.scroll_y)
        if y >= self.n_lines:
            return self.paint(BLANK, width)
        row, part = self.locate(y)
        strips = self._row_strips(row, width)
        return strips[part] if part < len(strips) else self.paint(BLANK, width)

    def _row_strips(self, row: int, width: int) -> tuple[Strip, ...]:
        """The painted lines of a row; those that were in sight are kept until something in them may have changed."""
        known = (row, width, row == self.cursor)
        strips = self._painted.get(known)
        if strips is None:
            if len(self._painted) >= MOST_PAINTED:
                self._painted.clear()
            paint = self._paint_chosen if row == self.cursor and self.selectable(row) else self.paint
            strips = self._painted[known] = tuple(paint(line, width) for line in self.row_lines(row, width))
        return strips

    def _paint_chosen(self, line: Line, width: int) -> Strip:
        """A line of the cursor's row: it has another ground and an edge, so that no colour is needed."""
        edge = Segment(CURSOR_EDGE, self.look("edge", CURSOR))
        return Strip([edge, *self.paint(line, width, CURSOR).crop(1, width)], width)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """See `Widget.refresh`; without a region, what rows say may have changed."""
        if not regions:
            self._painted.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        self._painted.clear()
        super().notify_style_update()

    # --- mouse ---

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        y = offset.y + round(self.scroll_y) if offset else -1
        if not 0 <= y < self.n_lines:
            return
        row, _ = self.locate(y)
        if self.selectable(row):
            self.move_to(row)
            self.post_message(self.Chosen(self, row))

    def on_resize(self) -> None:
        self.show_cursor()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
