"""Local files and folders into the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from touchline.errors import FormatError, RetrieveError
from touchline.model import Article, ImportResult, MarkChange
from touchline.newsroom.known_files import FileSeen, KnownFiles, look_at
from touchline.newsroom.room import Newsroom

MAX_BATCH = 2_000
"""Articles a durable write, which waits for the disk twice for each month that it touches, be they few or many."""
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
    article: Article | None = None


class _Import:
    """One run: what waits for the next durable write, and what is known of files."""

    def __init__(self, room: Newsroom, tag: str | None) -> None:
        self._room = room
        self._tag = tag
        self._known = KnownFiles(room.store, room.now())
        self._waiting: list[_Waiting] = []
        self._coming: set[str] = set()
        self._files: list[tuple[FileSeen, list[_Waiting]]] = []
        self._began_at = monotonic()

    def run(self, paths: Sequence[Path]) -> Iterator[ImportResult]:
        """Import everything below these paths."""
        from touchline.ingest.walk import WalkProblem, walk
        from touchline.newsroom.exporting import import_export, is_library_export

        try:
            for found in walk(paths):
                if isinstance(found, WalkProblem):
                    yield ImportResult(path=str(found.path), status=found.status, reason=found.reason)
                elif is_library_export(found):
                    yield from self._store()
                    yield from import_export(self._room, found, self._tag)
                else:
                    yield from self._take(found)
                if len(self._waiting) >= MAX_BATCH or monotonic() - self._began_at >= BATCH_S:
                    yield from self._store()
            yield from self._store()
        finally:
            self._known.save()

    def _take(self, path: Path) -> Iterator[ImportResult]:
        """Let a file's articles wait for the next write; a result only when it cannot be read."""
        from touchline.ingest.reading import read_path

        seen = look_at(path)
        if seen and (known := self._unchanged(seen)):
            self._waiting += known
            return
        try:
            articles = read_path(path, now=self._room.now())
        except (FormatError, RetrieveError) as error:
            yield ImportResult(path=str(path), status="failed", reason=str(error))
            return
        read = [_Waiting(article.path or str(path), article.article_id, article) for article in articles]
        self._waiting += read
        self._coming.update(one.article_id for one in read)
        if seen:
            self._files.append((seen, read))

    def _unchanged(self, seen: FileSeen) -> list[_Waiting]:
        """The articles of a file that need not be read; none when it must be."""
        known = [_Waiting(*one) for one in self._known.unchanged(seen) or ()]
        # Another file may be about to become the same article: the later one counts.
        return [] if any(one.article_id in self._coming for one in known) else known

    def _store(self) -> list[ImportResult]:
        """Write what waits; durable when this returns."""
        waiting, files = self._waiting, self._files
        self._waiting, self._files, self._coming = [], [], set()
        articles = [one.article for one in waiting if one.article]
        statuses = iter(self._room.store.add_articles(articles) if articles else ())
        if self._tag and waiting:
            ids = tuple(one.article_id for one in waiting)
            self._room.store.apply_marks([MarkChange(field="tag", keys=ids, value=True, tag=self._tag)])
        self._remember(files)
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
