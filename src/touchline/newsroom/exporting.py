"""Articles with all that the user said, out of the library as lines of JSON and back into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from touchline.errors import FormatError
from touchline.exchange.library import (
    ExportedArticle,
    ExportedMarks,
    article_line,
    is_export,
    marks_line,
    read_line,
)
from touchline.model import ImportResult, MarkChange
from touchline.newsroom.reading import story_list
from touchline.newsroom.room import Newsroom

BATCH = 50
"""Articles a durable write, as for other imports."""
MAX_LINE = 64_000_000
"""Bytes of a line; no article is that long."""
_BEGINNING = 64


def export_lines(room: Newsroom, query: str | None = None) -> Iterator[Mapping[str, Any]]:
    """The lines of an export, newest article first: the whole library, or the articles that match a query.

    The whole library's ends with what the user said of story threads. Raises QueryError.
    """
    store = room.store
    marks = store.marks()
    for row in store.headlines() if query is None else story_list(room, query).rows:
        article = store.article(row.article_id)
        if article is not None:
            yield article_line(article, marks)
    if query is None:
        yield marks_line(marks.followed(), marks.corrections(), marks.dropped())


def is_library_export(path: Path) -> bool:
    """Whether a file holds the lines of an export; False when it cannot be read."""
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        return False
    try:
        with path.open("rb") as file:
            return is_export(file.read(_BEGINNING))
    except OSError:
        return False


def import_export(room: Newsroom, path: Path, tag: str | None = None) -> Iterator[ImportResult]:
    """Take over the lines of an export, one result for each article; a bad line fails alone.

    Articles keep their ids and the moments at which they were first seen; one that is stored already becomes what the
    export says. Marks are added, and none is taken away.
    """
    waiting: list[tuple[str, ExportedArticle]] = []
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE):
                number += 1
                where = f"{path}#{number}"
                if line.isspace():
                    continue
                try:
                    found = read_line(line)
                except FormatError as error:
                    yield ImportResult(path=where, status="failed", reason=str(error))
                    continue
                if isinstance(found, ExportedMarks):
                    room.store.apply_marks(_thread_marks(found))
                    continue
                waiting.append((where, found))
                if len(waiting) >= BATCH:
                    yield from _store(room, waiting, tag)
                    waiting = []
    except OSError as error:
        yield ImportResult(path=str(path), status="failed", reason=f"It cannot be read: {error.strerror}.")
    yield from _store(room, waiting, tag)


def _store(room: Newsroom, waiting: Sequence[tuple[str, ExportedArticle]], tag: str | None) -> list[ImportResult]:
    if not waiting:
        return []
    statuses = room.store.add_articles([one.article for _, one in waiting])
    tagged: dict[str, list[str]] = {tag: [one.article.article_id for _, one in waiting]} if tag else {}
    for _, one in waiting:
        for name in one.tags:
            tagged.setdefault(name, []).append(one.article.article_id)
    read = tuple(one.article.article_id for _, one in waiting if one.read)
    starred = tuple(one.article.article_id for _, one in waiting if one.starred)
    room.store.apply_marks(
        [
            MarkChange(field="read", keys=read, value=True),
            MarkChange(field="starred", keys=starred, value=True),
            *(MarkChange(field="tag", keys=tuple(ids), value=True, tag=name) for name, ids in tagged.items() if name),
        ]
    )
    return [
        ImportResult(path=where, status=status, article_id=one.article.article_id)
        for (where, one), status in zip(waiting, statuses, strict=True)
    ]


def _thread_marks(found: ExportedMarks) -> list[MarkChange]:
    return [
        MarkChange(field="followed", keys=found.followed, value=True),
        MarkChange(field="correction", keys=found.corrections, value=True),
        MarkChange(field="dropped", keys=found.dropped, value=True),
    ]
