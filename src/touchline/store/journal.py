"""The journal beside a library file: one checksummed line for each set of changes since the last snapshot.

A line is `checksum SPACE [generation, number, [[table, document, operation, value], ...]] NEWLINE`. The generation is
that of the snapshot that the line changes, numbers count from 1 within a generation. Operations are

- `put`: the document becomes `value`;
- `set`: the fields of `value` are set, those that are null are taken away;
- `del`: the document goes;
- `add`, `cut`: `value` names lists of the document and what joins or leaves them; empty lists and documents go.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

import orjson

from touchline.store.disk import PRIVATE_FILE, sync, sync_folder, write_all

Operation = Literal["put", "set", "del", "add", "cut"]
N_CHECKSUM = 8
"""Characters of a line's checksum."""
Tables = dict[str, dict[str, Any]]
"""What a TinyDB file holds: documents by id, by table."""


class Change(NamedTuple):
    """One change of one document."""

    table: str
    doc_id: str
    operation: Operation
    value: Any = None


class Line(NamedTuple):
    """One line as read back; `end` is the offset after it."""

    generation: int
    number: int
    changes: tuple[Change, ...]
    end: int = 0


class Tail(NamedTuple):
    """The lines of a journal from some offset on.

    `end` is the offset after the last good line, `last` that line's own offset and checksum (None when there is none);
    `torn` when a cut-off line follows it and nothing else, `damaged` when a bad line follows it that others follow.
    """

    lines: tuple[Line, ...]
    end: int
    last: tuple[int, bytes] | None = None
    torn: bool = False
    damaged: bool = False


def encode_line(generation: int, number: int, changes: Sequence[Change]) -> bytes:
    """One line of the journal, with its newline."""
    payload = orjson.dumps([generation, number, [list(change) for change in changes]])
    return b"%08x %b\n" % (zlib.crc32(payload), payload)


def decode_line(line: bytes, end: int = 0) -> Line | None:
    """The line without its newline read back; None for a bad one."""
    checksum, _, payload = line.partition(b" ")
    if checksum != b"%08x" % zlib.crc32(payload):
        return None
    generation, number, changes = orjson.loads(payload)
    return Line(generation, number, tuple([Change(*change) for change in changes]), end)


def read_tail(path: Path, offset: int = 0) -> Tail:
    """Read a journal from an offset on; a file that does not exist is an empty journal."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            content = file.read()
    except FileNotFoundError:
        return Tail((), 0)
    *whole, rest = content.split(b"\n")
    lines: list[Line] = []
    end, last = offset, None
    for raw in whole:
        line = decode_line(raw, end + len(raw) + 1)
        if line is None:
            break
        lines.append(line)
        end, last = line.end, (end, raw[:N_CHECKSUM])
    n_bad = len(whole) - len(lines) + bool(rest)
    # One bad line at the very end was being written when the power went or the process was killed.
    return Tail(tuple(lines), end, last, torn=n_bad == 1, damaged=n_bad > 1)


def has_line(path: Path, last: tuple[int, bytes] | None) -> bool:
    """Whether the line that was read as the last still stands where it stood."""
    if last is None:
        return True
    offset, checksum = last
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(N_CHECKSUM) == checksum


def append_line(path: Path, offset: int, line: bytes, *, durable: bool = True, names: bool = True) -> None:
    """Write a line at an offset; what stands behind it, a torn line, goes. `names` as in `disk.replace_file`.

    Raises:
        OSError: it could not be written; the journal ends at `offset`, as before.
    """
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE)
    try:
        if durable and names and is_new:
            sync_folder(path.parent)
        if os.fstat(descriptor).st_size != offset:
            os.ftruncate(descriptor, offset)
        os.lseek(descriptor, offset, os.SEEK_SET)
        try:
            write_all(descriptor, line)
            if durable:
                sync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, offset)
            raise
    finally:
        os.close(descriptor)


def cut_journal(path: Path, offset: int) -> None:
    """Take back all lines from an offset on."""
    with suppress(FileNotFoundError):
        os.truncate(path, offset)


def apply_change(tables: Tables, change: Change) -> None:
    """Do one change to the tables. Documents are replaced, never changed in place, so that readers may keep one."""
    table = tables.setdefault(change.table, {})
    doc_id = change.doc_id
    if change.operation == "put":
        table[doc_id] = change.value
    elif change.operation == "del":
        table.pop(doc_id, None)
    elif change.operation == "set":
        if doc_id in table:
            merged = {**table[doc_id], **change.value}
            table[doc_id] = {name: value for name, value in merged.items() if value is not None}
    elif change.operation == "add":
        # Lists are the exception to replacing: adding one id to thousands must not copy them.
        document = table.setdefault(doc_id, {})
        for name, members in change.value.items():
            document.setdefault(name, []).extend(members)
    elif doc_id in table:
        _cut(table, doc_id, change.value)


def _cut(table: dict[str, Any], doc_id: str, value: dict[str, list[str]]) -> None:
    document = table[doc_id]
    for name, members in value.items():
        leaving = set(members)
        document[name] = [member for member in document.get(name, ()) if member not in leaving]
        if not document[name]:
            del document[name]
    if not document:
        del table[doc_id]
