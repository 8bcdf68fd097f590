"""The files of an import, in order, read by several processes where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from touchline.errors import FormatError, RetrieveError
from touchline.ingest.reading import read_path
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import Article
from touchline.newsroom.exporting import is_library_export
from touchline.newsroom.known_files import FileSeen, KnownFiles, look_at
from touchline.newsroom.room import Newsroom
from touchline.newsroom.workers import Workers, done_already

MIN_FOR_WORKERS = 300
"""Files that are read before workers are started, which takes as long as reading so many."""
GROUP = 32
"""Files that a worker reads at once."""
MAX_GROUP = 500
"""Files in a group of which few or none must be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be imported, as it was seen before it was read.

    `known` has the shown paths and ids of the articles of a file that need not be read, else None.
    """

    path: Path
    at: datetime
    is_export: bool = False
    seen: FileSeen | None = None
    known: Sequence[tuple[str, str]] | None = None

    @property
    def is_to_be_read(self) -> bool:
        """Whether its articles are wanted."""
        return not self.is_export and self.known is None


Content = list[Article] | str
"""A file's articles, or a sentence that says why it has none."""


def files_read(
    room: Newsroom, paths: Sequence[Path], known: KnownFiles, workers: Workers
) -> Iterator[tuple[Found | WalkProblem, Content]]:
    """All files below these paths, with the content of those that must be read."""
    for group, contents in workers.ahead(_begun(room, paths, known, workers)):
        content = iter(contents)
        for found in group:
            yield found, next(content) if isinstance(found, Found) and found.is_to_be_read else []


Group = list[Found | WalkProblem]


def _begun(
    room: Newsroom, paths: Sequence[Path], known: KnownFiles, workers: Workers
) -> Iterator[tuple[Group, Future[list[Content]]]]:
    n_read = 0
    for group in _groups(room, paths, known):
        files = [(one.path, one.at) for one in group if isinstance(one, Found) and one.is_to_be_read]
        n_read += len(files)
        if files and n_read > MIN_FOR_WORKERS:
            yield group, workers.begin(read_files, files)
        else:
            yield group, done_already(read_files(files))


def _groups(room: Newsroom, paths: Sequence[Path], known: KnownFiles) -> Iterator[Group]:
    group: Group = []
    n_to_read = 0
    for path in walk(paths):
        found = path if isinstance(path, WalkProblem) else _find(room, path, known)
        group.append(found)
        n_to_read += isinstance(found, Found) and found.is_to_be_read
        if n_to_read >= GROUP or len(group) >= MAX_GROUP:
            yield group
            group, n_to_read = [], 0
    yield group


def _find(room: Newsroom, path: Path, known: KnownFiles) -> Found:
    if is_library_export(path):
        return Found(path, room.now(), is_export=True)
    seen = look_at(path)
    return Found(path, room.now(), seen=seen, known=known.unchanged(seen) if seen else None)


def read_files(files: Sequence[tuple[Path, datetime]]) -> list[Content]:
    """Read files, each with the moment at which its articles are first seen."""
    return [read_file(path, at) for path, at in files]


def read_file(path: Path, at: datetime) -> Content:
    """Read one file."""
    try:
        return read_path(path, now=at)
    except (FormatError, RetrieveError) as error:
        return str(error)
