"""SQLite with the durability that touchline gives: one table, write-ahead log, every commit on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from touchline.model import Article

TABLE = """
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT, text TEXT, published INTEGER, publisher TEXT, url TEXT,
    read INTEGER DEFAULT 0, starred INTEGER DEFAULT 0, tags TEXT DEFAULT ''
)
"""
MARKS = {"read": "1", "starred": "1", "tags": "'later'"}


class SqliteArticles:
    """Articles in one table."""

    def __init__(self, path: Path, articles: Iterable[Article]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(TABLE)
        self.add(articles)

    def add(self, articles: Iterable[Article]) -> None:
        """Insert articles in one durable transaction."""
        rows = (
            (one.article_id, one.title, one.text, int(one.sort_at.timestamp()), one.publisher, one.url)
            for one in articles
        )
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO articles (id, title, text, published, publisher, url) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        self._connection.execute("COMMIT")

    def mark(self, article_id: str, column: str) -> None:
        """Set one mark, durably."""
        self._connection.execute(f"UPDATE articles SET {column} = {MARKS[column]} WHERE id = ?", (article_id,))

    def text(self, article_id: str) -> str:
        """The text of an article."""
        (text,) = self._connection.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
        return str(text)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
