"""Files as earlier imports found them, so that those that did not change since need not be read again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import touchline
from touchline.store.base import Store
from touchline.store.ready import ReadyArticle

RACY_NS = 2_000_000_000
"""A file that was written this short a time before it was looked at may be written again without looking different."""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file as it was seen just before it was read, at the moment `at_ns` of this machine's clock."""

    path: str
    state: tuple[int, int, int, int]
    """Size, times of the last change of its content and of anything about it, inode."""
    at_ns: int

    @property
    def is_settled(self) -> bool:
        """Whether any later change will show: its times lie well before the moment at which it was looked at."""
        return max(self.state[1:3]) <= self.at_ns - RACY_NS


def look_at(path: Path) -> FileSeen | None:
    """What is seen of a file; None when there is none."""
    at_ns = time.time_ns()
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return None
    state = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
    return FileSeen(os.path.abspath(path), state, at_ns)  # noqa: PTH100 - `absolute` leaves dots in


class KnownFiles:
    """What the store remembers of imported files, and what is to be remembered of those that are being imported.

    States are compared for equality only, so that no clock that jumps lets a changed file pass for an unchanged one. An
    undated article counts for the day on which it was read: its file may tell a date that lay too far ahead then.
    """

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._reader = touchline.__version__
        self._today = now.date().isoformat()
        self._known = store.known_files()
        self._new: dict[str, Any] = {}

    def unchanged(self, seen: FileSeen) -> Sequence[tuple[str, str]] | None:
        """Shown paths and ids of a file's articles, when both are as they were; None when the file must be read."""
        match self._known.get(seen.path):
            case [reader, [*state], day, [*articles]] if reader == self._reader and tuple(state) == seen.state:
                digests = self._store.digests([article_id for _, article_id, _ in articles])
                if day in (None, self._today) and all(digests.get(one) == digest for _, one, digest in articles):
                    return [(shown or seen.path, article_id) for shown, article_id, _ in articles]
        return None

    def remember(self, seen: FileSeen, articles: Iterable[tuple[str, ReadyArticle]]) -> None:
        """Remember a file all of whose articles, with their shown paths, are stored as they were read."""
        # JSON cannot hold names whose bytes are no text.
        if not seen.is_settled or not seen.path.isprintable():
            return
        read = list(articles)
        day = self._today if any("published_at" not in article.encoded for _, article in read) else None
        told = [(shown if shown != seen.path else None, one.article_id, one.digest) for shown, one in read]
        self._new[seen.path] = (self._reader, seen.state, day, told)

    def save(self) -> None:
        """Write it down for the next import."""
        if self._new:
            self._store.save_known_files(self._new)
            self._new = {}
