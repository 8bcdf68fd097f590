"""What all screens share: bars, moving between views, moving in the focused pane, and telling the user things."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from touchline.present.lines import Piece, line
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.keys import FOOTER
from touchline.tui.widgets.bars import Bar, Part

if TYPE_CHECKING:
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import Line
    from touchline.present.views import SideRow
    from touchline.tui.keys import ViewName

NOTE_SECONDS = 6.0
BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (100, "-wide")]


@runtime_checkable
class Movable(Protocol):
    """A list or a page: what the moving keys move."""

    @property
    def rows_a_page(self) -> int: ...
    def move_by(self, step: int) -> None: ...
    def move_to(self, row: int) -> None: ...


class Desk(Protocol):
    """What a screen asks of the app."""

    room: Newsroom
    writer: Executor
    side_rows: Sequence[SideRow]

    def open_view(self, key: str) -> None: ...
    def view_query(self, key: str) -> str: ...
    def view_title(self, key: str) -> str: ...
    def top_parts(self, open_key: str) -> Sequence[Part]: ...
    def standing_note(self) -> Line: ...
    def first_list_shown(self) -> None: ...
    def count_views(self) -> None: ...
    def library_changed(self) -> None: ...
    def keep_up(self, first: bool) -> object: ...
    def refresh_feeds(self, names: Sequence[str] = ()) -> None: ...
    def cancel_refresh(self) -> bool: ...
    def config_changed(self) -> None: ...


class DeskScreen(Screen[None]):
    """A screen with the two bars and the keys that work everywhere."""

    VIEW: ViewName
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS: ClassVar[str | None] = None
    _note_timer: Timer | None = None

    def __init__(self) -> None:
        # From the beginning, and not when it is told its size: then all of it would be styled twice.
        width = self.app.size.width
        super().__init__(classes=next(name for least, name in reversed(BREAKPOINTS) if width >= least))

    @property
    def desk(self) -> Desk:
        """The app, as screens see it."""
        return cast(Desk, self.app)

    @property
    def room(self) -> Newsroom:
        """The newsroom; only workers ask it for what may be on disk."""
        return self.desk.room

    def _compositor_refresh(self) -> None:
        # Textual renders in vain what is held back, as all is until the first list is there: a third of the start.
        if self.app._batch_count:
            self.refresh()
        else:
            super()._compositor_refresh()

    # --- bars ---

    def compose(self) -> ComposeResult:
        yield Bar(id="top")
        yield from self.compose_panes()
        yield Bar(note_first=True, id="keys")

    def compose_panes(self) -> ComposeResult:
        """The panes between the bars."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        self.refresh_bars()

    def open_key(self) -> str:
        """The key of the view that is open, for the top bar."""
        return self.VIEW

    def refresh_bars(self) -> None:
        """Show the views with their counts, and the keys that matter here."""
        self.query_one("#top", Bar).show(self.desk.top_parts(self.open_key()), self.desk.standing_note())
        keys = [
            Part(line(Piece(shown, "key"), Piece(f" {label}", "muted")), action)
            for action, shown, label in FOOTER[self.VIEW]
        ]
        self.query_one("#keys", Bar).show(keys)

    def tell(self, sentence: str, *, warn: bool = False) -> None:
        """Say one sentence at the bottom for a few seconds."""
        bar = self.query_one("#keys", Bar)
        bar.show(note=line(Piece(safe(sentence), "warning" if warn else "here")))
        if self._note_timer:
            self._note_timer.stop()
        self._note_timer = self.set_timer(NOTE_SECONDS, lambda: bar.show(note=()))

    def hush(self) -> None:
        """Take off what was said: it was about something that is shown no more."""
        if self._note_timer:
            self._note_timer.stop()
        self.query_one("#keys", Bar).show(note=())

    @on(Bar.Clicked)
    async def bar_clicked(self, event: Bar.Clicked) -> None:
        await self.run_action(event.action)

    @on(messages.Failed)
    def failed(self, event: messages.Failed) -> None:
        self.tell(event.sentence, warn=True)

    # --- moving ---

    def movable(self) -> Movable | None:
        """What the moving keys move: the focused pane."""
        return self.focused if isinstance(self.focused, Movable) else None

    def _move(self, rows: int, pages: int = 0) -> None:
        pane = self.movable()
        if pane:
            pane.move_by(rows + pages * pane.rows_a_page)
            self.moved()

    def moved(self) -> None:
        """A key moved something: show what goes with it, in the same frame."""

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_page_down(self) -> None:
        self._move(0, 1)

    def action_page_up(self) -> None:
        self._move(0, -1)

    def action_top(self) -> None:
        if pane := self.movable():
            pane.move_to(0)
            self.moved()

    def action_bottom(self) -> None:
        if pane := self.movable():
            pane.move_to(1 << 40)
            self.moved()

    def action_next_pane(self) -> None:
        self.focus_next(".pane")

    def action_previous_pane(self) -> None:
        self.focus_previous(".pane")

    # --- leaving ---

    def library_changed(self) -> None:
        """Articles, claims or threads changed: show them, without moving what the user looks at."""

    def feeds_changed(self) -> None:
        """A feed was fetched."""

    def feed_here(self) -> str | None:
        """The feed that the key for one feed is about; None, with a word to the user, when there is none."""
        return None

    def look_remembered(self) -> None:
        """The user left a thread, which is not new to him any more."""

    def cancel_fetching(self) -> bool:
        """Stop fetching feeds; False when none are being fetched."""
        cancelled = self.desk.cancel_refresh()
        if cancelled:
            self.tell("fetching is being cancelled")
        return cancelled

    def leave(self) -> None:
        """Go back one screen."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()

    def action_back(self) -> None:
        self.leave()

    def action_escape(self) -> None:
        self.leave()

    def action_quit_here(self) -> None:
        self.leave()

    def action_view(self, key: str) -> None:
        self.desk.open_view(key)

    def action_quit_now(self) -> None:
        self.app.exit(0)

    def action_copy_or_quit(self) -> None:
        selected = self.get_selected_text()
        if selected:
            self.app.copy_to_clipboard(selected)
            self.clear_selection()
            self.tell("copied")
        else:
            self.app.exit(0)

    def action_refresh(self) -> None:
        self.desk.refresh_feeds()

    def action_refresh_one(self) -> None:
        if name := self.feed_here():
            self.desk.refresh_feeds([name])

    def action_edit_feeds(self) -> None:
        from touchline.tui.editor import edit_feeds

        sentence, warn = edit_feeds(self.app, self.room)
        self.tell(sentence, warn=warn)
        self.desk.config_changed()

    def action_palette(self) -> None:
        self.app.action_command_palette()

    def action_help(self) -> None:
        from touchline.tui.screens.pages import HelpScreen

        self.app.push_screen(HelpScreen(self.VIEW))
