"""Local files and folders into the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from touchline.errors import LibraryDamagedError, LibraryLockedError, TouchlineError
from touchline.model import ImportResult, MarkChange
from touchline.newsroom.known_files import FileSeen, KnownFiles
from touchline.newsroom.room import Newsroom
from touchline.newsroom.workers import Workers

if TYPE_CHECKING:
    from touchline.ingest.walk import WalkProblem
    from touchline.newsroom.file_contents import Content
    from touchline.newsroom.files_read import Found
    from touchline.store.ready import ReadyArticle

MAX_BATCH = 2_000
"""Articles a durable write, which waits for the disk twice for each month that it touches, be they few or many."""
MAX_CHARACTERS = 10_000_000
"""Of texts in a durable write, which are in memory meanwhile."""
SMALL_BATCH = 50
"""Articles a write where the disk refused many at once."""
BATCH_S = 0.5
"""A write begins so long after the last one, however few wait: "added" comes soon, and a kill costs little."""


def import_paths(room: Newsroom, paths: Sequence[Path], tag: str | None = None) -> Iterator[ImportResult]:
    """Import files and folders, one result per file or entry; the rest goes on when one fails.

    "added" and "updated" are yielded only when the article is durable. With `tag`, every article gets it. A file that
    did not change since it was imported is not read again. One that `touchline export` wrote is taken over with its
    marks (`exporting.import_export`).
    """
    # Files come in the order of their names, and their articles are of any month.
    with room.store.many_writes():
        yield from _Import(room, tag).run(paths)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One article of a file, or entry, that waits for the next write; without the article when it is stored already."""

    path: str
    article_id: str
    article: ReadyArticle | None = None


class _Import:
    """One run: what waits for the next durable write, and what is known of files."""

    def __init__(self, room: Newsroom, tag: str | None) -> None:
        self._room = room
        self._tag = tag
        self._known = KnownFiles(room.store, room.now())
        self._waiting: list[_Waiting] = []
        self._n_characters = 0
        self._read: set[str] = set()
        self._has_changed_any = False
        self._files: list[tuple[FileSeen, list[_Waiting]]] = []
        self._began_at = monotonic()

    def run(self, paths: Sequence[Path]) -> Iterator[ImportResult]:
        """Import everything below these paths."""
        from touchline.newsroom.files_read import files_read

        try:
            with Workers() as workers:
                for found, content in files_read(self._room, paths, self._known, workers):
                    yield from self._take(found, content)
                    if self._is_time_to_store():
                        yield from self._store()
            yield from self._store()
        finally:
            self._known.save()

    def _take(self, found: Found | WalkProblem, content: Content) -> Iterator[ImportResult]:
        """Let a file's articles wait for the next write; results of what need not wait."""
        from touchline.newsroom.exporting import import_export
        from touchline.newsroom.file_contents import read_file
        from touchline.newsroom.files_read import Found

        if not isinstance(found, Found):
            yield ImportResult(path=str(found.path), status=found.status, reason=found.reason)
        elif found.is_export:
            yield from self._store()
            yield from import_export(self._room, found.path, self._tag)
            self._has_changed_any = True
        elif found.known is not None and self._is_still(found.known):
            self._waiting += [_Waiting(*one) for one in found.known]
        else:
            if found.known is not None:
                content = read_file(found.path, found.at)
            if isinstance(content, str):
                yield ImportResult(path=str(found.path), status="failed", reason=content)
            else:
                self._wait(found, content)

    def _is_time_to_store(self) -> bool:
        many = len(self._waiting) >= MAX_BATCH or self._n_characters >= MAX_CHARACTERS
        return many or monotonic() - self._began_at >= BATCH_S

    def _is_still(self, known: Sequence[tuple[str, str]]) -> bool:
        """Whether no file before this one, in this import, became one of its articles: the later one counts."""
        return not self._has_changed_any and all(article_id not in self._read for _, article_id in known)

    def _wait(self, found: Found, articles: Sequence[ReadyArticle]) -> None:
        read = [_Waiting(one.encoded.get("path") or str(found.path), one.article_id, one) for one in articles]
        self._waiting += read
        self._n_characters += sum(len(article.encoded["text"]) for article in articles)
        self._read.update(one.article_id for one in read)
        if found.seen:
            self._files.append((found.seen, read))

    def _store(self) -> Iterator[ImportResult]:
        """Write what waits; durable when it is told of."""
        waiting, files = self._waiting, self._files
        self._waiting, self._files, self._n_characters = [], [], 0
        try:
            results = self._write(waiting)
        except (LibraryLockedError, LibraryDamagedError):
            raise
        except TouchlineError:
            # There is no room for all of it: as much as there is room for is stored, and told of.
            for start in range(0, len(waiting), SMALL_BATCH):
                yield from self._write(waiting[start : start + SMALL_BATCH])
            return
        self._remember(files)
        yield from results

    def _write(self, waiting: Sequence[_Waiting]) -> list[ImportResult]:
        articles = [one.article for one in waiting if one.article]
        statuses = iter(self._room.store.add_ready(articles) if articles else ())
        if self._tag and waiting:
            ids = tuple(one.article_id for one in waiting)
            self._room.store.apply_marks([MarkChange(field="tag", keys=ids, value=True, tag=self._tag)])
        self._began_at = monotonic()
        return [
            ImportResult(
                path=one.path, status=next(statuses) if one.article else "unchanged", article_id=one.article_id
            )
            for one in waiting
        ]

    def _remember(self, files: Sequence[tuple[FileSeen, list[_Waiting]]]) -> None:
        """Remember the files whose articles were stored just now, unless a later one became the same article."""
        last = {one.article_id: one for _, read in files for one in read}
        for seen, read in files:
            if all(last[one.article_id] is one for one in read):
                self._known.remember(seen, [(one.path, one.article) for one in read if one.article])
