"""Reads one regular file, without ever waiting for a pipe or filling the memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from touchline.errors import RetrieveError
from touchline.ingest.plain import clean_line, shown_path

MAX_BYTES = 15_000_000
"""No article and no feed is larger; miniflux has drawn the same line for years."""


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the file's bytes.

    Raises:
        RetrieveError: it is missing, unreadable, larger than `max_bytes`, or no regular file.
    """
    name = shown_name(path)
    try:
        # Without O_NONBLOCK, opening a named pipe waits for its writer, for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise RetrieveError(f"{name} cannot be read: {_reason(error)}.") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise RetrieveError(f"{name} is {kind_of(status.st_mode)}, not a file.")
        if status.st_size > max_bytes:
            raise RetrieveError(_too_large(name, max_bytes))
        # Files of /proc say that they are empty, and a file may grow meanwhile: the reading itself is limited too.
        raw = _read_up_to(descriptor, max_bytes + 1)
    except OSError as error:
        raise RetrieveError(f"{name} cannot be read: {_reason(error)}.") from error
    finally:
        os.close(descriptor)
    if len(raw) > max_bytes:
        raise RetrieveError(_too_large(name, max_bytes))
    return raw


def kind_of(mode: int) -> str:
    """Say what an `st_mode` that is no regular file's stands for."""
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFLNK: "a symbolic link",
    }
    return kinds.get(stat.S_IFMT(mode), "a special file")


def shown_name(path: Path) -> str:
    """Return the file's name as messages print it."""
    return clean_line(shown_path(path.name)) or clean_line(shown_path(path)) or "the file"


def _read_up_to(descriptor: int, n_bytes: int) -> bytes:
    pieces = []
    while n_bytes > 0 and (piece := os.read(descriptor, min(n_bytes, 1 << 20))):
        pieces.append(piece)
        n_bytes -= len(piece)
    return b"".join(pieces)


def _too_large(name: str, max_bytes: int) -> str:
    return f"{name} is larger than {max_bytes / 1_000_000:g} MB; no article is."


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "its name is not valid"
