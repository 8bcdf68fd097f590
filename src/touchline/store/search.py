"""The full-text index: SQLite FTS5 without the texts, which lie in the articles' files; derived, so it may be deleted.

FTS5 cannot forget a text that it does not hold (`contentless_delete` needs SQLite 3.43), so a new version of an article
gets a new row number, and numbers that no article has any more are ignored. When they outnumber the living, all is
indexed anew.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import QueryError
from touchline.fold import fold
from touchline.store.disk import PRIVATE_FILE

if TYPE_CHECKING:
    import sqlite3

VERSION = 1
"""Of the index's own format and of how texts are folded; another one is made anew."""
WAIT_S = 10.0
_TABLES = """
CREATE TABLE IF NOT EXISTS articles
    (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, digest TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
"""


class SearchIndex:
    """The index in a file, or in memory when `path` is None."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._digests: dict[str, str] = {}

    def waiting(self, wanted: Mapping[str, str]) -> list[str]:
        """Ids whose text, by its digest, is not in the index yet; those that are no longer wanted are forgotten."""
        with self._lock:
            self._open()
            gone = self._digests.keys() - wanted.keys()
            if gone:
                self._forget(gone)
            return [article_id for article_id, digest in wanted.items() if self._digests.get(article_id) != digest]

    def add(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Index texts: id, digest, text."""
        with self._lock:
            connection = self._open()
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for article_id, digest, text in texts:
                    held = connection.execute("SELECT digest FROM articles WHERE id = ?", (article_id,)).fetchone()
                    if held != (digest,):
                        connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
                        added = connection.execute(
                            "INSERT INTO articles (id, digest) VALUES (?, ?)", (article_id, digest)
                        )
                        connection.execute(
                            "INSERT INTO texts (rowid, text) VALUES (?, ?)", (added.lastrowid, fold(text))
                        )
                    self._digests[article_id] = digest

    def find(self, match: str) -> set[str]:
        """Ids of the articles that match an FTS5 expression over folded words.

        Raises:
            QueryError: SQLite cannot read the expression.
        """
        import sqlite3

        with self._lock:
            connection = self._open()
            try:
                found = connection.execute(
                    "SELECT id FROM texts JOIN articles ON articles.row = texts.rowid WHERE texts MATCH ?", (match,)
                )
                return {article_id for (article_id,) in found}
            except sqlite3.OperationalError as error:
                raise QueryError(f"this cannot be searched for: {error}", at=0) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _forget(self, article_ids: Iterable[str]) -> None:
        connection = self._open()
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM articles WHERE id = ?", [(article_id,) for article_id in article_ids])
        for article_id in list(article_ids):
            self._digests.pop(article_id, None)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            import sqlite3

            try:
                self._connection = self._prepare()
            except sqlite3.DatabaseError:
                # Derived: a damaged index is made anew.
                self._delete()
                self._connection = self._prepare()
            self._digests = dict(self._connection.execute("SELECT id, digest FROM articles"))
        return self._connection

    def _prepare(self) -> sqlite3.Connection:
        import sqlite3

        if self._path is not None:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
        connection = sqlite3.connect(
            self._path or ":memory:", timeout=WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, VERSION):
                raise sqlite3.DatabaseError("an index of another version")
            connection.executescript(_TABLES)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _delete(self) -> None:
        if self._path is not None:
            for ending in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    self._path.with_name(self._path.name + ending).unlink()
