"""The views as bars and sidebar tell them: queries, titles and counts, which are counted in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.worker import get_current_worker

from touchline.errors import TouchlineError
from touchline.newsroom import reading
from touchline.present.lines import Piece, line
from touchline.present.views import SideRow, side_rows
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.widgets.bars import Part

if TYPE_CHECKING:
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import StyleName

TITLES = {
    "all": "All",
    "unread": "Unread",
    "starred": "Starred",
    "threads": "Threads",
    "changes": "Changes",
    "feeds": "Feeds",
}
QUERIES = {"unread": "unread", "starred": "starred", "followed": "followed"}


class Views:
    """All views of the reader. They are counted by workers of the app, which gets a message."""

    def __init__(self, app: App[Any], room: Newsroom) -> None:
        self.side_rows: Sequence[SideRow] = ()
        self._app = app
        self._room = room
        self._rows: Mapping[str, SideRow] = {}
        self._counts: Mapping[str, int] = reading.counts_at_hand(room)
        self._queries: Mapping[str, str] = {}

    def query(self, key: str) -> str:
        """The query of a view."""
        if key.startswith("feed:"):
            from touchline.query import quoted

            return f"feed={quoted(key.removeprefix('feed:'))}"
        return self._queries.get(key) or QUERIES.get(key, "")

    def title(self, key: str) -> str:
        """The title of a view with its count, for people."""
        view = self._rows.get(key)
        title = view.title if view else TITLES.get(key, key.partition(":")[2] or key.title())
        more = "+" if view and view.more else ""
        return safe(f"{title} {self._counts[key]:,}{more}" if key in self._counts else title)

    def top_parts(self, open_key: str) -> Sequence[Part]:
        """The top bar: the views with the key and the count of each."""
        parts = [Part(line(Piece("touchline", "label")))]
        for number, (key, title) in enumerate(TITLES.items(), 1):
            count = f" {self._counts[key]:,}" if key in self._counts else ""
            style: StyleName = "here" if key == open_key else "text"
            parts.append(
                Part(line(Piece(f"{number} ", "key"), Piece(title, style), Piece(count, "muted")), f"view('{key}')")
            )
        return parts

    def count(self) -> None:
        """Count the views anew, once for several changes in a row."""
        self._app.run_worker(self._count, thread=True, exclusive=True, group="counting")

    def _count(self) -> None:
        from touchline.newsroom.views import views as all_views

        try:
            views = all_views(self._room)
        except TouchlineError as error:
            self._app.screen.post_message(messages.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            rows = [SideRow(view.key, view.title, view.n, view.n_unread, view.more) for view in views]
            self._app.post_message(messages.ViewsCounted(rows, {view.key: view.query for view in views}))

    def counted(self, event: messages.ViewsCounted) -> None:
        """Take note of the counts."""
        self._rows = {row.key: row for row in event.rows}
        self._counts = {row.key: row.n for row in event.rows}
        self._queries = event.queries
        self.side_rows = side_rows(event.rows)
