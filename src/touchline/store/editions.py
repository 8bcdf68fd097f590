"""In which editions the months' files are known, and which of them moved on meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from touchline.store.storage import NOTHING, Edition, Seen


class Editions:
    """Of the files of a library's subfolders that are not in memory; one that is knows its own edition."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Edition] = {}
        self._ahead: set[str] = set()

    def get(self, name: str) -> Edition | None:
        """In which edition a file is known; None when it was never seen, or is in memory."""
        return self._known.get(name)

    def put(self, name: str, edition: Edition) -> None:
        """Tell in which edition a file is known."""
        self._known[name] = edition

    def was_read(self, name: str, seen: Seen) -> None:
        """Tell as what a file was found that is in memory from now on."""
        expected = self._known.pop(name, None)
        if expected and expected.seen != seen:
            self._ahead.add(name)

    def is_ahead(self, name: str) -> bool:
        """Whether a file in memory was read in a later edition than it was known in, which nobody was told yet."""
        return name in self._ahead

    def moved_on(self, room: str, is_open: Callable[[str], bool]) -> list[str]:
        """The files of a subfolder that are not what they are known as; from now on they are."""
        seen = self._look(room)
        known = {name for name in self._known if name.startswith(f"{room}/")}
        moved = []
        for name in sorted(seen.keys() | known):
            ahead = name in self._ahead
            self._ahead.discard(name)
            if ahead or (not is_open(name) and self._is_other(name, seen.get(name, NOTHING))):
                moved.append(name)
        return moved

    def _is_other(self, name: str, seen: Seen) -> bool:
        """Whether a file is not in the edition that is known; from now on it is."""
        known = self._known.get(name)
        if known and known.seen == seen:
            return False
        self._known[name] = Edition(seen)
        return True

    def _look(self, room: str) -> dict[str, Seen]:
        """What is seen of the files of one subfolder."""
        journals: dict[str, tuple[int, int]] = {}
        snapshots: dict[str, tuple[int, int]] = {}
        with suppress(FileNotFoundError), os.scandir(self._folder / room) as entries:
            for entry in entries:
                stem, _, ending = entry.name.partition(".")
                # Others rename and remove files meanwhile.
                with suppress(FileNotFoundError):
                    if ending == "json":
                        seen = entry.stat()
                        snapshots[f"{room}/{stem}"] = (seen.st_ino, seen.st_mtime_ns)
                    elif ending == "journal":
                        seen = entry.stat()
                        journals[f"{room}/{stem}"] = (seen.st_size, seen.st_mtime_ns)
        names = snapshots.keys() | journals.keys()
        return {name: (*journals.get(name, NOTHING[:2]), *snapshots.get(name, NOTHING[2:])) for name in names}
