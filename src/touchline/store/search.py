"""The full-text index, filled and asked: which rows an article has, and which of them match.

Row numbers are in date order: the day that an article sorts by, then a counter. So the newest that match come first
without any sorting. FTS5 cannot forget a text that it does not hold (`contentless_delete` needs SQLite 3.43), so a new
version of an article gets a new row number, and numbers that no article has any more are ignored. When they outnumber
the living, all is indexed anew (`store/search_file.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from touchline.fold import fold
from touchline.store.search_file import SearchFile

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

FIRST_HITS = 256
"""So many are asked for at first, then four times as many again and again: most who ask stop at the first page."""
MOST_RANKED = 10_000
"""Matches that are put in order of rank, the newest: FTS5 looks up the length of each text that it ranks."""
_COUNTER_BITS = 20
"""So many articles a day. The index keeps differences of row numbers: more bits would make it half as large again."""
LAST_ROW = (1 << 63) - 1
"""A number that no row reaches."""
MOST_BEGINNINGS = 5_000
"""Of so many of the newest articles it is kept how their words begin, by three letters. With the first that is typed
FTS5 would put the articles of thousands of words in order; most are found in these, and what is rare it finds fast."""
_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r'"([^\W_]{1,3})" \*')
_NEWEST_SHORT = """
SELECT beginnings.row, id, headline FROM beginnings CROSS JOIN articles ON articles.row = beginnings.row
WHERE beginnings.row < ? AND instr(words, ?) ORDER BY beginnings.row DESC LIMIT ?
"""
_NEW_FLOOR = f"SELECT row FROM beginnings ORDER BY row DESC LIMIT 1 OFFSET {MOST_BEGINNINGS - 1}"
# CROSS JOIN: the index first, in its own order.
_MATCHING = "SELECT texts.rowid, id, headline FROM texts CROSS JOIN articles ON row = texts.rowid WHERE texts MATCH ?"
_BETWEEN = _MATCHING.replace("texts.rowid, id, headline", "id") + " AND texts.rowid >= ? AND texts.rowid < ?"
_NEWEST = f"{_MATCHING} AND texts.rowid < ? ORDER BY texts.rowid DESC LIMIT ?"
_RANKED = f"{_MATCHING} AND texts.rowid >= ? ORDER BY rank LIMIT ?"
_NTH = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
_LAST_ROW = "SELECT max(id) FROM texts_docsize WHERE id >= ? AND id < ?"
"""The shadow table has every row that the index ever got, also the dead."""


class Entry(NamedTuple):
    """An article that is to be indexed: digest of its text, time that it sorts by as it is stored, headline as JSON."""

    article_id: str
    digest: str
    time: str
    headline: bytes

    @property
    def month(self) -> str:
        """The month that it belongs to."""
        return self.time[:7]


class Hit(NamedTuple):
    """An article that matches, and the day and headline that it was indexed with."""

    day: int
    article_id: str
    headline: bytes


class SearchIndex:
    """The index in a file, or in memory when `path` is None. Every method may be called from any thread.

    Raises (all methods):
        IndexLostError: see there.
        LibraryLockedError: another process kept the index for longer than 10 s.
        TouchlineError: the file cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._file = SearchFile(path)

    def waiting(self, entries: Sequence[Entry]) -> list[str]:
        """Ids of those of these articles, of one month, of which text or headline are not in the index yet.

        Rows of deleted articles stay: another process may know better what is stored.
        """
        days = [_day(datetime.fromisoformat(entry.time)) for entry in entries]
        span = (_row(min(days, default=0)), _row(max(days, default=0) + 1))
        with self._file.session() as connection:
            rows = connection.execute("SELECT id, digest, headline FROM articles WHERE row >= ? AND row < ?", span)
            held = {article_id: (digest, headline) for article_id, digest, headline in rows}
        # The headline says the time, too.
        return [entry.article_id for entry in entries if held.get(entry.article_id) != (entry.digest, entry.headline)]

    def complete(self) -> dict[str, str]:
        """The stamps of the months of which every text was indexed."""
        with self._file.session() as connection:
            return dict(connection.execute("SELECT month, stamp FROM months"))

    def note_complete(self, stamps: Mapping[str, str]) -> None:
        """Remember that every text of these months, as they are at these stamps, is indexed."""
        with self._file.session() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO months VALUES (?, ?)", stamps.items())

    def changed_elsewhere(self) -> bool:
        """Whether another process changed the index since this was last asked; True at first."""
        return self._file.changed_elsewhere()

    def add(self, entries: Collection[Entry], read: Callable[[Entry], tuple[str, str]]) -> None:
        """Index articles; `read` gives digest and text of one, asked only where that digest is not indexed yet."""
        with self._file.session() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            # Who adds an old version says so; whoever knows a newer one finds that the month is not complete.
            months = {entry.month for entry in entries}
            connection.executemany("DELETE FROM months WHERE month = ?", [(month,) for month in months])
            free: dict[int, int] = {}
            floor = _floor(connection)
            # In the order of their row numbers: FTS5 writes out what it gathered when one is smaller than that before.
            for entry in sorted(entries, key=attrgetter("time")):
                _add(connection, entry, read, free, floor)
            connection.execute("DELETE FROM beginnings WHERE row < ?", (_floor(connection),))

    def find(self, match: str, since: datetime | None = None, until: datetime | None = None) -> set[str]:
        """Ids of the articles that match an FTS5 expression over folded words, between the days of two times.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        first = _row(_day(since)) if since else 0
        end = _row(_day(until) + 1) if until else LAST_ROW
        with self._file.session() as connection:
            return {article_id for (article_id,) in connection.execute(_BETWEEN, (match, first, end))}

    def newest(self, match: str, before: int = LAST_ROW) -> Iterator[Hit]:
        """The same, newest day first, without order inside a day; asks for more only when more are wanted.

        `before` is the row number that all of them lie below.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        n = FIRST_HITS
        short = _SHORT.fullmatch(match)
        if short:
            with self._file.session() as connection:
                rows = connection.execute(_NEWEST_SHORT, (before, f" {short[1]}", n)).fetchall()
                last = rows[-1][0] if rows else before
                # After the rows, since another process may add articles in between.
                before = last if len(rows) == n else min(last, _floor(connection))
            yield from (Hit(row >> _COUNTER_BITS, article_id, headline) for row, article_id, headline in rows)
        while before:
            with self._file.session() as connection:
                rows = connection.execute(_NEWEST, (match, before, n)).fetchall()
            yield from (Hit(row >> _COUNTER_BITS, article_id, headline) for row, article_id, headline in rows)
            if len(rows) < n:
                return
            before, n = rows[-1][0], n * 4

    def first_ranked(self, match: str) -> int:
        """The row number from which on matches are ranked: some `MOST_RANKED` of them, and whole days.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        with self._file.session() as connection:
            nth = connection.execute(_NTH, (match, MOST_RANKED)).fetchone()
            return _row(nth[0] >> _COUNTER_BITS) if nth else 0

    def ranked(self, match: str, since: int, limit: int) -> list[Hit]:
        """The articles that match best (bm25) of those with row numbers from `since` on, the best first.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        with self._file.session() as connection:
            rows = connection.execute(_RANKED, (match, since, limit))
            return [Hit(row >> _COUNTER_BITS, article_id, headline) for row, article_id, headline in rows]

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _add(
    connection: sqlite3.Connection,
    entry: Entry,
    read: Callable[[Entry], tuple[str, str]],
    free: dict[int, int],
    floor: int,
) -> None:
    """Index one article; `free` has the next row number of each day that was asked for.

    From row number `floor` on it is kept how words begin.
    """
    article_id, digest, time, headline = entry
    first = _row(_day(datetime.fromisoformat(time)))
    after = first + _row(1)
    held = connection.execute("SELECT row, digest FROM articles WHERE id = ?", (article_id,)).fetchone()
    if held and first <= held[0] < after and held[1] == digest:
        connection.execute("UPDATE articles SET headline = ? WHERE id = ?", (headline, article_id))
        return
    if held:
        connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    if first not in free:
        (last,) = connection.execute(_LAST_ROW, (first, after)).fetchone()
        free[first] = first if last is None else last + 1
    row = free[first]
    free[first] += 1
    digest, text = read(entry)
    connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", (row, article_id, digest, headline))
    folded = fold(text)
    connection.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (row, folded))
    if row >= floor:
        words = "".join({f" {word[:3]}" for word in _WORD.findall(folded)})
        connection.execute("INSERT INTO beginnings VALUES (?, ?)", (row, words))


def _floor(connection: sqlite3.Connection) -> int:
    """The least row number of which beginnings are kept, 0 while there are few articles."""
    found = connection.execute(_NEW_FLOOR).fetchone()
    return found[0] if found else 0


def _day(time: datetime) -> int:
    """The day of a time, counted from the first of the calendar."""
    return time.toordinal()


def _row(day: int) -> int:
    """The first row number of a day."""
    return day << _COUNTER_BITS
