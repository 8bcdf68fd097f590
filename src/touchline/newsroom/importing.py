"""Local files and folders into the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from touchline.errors import FormatError, RetrieveError
from touchline.model import Article, ImportResult, MarkChange
from touchline.newsroom.room import Newsroom

BATCH = 50
"""Articles a durable write: enough to be fast, few enough that a kill costs little and "added" comes soon."""


def import_paths(room: Newsroom, paths: Sequence[Path], tag: str | None = None) -> Iterator[ImportResult]:
    """Import files and folders, one result per file or entry; the rest goes on when one fails.

    "added" and "updated" are yielded only when the article is durable. With `tag`, every article that was read gets it.
    A file that `touchline export` wrote is taken over with its marks (`exporting.import_export`).
    """
    # Files come in the order of their names, and their articles are of any month.
    with room.store.many_writes():
        yield from _import_paths(room, paths, tag)


def _import_paths(room: Newsroom, paths: Sequence[Path], tag: str | None) -> Iterator[ImportResult]:
    from touchline.ingest.reading import read_path
    from touchline.ingest.walk import WalkProblem, walk
    from touchline.newsroom.exporting import import_export, is_library_export

    waiting: list[tuple[str, Article]] = []
    for found in walk(paths):
        if isinstance(found, WalkProblem):
            yield ImportResult(path=str(found.path), status=found.status, reason=found.reason)
            continue
        if is_library_export(found):
            yield from _store(room, waiting, tag)
            waiting = []
            yield from import_export(room, found, tag)
            continue
        try:
            articles = read_path(found, now=room.now())
        except (FormatError, RetrieveError) as error:
            yield ImportResult(path=str(found), status="failed", reason=str(error))
            continue
        waiting.extend((article.path or str(found), article) for article in articles)
        if len(waiting) >= BATCH:
            yield from _store(room, waiting, tag)
            waiting = []
    yield from _store(room, waiting, tag)


def _store(room: Newsroom, waiting: Sequence[tuple[str, Article]], tag: str | None) -> list[ImportResult]:
    if not waiting:
        return []
    statuses = room.store.add_articles([article for _, article in waiting])
    if tag:
        ids = tuple(article.article_id for _, article in waiting)
        room.store.apply_marks([MarkChange(field="tag", keys=ids, value=True, tag=tag)])
    return [
        ImportResult(path=path, status=status, article_id=article.article_id)
        for (path, article), status in zip(waiting, statuses, strict=True)
    ]
