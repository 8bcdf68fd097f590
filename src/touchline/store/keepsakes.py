"""What is nice to remember between sessions, and costs little when it is lost: feeds' states, looks, the last time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.store.codec import decode, encode
from touchline.store.session import LastSession
from touchline.store.small_file import ANNOUNCED, FEED_ENTRIES, FEED_STATES, FILES, LOOKS, SmallFile

if TYPE_CHECKING:
    from touchline.model import Look
    from touchline.store.shelf import Shelf


class Keepsakes:
    """The part of a library that is kept in small files of their own; see `store.base.Store` for the contract."""

    def __init__(self, folder: Path | None, shelf: Shelf) -> None:
        """Keep the files in `folder`, in memory without one."""
        self._writer = threading.RLock()
        self._guard = threading.RLock()
        self._shelf = shelf
        self._folder = folder
        self._feed_entries: dict[str, SmallFile] = {}
        self._feed_states = SmallFile(folder, FEED_STATES)
        self._looks = SmallFile(folder, LOOKS)
        self._announced = SmallFile(folder, ANNOUNCED)
        self._files = SmallFile(folder, FILES)
        self._session = LastSession(folder)

    def feed_states(self) -> Mapping[str, Any]:
        """See `Store.feed_states`."""
        return self._feed_states.all()

    def save_feed_states(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        """See `Store.save_feed_states`."""
        with self._writer, self._shelf.locked(), self._guard:
            self._shelf.check_writable()
            self._feed_states.put_all(states)

    def feed_entries(self, feed: str) -> Any:
        """See `Store.feed_entries`."""
        return self._entries_file(feed).all().get(feed)

    def save_feed_entries(self, feed: str, entries: Any) -> None:
        """See `Store.save_feed_entries`."""
        # Each feed has a file of its own, and only this call writes it: no lock is waited for.
        with self._guard, suppress(OSError):
            self._entries_file(feed).replace({feed: entries})

    def _entries_file(self, feed: str) -> SmallFile:
        if feed not in self._feed_entries:
            from hashlib import blake2b

            name = blake2b(feed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            self._feed_entries[feed] = SmallFile(self._folder, f"{FEED_ENTRIES}/{name}.json")
        return self._feed_entries[feed]

    def known_files(self) -> Mapping[str, Any]:
        """See `Store.known_files`."""
        return self._files.all()

    def save_known_files(self, files: Mapping[str, Any]) -> None:
        """See `Store.save_known_files`."""
        with self._writer, self._shelf.locked(), self._guard, suppress(OSError):
            self._files.put_all(files)

    def looks(self) -> Mapping[str, Look]:
        """See `Store.looks`."""
        return _looks_in(self._looks)

    def save_look(self, anchor: str, look: Look) -> None:
        """See `Store.save_look`."""
        with self._writer, self._shelf.locked(), self._guard:
            self._looks.put(anchor, encode(look))

    def announced(self) -> Mapping[str, Look]:
        """See `Store.announced`."""
        return _looks_in(self._announced)

    def save_announced(self, anchor: str, look: Look) -> None:
        """See `Store.save_announced`."""
        with self._writer, self._shelf.locked(), self._guard:
            self._announced.put(anchor, encode(look))

    def last_session_at(self) -> datetime | None:
        """See `Store.last_session_at`."""
        return self._session.at()

    def save_session(self, at: datetime) -> None:
        """See `Store.save_session`."""
        with self._writer, self._shelf.locked(), self._guard:
            self._session.put(at)


def _looks_in(file: SmallFile) -> Mapping[str, Look]:
    """The looks of a file; what cannot be understood is left out."""
    from touchline.model import Look

    found = {}
    for anchor, encoded in file.all().items():
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            found[anchor] = decode(Look, encoded)
    return found
