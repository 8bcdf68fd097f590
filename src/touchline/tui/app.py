"""The reader as a Textual app: themes, counts, upkeep in the background, and the way between the screens."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, cast

from rich.console import RenderableType
from textual import events, on, work
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import get_current_worker

from touchline.errors import TouchlineError
from touchline.newsroom import reading
from touchline.present.lines import BLANK, Piece, line
from touchline.present.views import SideRow, side_rows
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.driver import QuietDriver
from touchline.tui.keys import keys_of
from touchline.tui.last_screen import remember_screen
from touchline.tui.screens.base import DeskScreen
from touchline.tui.screens.stories import StoriesScreen
from touchline.tui.themes import DARK, THEMES
from touchline.tui.widgets.bars import Part

if TYPE_CHECKING:
    from touchline.model import FeedResult
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import Line, StyleName

TITLES = {"all": "All", "unread": "Unread", "starred": "Starred", "threads": "Threads", "changes": "Changes"}
QUERIES = {"unread": "unread", "starred": "starred", "followed": "followed"}
CATCH_UP_S = 3.0
LONGEST_START_S = 2.0
"""After this the reader is painted and obeys keys whether a list is there or not."""


class TouchlineApp(App[int]):
    """The reader. Screens see the newsroom through it; everything on disk is asked for in workers."""

    CSS_PATH = "app.tcss"
    TITLE = "touchline"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, room: Newsroom, *, demo: bool = False) -> None:
        super().__init__()
        self.room = room
        self.demo = demo
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="deeds")
        self.side_rows: Sequence[SideRow] = ()
        self._views: Mapping[str, SideRow] = {}
        self._queries: Mapping[str, str] = {}
        self._backlog: Line = BLANK
        self._upkeep_lock = threading.Lock()
        self._refresh_lock = threading.Lock()
        self._early_keys: list[events.Key] | None = []
        """Keys that came before the first list did, which they are meant for; None once it is there."""
        self._unpainted = ExitStack()
        """Keeps empty panes from the terminal until the first list is there."""

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        return QuietDriver if found is LinuxDriver else found

    def get_default_screen(self) -> Screen[None]:
        return StoriesScreen()

    def on_load(self) -> None:
        self._unpainted.enter_context(self.batch_update())
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self.room.config.theme
        if wanted in self.available_themes:
            self.theme = wanted
        elif "TEXTUAL_THEME" not in os.environ:
            self.theme = DARK.name

    def on_mount(self) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit, 143)
        self.set_timer(LONGEST_START_S, self.first_list_shown)

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
        self.call_after_refresh(self._begin_work)

    def _begin_work(self) -> None:
        self._tell_what_was_found()
        self.count_views()
        self.keep_up(first=True)
        self.set_interval(CATCH_UP_S, lambda: self.keep_up(first=False))

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
        self.writer.shutdown(wait=True)

    # --- views and counts ---

    def view_query(self, key: str) -> str:
        """The query of a view."""
        return self._queries.get(key) or QUERIES.get(key, "")

    def view_title(self, key: str) -> str:
        """The title of a view with its count, for people."""
        view = self._views.get(key)
        return f"{safe(view.title)} {view.n:,}" if view else TITLES.get(key, key.partition(":")[2] or key.title())

    def top_parts(self, open_key: str) -> Sequence[Part]:
        """The top bar: the views with the key and the count of each."""
        parts = [Part(line(Piece("touchline", "label")))]
        for number, (key, title) in enumerate(TITLES.items(), 1):
            view = self._views.get(key)
            count = f" {view.n:,}" if view else ""
            style: StyleName = "here" if key == open_key else "text"
            parts.append(
                Part(line(Piece(f"{number} ", "key"), Piece(title, style), Piece(count, "muted")), f"view('{key}')")
            )
        return parts

    def standing_note(self) -> Line:
        """What the top bar says at its right: how far the backlog is."""
        return self._backlog

    def count_views(self) -> None:
        """Count the views anew, once for several changes in a row."""
        self._count_views()

    @work(thread=True, exclusive=True, group="counting")
    def _count_views(self) -> None:
        try:
            views = reading.views(self.room)
        except TouchlineError as error:
            self.screen.post_message(messages.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            rows = [SideRow(view.key, view.title, view.n, view.n_unread) for view in views]
            self.post_message(messages.ViewsCounted(rows, {view.key: view.query for view in views}))

    @on(messages.ViewsCounted)
    def views_were_counted(self, event: messages.ViewsCounted) -> None:
        self._views = {row.key: row for row in event.rows}
        self._queries = event.queries
        self.side_rows = side_rows(event.rows)
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
        elif isinstance(stories, StoriesScreen):
            stories.open_view(key)

    # --- upkeep ---

    @work(thread=True, group="upkeep")
    def keep_up(self, first: bool) -> None:
        """Work off the backlog at the start, and whenever another process changed the library."""
        from touchline.newsroom import upkeep

        worker = get_current_worker()
        if not self._upkeep_lock.acquire(blocking=False):
            return
        try:
            changed = self.room.store.catch_up()
            if first or changed:
                changed = upkeep.drain(self.room, self._backlog_progressed, lambda: worker.is_cancelled) or changed
        except TouchlineError as error:
            self.screen.post_message(messages.Failed(str(error)))
        else:
            if changed and not worker.is_cancelled:
                self.post_message(messages.LibraryChanged())
            upkeep.index_texts(self.room, lambda: worker.is_cancelled)
        finally:
            self._upkeep_lock.release()

    def _backlog_progressed(self, n_done: int, n_all: int) -> None:
        self.post_message(messages.BacklogProgressed(n_done, n_all))

    @on(messages.BacklogProgressed)
    def backlog_progressed(self, event: messages.BacklogProgressed) -> None:
        done = event.n_done >= event.n_all
        self._backlog = BLANK if done else line(Piece(f"finding claims {event.n_done:,} of {event.n_all:,}", "muted"))
        if top := self._top_screen():
            top.refresh_bars()

    @on(messages.LibraryChanged)
    def library_changed(self) -> None:
        """Have every screen show what changed, and the views counted anew."""
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

    @work(thread=True, group="refreshing")
    def refresh_feeds(self) -> None:
        """Fetch the feeds that are due; one run at a time."""
        if not self._refresh_lock.acquire(blocking=False):
            return
        from touchline.newsroom import refreshing

        self.get_ready()
        try:
            results = list(refreshing.refresh(self.room))
        except TouchlineError as error:
            self.post_message(messages.FeedsRefreshed(str(error), warn=True))
            return
        finally:
            self._refresh_lock.release()
        self.post_message(messages.FeedsRefreshed(*told_of_feeds(results)))

    @work(thread=True, group="upkeep")
    def get_ready(self) -> None:
        """Load what new articles need, while the feeds are waited for."""
        from touchline.newsroom import upkeep

        # A wrong lexicon is told of when claims are made.
        with suppress(TouchlineError):
            upkeep.get_ready(self.room)

    @on(messages.FeedsRefreshed)
    def feeds_were_refreshed(self, event: messages.FeedsRefreshed) -> None:
        if top := self._top_screen():
            top.tell(event.sentence, warn=event.warn)
        self.keep_up(first=True)
        self.library_changed()

    # --- palette ---

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose another theme", self.action_change_theme)
        if isinstance(screen, DeskScreen):
            for key in keys_of(screen.VIEW):
                if key.action != "palette":
                    title = f"{key.label[0].upper()}{key.label[1:]}  {key.shown}"
                    yield SystemCommand(title, key.help, lambda action=key.action: screen.run_action(action))


def told_of_feeds(results: Sequence[FeedResult]) -> tuple[str, bool]:
    """What a refresh brought, in one sentence, and whether a feed failed."""
    if not results:
        return "no feed is due, or feeds.toml has none: `touchline feeds init` writes an example", False
    failed = [result for result in results if result.error]
    new = sum(result.n_added for result in results)
    feeds = "1 feed" if len(results) == 1 else f"{len(results)} feeds"
    sentence = f"{feeds} fetched, {new:,} new {'article' if new == 1 else 'articles'}"
    if failed:
        sentence += f"; {failed[0].feed}: {failed[0].error}"
        sentence += f" (and {len(failed) - 1} more feeds failed)" if len(failed) > 1 else ""
    return sentence, bool(failed)


def run(room: Newsroom, *, demo: bool = False) -> int:
    """Open the reader on a newsroom and return its exit code. In the demo no guide stands in the way."""
    return TouchlineApp(room, demo=demo).run() or 0
