"""What a store keeps in memory, brought up to date with every change of its files: its own and others'."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from touchline.model import StoryThread
from touchline.store.batch import Changed
from touchline.store.claims import ClaimBook
from touchline.store.headlines import HeadlineIndex, Row, month_of
from touchline.store.journal import Change
from touchline.store.marks import MarkBook, Placed
from touchline.store.shelf import CLAIMS, HEADLINES, MARKS, THREADS

Rows = Mapping[str, Row]


class State:
    """Headlines, marks and claims in the form that answers questions.

    `rows_of` gives a file's stored documents by the file's name. `unindexed` holds the ids of articles whose text may
    not be in the search index yet, in the order in which they are to be indexed; None before anybody looked.
    """

    def __init__(self, rows_of: Callable[[str], Rows], guard: threading.RLock) -> None:
        self._rows_of = rows_of
        self.headlines = HeadlineIndex()
        self.marks = MarkBook(self.headlines.rows, guard)
        self.claims = ClaimBook(self.headlines.rows, lambda month: rows_of(f"{CLAIMS}/{month}"))
        self.threads: Sequence[StoryThread] | None = None
        self.n_in_shard: Counter[str] = Counter()
        self.unindexed: dict[str, None] | None = None
        self.revision = 0

    def load(self, months: Sequence[Rows], marks: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Take in everything that was stored, at the start."""
        for rows in months:
            self.headlines.fill(rows)
            self.n_in_shard.update([row["shard"] for row in rows.values()])
        for place, fields in marks.items():
            self.marks.replace_place(place, fields)

    def take_month(self, name: str) -> None:
        """Take in a month that another process began."""
        self.absorb({name: [Change("", article_id, "put") for article_id in self._rows_of(name)]})

    def absorb(self, changed: Changed) -> None:
        """Bring everything up to date with changes of files, which the files' rows show already."""
        self.revision += bool(changed)
        gone: list[tuple[str, str]] = []
        moved: set[str] = set()
        for name, changes in changed.items():
            room, _, month = name.partition("/")
            touched = {change.doc_id for change in changes}
            if room == HEADLINES:
                rows = self._rows_of(name)
                gone += [(article_id, month) for article_id in touched - rows.keys()]
                for article_id in touched & rows.keys():
                    self._put(article_id, rows[article_id])
                moved |= touched
            elif room == CLAIMS:
                moved |= touched
            elif room == MARKS:
                self._absorb_marks(changes)
            elif room == THREADS:
                self.threads = None
        for article_id, month in gone:
            self._drop(article_id, month)
        if moved:
            self.claims.changed(moved)

    def _put(self, article_id: str, row: Row) -> None:
        before = self.headlines.rows.get(article_id)
        self.headlines.put(article_id, row)
        if before is None:
            self.marks.articles_changed([article_id], 1)
            self.n_in_shard[row["shard"]] += 1
        if self.unindexed is not None and (before is None or before["digest"] != row["digest"]):
            self.unindexed[article_id] = None

    def _drop(self, article_id: str, month: str) -> None:
        row = self.headlines.rows.get(article_id)
        # An article that moved to another month is gone from the old one's file only.
        if row is not None and month_of(row) == month:
            self.marks.articles_changed([article_id], -1)
            self.n_in_shard[row["shard"]] -= 1
            self.headlines.drop(article_id)
            if self.unindexed is not None:
                self.unindexed.pop(article_id, None)

    def _absorb_marks(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.operation in ("add", "cut"):
                for field, keys in change.value.items():
                    self.marks.take(Placed(change.doc_id, field, tuple(keys), change.operation == "add"))
            else:
                self.marks.replace_place(change.doc_id, self._rows_of(MARKS).get(change.doc_id, {}))
