"""What is damaged in a library: such a file gets another name, and the library is read-only until it is mended."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from touchline.errors import LibraryDamagedError
from touchline.store.disk import replace_file
from touchline.store.snapshot import DamagedFileError

DAMAGED = ".damaged-"
"""Begins the end of the name of a file that was set aside."""


class FileSetAsideError(LibraryDamagedError):
    """One file could not be read and was set aside; the rest of the library can be read."""


class Damage:
    """The damage of the library in a folder. Files that are set aside get the time `now` into their new name."""

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self._folder = folder
        self._aside = f"{DAMAGED}{now:%Y%m%dT%H%M%S}"
        self._first: str | None = None
        self.messages: list[str] = []

    def check_writable(self) -> None:
        """Raises LibraryDamagedError when the library is read-only because of damage."""
        if self._first:
            raise LibraryDamagedError(self._first)

    def tell(self, what: str) -> None:
        """Take note of damage: there is a message of each, and the library is read-only from now on."""
        damage = (
            f"the library in {self._folder} is damaged and opens for reading only: {what}; "
            "`touchline doctor` tells more, `touchline doctor --repair` mends it"
        )
        self.messages.append(damage)
        self._first = self._first or damage

    def not_read(self, damage: DamagedFileError) -> FileSetAsideError:
        """The error for who asked for a damaged file."""
        if self._first is None:
            self.tell(str(damage))
        return FileSetAsideError(self._first)

    def set_aside(self, snapshot: Path, damage: DamagedFileError) -> None:
        """Give a damaged file another name, and keep of its journal what stands before the damage."""
        journal = snapshot.with_suffix(".journal")
        self.tell(f"{damage}; its name ends in {self._aside} now")
        good = None if damage.good_until is None else journal.read_bytes()[: damage.good_until]
        for part in (snapshot, journal) if good is None else (journal,):
            with suppress(FileNotFoundError):
                part.rename(part.with_name(part.name + self._aside))
        if good:
            replace_file(journal, good)
