"""The library folder's files: opened when needed, written in batches under the lock, set aside when damaged."""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import LibraryDamagedError
from touchline.store.damage import DAMAGED, Damage
from touchline.store.disk import NEW
from touchline.store.editions import Editions
from touchline.store.lock import WAIT_S, LibraryLock
from touchline.store.peeking import Peeks
from touchline.store.snapshot import DamagedFileError
from touchline.store.storage import MAX_JOURNAL_CHANGES, Edition, JournalStorage
from touchline.store.table import DeltaTable, LibraryFile, Row

if TYPE_CHECKING:
    from touchline.store.batch import Batch, Changed

HEADLINES, ARTICLES, CLAIMS = "headlines", "articles", "claims"
MARKS, THREADS = "marks", "threads"
RECORD_NAME = "unfinished.batch"
_ROOMS = ("", HEADLINES, ARTICLES, CLAIMS)
MAX_ROWS = {HEADLINES: 3_000, CLAIMS: 2_000, ARTICLES: 600}
"""Documents of each subfolder that are kept in memory, some 4 MB; the file that was asked for last stays."""


class Shelf:
    """All TinyDB files of one library, by name without ending: "marks", "headlines/2025-05".

    For one thread at a time. Files that are set aside get the time `now` into their new name.

    Files of the subfolders are let go when others are asked for, which `let_go` is told. A month's file that is asked
    for again is given as it was, whatever other processes wrote meanwhile: `follow` or `moved_on` bring that.
    """

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self.folder = folder
        self._lock = LibraryLock(folder / "library.lock")
        self._has_lock = False
        self._damage = Damage(folder, now=now)
        self._open: dict[str, LibraryFile] = {}
        self._rooms: dict[str, OrderedDict[str, LibraryFile]] = {room: OrderedDict() for room in MAX_ROWS}
        self._editions = Editions(folder)
        self._peeks = Peeks()
        self._n_keeping = 0
        self._max_rows = dict(MAX_ROWS)
        self.let_go: Callable[[str], None] = lambda name: None

    @property
    def messages(self) -> list[str]:
        """What was recovered and what is damaged, for people."""
        return self._damage.messages

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

    def row(self, name: str, doc_id: str) -> Row | None:
        """One document of a month's file; where that is not in memory it need not be read whole for it."""
        row = self.peek(name, doc_id)
        return self.table(name).row(doc_id) if row is None else row

    def peek(self, name: str, doc_id: str) -> Row | None:
        """The same; None when there is none, or when the file should be in memory."""
        room, edition = name.partition("/")[0], self._editions.get(name)
        is_wanted_whole = self.is_open(name) or self._max_rows[room] == sys.maxsize
        if is_wanted_whole or (edition is None and room != ARTICLES):
            return None
        return self._peeks.row(self._path(name), doc_id, edition)

    def is_open(self, name: str) -> bool:
        """Whether the file is in memory."""
        return name in self._held(name)

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
        for name in self._open_names() if names is None else names:
            try:
                changes = self._file(name).journal.follow()
            except DamagedFileError:
                self._held(name).pop(name, None)
                self._file(name)
                continue
            if changes:
                changed[name] = changes
        return changed

    def expect(self, name: str, edition: Edition) -> None:
        """Tell in which edition a month's file is known that was not read yet."""
        self._editions.put(name, edition)

    def edition(self, name: str) -> Edition | None:
        """In which edition a month's file is known; None when there is none, or its end was not seen whole."""
        file = self._held(name).get(name)
        if file is None:
            return self._editions.get(name)
        return None if file.journal.torn or self._editions.is_ahead(name) else file.journal.edition

    def moved_on(self, room: str) -> list[str]:
        """Months' files that are not what they are known as and that `follow` does not bring: those not in memory."""
        return self._editions.moved_on(room, self.is_open)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _held(self, name: str) -> dict[str, LibraryFile]:
        return self._rooms.get(name.partition("/")[0], self._open)

    def _open_names(self) -> list[str]:
        return [*self._open, *(name for held in self._rooms.values() for name in held)]

    def _file(self, name: str) -> LibraryFile:
        held = self._held(name)
        file = held.get(name)
        if file is None:
            file = held[name] = self._load(name)
            self._let_go()
        else:
            self.touch(name)
        return file

    def touch(self, name: str) -> None:
        """Let a file that is in memory stay there as if it were asked for now."""
        held = self._held(name)
        if isinstance(held, OrderedDict) and name in held:
            held.move_to_end(name)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Let no file go meanwhile; afterwards, under the lock, those with long journals are folded before they go."""
        self._n_keeping += 1
        try:
            yield
        finally:
            self._n_keeping -= 1
            self._let_go(fold=self._has_lock)

    def keep_all(self, room: str, value: bool) -> None:
        """Keep all files of a subfolder in memory that are read from now on, or no longer so."""
        self._max_rows[room] = sys.maxsize if value else MAX_ROWS[room]
        self._let_go()

    def _let_go(self, *, fold: bool = False) -> None:
        """Let the files go that were asked for longest ago, where there are too many."""
        for room, held in self._rooms.items() if not self._n_keeping else ():
            n_rows = sum(len(file.documents.rows) for file in held.values())
            for name in [*held][:-1]:
                if n_rows <= self._max_rows[room]:
                    break
                file = held[name]
                # One that a batch writes to stays: loaded once more, it would not be part of the batch.
                if file.journal.held is not None:
                    continue
                n_rows -= len(file.documents.rows)
                if fold:
                    self._fold_outgrown(file)
                if room != ARTICLES:
                    self._editions.put(name, file.journal.edition)
                del held[name]
                self.let_go(name)

    def _load(self, name: str) -> LibraryFile:
        try:
            file = self._read(name)
        except DamagedFileError:
            file = self._load_damaged(name)
        self._editions.was_read(name, file.journal.edition.seen)
        # Without the lock it may be a line that another process is writing just now.
        if self._has_lock and file.journal.mend():
            self.messages.append(f"{name}: the last change was cut off while it was being written, and was dropped.")
        return file

    def _read(self, name: str) -> LibraryFile:
        at = self._editions.get(name)
        return LibraryFile(self._path(name), storage=JournalStorage, durable=not is_derived(name), at=at)

    # --- writing ---

    def batch(self) -> Batch:
        """A new batch; the lock must be held and everything followed."""
        from touchline.store.batch import Batch

        return Batch(self.folder / RECORD_NAME)

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
        from touchline.store.batch import finish_record

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
        for name in self._open_names():
            self._fold_outgrown(self._file(name))

    def outgrown(self) -> list[str]:
        """Names of the subfolders' files whose journals are longer than themselves, in memory or not."""
        found = []
        for room in MAX_ROWS:
            sizes: dict[str, dict[str, int]] = {}
            with suppress(FileNotFoundError), os.scandir(self.folder / room) as entries:
                for entry in entries:
                    stem, _, ending = entry.name.partition(".")
                    with suppress(FileNotFoundError):
                        sizes.setdefault(ending, {})[stem] = entry.stat().st_size
            wholes = sizes.get("json", {})
            found += [f"{room}/{one}" for one, n in sizes.get("journal", {}).items() if n > wholes.get(one, n)]
        return found

    def fold_outgrown_one(self, name: str) -> None:
        """Fold one file's journal, where that is longer than the file; needs the lock and everything followed."""
        self._fold_outgrown(self._file(name))

    @staticmethod
    def _fold_outgrown(file: LibraryFile) -> None:
        # All changes are on the disk already: a full disk may leave them where they are.
        with suppress(OSError):
            if file.journal.is_outgrown():
                file.journal.fold()

    # --- damage ---

    def look_around(self) -> None:
        """Find what earlier processes left: files set aside, which make the library read-only, and unfinished files."""
        for path in self.asides():
            self._damage.tell(f"{path.name} was set aside because it could not be read")
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
        self._damage.check_writable()

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
            raise self._damage.not_read(damage) from damage

    def _set_aside(self, name: str, damage: DamagedFileError) -> None:
        if is_derived(name):
            self._path(name).unlink(missing_ok=True)
            self._path(name).with_suffix(".journal").unlink(missing_ok=True)
        else:
            self._damage.set_aside(self._path(name), damage)


def is_derived(name: str) -> bool:
    """Whether a file can be made anew from others."""
    return name == THREADS or name.startswith(CLAIMS)
