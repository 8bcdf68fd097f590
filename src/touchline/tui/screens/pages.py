"""Pages that open above a screen and close again: help, and why an article is linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from touchline.errors import TouchlineError
from touchline.newsroom import reading
from touchline.present.board import board_lines
from touchline.present.help import HelpRow, help_lines, search_rows, stage_rows
from touchline.present.lines import Page
from touchline.present.why import why_page
from touchline.tui import messages
from touchline.tui.keys import keys_of
from touchline.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from datetime import date

    from touchline.model import StoryThread
    from touchline.newsroom.room import Newsroom
    from touchline.present.article import Clipping
    from touchline.tui.keys import ViewName
    from touchline.tui.widgets.reading_pane import PageMaker
from touchline.tui.widgets.line_styles import plain_content


class PageScreen(ModalScreen[None]):
    """A page in a box; esc and q close it."""

    HEADING = ""
    HINT = "j k scroll · esc closes"
    FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,enter", "close", show=False),
        Binding("j,down", "scroll_page(1)", show=False),
        Binding("k,up", "scroll_page(-1)", show=False),
        Binding("ctrl+d,pagedown,space", "scroll_page(10)", show=False),
        Binding("ctrl+u,pageup", "scroll_page(-10)", show=False),
        Binding("g,home", "scroll_page(-100000)", show=False),
        Binding("G,end", "scroll_page(100000)", show=False),
    ]

    def __init__(self, make: PageMaker) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield ReadingPane(id="page")

    def on_mount(self) -> None:
        box = self.query_one(".box")
        box.border_title = plain_content(self.HEADING)
        box.border_subtitle = plain_content(self.HINT)
        self.page.show(self._make)
        self.query_one(self.FOCUS).focus()

    @property
    def page(self) -> ReadingPane:
        """The page."""
        return self.query_one("#page", ReadingPane)

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll_page(self, lines: int) -> None:
        self.page.move_by(lines)


class WhyScreen(PageScreen):
    """Why an article is linked; how its sentences were read follows as soon as that is worked out."""

    HEADING = "Why is this linked?"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "close", show=False)]

    def __init__(self, clipping: Clipping, room: Newsroom) -> None:
        super().__init__(lambda width: why_page(clipping, width))
        self._clipping = clipping
        self._room = room

    def on_mount(self) -> None:
        super().on_mount()
        self.explain()

    @work(thread=True)
    def explain(self) -> None:
        """Read the article once more, keeping the reasons."""
        try:
            found = reading.explanations(self._room, self._clipping.article)
        except TouchlineError:
            return  # A lexicon file of the user's is wrong now: the claims were made before, and stand as they are.
        self.post_message(messages.ArticleExplained(found))

    @on(messages.ArticleExplained)
    def was_explained(self, event: messages.ArticleExplained) -> None:
        self.page.show(lambda width: why_page(self._clipping, width, event.explanations), keep_offset=True)


class BoardScreen(PageScreen):
    """Everybody who is linked with the seat of a thread."""

    HEADING = "Candidates"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("b", "close", show=False)]

    def __init__(self, thread: StoryThread, today: date) -> None:
        super().__init__(lambda width: Page(lines=board_lines(thread, width, today)))


class HelpInput(Input):
    """Letters narrow the page down, arrows scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+d,pagedown", "screen.scroll_page(5)", show=False),
        Binding("up,ctrl+u,pageup", "screen.scroll_page(-5)", show=False),
        Binding("escape,enter,question_mark", "screen.close", show=False, priority=True),
    ]


class HelpScreen(PageScreen):
    """The keys of a screen, the stages, and how to search; typing narrows it down."""

    HEADING = "Help"
    HINT = "↑ ↓ scroll · esc closes"
    FOCUS = "#help-input"

    def __init__(self, view: ViewName) -> None:
        super().__init__(self._lay_out)
        keys = [HelpRow(key.shown, key.help, key.group) for key in keys_of(view)]
        self._rows = (*keys, *stage_rows(), *search_rows())
        self._typed = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield HelpInput(placeholder="type to find a key", compact=True, id="help-input")
            yield ReadingPane(id="page")

    def _lay_out(self, width: int) -> Page:
        return Page(lines=help_lines(self._rows, width, self._typed))

    @on(Input.Changed)
    def narrowed_down(self, event: Input.Changed) -> None:
        self._typed = event.value
        self.page.show(self._lay_out)
