"""Keeping the search index up to date with the library, and asking it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, TypeVar

import orjson

from touchline.errors import LibraryDamagedError, TouchlineError
from touchline.store.headlines import Placed, Row, make_headline, sort_time
from touchline.store.months import give_way
from touchline.store.search import FIRST_HITS, LAST_ROW, Entry, Hit, SearchIndex
from touchline.store.search_file import IndexLostError
from touchline.store.state import State

if TYPE_CHECKING:
    from touchline.model import Headline

INDEX_BATCH = 100
"""Texts indexed at once: some 30 ms, after which others get their turn."""
T = TypeVar("T")


class Indexing:
    """The index of a library's texts. `read` gives the text of an article; `guard` keeps what is in memory together."""

    def __init__(
        self, index: SearchIndex, state: State, read: Callable[[str], str | None], guard: threading.RLock
    ) -> None:
        self._index = index
        self._state = state
        self._read = read
        self._guard = guard
        # Lets a search wait for the texts that another thread is putting into the index.
        self._turn = threading.Lock()
        # The months of which all texts are in the index, with their stamps.
        self._complete: dict[str, str] = {}
        # Months with a text that cannot be read: they are looked at again, should it be mended.
        self._unreadable: set[str] = set()

    # --- questions ---

    def search(self, match: str, since: datetime | None, until: datetime | None) -> set[str]:
        """See `Store.search`."""
        found = self._answer(lambda: self._index.find(match, since, until))
        with self._guard:
            return {article_id for article_id in found if article_id in self._state.headlines}

    def ranked(self, match: str) -> Iterator[Headline]:
        """See `Store.ranked`."""
        since = self._answer(lambda: self._index.first_ranked(match))
        n_given, n, trusted = 0, FIRST_HITS, dict[str, bool]()
        while True:
            hits = self._answer(lambda n=n: self._index.ranked(match, since, n))  # type: ignore[misc]
            yield from (make_headline(*placed[1:]) for placed in self._placed(hits[n_given:], trusted))
            if len(hits) < n:
                break
            n_given, n = n, n * 4
        if since:
            yield from self._below(match, since)

    def newest(self, match: str) -> Iterator[Headline]:
        """See `Store.newest`."""
        return self._below(match, LAST_ROW)

    def _below(self, match: str, before: int) -> Iterator[Headline]:
        """The headlines that match with row numbers below this one, newest first."""
        n_given = 0
        try:
            for headline in self._read_below(match, before):
                n_given += 1
                yield headline
        except IndexLostError:
            yield from islice(self._read_below(match, before), n_given, None)

    def _read_below(self, match: str, before: int) -> Iterator[Headline]:
        self._finish()
        trusted: dict[str, bool] = {}
        for _, together in groupby(self._index.newest(match, before), attrgetter("day")):
            placed = sorted(self._placed(together, trusted), key=itemgetter(0, 1), reverse=True)
            yield from (make_headline(article_id, row) for _, article_id, row in placed)

    def _placed(self, hits: Iterable[Hit], trusted: dict[str, bool]) -> list[Placed]:
        """The hits that are stored, with their rows: the index has them as they are where their month is complete."""
        headlines, placed = self._state.headlines, []
        with self._guard:
            for hit in hits:
                month = headlines.month(hit.article_id)
                if month is None:
                    continue
                if month not in trusted:
                    trusted[month] = month in self._complete and self._complete[month] == headlines.stamp(month)
                row = orjson.loads(hit.headline) if trusted[month] else headlines.row(hit.article_id)
                if row is not None:
                    placed.append((sort_time(row), hit.article_id, row))
        return placed

    def _answer(self, ask: Callable[[], T]) -> T:
        """What the index says once everything is in it."""

        def finish_and_ask() -> T:
            self._finish()
            return ask()

        return _tried_again(finish_and_ask)

    # --- indexing ---

    def index_texts(self, limit: int) -> int:
        """See `Store.index_texts`."""
        return _tried_again(lambda: self._index_texts(limit))

    def _finish(self) -> None:
        while self._index_texts(INDEX_BATCH):
            pass

    def _index_texts(self, limit: int) -> int:
        with self._turn:
            look = self._index.changed_elsewhere()
            while look or self._state.unindexed is None:
                self._look_again()
                look = False
            with self._guard:
                entries = self._next(limit)
            if entries:
                self._index.add(entries, self._read_text)
            return self._indexed(entries)

    def _next(self, limit: int) -> list[Entry]:
        entries: list[Entry] = []
        for article_id in [*islice(self._state.unindexed or (), limit)]:
            row = self._state.headlines.row(article_id)
            if row is not None:
                entries.append(_entry(article_id, row))
            elif self._state.unindexed:
                # Its month turned out to be damaged.
                self._state.unindexed.pop(article_id, None)
        return entries

    def _read_text(self, entry: Entry) -> tuple[str, str]:
        """Digest and text; of an article that cannot be read the headline, without a digest until it is mended."""
        with suppress(LibraryDamagedError):
            text = self._read(entry.article_id)
            if text is not None:
                return entry.digest, text
        self._unreadable.add(entry.month)
        return "", orjson.loads(entry.headline)["headline"]

    def _indexed(self, entries: Sequence[Entry]) -> int:
        """Note that these are in the index; how many still wait."""
        with self._guard:
            waiting = self._state.unindexed
            if waiting is None:
                return 1
            for entry in entries:
                self._complete.pop(entry.month, None)
                # What was changed meanwhile is indexed again.
                row = self._state.headlines.row(entry.article_id)
                if row is None or _entry(entry.article_id, row) == entry:
                    waiting.pop(entry.article_id, None)
            stamps = {} if waiting else self._new_stamps()
        if stamps:
            self._index.note_complete(stamps)
            self._complete |= stamps
        return len(waiting)

    def _look_again(self) -> None:
        """Find what waits in the months that are not as they were when all of their texts were in the index."""
        self._complete = self._index.complete()
        with self._guard:
            # From now on, changes add to it.
            self._state.unindexed = {}
            months = self._changed_months()
        found: list[tuple[str, str]] = []
        for month in months:
            with self._guard:
                rows = self._state.headlines.rows(month)
                entries = [_entry(article_id, row) for article_id, row in rows.items()]
                shards = {article_id: row["shard"] for article_id, row in rows.items()}
            found += [(shards[article_id], article_id) for article_id in self._index.waiting(entries)]
            give_way()
        with self._guard:
            if self._state.unindexed is not None:
                # File by file: reading each text's file anew would take thirty times as long.
                ids = [article_id for _, article_id in sorted(found, reverse=True)]
                self._state.unindexed |= dict.fromkeys(one for one in ids if one in self._state.headlines)

    def _changed_months(self) -> list[str]:
        """The months that are not known to be in the index whole, as they are now."""
        headlines = self._state.headlines
        return [
            month
            for month in headlines.months()
            if (stamp := headlines.stamp(month)) is None or self._complete.get(month) != stamp
        ]

    def _new_stamps(self) -> dict[str, str]:
        """What those of them are like now that have no text left to be tried again."""
        stamps = {month: self._state.headlines.stamp(month) for month in self._changed_months()}
        return {month: stamp for month, stamp in stamps.items() if stamp and month not in self._unreadable}

    def close(self) -> None:
        """Close the index, which is told where files were folded meanwhile, so that the next start need not look."""
        with self._guard:
            stamps = self._new_stamps() if self._state.unindexed == {} else {}
        if stamps:
            with suppress(IndexLostError, TouchlineError):
                self._index.note_complete(stamps)
        self._index.close()


def _entry(article_id: str, row: Row) -> Entry:
    return Entry(article_id, row["digest"], sort_time(row), orjson.dumps(row, option=orjson.OPT_SORT_KEYS))


def _tried_again(ask: Callable[[], T]) -> T:
    """What is asked for, also when the index was damaged, or of another version, and is made anew."""
    try:
        return ask()
    except IndexLostError:
        return ask()
