"""Story threads and their neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from touchline.errors import NotFoundError
from touchline.safe import safe

if TYPE_CHECKING:
    from touchline.model import ChainHop, Seat, StoryThread
    from touchline.newsroom.new_files import FileKind
    from touchline.newsroom.room import Newsroom

_THREAD_ID = re.compile(r"(?P<seat>.+)-(?P<year>\d{4})-(?P<month>\d{2})(?:-\d+)?")


class _Shelf(NamedTuple):
    """The story threads in look-up form, made of those that are `stored`."""

    stored: Sequence[StoryThread]
    all: Sequence[StoryThread]
    by_id: Mapping[str, StoryThread]


def _shelf(room: Newsroom) -> _Shelf:
    stored, today = room.store.threads(), room.now().date()

    def make() -> _Shelf:
        from touchline.threads import as_of

        threads = [as_of(thread, today) for thread in stored]
        return _Shelf(stored, threads, {thread.thread_id: thread for thread in threads})

    # Marks change the store as well, with every article that is read; threads, 10,000 in a large library, hardly ever.
    return room.cached("threads", (id(stored), today), make)


def story_threads(room: Newsroom, followed_only: bool = False) -> Sequence[StoryThread]:
    """All story threads, the followed ones first, then those with the newest report first."""
    threads = _shelf(room).all
    followed = [thread for thread in threads if is_followed(room, thread)]
    if followed_only or not followed:
        return followed if followed_only else threads
    first = {thread.thread_id for thread in followed}
    return [*followed, *(thread for thread in threads if thread.thread_id not in first)]


def by_id(room: Newsroom) -> Mapping[str, StoryThread]:
    """All story threads by their id."""
    return _shelf(room).by_id


def threads_of(room: Newsroom, article_id: str) -> tuple[StoryThread, ...]:
    """The story threads that an article belongs to, those it says most about first."""

    def weight(thread: StoryThread) -> int:
        return -sum(len(row.claims) for row in thread.timeline if row.article_id == article_id and not row.neighbour)

    found = room.store.threads_of(article_id)
    if not found:
        return ()
    from touchline.threads import as_of

    today = room.now().date()
    return tuple(sorted((as_of(thread, today) for thread in found), key=weight))


def find_thread(room: Newsroom, thread_id: str) -> StoryThread:
    """The story thread with this id, also where later reports have moved the month that its id was made of.

    Raises:
        NotFoundError: no thread has this id, nor this seat.
    """
    shelf = _shelf(room)
    found = shelf.by_id.get(thread_id)
    if found:
        return found
    same_seat = []
    asked = _THREAD_ID.fullmatch(thread_id)
    prefix = asked["seat"] if asked else thread_id
    for thread in shelf.all:
        match = _THREAD_ID.fullmatch(thread.thread_id)
        if (match["seat"] if match else thread.thread_id) == prefix:
            same_seat.append(thread)
    if not same_seat:
        raise NotFoundError(f"no story thread has the id {safe(thread_id)!r}; `touchline thread list` shows them")
    if not asked:
        return same_seat[0]
    month = int(asked["year"]) * 12 + int(asked["month"])
    return min(same_seat, key=lambda thread: abs(_month_number(thread.opened_on) - month))


def find_again(room: Newsroom, thread: StoryThread, article_id: str | None = None) -> StoryThread:
    """What became of a thread after a correction: the one of its seat that holds an article, else most of its reports.

    Raises:
        NotFoundError: none holds any.
    """
    own = set(thread.article_ids)
    same_seat = [other for other in _shelf(room).all if other.change.seat == thread.change.seat]
    found = max(
        same_seat,
        key=lambda other: (article_id in other.article_ids, len(own.intersection(other.article_ids))),
        default=None,
    )
    if found is None or own.isdisjoint(found.article_ids):
        raise NotFoundError(f"the story thread {safe(thread.thread_id)!r} has no reports any more")
    return found


def _month_number(day: date | None) -> int:
    return day.year * 12 + day.month if day else 0


def is_followed(room: Newsroom, thread: StoryThread) -> bool:
    """True when the user follows this thread: any of its anchors was marked."""
    followed = room.store.marks().followed()
    if not followed:
        return False
    from touchline.threads import anchors_of

    return not followed.isdisjoint(anchors_of(thread))


def follow_key(room: Newsroom, thread: StoryThread) -> str:
    """The claim anchor that following this thread marks; the marked one where it is followed already."""
    from touchline.threads import anchor_of, anchors_of

    marked = room.store.marks().followed().intersection(anchors_of(thread))
    return min(marked) if marked else anchor_of(thread)


def chain(room: Newsroom, thread: StoryThread) -> tuple[ChainHop, ...]:
    """The chain of vacancies that this thread is part of, from the seat that took the first coach to the last."""
    from touchline.threads import chain_of

    return chain_of(thread, by_id(room))


def seats(room: Newsroom) -> list[Seat]:
    """Every seat that has a story thread, sorted."""
    return sorted({thread.change.seat for thread in _shelf(room).all})


def thread_in_file(room: Newsroom, thread: StoryThread, kind: FileKind) -> str:
    """A story thread as the text of a file: Markdown with its sources, else JSON with its timeline."""
    from touchline.exchange import thread_json, thread_markdown
    from touchline.exchange.json_values import json_text

    if kind == "markdown":
        headlines = room.store.headlines_of({row.article_id for row in thread.timeline})
        return thread_markdown(thread, {row.article_id: row for row in headlines})
    return f"{json_text(thread_json(thread, with_timeline=True))}\n"
