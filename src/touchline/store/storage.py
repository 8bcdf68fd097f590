"""A TinyDB storage that keeps its file in memory, a snapshot on disk, and a journal of what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from touchline.store.journal import (
    Change,
    Tables,
    Tail,
    append_line,
    apply_change,
    cut_journal,
    encode_line,
    read_tail,
)
from touchline.store.snapshot import DamagedFileError, read_snapshot, write_snapshot

MAX_JOURNAL_CHANGES = 2_000
"""Changes in a journal beyond which it is folded into the snapshot (10,000 lines replay in some 50 ms)."""


class JournalStorage(Storage):
    """One library file: `path` and the journal beside it.

    Writing needs the library's lock and a `follow()` before; reading needs neither. `durable=False` is for derived
    files: atomic, but without waiting for the disk. The file is made when first written.

    Raises (on construction and in `follow`):
        DamagedFileError: the snapshot or the journal cannot be read.
        LibraryDamagedError: the file was written by a newer touchline.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        super().__init__()
        self.path = path
        self.journal_path = path.with_suffix(".journal")
        self.durable = durable
        self.torn = False
        self.held: list[Change] | None = None
        self.tables: Tables = {}
        self.generation = 0
        self.number = 0
        self.n_changes = 0
        self._end = 0
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._load()

    # --- what TinyDB asks for ---

    def read(self) -> Tables:
        """The tables, as they are kept: not to be changed."""
        return self.tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace everything; the way of TinyDB's rare operations on whole tables (`drop_tables`)."""
        self.fold({name: dict(table) for name, table in data.items()})

    # --- changes ---

    def append(self, changes: Sequence[Change]) -> None:
        """Write changes as one line of the journal; inside a batch they wait for its commit."""
        if self.held is not None:
            self.held.extend(changes)
        elif changes:
            self.write_line(self.next_line(changes))
            self.accept(changes)

    def next_line(self, changes: Sequence[Change]) -> bytes:
        """The line that would write these changes."""
        return encode_line(self.generation, self.number + 1, changes)

    def write_line(self, line: bytes) -> None:
        """Write a line made by `next_line`. Raises OSError; then nothing changed."""
        append_line(self.journal_path, self._end, line, durable=self.durable)

    def take_back(self) -> None:
        """Remove a line that was written but not accepted."""
        cut_journal(self.journal_path, self._end)

    def accept(self, changes: Sequence[Change]) -> None:
        """Take over changes whose line was written."""
        for change in changes:
            apply_change(self.tables, change)
        self.number += 1
        self.n_changes += len(changes)
        self._seen = self._look()
        self._end = self._seen[0]

    def create(self) -> None:
        """Make the file, empty, when there is none; so that a journal always has a snapshot to stand on."""
        if self.generation == 0:
            self.fold()

    def fold(self, tables: Tables | None = None) -> None:
        """Write a new snapshot and begin the journal anew."""
        tables = self.tables if tables is None else tables
        write_snapshot(self.path, self.generation + 1, tables, durable=self.durable)
        # A kill here leaves lines of an older generation behind, which are skipped when read.
        cut_journal(self.journal_path, 0)
        self.tables = tables
        self.generation += 1
        self.number = self.n_changes = self._end = 0
        self._seen = self._look()

    # --- following other processes ---

    def follow(self) -> list[Change]:
        """Take over what other processes wrote, and return it."""
        seen = self._look()
        if seen == self._seen:
            return []
        if seen[1:] == self._seen[1:] and seen[0] >= self._end:
            tail = read_tail(self.journal_path, self._end)
            numbers = range(self.number + 1, self.number + 1 + len(tail.lines))
            expected = [(self.generation, number) for number in numbers]
            if tail.bad_at is None and [(line.generation, line.number) for line in tail.lines] == expected:
                return self._replay(tail, seen)
        return self._reload()

    def _replay(self, tail: Tail, seen: tuple[int, int, int]) -> list[Change]:
        changes = [change for line in tail.lines for change in line.changes]
        for change in changes:
            apply_change(self.tables, change)
        self.number += len(tail.lines)
        self.n_changes += len(changes)
        self._end, self._seen = tail.end, seen
        return changes

    def _reload(self) -> list[Change]:
        before = self.tables
        self._load()
        return _differences(before, self.tables)

    def _load(self) -> None:
        # Another process may fold in between: then the journal's lines belong to a newer snapshot than was read.
        for _ in range(5):
            seen = self._look()
            try:
                snapshot = read_snapshot(self.path)
            except FileNotFoundError:
                if self.journal_path.exists() and not self.path.exists():
                    raise DamagedFileError(self.journal_path, "has lost the file that it belongs to") from None
                if self.generation:
                    raise DamagedFileError(self.path, "is gone") from None
                self.tables = {}
                return
            tail = read_tail(self.journal_path)
            if self._look()[1:] == seen[1:]:
                break
        lines = [line for line in tail.lines if line.generation >= snapshot.generation]
        numbers = [(snapshot.generation, number) for number in range(1, len(lines) + 1)]
        if tail.bad_at is not None or [(line.generation, line.number) for line in lines] != numbers:
            raise DamagedFileError(self.journal_path, "has a line that cannot be read")
        self.tables, self.generation = snapshot.tables, snapshot.generation
        self.number = self.n_changes = 0
        self.torn = tail.torn
        self._replay(Tail(tuple(lines), tail.end), seen)

    def _look(self) -> tuple[int, int, int]:
        """What changes when anybody writes: journal size, snapshot inode and time."""
        try:
            size = self.journal_path.stat().st_size
        except FileNotFoundError:
            size = 0
        try:
            snapshot = self.path.stat()
        except FileNotFoundError:
            return (size, 0, 0)
        return (size, snapshot.st_ino, snapshot.st_mtime_ns)


def _differences(before: Tables, after: Tables) -> list[Change]:
    changes = []
    for name in before.keys() | after.keys():
        old, new = before.get(name, {}), after.get(name, {})
        changes += [Change(name, doc_id, "del") for doc_id in old.keys() - new.keys()]
        changes += [
            Change(name, doc_id, "put", document) for doc_id, document in new.items() if old.get(doc_id) != document
        ]
    return changes
