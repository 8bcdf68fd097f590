"""The timeline of a story thread: day heads, reports of one to five lines each."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import accumulate

from touchline.model import TimelineRow
from touchline.present.lines import Line
from touchline.present.threads import ThreadStory
from touchline.present.timeline import TimelineEntry, timeline_entries
from touchline.tui.widgets.row_list import RowList


class Timeline(RowList):
    """Reports by day. Entries have different heights, so where each begins is kept."""

    def __init__(self, today: date, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.today = today
        self.newest_first = True
        self._story: ThreadStory | None = None
        self._entries: tuple[TimelineEntry, ...] = ()
        self._tops: list[int] = [0]
        self._width = 0

    def show(self, story: ThreadStory, article_id: str | None, *, keep_scroll: bool = False) -> None:
        """Show a thread, the cursor on the report of `article_id`, else on the first one."""
        self._story = story
        self._lay_out()
        self.rows_changed((self.find(article_id) or 0) if article_id else 0, keep_scroll=keep_scroll)

    def turn_round(self) -> None:
        """Show the oldest report first, or the newest again; the cursor stays on its report."""
        here = self.current
        self.newest_first = not self.newest_first
        if self._story:
            self.show(self._story, here.article_id if here else None)

    def _lay_out(self) -> None:
        self._width = self.size.width
        if self._story:
            self._entries = timeline_entries(
                self._story, max(self._width, 20), self.today, newest_first=self.newest_first
            )
        self._tops = [0, *accumulate(len(entry.lines) for entry in self._entries)]

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._lay_out()
            self.rows_changed()
        self.show_cursor()

    @property
    def current(self) -> TimelineRow | None:
        """The report under the cursor."""
        return self._entries[self.cursor].row if self.cursor < len(self._entries) else None

    @property
    def other_thread(self) -> str | None:
        """The thread that the row under the cursor leads to: a neighbour's, or the same seat's before or after."""
        if self.cursor >= len(self._entries):
            return None
        entry = self._entries[self.cursor]
        return entry.thread_id or (entry.row.neighbour if entry.row else None)

    def find(self, article_id: str) -> int | None:
        """The entry of an article, None when it is not in this thread."""
        return next((row for row, other in self.article_ids if other == article_id), None)

    @property
    def article_ids(self) -> list[tuple[int, str]]:
        """Entry number and article of every report, from the top."""
        return [(i, entry.row.article_id) for i, entry in enumerate(self._entries) if entry.row]

    # --- rows of different heights ---

    @property
    def n_rows(self) -> int:
        return len(self._entries)

    @property
    def n_lines(self) -> int:
        return self._tops[-1]

    def locate(self, y: int) -> tuple[int, int]:
        row = bisect_right(self._tops, y) - 1
        return row, y - self._tops[row]

    def extent(self, row: int) -> tuple[int, int]:
        if row >= len(self._entries):
            return 0, 0
        return self._tops[row], self._tops[row + 1] - self._tops[row]

    @property
    def rows_a_page(self) -> int:
        return max(1, self.size.height // 5)

    def selectable(self, row: int) -> bool:
        return self._entries[row].row is not None or self._entries[row].thread_id is not None

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        return self._entries[row].lines
