"""A TinyDB storage that keeps its file in memory, a snapshot on disk, and a journal of what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tinydb.storages import Storage

from touchline.store.disk import PRIVATE_FILE, make_folder
from touchline.store.journal import (
    N_CHECKSUM,
    Change,
    Line,
    Tables,
    Tail,
    append_line,
    apply_change,
    cut_journal,
    encode_line,
    has_line,
    read_tail,
)
from touchline.store.snapshot import DamagedFileError, Snapshot, read_snapshot, write_snapshot

MAX_JOURNAL_CHANGES = 2_000
"""Changes in a journal beyond which it is folded into the snapshot (10,000 lines replay in some 50 ms)."""

Seen = tuple[int, int, int, int]
"""What changes when anybody writes: the journal's size and time, the snapshot's inode and time."""
_NO_SNAPSHOT = (0, 0)
NOTHING: Seen = (0, 0, *_NO_SNAPSHOT)
"""What is seen of a file that does not exist."""


class Edition(NamedTuple):
    """What a file was when it was read: by it the same content is found again, whatever was appended since."""

    seen: Seen
    last: tuple[int, bytes] | None = None
    """Offset and checksum of the journal's last line, where they are known."""


class JournalStorage(Storage):
    """One library file: `path` and the journal beside it.

    Writing needs the library's lock and a `follow()` before; reading needs neither. `durable=False` is for derived
    files: atomic, but without waiting for the disk. The file is made when first written. `at` asks for an older
    edition, which is given unless the file was folded since; `follow` then brings the rest.

    Raises (on construction and in `follow`):
        DamagedFileError: the snapshot or the journal cannot be read.
        LibraryDamagedError: the file was written by a newer touchline.
    """

    def __init__(self, path: Path, *, durable: bool = True, at: Edition | None = None) -> None:
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
        self._last: tuple[int, bytes] | None = None
        self._written: tuple[int, bytes] | None = None
        self._made: Tables | None = None
        self._seen: Seen = NOTHING
        self._load(at)

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
            self.write_line(self.next_line(changes), changes)
            self.accept(changes)

    def next_line(self, changes: Sequence[Change]) -> bytes:
        """The line that would write these changes."""
        return encode_line(self.generation, self.number + 1, changes)

    @property
    def makes_names(self) -> bool:
        """Whether the next line makes the file, so that its folder is to be synced as well."""
        return not self.generation

    def write_line(self, line: bytes, changes: Sequence[Change], *, names: bool = True) -> None:
        """Write the line that `next_line` made of these changes; where there is no file yet, a snapshot of them.

        `names` as in `disk.replace_file`. Raises OSError; then nothing changed.
        """
        if self.generation:
            append_line(self.journal_path, self._end, line, durable=self.durable, names=names)
            self._written = (self._end, line[:N_CHECKSUM])
            return
        make_folder(self.path.parent)
        made: Tables = {}
        for change in changes:
            apply_change(made, change)
        # The journal first, so that its name is brought to the disk with the other one.
        self.journal_path.touch(PRIVATE_FILE)
        write_snapshot(self.path, 1, made, durable=self.durable, names=names)
        self._made = made

    def take_back(self) -> None:
        """Remove what `write_line` wrote and was not accepted."""
        if self.generation:
            cut_journal(self.journal_path, self._end)
        else:
            self.path.unlink(missing_ok=True)
            self._made = None

    def accept(self, changes: Sequence[Change]) -> None:
        """Take over changes whose line was written."""
        if self._made is not None:
            self.tables, self.generation, self._made = self._made, 1, None
            self._seen = self._look()
            return
        for change in changes:
            apply_change(self.tables, change)
        self.number += 1
        self.n_changes += len(changes)
        self._last = self._written
        self._seen = self._look()
        self._end = self._seen[0]

    def fold(self, tables: Tables | None = None, *, names: bool = True) -> None:
        """Write a new snapshot, with `names` as in `disk.replace_file`, and begin the journal anew."""
        tables = self.tables if tables is None else tables
        write_snapshot(self.path, self.generation + 1, tables, durable=self.durable, names=names)
        # A kill here leaves lines of an older generation behind, which are skipped when read.
        cut_journal(self.journal_path, 0)
        self.tables = tables
        self.generation += 1
        self.number = self.n_changes = self._end = 0
        self._last = None
        self._seen = self._look()

    def is_outgrown(self) -> bool:
        """Whether the journal has become longer than the file that it belongs to."""
        return bool(self.n_changes) and self._end > self.path.stat().st_size

    # --- following other processes ---

    def follow(self) -> list[Change]:
        """Take over what other processes wrote, and return it."""
        seen = self._look()
        if seen == self._seen:
            return []
        # A line that was taken back again, for want of room, may have been read, and replaced by another one.
        if seen[2:] == self._seen[2:] and seen[0] >= self._end and has_line(self.journal_path, self._last):
            tail = read_tail(self.journal_path, self._end)
            if not tail.damaged and self._n_expected(tail.lines) == len(tail.lines):
                return self._replay(tail, tail.lines, seen)
        # Folded by another process, or worse: then loading says so.
        before = self.tables
        self._load()
        return _differences(before, self.tables)

    def mend(self) -> bool:
        """Cut a torn line off, with the library's lock held; whether there was one."""
        torn, self.torn = self.torn, False
        if torn:
            cut_journal(self.journal_path, self._end)
            self._seen = self._look()
        return torn

    @property
    def edition(self) -> Edition:
        """What the file was when it was last read or written."""
        return Edition(self._seen, self._last)

    def _load(self, at: Edition | None = None) -> None:
        snapshot, tail, seen = self._read()
        self.tables, self.generation = snapshot.tables, snapshot.generation
        self.number = self.n_changes = 0
        # A process that was killed while folding left lines of an older generation behind.
        lines = tuple(line for line in tail.lines if line.generation >= snapshot.generation)
        n_good = self._n_expected(lines)
        if tail.damaged or n_good < len(lines):
            good_until = lines[n_good - 1].end if n_good else 0
            raise DamagedFileError(self.journal_path, "has a line that cannot be read", good_until)
        self._last = None
        if at and self._goes_on_from(at, seen):
            seen, self._last = at
            lines = tuple([line for line in lines if line.end <= seen[0]])
            tail = Tail(lines, seen[0])
        self.torn = tail.torn
        self._replay(tail, lines, seen)

    def _goes_on_from(self, at: Edition, seen: Seen) -> bool:
        """Whether the file is now that edition with lines behind it."""
        appended = seen[2:] == at.seen[2:] and seen[0] >= at.seen[0] and seen != at.seen
        return appended and has_line(self.journal_path, at.last)

    def _read(self) -> tuple[Snapshot, Tail, Seen]:
        """Snapshot and journal as they belong together, also while another process folds one into the other."""
        while True:
            seen = self._look()
            if seen[2:] == _NO_SNAPSHOT:
                if seen[0]:
                    raise DamagedFileError(self.journal_path, "has lost the file that it belongs to", 0)
                if self.generation:
                    raise DamagedFileError(self.path, "is gone")
                return Snapshot(0, {}), Tail((), 0), seen
            try:
                found = (read_snapshot(self.path), read_tail(self.journal_path), seen)
            except FileNotFoundError:
                continue
            if self._look()[2:] == seen[2:]:
                return found

    def _n_expected(self, lines: Sequence[Line]) -> int:
        """How many of the lines follow each other without a gap, from where we are."""
        n_good = 0
        for n_good, line in enumerate(lines, start=1):
            if (line.generation, line.number) != (self.generation, self.number + n_good):
                return n_good - 1
        return n_good

    def _replay(self, tail: Tail, lines: Sequence[Line], seen: Seen) -> list[Change]:
        changes = [change for line in lines for change in line.changes]
        for change in changes:
            apply_change(self.tables, change)
        self.number += len(lines)
        self.n_changes += len(changes)
        self._last = tail.last or self._last
        self._end, self._seen = tail.end, seen
        return changes

    def _look(self) -> Seen:
        try:
            journal = self.journal_path.stat()
            written = (journal.st_size, journal.st_mtime_ns)
        except FileNotFoundError:
            written = (0, 0)
        try:
            snapshot = self.path.stat()
        except FileNotFoundError:
            return (*written, *_NO_SNAPSHOT)
        return (*written, snapshot.st_ino, snapshot.st_mtime_ns)


def _differences(before: Tables, after: Tables) -> list[Change]:
    changes = []
    for name in before.keys() | after.keys():
        old, new = before.get(name, {}), after.get(name, {})
        changes += [Change(name, doc_id, "del") for doc_id in old.keys() - new.keys()]
        changes += [
            Change(name, doc_id, "put", document) for doc_id, document in new.items() if old.get(doc_id) != document
        ]
    return changes
