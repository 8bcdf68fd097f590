"""One document of a library file that is not in memory, found among its bytes: parsing all the others costs far more.

A document's key stands as it is in the file, since ids of articles need no escapes; and inside of a text every
quotation mark is escaped, so that no text can look like a key. Whatever is not as expected is left to `JournalStorage`.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from touchline.store.journal import Tables, apply_change, decode_line
from touchline.store.snapshot import HEADER_TABLE, SCHEMA
from touchline.store.storage import Edition
from touchline.store.table import Row

MAX_PEEKED = 8
"""Files of which it is remembered that a document was read alone."""
TABLE = "_default"
_ID = re.compile(r"[0-9a-f]{16}")
_NEXT = re.compile(rb'(?<=\}),"[0-9a-f]{16}":\{')
_BEGINNING = b'"%s":{' % TABLE.encode()
_N_ENDS = len("}}")
"""What ends the last document's table and the file."""


class UnclearError(Exception):
    """The file has to be read whole."""


class Peeks:
    """Documents that were read alone, one of each of some files; whoever asks for another one will ask for more."""

    def __init__(self) -> None:
        self._last: dict[Path, tuple[str, Edition | None, Row | None]] = {}

    def row(self, path: Path, doc_id: str, at: Edition | None) -> Row | None:
        """A document as `peek` gives it; None when there is none, and when the file should be read whole."""
        if path in self._last:
            of_id, edition, row = self._last[path]
            # A known edition stays what it is; without one the file may be another by now.
            return row if at and (of_id, edition) == (doc_id, at) else None
        try:
            found = peek(path, doc_id, at)
        except UnclearError:
            return None
        self._last[path] = (doc_id, at, found)
        if len(self._last) > MAX_PEEKED:
            del self._last[next(iter(self._last))]
        return found


def peek(path: Path, doc_id: str, at: Edition | None) -> Row | None:
    """A document of the file, in the edition `at` where one is given; None when there is none.

    Raises:
        UnclearError: see there; also when the file is damaged, being written, or not in that edition.
    """
    if not _ID.fullmatch(doc_id):
        raise UnclearError
    journal = b""
    try:
        with path.open("rb") as file:
            seen = os.fstat(file.fileno())
            snapshot = file.read()
        with suppress(FileNotFoundError):
            journal = path.with_suffix(".journal").read_bytes()
        stands = path.stat().st_ino == seen.st_ino
    except FileNotFoundError as error:
        raise UnclearError from error
    if at:
        stands = stands and (seen.st_ino, seen.st_mtime_ns) == at.seen[2:] and len(journal) >= at.seen[0]
        journal = journal[: at.seen[0]]
    if not stands:
        raise UnclearError
    generation, document = _in_snapshot(snapshot, doc_id.encode())
    tables: Tables = {TABLE: {} if document is None else {doc_id: document}}
    _replay(tables, journal, generation, doc_id)
    row: Row | None = tables[TABLE].get(doc_id)
    return row


def _in_snapshot(content: bytes, doc_id: bytes) -> tuple[int, Any]:
    """The snapshot's generation, and the document in it."""
    first, _, rest = content.partition(b",\n")
    try:
        header = orjson.loads(first + b"}")[HEADER_TABLE]["1"]
        schema, generation, checksum = header["schema"], header["generation"], header["checksum"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise UnclearError from error
    if schema != SCHEMA or f"{zlib.crc32(rest):08x}" != checksum or not rest.startswith(_BEGINNING):
        raise UnclearError
    start = rest.find(b'"%s":{' % doc_id)
    if start < 0:
        return generation, None
    if rest[start - 1] not in b"{,":
        raise UnclearError
    start += len(doc_id) + len('"":')
    after = _NEXT.search(rest, start)
    try:
        return generation, orjson.loads(rest[start : after.start() if after else len(rest) - _N_ENDS])
    except orjson.JSONDecodeError as error:
        raise UnclearError from error


def _replay(tables: Tables, journal: bytes, generation: int, doc_id: str) -> None:
    """Do what the journal says of the document; every line is checked, and only those that name it are parsed."""
    *lines, rest = journal.split(b"\n")
    number, name = 0, f'"{doc_id}"'.encode()
    for line in lines:
        checksum, _, payload = line.partition(b" ")
        if checksum != b"%08x" % zlib.crc32(payload):
            raise UnclearError
        of_generation, of_number, _ = payload[1:].split(b",", 2)
        if int(of_generation) < generation:
            continue
        number += 1
        if (int(of_generation), int(of_number)) != (generation, number):
            raise UnclearError
        if name in payload and (read := decode_line(line)):
            for change in read.changes:
                if change.table == TABLE and change.doc_id == doc_id:
                    apply_change(tables, change)
    if rest:
        raise UnclearError
