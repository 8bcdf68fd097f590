"""What is remembered of each feed between refreshes: one small file, replaced whole; deletable without loss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from touchline.store.disk import replace_file

FEED_STATES = "feed-states.json"


class FeedStates:
    """Feed states as JSON objects by feed name, in a file of the library folder; in memory without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / FEED_STATES if folder else None
        self._states = b"{}"

    def all(self) -> Mapping[str, Any]:
        """All states; empty when there is no file or it cannot be read."""
        try:
            states = orjson.loads(self._path.read_bytes() if self._path else self._states)
        except (OSError, orjson.JSONDecodeError):
            return {}
        return states if isinstance(states, dict) else {}

    def put(self, feed: str, state: Mapping[str, Any]) -> None:
        """Remember one feed's state; the caller holds the library's lock."""
        self._states = orjson.dumps({**self.all(), feed: state})
        if self._path:
            replace_file(self._path, self._states, durable=False)
