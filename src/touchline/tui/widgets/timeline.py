"""The timeline of a story thread: day heads, reports of one to eight lines each, folds of reports that say the same."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import accumulate

from touchline.model import TimelineRow
from touchline.present.lines import Line
from touchline.present.threads import ThreadStory
from touchline.present.timeline import TimelineEntry, folds_of, timeline_entries
from touchline.tui.widgets.row_list import RowList


class Timeline(RowList):
    """Reports by day. Entries have different heights, so where each begins is kept."""

    def __init__(self, today: date, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.today = today
        self.newest_first = True
        self._story: ThreadStory | None = None
        self._opened: set[str] = set()
        self._entries: tuple[TimelineEntry, ...] = ()
        self._tops: list[int] = [0]
        self._width = 0

    def show(self, story: ThreadStory, article_id: str | None, *, keep_scroll: bool = False) -> None:
        """Show a thread, the cursor on the report of `article_id`, whose fold is opened, else on the first one."""
        if self._story is None or self._story.thread.thread_id != story.thread.thread_id:
            self._opened.clear()
        self._story = story
        self._opened.update(self._fold_of(article_id))
        self._lay_out()
        self.rows_changed((self.find(article_id) or 0) if article_id else 0, keep_scroll=keep_scroll)

    def reveal(self, article_id: str) -> int | None:
        """The entry of an article, whose fold is opened; None when it is not in this thread."""
        if not self._opened.issuperset(self._fold_of(article_id)):
            self._opened.update(self._fold_of(article_id))
            self._lay_out()
            self.rows_changed()
        return self.find(article_id)

    def _fold_of(self, article_id: str | None) -> set[str]:
        rows = self._story.thread.timeline if self._story else ()
        return {row.fold for row in rows if row.article_id == article_id and row.fold}

    def toggle_fold(self) -> bool:
        """Open or close the fold that the cursor's report heads or is in; False where there is none."""
        here = self.current
        head = (here.fold or here.article_id) if here and not here.neighbour else None
        if self._story is None or head is None or head not in folds_of(self._story.thread):
            return False
        self._opened ^= {head}
        self._lay_out()
        self.rows_changed(self.find(head))
        return True

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
                self._story, max(self._width, 20), self.today, newest_first=self.newest_first, opened=self._opened
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
        """The entry of an article, None when it is not in sight: in another thread, or in a closed fold."""
        return next((row for row, ids in self.read_together if ids[0] == article_id), None)

    @property
    def read_together(self) -> list[tuple[int, tuple[str, ...]]]:
        """Entry number of every report, from the top, and the articles that are read with it, its own first."""
        return [(i, entry.article_ids) for i, entry in enumerate(self._entries) if entry.row]

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
