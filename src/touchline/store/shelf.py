"""The library folder's files: opened when needed, written in batches under the lock, set aside when damaged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from touchline.errors import LibraryDamagedError
from touchline.store.batch import RECORD_NAME, Batch, finish_record
from touchline.store.disk import make_folder, sync_folder
from touchline.store.journal import Change
from touchline.store.lock import LibraryLock
from touchline.store.snapshot import DamagedFileError
from touchline.store.storage import MAX_JOURNAL_CHANGES, JournalStorage
from touchline.store.table import DeltaTable, LibraryFile

HEADLINES, ARTICLES, CLAIMS = "headlines", "articles", "claims"
MARKS, THREADS = "marks", "threads"
DAMAGED = ".damaged-"
MAX_OPEN_SHARDS = 8
"""Article files kept in memory, about 4 MB each."""


class FileSetAsideError(LibraryDamagedError):
    """One file could not be read and was set aside; the rest of the library can be read."""


Changed = dict[str, list[Change]]


class Shelf:
    """All TinyDB files of one library, by name without ending: "marks", "headlines/2025-05".

    Not for several threads at once: the library's own lock sees to that. `stamp` names files that are set aside.
    """

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self.folder = folder
        self.lock = LibraryLock(folder / "library.lock")
        self.messages: list[str] = []
        self._stamp = now.strftime("%Y%m%dT%H%M%S")
        self._open: dict[str, LibraryFile] = {}
        self._shards: OrderedDict[str, LibraryFile] = OrderedDict()
        self._damage: str | None = None

    # --- names ---

    def names(self, room: str) -> list[str]:
        """Names of the files of one subfolder, oldest month first."""
        with suppress(FileNotFoundError):
            return sorted(f"{room}/{path.stem}" for path in (self.folder / room).glob("*.json") if path.stem[0] != ".")
        return []

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self.folder / f"{name}.json"

    def look_for_damage(self) -> None:
        """Find files that were set aside earlier: the library stays read-only until that is mended."""
        for found in sorted(self.folder.rglob(f"*{DAMAGED}*")):
            self._tell_damage(f"{found.name} was set aside because it could not be read")
            return

    # --- reading ---

    def table(self, name: str) -> DeltaTable:
        """A file's documents; an empty table for a file that does not exist.

        Raises:
            LibraryDamagedError: the file cannot be read.
        """
        return self._file(name).documents

    def is_open(self, name: str) -> bool:
        """Whether the file is in memory."""
        return name in self._open or name in self._shards

    def _file(self, name: str) -> LibraryFile:
        held = self._shards if name.startswith(ARTICLES) else self._open
        file = held.get(name)
        if file is None:
            file = self._load(name)
            held[name] = file
            if held is self._shards and len(held) > MAX_OPEN_SHARDS:
                self._shards.popitem(last=False)
        elif held is self._shards:
            self._shards.move_to_end(name)
        return file

    def _load(self, name: str) -> LibraryFile:
        path = self.path(name)
        derived = _is_derived(name)
        try:
            file = LibraryFile(path, storage=JournalStorage, durable=not derived)
        except DamagedFileError as damage:
            self._set_aside(name, damage)
            if not derived:
                raise FileSetAsideError(self._damage) from damage
            file = LibraryFile(path, storage=JournalStorage, durable=not derived)
        if file.journal.torn:
            self.messages.append(
                f"The last change in {file.journal.journal_path.name} was cut off while it was being written; "
                "it was dropped."
            )
        return file

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """A batch under the library's lock, after finishing what a killed process began. Nothing is followed yet.

        Raises:
            LibraryDamagedError: the library is read-only because of damage.
            LibraryLockedError: the lock was not free in time.
        """
        self.check_writable()
        with self.lock.held():
            self.finish()
            batch = Batch(self.folder)
            try:
                yield batch
            finally:
                batch.discard()

    def finish(self) -> None:
        """Finish a batch whose process was killed; the lock must be held."""
        if (self.folder / RECORD_NAME).exists():
            finish_record(self.folder / RECORD_NAME, lambda name: self._followed(name).journal)

    def join(self, batch: Batch, name: str) -> DeltaTable:
        """Make a file part of a batch; returns its table to write to."""
        file = self._followed(name)
        make_folder(file.journal.path.parent)
        batch.add(name, file.journal)
        return file.documents

    def _followed(self, name: str) -> LibraryFile:
        file = self._file(name)
        file.journal.follow()
        return file

    def follow(self, names: list[str] | None = None) -> Changed:
        """Take over what other processes wrote to the open files (or to `names`), and return it by file.

        Raises:
            LibraryDamagedError: a file that was read before cannot be read any more.
        """
        changed: Changed = {}
        open_files = {**self._open, **self._shards}
        for name in open_files if names is None else names:
            try:
                changes = self._file(name).journal.follow()
            except DamagedFileError as damage:
                self._forget(name)
                self._set_aside(name, damage)
                if not _is_derived(name):
                    raise FileSetAsideError(self._damage) from damage
                continue
            if changes:
                changed[name] = changes
        return changed

    def fold_long(self, names: list[str] | None = None, limit: int = MAX_JOURNAL_CHANGES) -> None:
        """Fold the journals that have grown long; the lock must be held."""
        for name in [*self._open, *self._shards] if names is None else names:
            journal = self._file(name).journal
            if journal.n_changes > limit:
                journal.fold()

    # --- damage ---

    def check_writable(self) -> None:
        """Raises LibraryDamagedError when the library is read-only because of damage."""
        if self._damage:
            raise LibraryDamagedError(self._damage)

    def check_present(self, name: str) -> None:
        """Raises LibraryDamagedError when a file that should be there is not."""
        if not self.path(name).exists():
            raise LibraryDamagedError(f"{self.path(name)} cannot be read; `touchline doctor` tells more")

    def _forget(self, name: str) -> None:
        self._open.pop(name, None)
        self._shards.pop(name, None)

    def _set_aside(self, name: str, damage: DamagedFileError) -> None:
        path = self.path(name)
        for part in (path, path.with_suffix(".journal")):
            with suppress(FileNotFoundError):
                if _is_derived(name):
                    part.unlink()
                else:
                    part.rename(part.with_name(f"{part.name}{DAMAGED}{self._stamp}"))
        if _is_derived(name):
            return
        sync_folder(path.parent)
        self._tell_damage(f"{damage}; it was set aside as {path.name}{DAMAGED}{self._stamp}")

    def _tell_damage(self, what: str) -> None:
        self._damage = (
            f"the library in {self.folder} is damaged and opens for reading only: {what}; "
            "`touchline doctor` tells more, `touchline restore` brings a backup back"
        )
        self.messages.append(self._damage)


def _is_derived(name: str) -> bool:
    return name == THREADS or name.startswith(CLAIMS)
