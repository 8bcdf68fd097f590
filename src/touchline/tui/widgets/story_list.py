"""The virtual list of stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from touchline.present.story_rows import ROW_HEIGHT, RowMarks, story_row
from touchline.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from touchline.model import Headline
    from touchline.present.lines import Line


class KnownMarks(Protocol):
    """What the list asks about an article; answered from memory, never from disk."""

    def is_read(self, article_id: str) -> bool: ...
    def is_starred(self, article_id: str) -> bool: ...
    def tags_of(self, article_id: str) -> tuple[str, ...]: ...


@runtime_checkable
class Folds(Protocol):
    """A list of which a row may stand for several reports."""

    def copies(self, row: int, /) -> Sequence[Headline]: ...


class StoryList(RowList):
    """Two lines for each article, newest first; 100,000 rows cost no more than those in sight."""

    row_height = ROW_HEIGHT

    def __init__(self, marks: KnownMarks, today: date, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.marks = marks
        self.today = today
        self.rows: Sequence[Headline] = ()
        self.words: tuple[str, ...] = ()
        self.guide: Callable[[int], tuple[Line, ...]] = lambda width: ()

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> Headline | None:
        """The article under the cursor, None in an empty list."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[Headline], at: int, words: tuple[str, ...] = (), *, keep_scroll: bool) -> None:
        """Show other rows with the cursor on row `at`; `words` are highlighted."""
        self.rows = rows
        self.words = words
        self.rows_changed(at, keep_scroll=keep_scroll)

    def unread_nearby(self, step: int) -> int | None:
        """The next unread row after the cursor (before it, for step -1); None without one within a screen or so."""
        stop = self.cursor + step * (self.rows_a_page * 2 + 1)
        for row in range(self.cursor + step, max(-1, min(stop, len(self.rows))), step):
            if not self.marks.is_read(self.rows[row].article_id):
                return row
        return None

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        headline = self.rows[row]
        article_id = headline.article_id
        marks = RowMarks(
            read=self.marks.is_read(article_id),
            starred=self.marks.is_starred(article_id),
            tags=self.marks.tags_of(article_id),
        )
        return story_row(headline, marks, width, self.today, self.words, n_copies=len(self.copies(row)))

    def copies(self, row: int) -> Sequence[Headline]:
        """The reports that a row stands for besides its own."""
        return self.rows.copies(row) if isinstance(self.rows, Folds) else ()

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return self.guide(width)
