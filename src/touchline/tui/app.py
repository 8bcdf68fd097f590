"""The reader as a Textual app: its start and end, the way between the screens, and who is told of what changed."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, cast

from rich.console import RenderableType
from textual import events, on
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Input

from touchline.present.lines import BLANK
from touchline.tui import messages
from touchline.tui.driver import QuietDriver
from touchline.tui.keys import keys_of
from touchline.tui.last_screen import remember_screen
from touchline.tui.screens.base import DeskScreen
from touchline.tui.screens.stories import StoriesScreen
from touchline.tui.themes import DARK
from touchline.tui.views import Views

if TYPE_CHECKING:
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import Line
    from touchline.present.views import SideRow
    from touchline.tui.fetching import Fetcher
    from touchline.tui.upkeep import Upkeep
    from touchline.tui.widgets.bars import Part

CATCH_UP_S = 3.0
LOOK_FOR_DUE_S = 60.0
SETTLED_S = 0.3
"""So long after the first list is shown begins what nobody waits for."""
LONGEST_TURN_S = 0.001
"""So long a worker that computes keeps a key waiting, each time that the loop gives way; Python's own 5 ms add up."""
EXIT_BY_SIGNAL = 128
"""And the signal's number, as shells tell it."""


class TouchlineApp(App[int]):
    """The reader. Screens see the newsroom through it; everything on disk is asked for in workers."""

    CSS_PATH = "app.tcss"
    TITLE = "touchline"
    ENABLE_COMMAND_PALETTE = True
    # Begun with: a theme that is chosen later has all rules read twice.
    theme: Reactive[str] = Reactive(os.environ.get("TEXTUAL_THEME", DARK.name))

    def __init__(self, room: Newsroom, *, demo: bool = False) -> None:
        super().__init__()
        # Screens need no widgets for what touchline tells at the bottom.
        self._disable_tooltips = self._disable_notifications = True
        self.room = room
        self.demo = demo
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="deeds")
        self._views = Views(self, room)
        self._early_keys: list[events.Key] | None = []
        """Keys that came before the first list did, which they are meant for; None once it is there."""
        self._loaded_anew = True
        """Since the views were counted last."""
        self._unpainted = ExitStack()
        """Keeps empty panes from the terminal until the first list is there."""

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        return QuietDriver if found is LinuxDriver else found

    def get_default_screen(self) -> Screen[None]:
        return StoriesScreen()

    def get_theme(self, theme_name: str) -> Theme | None:
        # Asked for every painted line; Textual makes a table of all themes each time.
        return BUILTIN_THEMES.get(theme_name) or super().get_theme(theme_name)

    def on_load(self) -> None:
        self._unpainted.enter_context(self.batch_update())
        wanted = self.room.config.theme
        if wanted in self.available_themes:
            self.theme = wanted

    def on_mount(self) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Under nohup a hang-up is nothing to end at.
            if signal.getsignal(number) is not signal.SIG_IGN:
                asyncio.get_running_loop().add_signal_handler(number, self.exit, EXIT_BY_SIGNAL + number)

    # --- the start ---

    async def on_event(self, event: events.Event) -> None:
        if self._early_keys is not None and isinstance(event, events.Key) and not event.is_forwarded:
            self._early_keys.append(event)
        elif isinstance(event, events.Key) and event.is_forwarded and event.is_printable and self._is_typing():
            # It went to the list before the key in front of it, `/`, had opened the input: what is typed is no command.
            cast(Input, self.focused)._forward_event(events.Key(event.key, event.character))
        else:
            await super().on_event(event)

    def _is_typing(self) -> bool:
        return isinstance(self.focused, Input)

    def first_list_shown(self) -> None:
        """The first list is there: obey the keys that were typed before, and only now begin what nobody waits for."""
        keys, self._early_keys = self._early_keys, None
        if keys is None:
            return
        self._unpainted.close()
        for key in keys:
            self.post_message(key)
        self.call_after_refresh(self._tell_what_was_found)
        self.call_after_refresh(self.count_views)
        self.set_timer(SETTLED_S, self._begin_work)

    def _begin_work(self) -> None:
        if not self.is_headless:
            # What a start makes stays: the collector, which was kept out of it, need never look at that.
            gc.freeze()
            gc.enable()
        self.keep_up(first=True)
        self.set_interval(CATCH_UP_S, lambda: self.keep_up(first=False))
        self.refresh_quietly()
        self.set_interval(LOOK_FOR_DUE_S, self.refresh_quietly)
        self.fetcher.watch()

    # --- the end ---

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        self._remember_screen()
        super().exit(result, return_code, message)

    def _remember_screen(self) -> None:
        """Write the stories down as they stand there, for the next start."""
        bottom = self.screen_stack[0] if self.screen_stack else None
        if self.room.folder and isinstance(bottom, StoriesScreen) and bottom.stories.n_rows and not self.is_headless:
            from touchline.tui.screens.painted import painted_lines

            columns, rows = self.size
            remember_screen(self.room.folder, columns, rows, painted_lines(bottom))

    def _tell_what_was_found(self) -> None:
        """What was recovered at opening and what is wrong with the configuration, the first sentence of it."""
        sentences = [*self.room.store.messages(), *self.room.config.warnings]
        wanted = self.room.config.theme
        if wanted and wanted not in self.available_themes:
            sentences.append(f"config.toml: no theme is called {wanted!r}; ctrl+p, Theme lists them")
        if sentences and isinstance(self.screen, DeskScreen):
            more = f" (and {len(sentences) - 1} more; `touchline doctor` tells all)" if len(sentences) > 1 else ""
            self.screen.tell(sentences[0] + more, warn=True)

    def on_unmount(self) -> None:
        if "fetcher" in vars(self):
            self.fetcher.stop_watching()
        self.writer.shutdown(wait=True)

    # --- views and counts ---

    @property
    def side_rows(self) -> Sequence[SideRow]:
        """The rows of the sidebar."""
        return self._views.side_rows

    def view_query(self, key: str) -> str:
        """The query of a view."""
        return self._views.query(key)

    def view_title(self, key: str) -> str:
        """The title of a view with its count, for people."""
        return self._views.title(key)

    def top_parts(self, open_key: str) -> Sequence[Part]:
        """The top bar: the views with the key and the count of each."""
        return self._views.top_parts(open_key)

    def standing_note(self) -> Line:
        """What the top bar says at its right: how far the backlog is, else how the feeds are."""
        backlog = self.upkeep.note() if "upkeep" in vars(self) else BLANK
        return backlog or (self.fetcher.note() if "fetcher" in vars(self) else BLANK)

    def count_views(self) -> None:
        """Count the views anew, once for several changes in a row."""
        self._views.count()

    @on(messages.ViewsCounted)
    def views_were_counted(self, event: messages.ViewsCounted) -> None:
        self._views.counted(event)
        if self._loaded_anew:
            self._loaded_anew = False
            if not self.is_headless:
                # What was loaded stays: the collector of cycles would look at it again and again, 0.1 s each time.
                gc.freeze()
        for screen in self.screen_stack:
            if isinstance(screen, StoriesScreen):
                screen.views_counted()
            elif isinstance(screen, DeskScreen):
                screen.refresh_bars()

    def open_view(self, key: str) -> None:
        """Open a view from anywhere: story views on the stories screen, the others above it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        stories = self.screen
        if key == "threads":
            from touchline.tui.screens.threads import ThreadsScreen

            self.push_screen(ThreadsScreen())
        elif key == "changes":
            from touchline.tui.screens.changes import ChangesScreen

            self.push_screen(ChangesScreen())
        elif key == "feeds":
            from touchline.tui.screens.feeds import FeedsScreen

            self.push_screen(FeedsScreen())
        elif isinstance(stories, StoriesScreen):
            stories.open_view(key)

    # --- upkeep ---

    @cached_property
    def upkeep(self) -> Upkeep:
        """What works off the backlog; made when it is first needed, which is after the start."""
        from touchline.tui.upkeep import Upkeep

        return Upkeep(self, self.room)

    def keep_up(self, first: bool) -> None:
        """Work off the backlog at the start, and whenever another process changed the library."""
        self.upkeep.start(first=first)

    @on(messages.BacklogProgressed)
    def backlog_progressed(self, event: messages.BacklogProgressed) -> None:
        self.upkeep.progressed(event)
        self._refresh_bars()

    def _refresh_bars(self) -> None:
        if top := self._top_screen():
            top.refresh_bars()

    @on(messages.LibraryChanged)
    def library_changed(self) -> None:
        """Have every screen show what changed, and the views counted anew."""
        self._loaded_anew = True
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.library_changed()
        self.count_views()

    @on(messages.LookRemembered)
    def look_was_remembered(self) -> None:
        if top := self._top_screen():
            top.look_remembered()

    def _top_screen(self) -> DeskScreen | None:
        """The screen that is open; None below a dialog, and when the reader has closed while work was being done."""
        top = next(reversed(self.screen_stack), None)
        return top if isinstance(top, DeskScreen) else None

    # --- feeds ---

    @cached_property
    def fetcher(self) -> Fetcher:
        """What fetches feeds; made when it is first needed, which is after the start."""
        from touchline.tui.fetching import Fetcher

        return Fetcher(self, self.room)

    def refresh_feeds(self, names: Sequence[str] = ()) -> None:
        """Fetch the named feeds, or all, because the user asked for it; intervals do not matter then."""
        if not self.fetcher.start(names, asked=True) and (top := self._top_screen()):
            top.tell("feeds are being fetched already; esc cancels")
        self._refresh_bars()

    def refresh_quietly(self) -> None:
        """Fetch the feeds that are due, without a word where nothing came of it."""
        if self.room.config.refreshes_itself and self.room.config.feeds:
            self.fetcher.start_quietly()

    @on(messages.LocalFeedsChanged)
    def local_feeds_changed(self, event: messages.LocalFeedsChanged) -> None:
        self.fetcher.start(sorted(event.names), asked=False)

    def cancel_refresh(self) -> bool:
        """Stop fetching; False when nothing is being fetched."""
        return self.fetcher.cancel()

    @on(messages.FeedFetched)
    def feed_was_fetched(self, event: messages.FeedFetched) -> None:
        self.fetcher.fetched(event)
        self._refresh_bars()
        if event.result.n_added:
            self.keep_up(first=True)
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.feeds_changed()

    @on(messages.FeedsRefreshed)
    def feeds_were_refreshed(self, event: messages.FeedsRefreshed) -> None:
        from touchline.tui.fetching import told_of_feeds

        self.fetcher.refreshed(event)
        self._refresh_bars()
        came = any(result.n_added or result.n_updated for result in event.results)
        if (event.asked or event.problems or came) and (top := self._top_screen()):
            sentence, warn = told_of_feeds(event)
            top.tell(sentence, warn=warn and event.asked)
        self.keep_up(first=True)
        self.library_changed()

    def config_changed(self) -> None:
        """feeds.toml was edited: show what depends on it, and watch other files."""
        self.fetcher.watch()
        self.library_changed()

    # --- palette ---

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose another theme", self.action_change_theme)
        if isinstance(screen, DeskScreen):
            for key in keys_of(screen.VIEW):
                if key.action != "palette":
                    title = f"{key.label[0].upper()}{key.label[1:]}  {key.shown}"
                    yield SystemCommand(title, key.help, lambda action=key.action: screen.run_action(action))


def run(room: Newsroom, *, demo: bool = False) -> int:
    """Open the reader on a newsroom and return its exit code. In the demo no guide stands in the way."""
    sys.setswitchinterval(LONGEST_TURN_S)
    return TouchlineApp(room, demo=demo).run() or 0
