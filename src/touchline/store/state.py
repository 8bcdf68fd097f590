"""What a store keeps in memory, brought up to date with every change of its files: its own and others'."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from touchline.store.claims import ClaimBook
from touchline.store.headlines import Row
from touchline.store.ids import IdIndex
from touchline.store.marks import MarkBook
from touchline.store.months import MonthBook, Moved
from touchline.store.shelf import CLAIMS, HEADLINES, MARKS, THREADS, Shelf

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.store.batch import Changed

Rows = Mapping[str, Row]


class State:
    """Headlines, marks and claims in the form that answers questions.

    `unindexed` holds the ids of articles whose text may not be in the search index yet, in the order in which they are
    to be indexed; None before anybody looked.
    """

    def __init__(self, shelf: Shelf, load_ids: Callable[[], bytes | None], guard: threading.RLock) -> None:
        self._shelf = shelf
        self.headlines = MonthBook(shelf, IdIndex(load_ids), guard)
        self.marks = MarkBook(self.headlines, guard)
        self.claims = ClaimBook(
            self.headlines,
            lambda month: self._rows_of(f"{CLAIMS}/{month}"),
            lambda month, article_id: shelf.row(f"{CLAIMS}/{month}", article_id),
            guard,
        )
        self.threads: Sequence[StoryThread] | None = None
        self.threads_by_article: Mapping[str, Sequence[str]] | None = None
        self.unindexed: dict[str, None] | None = None
        self._n_changes = 0
        shelf.let_go = self.headlines.let_go

    def _rows_of(self, name: str) -> Rows:
        return self._shelf.table(name).rows

    @property
    def revision(self) -> int:
        """Grows with every change."""
        return self._n_changes + self.headlines.n_lost

    def look_around(self) -> bool:
        """Take over what other processes did to months that are not in memory; whether they did anything."""
        months = [name.partition("/")[2] for name in self._shelf.moved_on(HEADLINES)]
        claims = [name.partition("/")[2] for name in self._shelf.moved_on(CLAIMS)]
        self.take_months(months)
        for month in claims:
            self.claims.forget(month)
        self._n_changes += bool(months or claims)
        return bool(months or claims)

    def take_months(self, months: Iterable[str]) -> None:
        """Read months of which is not known what changed, or anything at all."""
        for month in months:
            self.headlines.take(month)
            self.claims.look_again(month)
            self.marks.forget_sets()
            self.unindexed = None

    def make_ids(self) -> None:
        """Make the index of ids anew, from all months."""
        for month in self.headlines.months():
            for article_id in self.headlines.rows(month):
                self.headlines.ids.put(article_id, month)

    def absorb(self, changed: Changed) -> None:
        """Bring everything up to date with changes of files, which the files' rows show already."""
        self._n_changes += bool(changed)
        touched: dict[str, set[str]] = {}
        for name, changes in changed.items():
            room, _, month = name.partition("/")
            ids = {change.doc_id for change in changes}
            if room == HEADLINES:
                self._absorb_headlines(self.headlines.absorb(month, ids))
            elif room == MARKS:
                self.marks.absorb(changes, self._rows_of(MARKS))
            elif room == THREADS:
                self.threads = self.threads_by_article = None
            if room in (HEADLINES, CLAIMS):
                touched.setdefault(month, set()).update(ids)
        for month, ids in touched.items():
            self.claims.changed(month, ids)

    def _absorb_headlines(self, moved: Sequence[Moved] | None) -> None:
        if moved is None:
            self.marks.forget_sets()
            self.unindexed = None
            return
        self.marks.articles_changed([one.article_id for one in moved if one.before is None or one.after is None])
        unindexed = self.unindexed
        if unindexed is None:
            return
        for article_id, before, after in moved:
            if article_id not in self.headlines:
                unindexed.pop(article_id, None)
            elif after is not None and before != after:
                unindexed[article_id] = None
