"""The full-text index: SQLite FTS5 without the texts, which lie in the articles' files; derived, so it may be deleted.

FTS5 cannot forget a text that it does not hold (`contentless_delete` needs SQLite 3.43), so a new version of an article
gets a new row number, and numbers that no article has any more are ignored. When they outnumber the living, all is
indexed anew.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import LibraryLockedError, QueryError, TouchlineError
from touchline.fold import fold
from touchline.store.disk import PRIVATE_FILE

if TYPE_CHECKING:
    import sqlite3

SEARCH_FILE = "search.sqlite3"
VERSION = 1
"""Of the index's own format and of how texts are folded; another one is made anew."""
MAX_DEAD_ROWS = 1_000
"""So many rows that no article has any more are borne in any case."""
WAIT_S = 10.0
"""Longest wait for another process's write."""
_TABLES = """
CREATE TABLE IF NOT EXISTS articles
    (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, digest TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
"""
_FIND = "SELECT id FROM texts JOIN articles ON articles.row = texts.rowid WHERE texts MATCH ?"


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

    def waiting(self, wanted: Mapping[str, str]) -> set[str]:
        """Ids whose text, by its digest, is not in the index yet.

        Rows of deleted articles stay: another process may know better what is stored.
        """
        with self._session() as connection:
            held = dict(connection.execute("SELECT id, digest FROM articles"))
        return {article_id for article_id, digest in wanted.items() if held.get(article_id) != digest}

    def changed_elsewhere(self) -> bool:
        """Whether another process changed the index since this was last asked; True at first."""
        with self._session() as connection:
            seen = self._seen_version
            (self._seen_version,) = connection.execute("PRAGMA data_version").fetchone()
            return seen != self._seen_version

    def add(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Index texts: id, digest, text. One that is indexed already costs next to nothing."""
        with self._session() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            for article_id, digest, text in texts:
                held = connection.execute("SELECT digest FROM articles WHERE id = ?", (article_id,)).fetchone()
                if held == (digest,):
                    continue
                connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
                added = connection.execute("INSERT INTO articles (id, digest) VALUES (?, ?)", (article_id, digest))
                connection.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (added.lastrowid, fold(text)))

    def find(self, match: str) -> set[str]:
        """Ids of the articles that match an FTS5 expression over folded words.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        with self._session() as connection:
            return {article_id for (article_id,) in connection.execute(_FIND, (match,))}

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
                raise TouchlineError(f"the search index {self._path} cannot be used: {error}") from error
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
        (n_ever,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()
        if n_ever - n_living > max(n_living, MAX_DEAD_ROWS):
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("DELETE FROM articles")
                connection.execute("DELETE FROM sqlite_sequence")
                connection.execute("INSERT INTO texts (texts) VALUES ('delete-all')")

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
