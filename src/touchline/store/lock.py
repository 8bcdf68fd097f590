"""The library's lock: held by the operating system, so a dead process locks nobody out."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from touchline.errors import LibraryLockedError, TouchlineError
from touchline.store.disk import PRIVATE_FILE

WAIT_S = 10.0
"""Longest wait for another process's write."""
_POLL_S = 0.004


class LibraryLock:
    """One lock for one library folder, for use by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def held(self, wait_s: float = WAIT_S) -> Iterator[None]:
        """Hold the lock.

        Raises:
            LibraryLockedError: another process held it for longer than `wait_s`.
            TouchlineError: the library's folder cannot be written.
        """
        descriptor = self._acquire(wait_s)
        if descriptor is None:
            raise LibraryLockedError(
                f"another touchline has been writing to {self._path.parent} for {wait_s:.0f} s; "
                "try again when it is done"
            )
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def tried(self, wait_s: float) -> Iterator[bool]:
        """Hold the lock when it is free within `wait_s`; yields whether it is held."""
        try:
            descriptor = self._acquire(wait_s)
        except TouchlineError:
            descriptor = None
        try:
            yield descriptor is not None
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def _acquire(self, wait_s: float) -> int | None:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        except OSError as error:
            raise TouchlineError(f"the library in {self._path.parent} cannot be written: {error.strerror}") from error
        # The monotonic clock measures a wait here; no stored value depends on it.
        give_up_at = time.monotonic() + wait_s
        taken = False
        try:
            while not (taken := _take(descriptor)) and time.monotonic() < give_up_at:
                time.sleep(_POLL_S)
        finally:
            if not taken:
                os.close(descriptor)
        return descriptor if taken else None


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
