"""The file of the full-text index: SQLite FTS5 without the texts, which lie in the articles' files.

It is derived: one that is damaged, or of another version, is deleted, and what was indexed waits again.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from touchline.errors import LibraryLockedError, QueryError, TouchlineError
from touchline.store.disk import PRIVATE_FILE

SEARCH_FILE = "search.sqlite3"
VERSION = 5
"""Of the index's own format and of how texts are folded; another one is made anew."""
MAX_DEAD_ROWS = 1_000
"""So many rows that no article has any more are borne in any case."""
WAIT_S = 10.0
"""Longest wait for another process's write."""
_TABLES = """
CREATE TABLE IF NOT EXISTS articles
    (row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, digest TEXT NOT NULL, headline BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS months (month TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE IF NOT EXISTS beginnings (row INTEGER PRIMARY KEY, words TEXT NOT NULL);
"""


class IndexLostError(Exception):
    """The index was damaged and has been deleted: what was indexed waits again. Never leaves the store."""


class SearchFile:
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

    @contextmanager
    def session(self) -> Iterator[sqlite3.Connection]:
        """The connection for one thread at a time; SQLite's errors become ours."""
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

    def changed_elsewhere(self) -> bool:
        """Whether another process changed the file since this was last asked; True at first."""
        with self.session() as connection:
            seen = self._seen_version
            (self._seen_version,) = connection.execute("PRAGMA data_version").fetchone()
            return seen != self._seen_version

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._disconnect()

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
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
    # The lowest byte is the kind of the error.
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"cannot be written: {os.strerror(errno.ENOSPC)}; nothing else was changed"
        case sqlite3.SQLITE_READONLY:
            return f"cannot be written: {os.strerror(errno.EACCES)}; nothing else was changed"
        case sqlite3.SQLITE_IOERR:
            return "cannot be used: the disk refuses to read or write it; nothing else was changed"
    return f"cannot be used: {error}"
