"""The full-text index: SQLite FTS5 without the texts, which lie in the articles' files; derived, so it may be deleted.

Row numbers are in date order: the day that an article sorts by, then a counter. So the newest that match come first
without any sorting. FTS5 cannot forget a text that it does not hold (`contentless_delete` needs SQLite 3.43), so a new
version of an article gets a new row number, and numbers that no article has any more are ignored. When they outnumber
the living, all is indexed anew.
"""

from __future__ import annotations

import errno
import os
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from touchline.errors import LibraryLockedError, QueryError, TouchlineError
from touchline.fold import fold
from touchline.store.disk import PRIVATE_FILE

if TYPE_CHECKING:
    import sqlite3

SEARCH_FILE = "search.sqlite3"
VERSION = 5
"""Of the index's own format and of how texts are folded; another one is made anew."""
MAX_DEAD_ROWS = 1_000
"""So many rows that no article has any more are borne in any case."""
WAIT_S = 10.0
"""Longest wait for another process's write."""
FIRST_HITS = 256
"""So many are asked for at first, then four times as many again and again: most who ask stop at the first page."""
MOST_RANKED = 10_000
"""Matches that are put in order of rank, the newest: FTS5 looks up the length of each text that it ranks."""
_COUNTER_BITS = 20
"""So many articles a day. The index keeps differences of row numbers: more bits would make it half as large again."""
LAST_ROW = (1 << 63) - 1
"""A number that no row reaches."""
_TABLES = """
CREATE TABLE IF NOT EXISTS articles
    (row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, digest TEXT NOT NULL, headline BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS months (month TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE IF NOT EXISTS beginnings (row INTEGER PRIMARY KEY, words TEXT NOT NULL);
"""
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


class IndexLostError(Exception):
    """The index was damaged and has been deleted: what was indexed waits again. Never leaves the store."""


class SearchIndex:
    """The index in a file, or in memory when `path` is None. Every method may be called from any thread.

    Raises (all methods):
        IndexLostError: see there.
        LibraryLockedError: another process kept the index for longer than 10 s.
        TouchlineError: the file cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._seen_version: int | None = None

    def waiting(self, entries: Sequence[Entry]) -> list[str]:
        """Ids of those of these articles, of one month, of which text or headline are not in the index yet.

        Rows of deleted articles stay: another process may know better what is stored.
        """
        days = [_day(datetime.fromisoformat(entry.time)) for entry in entries]
        span = (_row(min(days, default=0)), _row(max(days, default=0) + 1))
        with self._session() as connection:
            rows = connection.execute("SELECT id, digest, headline FROM articles WHERE row >= ? AND row < ?", span)
            held = {article_id: (digest, headline) for article_id, digest, headline in rows}
        # The headline says the time, too.
        return [entry.article_id for entry in entries if held.get(entry.article_id) != (entry.digest, entry.headline)]

    def complete(self) -> dict[str, str]:
        """The stamps of the months of which every text was indexed."""
        with self._session() as connection:
            return dict(connection.execute("SELECT month, stamp FROM months"))

    def note_complete(self, stamps: Mapping[str, str]) -> None:
        """Remember that every text of these months, as they are at these stamps, is indexed."""
        with self._session() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO months VALUES (?, ?)", stamps.items())

    def changed_elsewhere(self) -> bool:
        """Whether another process changed the index since this was last asked; True at first."""
        with self._session() as connection:
            seen = self._seen_version
            (self._seen_version,) = connection.execute("PRAGMA data_version").fetchone()
            return seen != self._seen_version

    def add(self, entries: Collection[Entry], read: Callable[[Entry], tuple[str, str]]) -> None:
        """Index articles; `read` gives digest and text of one, asked only where that digest is not indexed yet."""
        with self._session() as connection, connection:
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
        with self._session() as connection:
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
            with self._session() as connection:
                rows = connection.execute(_NEWEST_SHORT, (before, f" {short[1]}", n)).fetchall()
                last = rows[-1][0] if rows else before
                # After the rows, since another process may add articles in between.
                before = last if len(rows) == n else min(last, _floor(connection))
            yield from (Hit(row >> _COUNTER_BITS, article_id, headline) for row, article_id, headline in rows)
        while before:
            with self._session() as connection:
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
        with self._session() as connection:
            nth = connection.execute(_NTH, (match, MOST_RANKED)).fetchone()
            return _row(nth[0] >> _COUNTER_BITS) if nth else 0

    def ranked(self, match: str, since: int, limit: int) -> list[Hit]:
        """The articles that match best (bm25) of those with row numbers from `since` on, the best first.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        with self._session() as connection:
            rows = connection.execute(_RANKED, (match, since, limit))
            return [Hit(row >> _COUNTER_BITS, article_id, headline) for row, article_id, headline in rows]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._disconnect()

    @contextmanager
    def _session(self) -> Iterator[sqlite3.Connection]:
        """The connection for one thread at a time; SQLite's errors become ours."""
        import sqlite3

        with self._lock:
            try:
                yield self._connected()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    raise LibraryLockedError(f"another touchline keeps {self._path} busy; try again later") from error
                if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                    raise QueryError(f"this cannot be searched for: {error}", at=0) from error
                raise TouchlineError(f"the search index {self._path} {_why_not(error)}") from error
            except sqlite3.DatabaseError as error:
                self._delete()
                raise IndexLostError from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            import sqlite3

            self._make_private()
            connection = sqlite3.connect(
                self._path or ":memory:", timeout=WAIT_S, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(connection)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _make_private(self) -> None:
        if self._path is None:
            return
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
        except OSError as error:
            raise TouchlineError(f"the search index {self._path} cannot be written: {error.strerror}") from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        import sqlite3

        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("an index of another version")
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        (n_living,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        (n_ever,) = connection.execute("SELECT count(*) FROM texts_docsize").fetchone()
        if n_ever - n_living > max(n_living, MAX_DEAD_ROWS):
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("DELETE FROM articles")
                connection.execute("DELETE FROM months")
                connection.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
                connection.execute("DELETE FROM beginnings")

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = self._seen_version = None

    def _delete(self) -> None:
        self._disconnect()
        if self._path is not None:
            for ending in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    self._path.with_name(self._path.name + ending).unlink()


def _why_not(error: sqlite3.OperationalError) -> str:
    """What became of the index, as the other files say it."""
    import sqlite3

    # The lowest byte is the kind of the error.
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"cannot be written: {os.strerror(errno.ENOSPC)}; nothing else was changed"
        case sqlite3.SQLITE_READONLY:
            return f"cannot be written: {os.strerror(errno.EACCES)}; nothing else was changed"
        case sqlite3.SQLITE_IOERR:
            return "cannot be used: the disk refuses to read or write it; nothing else was changed"
    return f"cannot be used: {error}"


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
