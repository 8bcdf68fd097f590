"""Writing that survives a kill: whole files by rename, and syncing of files and folders."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
NEW = ".new"
"""Ending of files that are being written."""


def sync(descriptor: int) -> None:
    """Bring a file's bytes to the disk."""
    # macOS has no fdatasync.
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, so that a file made or renamed in it is found after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte; `os.write` may write fewer when the disk fills up."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def replace_file(path: Path, content: bytes, *, durable: bool = True, names: bool = True) -> None:
    """Put a whole file in place of another: readers see the old one or the new one, also after a kill.

    The file is readable by its owner only, and its time is later than that of the one before. `durable` also waits for
    the disk; without `names` the caller syncs the folder, of several files at once.

    Raises:
        OSError: it could not be written; the old file stands and no temporary file is left.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{NEW}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    try:
        try:
            write_all(descriptor, content)
            _be_later(descriptor, path)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable and names:
        sync_folder(path.parent)


def _be_later(descriptor: int, before: Path) -> None:
    """Give a file a later time than the one that it replaces has.

    By inode and time others tell that a file is another one. Two that follow each other within a tick of the clock, of
    4 ms, would have the same time, and the second one gets the inode that the first one set free.
    """
    with suppress(FileNotFoundError):
        time = before.stat().st_mtime_ns
        if os.fstat(descriptor).st_mtime_ns <= time:
            os.utime(descriptor, ns=(time + 1, time + 1))


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for the owner only; one that stands keeps its rights."""
    if not folder.is_dir():
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        sync_folder(folder.parent)
