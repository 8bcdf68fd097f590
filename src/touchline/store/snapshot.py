"""A library file's full content: a TinyDB file in JSON, with a first line that tells whether the rest is whole.

{"_touchline":{"1":{"schema":1,"generation":3,"checksum":"0a1b2c3d"}},
"_default":{...}}
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from touchline.errors import LibraryDamagedError
from touchline.store.disk import replace_file
from touchline.store.journal import Tables

SCHEMA = 1
"""The version of the library's format; grows when an older touchline could no longer read what a newer one writes."""
HEADER_TABLE = "_touchline"


class DamagedFileError(Exception):
    """The file `path` cannot be read; `str()` says why, `reason` does so without its name. Never leaves the store.

    `good_until` is the offset up to which a journal can be read; None when it is the snapshot that cannot.
    """

    def __init__(self, path: Path, reason: str, good_until: int | None = None) -> None:
        super().__init__(f"{path.name} {reason}")
        self.path = path
        self.reason = reason
        self.good_until = good_until


class Snapshot(NamedTuple):
    """A snapshot as read: its place in the file's history, and its tables."""

    generation: int
    tables: Tables


def write_snapshot(path: Path, generation: int, tables: Tables, *, durable: bool = True, names: bool = True) -> None:
    """Put a snapshot in place of the one before (see `replace_file`). Raises OSError; then the one before stands."""
    rest = orjson.dumps(tables)[1:]
    header = {"schema": SCHEMA, "generation": generation, "checksum": f"{zlib.crc32(rest):08x}"}
    first = orjson.dumps({HEADER_TABLE: {"1": header}})[:-1]
    separator = b"\n" if rest == b"}" else b",\n"
    replace_file(path, first + separator + rest, durable=durable, names=names)


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot.

    Raises:
        FileNotFoundError: there is none.
        DamagedFileError: it is not whole.
        LibraryDamagedError: it was written by a newer touchline.
    """
    content = path.read_bytes()
    try:
        tables: Any = orjson.loads(content)
        header = tables.pop(HEADER_TABLE)["1"]
        schema, generation, checksum = header["schema"], header["generation"], header["checksum"]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DamagedFileError(path, "is not a touchline library file" if content else "is empty") from error
    check_schema(schema, path)
    # A view, since a copy of a large file costs as much as reading it.
    rest = memoryview(content)[content.index(b"\n") + 1 :]
    if f"{zlib.crc32(rest):08x}" != checksum:
        raise DamagedFileError(path, "was changed from outside or by a failing disk")
    return Snapshot(generation, tables)


def check_schema(schema: object, path: Path) -> None:
    """Raises LibraryDamagedError when a file's schema version is newer than ours."""
    if isinstance(schema, int) and schema <= SCHEMA:
        return
    raise LibraryDamagedError(
        f"{path} was written by a newer touchline (library schema {schema!r}, this touchline knows {SCHEMA}); "
        "update touchline to open this library"
    )
