"""The virtual list of story threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from touchline.model import StoryThread
from touchline.present.lines import Line
from touchline.present.since import Since
from touchline.present.threads import ROW_HEIGHT, thread_row
from touchline.tui.widgets.row_list import RowList


class ThreadList(RowList):
    """Two lines for each story thread, the followed ones first."""

    row_height = ROW_HEIGHT

    def __init__(self, today: date, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.today = today
        self.rows: Sequence[StoryThread] = ()
        self.followed: frozenset[str] = frozenset()
        self.news: Mapping[str, Since] = {}
        self.n_unread: Mapping[str, int] = {}
        self.guide: Callable[[int], tuple[Line, ...]] = lambda width: ()

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> StoryThread | None:
        """The thread under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(
        self,
        rows: Sequence[StoryThread],
        followed: frozenset[str],
        n_unread: Mapping[str, int],
        news: Mapping[str, Since],
    ) -> None:
        """Show other threads; the cursor stays on its thread where that is still there."""
        here = self.current
        self.rows, self.followed, self.n_unread, self.news = rows, followed, n_unread, news
        at = next((i for i, row in enumerate(rows) if here and row.thread_id == here.thread_id), 0)
        self.rows_changed(at, keep_scroll=here is not None)

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        thread = self.rows[row]
        return thread_row(
            thread,
            width,
            self.today,
            followed=thread.thread_id in self.followed,
            n_unread=self.n_unread.get(thread.thread_id, 0),
            since=self.news.get(thread.thread_id),
        )

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return self.guide(width)
