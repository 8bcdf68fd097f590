"""What is remembered of a feed from one refresh to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """The state of one feed; the default is that of a feed which was never asked.

    `etag` and `last_modified` are what its last good answer was known by; `fingerprint` is a hash of that answer, or of
    the names, sizes and times of local files; `read_with` is a hash of the settings with which that answer was read.
    `asked_at` is the last attempt, `answered_at` the last good answer. Until `not_before_at` the feed is waiting: it
    failed `n_failures` times in a row, its answer still holds good, or it has an interval of its own; until
    `patience_at` it is waiting because its server asked for it, and no one may ask before. `error` says what is wrong
    since the last good answer. `moved_to` is its new address after a permanent redirect. `gone` is true once its server
    said so for good.
    """

    etag: str | None = None
    last_modified: str | None = None
    fingerprint: str | None = None
    read_with: str | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    not_before_at: datetime | None = None
    patience_at: datetime | None = None
    n_failures: int = 0
    error: str | None = None
    moved_to: str | None = None
    gone: bool = False


def state_as_json(state: FeedState) -> dict[str, str | int | bool]:
    """Return the state as a JSON object, without the fields that have their default."""
    values = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(state).items()
    }
    return {name: value for name, value in values.items() if value}


def state_from_json(value: object) -> FeedState:
    """Return the state that `state_as_json` wrote; whatever is not understood counts as never asked."""
    if not isinstance(value, Mapping):
        return FeedState()
    try:
        known: dict[str, Any] = {
            field.name: _read(field.name, value[field.name]) for field in fields(FeedState) if field.name in value
        }
        return FeedState(**known)
    except (TypeError, ValueError):
        return FeedState()


def _read(name: str, value: object) -> object:
    kind = bool if name == "gone" else int if name == "n_failures" else str
    if not isinstance(value, kind):
        raise TypeError(name)
    if not name.endswith("_at"):
        return value
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(name)
    return moment
