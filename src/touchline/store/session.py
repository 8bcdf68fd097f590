"""When the reader was last in use: one small file, replaced whole; losing it makes every article new once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson

from touchline.errors import TouchlineError
from touchline.store.disk import replace_file

SESSION = "session.json"


class LastSession:
    """One moment, in a file of the library folder; in memory without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / SESSION if folder else None
        self._content = b"{}"

    def at(self) -> datetime | None:
        """The moment that was remembered last; None when there is no file or it cannot be read."""
        try:
            at = datetime.fromisoformat(orjson.loads(self._path.read_bytes() if self._path else self._content)["at"])
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return None
        return at if at.tzinfo else None

    def put(self, at: datetime) -> None:
        """Remember a moment; the caller holds the library's lock. Raises TouchlineError."""
        self._content = orjson.dumps({"at": at.astimezone(UTC).isoformat()})
        if self._path is None:
            return
        try:
            replace_file(self._path, self._content, durable=False)
        except OSError as error:
            raise TouchlineError(f"{self._path} cannot be written: {error.strerror}") from error
