"""Small files of things that are nice to remember: JSON objects by key, replaced whole; deletable at little loss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from touchline.store.disk import make_folder, replace_file

FEED_STATES = "feed-states.json"
"""What was known of each feed at its last answer."""
FEED_ENTRIES = "entries"
"""A folder with a file for each feed: what its entries were known by."""
LOOKS = "looks.json"
"""What each thread's card said when the user left it."""
ANNOUNCED = "announced.json"
"""What was told of each followed thread to the user's hook."""
FILES = "files.json"
"""Which files were imported, and what was seen of them."""


class SmallFile:
    """JSON objects by key, in a file of the library folder; in memory without a folder."""

    def __init__(self, folder: Path | None, name: str) -> None:
        self._path = folder / name if folder else None
        self._content = b"{}"

    def all(self) -> Mapping[str, Any]:
        """All objects; empty when there is no file or it cannot be read."""
        try:
            objects = orjson.loads(self._path.read_bytes() if self._path else self._content)
        except (OSError, orjson.JSONDecodeError):
            return {}
        return objects if isinstance(objects, dict) else {}

    def put(self, key: str, value: Any) -> None:
        """Remember one object; the caller holds the library's lock."""
        self.put_all({key: value})

    def put_all(self, objects: Mapping[str, Any]) -> None:
        """Remember some objects, the others stay; the caller holds the library's lock."""
        self.replace({**self.all(), **objects})

    def replace(self, objects: Mapping[str, Any]) -> None:
        """Remember these objects and nothing else."""
        self._content = orjson.dumps(objects)
        if self._path:
            make_folder(self._path.parent)
            replace_file(self._path, self._content, durable=False)
