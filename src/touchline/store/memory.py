"""A store without a disk, for tests and for work that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from touchline.store.batch import Batch
from touchline.store.journal import Change, Tables
from touchline.store.library import Library
from touchline.store.shelf import Shelf
from touchline.store.storage import Edition, JournalStorage, Seen
from touchline.store.table import LibraryFile, Row


class MemoryStore(Library):
    """Everything in memory, with the contract of `store.base.Store`; nothing is left when it is gone."""

    def __init__(self) -> None:
        super().__init__(None, _MemoryShelf())


class _MemoryStorage(JournalStorage):
    """A library file that is nowhere. Lines are made all the same: what JSON cannot hold fails here too."""

    @property
    def makes_names(self) -> bool:
        """There are no names."""
        return False

    def write_line(self, line: bytes, changes: Sequence[Change], *, names: bool = True) -> None:
        """Nothing to write to."""

    def take_back(self) -> None:
        """Nothing was written."""

    def fold(self, tables: Tables | None = None, *, names: bool = True) -> None:
        """Nothing to fold; only a replacement is taken over."""
        self.tables = self.tables if tables is None else tables
        self.n_changes = 0

    def _load(self, at: Edition | None = None) -> None:
        """A new store is empty."""

    def _look(self) -> Seen:
        return self._seen


class _MemoryShelf(Shelf):
    """A shelf without a folder, and so without other processes."""

    def __init__(self) -> None:
        super().__init__(Path(), now=datetime(1970, 1, 1, tzinfo=UTC))
        # There is nowhere to fetch from what was let go.
        self._rooms = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        yield

    @contextmanager
    def tried_lock(self, wait_s: float) -> Iterator[bool]:
        yield True

    def peek(self, name: str, doc_id: str) -> Row | None:
        return None

    def names(self, room: str) -> list[str]:
        return [name for name in sorted(self._open) if name.startswith(f"{room}/") and self.table(name).rows]

    def moved_on(self, room: str) -> list[str]:
        return []

    def outgrown(self) -> list[str]:
        return []

    def check_present(self, name: str) -> None:
        """Files in memory do not get lost."""

    def look_around(self) -> None:
        """There is nothing around."""

    def batch(self) -> Batch:
        return Batch(None)

    @property
    def is_unfinished(self) -> bool:
        return False

    def _file(self, name: str) -> LibraryFile:
        if name not in self._open:
            self._open[name] = LibraryFile(self._path(name), storage=_MemoryStorage)
        return self._open[name]
