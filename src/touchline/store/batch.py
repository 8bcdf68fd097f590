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
from touchline.store.disk import replace_file
from touchline.store.journal import Change, decode_line
from touchline.store.storage import JournalStorage

RECORD_NAME = "unfinished.batch"


class Batch:
    """Gathers the changes of some files until `commit`; made while the library's lock is held."""

    def __init__(self, folder: Path) -> None:
        self._record = folder / RECORD_NAME
        self._storages: dict[str, JournalStorage] = {}

    def add(self, name: str, storage: JournalStorage) -> None:
        """Let this file's changes wait for the commit."""
        if name not in self._storages:
            storage.create()
            storage.held = []
            self._storages[name] = storage

    def commit(self, *, together: bool = True) -> dict[str, list[Change]]:
        """Write what was gathered, in the order in which the files were added, and return it by file.

        `together=False` saves the record, for changes of which a part does no harm.

        Raises:
            TouchlineError: the disk refused; nothing was changed.
        """
        changed = {name: storage.held for name, storage in self._storages.items() if storage.held}
        self.discard()
        lines = {name: self._storages[name].next_line(changes) for name, changes in changed.items()}
        together = together and len(lines) > 1
        written: list[JournalStorage] = []
        try:
            if together:
                write_record(self._record, lines)
            for name, line in lines.items():
                written.append(self._storages[name])
                self._storages[name].write_line(line)
        except OSError as error:
            for storage in written:
                storage.take_back()
            self._record.unlink(missing_ok=True)
            raise TouchlineError(
                f"the library in {self._record.parent} cannot be written: {error.strerror}; nothing was changed"
            ) from error
        if together:
            self._record.unlink()
        for name, changes in changed.items():
            self._storages[name].accept(changes)
        return changed

    def discard(self) -> None:
        """Forget what was gathered."""
        for storage in self._storages.values():
            storage.held = None


def write_record(path: Path, lines: Mapping[str, bytes]) -> None:
    """Write down which lines are about to be written to which files."""
    payload = orjson.dumps({name: line.decode() for name, line in lines.items()})
    replace_file(path, b"%08x %b" % (zlib.crc32(payload), payload))


def finish_record(path: Path, storage_of: Callable[[str], JournalStorage]) -> list[str]:
    """Write the lines of an unfinished batch that are missing; returns the names of the files that got one."""
    try:
        checksum, _, payload = path.read_bytes().partition(b" ")
    except FileNotFoundError:
        return []
    finished = []
    if checksum == b"%08x" % zlib.crc32(payload):
        for name, text in orjson.loads(payload).items():
            storage = storage_of(name)
            raw: bytes = text.encode()
            line = decode_line(raw.rstrip(b"\n"))
            if line and (line.generation, line.number) == (storage.generation, storage.number + 1):
                storage.write_line(raw)
                storage.accept(line.changes)
                finished.append(name)
    with suppress(FileNotFoundError):
        path.unlink()
    return finished
