"""Sessions of the reader, so that `new` can mean: since the last one."""

from __future__ import annotations

from contextlib import suppress

from touchline.errors import TouchlineError
from touchline.newsroom.room import Newsroom


def begin_session(room: Newsroom) -> None:
    """Remember that a session began; `room.last_session_at` keeps telling of the one before."""
    _remember_now(room)


def end_session(room: Newsroom) -> None:
    """Remember that the session ended. One that is killed leaves its beginning behind."""
    _remember_now(room)


def _remember_now(room: Newsroom) -> None:
    # Nobody shall be kept from reading, or from leaving, by a damaged library or a full disk.
    with suppress(TouchlineError):
        room.store.save_session(room.now())
