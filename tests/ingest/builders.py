"""Builders for the ingest tests; every text here is invented."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from touchline.ingest.draft import Document
from touchline.ingest.reading import read_path
from touchline.model import Article

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)


def at(*parts: int) -> datetime:
    """A datetime in UTC."""
    return datetime(*parts, tzinfo=UTC)


def document(data: bytes | str, name: str = "a.txt") -> Document:
    """A local document."""
    return Document(raw=data if isinstance(data, bytes) else data.encode(), name=name)


def read(folder: Path, name: str, data: bytes | str) -> list[Article]:
    """Write a file and read it as an import would."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_path(path, now=NOW)


def read_one(folder: Path, name: str, data: bytes | str) -> Article:
    """Read a file that holds one article."""
    [article] = read(folder, name, data)
    return article
