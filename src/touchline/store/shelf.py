"""The library folder's files: opened when needed, written in batches under the lock, set aside when damaged."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from touchline.errors import LibraryDamagedError
from touchline.store.batch import RECORD_NAME, Batch, Changed, finish_record
from touchline.store.disk import NEW, replace_file
from touchline.store.lock import WAIT_S, LibraryLock
from touchline.store.snapshot import DamagedFileError
from touchline.store.storage import MAX_JOURNAL_CHANGES, JournalStorage
from touchline.store.table import DeltaTable, LibraryFile

HEADLINES, ARTICLES, CLAIMS = "headlines", "articles", "claims"
MARKS, THREADS = "marks", "threads"
_ROOMS = ("", HEADLINES, ARTICLES, CLAIMS)
DAMAGED = ".damaged-"
MAX_OPEN_SHARDS = 8
"""Article files kept in memory, about 4 MB each."""


class FileSetAsideError(LibraryDamagedError):
    """One file could not be read and was set aside; the rest of the library can be read."""


class Shelf:
    """All TinyDB files of one library, by name without ending: "marks", "headlines/2025-05".

    For one thread at a time. Files that are set aside get the time `now` into their new name.
    """

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self.folder = folder
        self.messages: list[str] = []
        self._lock = LibraryLock(folder / "library.lock")
        self._has_lock = False
        self._aside = f"{DAMAGED}{now:%Y%m%dT%H%M%S}"
        self._open: dict[str, LibraryFile] = {}
        self._shards: OrderedDict[str, LibraryFile] = OrderedDict()
        self._damage: str | None = None

    # --- the lock ---

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the library's lock.

        Raises:
            LibraryDamagedError: the library is read-only because of damage.
            LibraryLockedError: the lock was not free within 10 s.
        """
        self.check_writable()
        with self._lock.held(WAIT_S):
            self._has_lock = True
            try:
                yield
            finally:
                self._has_lock = False

    @contextmanager
    def tried_lock(self, wait_s: float) -> Iterator[bool]:
        """Hold the lock when it is free within `wait_s`; yields whether it is held."""
        with self._lock.tried(wait_s) as held:
            self._has_lock = held
            try:
                yield held
            finally:
                self._has_lock = False

    # --- reading ---

    def names(self, room: str) -> list[str]:
        """Names of the files of one subfolder, oldest month first."""
        stems = {name.partition(".")[0] for name in self._entries(room) if name.endswith((".json", ".journal"))}
        return [f"{room}/{stem}" for stem in sorted(stems) if stem]

    def table(self, name: str) -> DeltaTable:
        """A file's documents; an empty table for a file that does not exist.

        Raises:
            FileSetAsideError: the file cannot be read.
        """
        return self._file(name).documents

    def is_open(self, name: str) -> bool:
        """Whether the file is in memory."""
        return name in self._open or name in self._shards

    def check_present(self, name: str) -> None:
        """Raises LibraryDamagedError when a file that should be there is not."""
        if not self._path(name).exists():
            raise LibraryDamagedError(f"{self._path(name)} could not be read; `touchline doctor` tells more")

    def follow(self, names: Sequence[str] | None = None) -> Changed:
        """Take over what other processes wrote to the open files (or to `names`), and return it by file.

        Raises:
            FileSetAsideError: a file that was read before cannot be read any more.
        """
        changed: Changed = {}
        for name in [*self._open, *self._shards] if names is None else names:
            try:
                changes = self._file(name).journal.follow()
            except DamagedFileError:
                self._open.pop(name, None)
                self._shards.pop(name, None)
                self._file(name)
                continue
            if changes:
                changed[name] = changes
        return changed

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _file(self, name: str) -> LibraryFile:
        held = self._shards if name.startswith(ARTICLES) else self._open
        file = held.get(name)
        if file is None:
            file = held[name] = self._load(name)
            self._let_go_of_shards()
        elif held is self._shards:
            self._shards.move_to_end(name)
        return file

    def _let_go_of_shards(self) -> None:
        for name in [*self._shards][:-1]:
            if len(self._shards) <= MAX_OPEN_SHARDS:
                break
            # One that a batch writes to stays: loaded once more, it would not be part of the batch.
            if self._shards[name].journal.held is None:
                del self._shards[name]

    def _load(self, name: str) -> LibraryFile:
        try:
            file = self._read(name)
        except DamagedFileError:
            file = self._load_damaged(name)
        # Without the lock it may be a line that another process is writing just now.
        if self._has_lock and file.journal.mend():
            self.messages.append(f"{name}: the last change was cut off while it was being written, and was dropped.")
        return file

    def _read(self, name: str) -> LibraryFile:
        return LibraryFile(self._path(name), storage=JournalStorage, durable=not is_derived(name))

    # --- writing ---

    def batch(self) -> Batch:
        """A new batch; the lock must be held and everything followed."""
        return Batch(self.folder)

    def join(self, batch: Batch, name: str) -> DeltaTable:
        """Make a file part of a batch; returns its table to write to."""
        file = self._file(name)
        batch.add(name, file.journal)
        return file.documents

    @property
    def is_unfinished(self) -> bool:
        """Whether a process was killed in the middle of a batch."""
        return (self.folder / RECORD_NAME).exists()

    def finish(self) -> Changed:
        """Finish the batch of a process that was killed; the lock must be held and everything followed."""
        return finish_record(self.folder / RECORD_NAME, lambda name: self._file(name).journal)

    def fold(self, names: Sequence[str]) -> None:
        """Fold the journals of these files that have become long; needs the lock."""
        for name in names:
            journal = self._file(name).journal
            # All changes are on the disk already: a full disk may leave them where they are.
            with suppress(OSError):
                if journal.n_changes > MAX_JOURNAL_CHANGES:
                    journal.fold()

    def fold_outgrown(self) -> None:
        """Fold the journals of the open files that have become longer than their files; needs the lock.

        A small library is thus found whole in its files, and a short command need not write a large file anew.
        """
        for file in [*self._open.values(), *self._shards.values()]:
            with suppress(OSError):
                if file.journal.is_outgrown():
                    file.journal.fold()

    # --- damage ---

    def look_around(self) -> None:
        """Find what earlier processes left: files set aside, which make the library read-only, and unfinished files."""
        for path in self.asides():
            self._tell_damage(f"{path.name} was set aside because it could not be read")
        for room in _ROOMS if self._has_lock else ():
            for name in self._entries(room):
                if name.endswith(NEW):
                    (self.folder / room / name).unlink(missing_ok=True)

    def asides(self) -> list[Path]:
        """The files that were set aside and not yet taken care of, sorted."""
        return sorted(self.folder / room / name for room in _ROOMS for name in self._entries(room) if DAMAGED in name)

    def _entries(self, room: str) -> list[str]:
        try:
            with os.scandir(self.folder / room) as entries:
                return [entry.name for entry in entries]
        except FileNotFoundError:
            return []

    def check_writable(self) -> None:
        """Raises LibraryDamagedError when the library is read-only because of damage."""
        if self._damage:
            raise LibraryDamagedError(self._damage)

    def _load_damaged(self, name: str) -> LibraryFile:
        if self._has_lock:
            return self._judge(name, has_lock=True)
        # What looks like damage may be a write that was not seen whole: under the lock there is none.
        with self._lock.tried(WAIT_S) as held:
            return self._judge(name, has_lock=held)

    def _judge(self, name: str, *, has_lock: bool) -> LibraryFile:
        try:
            return self._read(name)
        except DamagedFileError as damage:
            try:
                if has_lock:
                    self._set_aside(name, damage)
                    if damage.good_until is not None or is_derived(name):
                        return self._read(name)
            except (OSError, DamagedFileError):
                # A disk that cannot be written either: the file stays where it is.
                pass
            if self._damage is None:
                self._tell_damage(str(damage))
            raise FileSetAsideError(self._damage) from damage

    def _set_aside(self, name: str, damage: DamagedFileError) -> None:
        """Give a damaged file another name, and keep of a journal what stands before the damage."""
        snapshot = self._path(name)
        journal = snapshot.with_suffix(".journal")
        if is_derived(name):
            snapshot.unlink(missing_ok=True)
            journal.unlink(missing_ok=True)
            return
        self._tell_damage(f"{damage}; its name ends in {self._aside} now")
        good = None if damage.good_until is None else journal.read_bytes()[: damage.good_until]
        for part in (snapshot, journal) if good is None else (journal,):
            with suppress(FileNotFoundError):
                part.rename(part.with_name(part.name + self._aside))
        if good:
            replace_file(journal, good)

    def _tell_damage(self, what: str) -> None:
        damage = (
            f"the library in {self.folder} is damaged and opens for reading only: {what}; "
            "`touchline doctor` tells more, `touchline doctor --repair` mends it"
        )
        self.messages.append(damage)
        self._damage = self._damage or damage


def is_derived(name: str) -> bool:
    """Whether a file can be made anew from others."""
    return name == THREADS or name.startswith(CLAIMS)
