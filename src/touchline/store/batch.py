"""Writing to several files at once: all of it or, after a kill, none of it.

The lines that go to each journal are written to a record first; when a process dies between two journals, whoever takes
the lock next writes the lines that are missing.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import orjson

from touchline.errors import TouchlineError
from touchline.store.disk import replace_file, sync_folder
from touchline.store.journal import Change, decode_line
from touchline.store.storage import JournalStorage

Changed = dict[str, list[Change]]
"""Changes by the name of the file."""


class Batch:
    """Gathers the changes of some files until `commit`; made while the library's lock is held.

    `record` is where the lines are written first; None for a library in memory, where no process can be killed in
    between.
    """

    def __init__(self, record: Path | None) -> None:
        self._record = record
        self._storages: dict[str, JournalStorage] = {}

    def add(self, name: str, storage: JournalStorage) -> None:
        """Let this file's changes wait for the commit."""
        if name not in self._storages:
            storage.held = []
            self._storages[name] = storage

    def commit(self, *, together: bool = True) -> Changed:
        """Write what was gathered, in the order in which the files were added, and return it by file.

        `together=False` is for changes of which a part, after a kill, does no harm.

        Raises:
            TouchlineError: the disk refused; nothing was changed.
        """
        changed = {name: storage.held for name, storage in self._storages.items() if storage.held}
        self.discard()
        try:
            self._write(changed, together=together)
        except OSError as error:
            where = self._record.parent if self._record else "memory"
            raise TouchlineError(
                f"the library in {where} cannot be written: {error.strerror}; nothing was changed"
            ) from error
        for name, changes in changed.items():
            self._storages[name].accept(changes)
        return changed

    def discard(self) -> None:
        """Forget what was gathered."""
        for storage in self._storages.values():
            storage.held = None

    def _write(self, changed: Changed, *, together: bool) -> None:
        storages = {self._storages[name]: changes for name, changes in changed.items()}
        lines = [storage.next_line(changes) for storage, changes in storages.items()]
        record = self._record if together and len(lines) > 1 else None
        # Once for all files of a folder.
        folders = {storage.path.parent for storage in storages if storage.durable and storage.makes_names}
        written: list[JournalStorage] = []
        try:
            if record:
                write_record(record, dict(zip(changed, lines, strict=True)))
            for (storage, changes), line in zip(storages.items(), lines, strict=True):
                written.append(storage)
                storage.write_line(line, changes, names=False)
            for folder in folders:
                sync_folder(folder)
        except OSError:
            for storage in written:
                storage.take_back()
            if record:
                record.unlink(missing_ok=True)
            raise
        if record:
            # One that stays does nothing: its lines are all written.
            with suppress(OSError):
                record.unlink()


def write_record(path: Path, lines: Mapping[str, bytes]) -> None:
    """Write down which lines are about to be written to which files."""
    payload = orjson.dumps({name: line.decode() for name, line in lines.items()})
    replace_file(path, b"%08x %b" % (zlib.crc32(payload), payload))


def finish_record(path: Path, storage_of: Callable[[str], JournalStorage]) -> Changed:
    """Write the lines of an unfinished batch that are missing, and return their changes.

    Needs the library's lock, and storages that have followed their files.
    """
    checksum, _, payload = path.read_bytes().partition(b" ")
    changed: Changed = {}
    if checksum == b"%08x" % zlib.crc32(payload):
        for name, text in orjson.loads(payload).items():
            storage, raw = storage_of(name), text.encode()
            line = decode_line(raw.rstrip(b"\n"))
            if line and (line.generation, line.number) == (storage.generation, storage.number + 1):
                storage.write_line(raw, line.changes)
                storage.accept(line.changes)
                changed[name] = list(line.changes)
    path.unlink()
    return changed
