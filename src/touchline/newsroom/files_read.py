"""The files of an import, in order, read by several processes where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from touchline.ingest.walk import WalkProblem, walk
from touchline.newsroom.exporting import is_library_export
from touchline.newsroom.file_contents import Content, read_files
from touchline.newsroom.known_files import FileSeen, KnownFiles, look_at
from touchline.newsroom.room import Newsroom
from touchline.newsroom.workers import Workers, done_already

MIN_FOR_WORKERS = 300
"""Files for which workers are started, which takes as long as reading so many."""
GROUP = 64
"""Files that a worker reads at once, which takes some 20 ms: much longer than it waits for the next ones."""
AHEAD = 2_500 // GROUP
"""Groups that are being read, or wait to be stored: more than a write takes, so that nobody waits for it."""
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


Group = list[Found | WalkProblem]


def files_read(
    room: Newsroom, paths: Sequence[Path], known: KnownFiles, workers: Workers
) -> Iterator[tuple[Found | WalkProblem, Content]]:
    """All files below these paths, with the content of those that must be read."""
    for group, contents in workers.ahead(_begun(_groups(room, paths, known), workers), AHEAD):
        content = iter(contents)
        for found in group:
            yield found, next(content) if isinstance(found, Found) and found.is_to_be_read else []


def _begun(groups: Iterator[Group], workers: Workers) -> Iterator[tuple[Group, Future[list[Content]]]]:
    """Groups that are being read: by workers where it turns out, before any is read, that there are many files."""
    looked_at: list[Group] = []
    while sum(map(_n_to_read, looked_at)) < MIN_FOR_WORKERS and (group := next(groups, None)):
        looked_at.append(group)
    is_many = sum(map(_n_to_read, looked_at)) >= MIN_FOR_WORKERS
    for group in chain(looked_at, groups):
        files = [(one.path, one.at) for one in group if isinstance(one, Found) and one.is_to_be_read]
        yield group, workers.begin(read_files, files) if is_many and files else done_already(read_files(files))


def _n_to_read(group: Group) -> int:
    return sum(isinstance(found, Found) and found.is_to_be_read for found in group)


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
    if group:
        yield group


def _find(room: Newsroom, path: Path, known: KnownFiles) -> Found:
    if is_library_export(path):
        return Found(path, room.now(), is_export=True)
    seen = look_at(path)
    return Found(path, room.now(), seen=seen, known=known.unchanged(seen) if seen else None)
