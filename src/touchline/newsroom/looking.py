"""What changed in a story thread since the user last looked at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from touchline.errors import TouchlineError
from touchline.model import Look, StoryThread
from touchline.newsroom.room import Newsroom
from touchline.present.since import Since, since
from touchline.threads import anchor_of, anchors_of, look_of


def since_last_look(room: Newsroom, thread: StoryThread) -> Since | None:
    """What is new since the user left the thread; None at the first look and when nothing is."""
    return _since(room, thread, room.store.looks())


def news_of(room: Newsroom, threads: Iterable[StoryThread]) -> Mapping[str, Since]:
    """What is new since the user left them, by id of those threads in which something is."""
    looks = room.store.looks()
    return {thread.thread_id: told for thread in threads if (told := _since(room, thread, looks))}


def _since(room: Newsroom, thread: StoryThread, looks: Mapping[str, Look]) -> Since | None:
    key = known_under(thread, looks)
    return since(looks[key], look_of(thread, room.now())) if key else None


def remember_look(room: Newsroom, thread: StoryThread) -> None:
    """Remember what the thread's card says, for the next time."""
    # Nobody shall be kept from leaving by a damaged library or a full disk.
    with suppress(TouchlineError):
        key = known_under(thread, room.store.looks()) or anchor_of(thread)
        room.store.save_look(key, look_of(thread, room.now()))


def known_under(thread: StoryThread, looks: Mapping[str, Look]) -> str | None:
    """The anchor under which the newest look at a thread is kept, whatever came to stand before its first report."""
    known = looks.keys() & anchors_of(thread)
    return max(known, key=lambda anchor: (looks[anchor].looked_at, anchor), default=None)
