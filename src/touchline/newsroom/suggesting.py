"""What a correction may mean: the threads and names that are offered, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from touchline.model import StoryThread
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import by_id, find_thread, story_threads
from touchline.newsroom.upkeep import corrections_of
from touchline.threads import Rulings, may_be, name_words


@dataclass(frozen=True, slots=True)
class Joined:
    """Two names that touchline takes for one person: at the thread's seat, else one of them at another thread's."""

    one: str
    two: str
    other: StoryThread | None = None


def joined_names(room: Newsroom, thread_id: str) -> list[Joined]:
    """The names that a thread or the edges of its chain join, without those that were told apart."""
    thread = find_thread(room, thread_id)
    seat, rulings = thread.change.seat, Rulings(corrections_of(room))
    own = [row for row in thread.timeline if row.neighbour is None]
    names = {name_words(claim.person): claim.person for row in own for claim in row.claims}
    spelled = sorted(names.values())
    pairs = [(one, two) for i, one in enumerate(spelled) for two in spelled[i + 1 :]]
    found = [Joined(one, two) for one, two in pairs if may_be(one, two) and not rulings.are_apart(one, seat, two, seat)]
    threads = by_id(room)
    for link in thread.feeds_into:
        left = threads[link.thread_id].change.out
        found.append(Joined(link.person, _name_of(left.person, link.person), threads[link.thread_id]))
    for link in thread.fed_by:
        came = threads[link.thread_id].change.into
        found.append(Joined(link.person, _name_of(came.person, link.person), threads[link.thread_id]))
    return found


def _name_of(person: str | None, known_as: str) -> str:
    return person if person and may_be(person, known_as) else known_as


def other_threads(room: Newsroom, article_id: str, here: str | None = None) -> list[StoryThread]:
    """All threads that an article may be attached to, the likeliest first.

    Those of the seat of the thread `here` and of the article's own claims come first, then those whose club its text
    names or whose people its claims name, then all others; among them those that were told about nearest to its day.
    """
    article = room.store.article(article_id)
    claims = room.store.claims(article_id)
    on = article.published_on if article else None
    text = article.text.casefold() if article else ""
    known = by_id(room).get(here or "")
    seats = {claim.seat for claim in claims} | ({known.change.seat} if known else set())
    persons = {claim.person for claim in claims}

    def rank(thread: StoryThread) -> tuple[int, int]:
        seat, change = thread.change.seat, thread.change
        named = [one for one in (change.out.person, change.into.person, *(c.person for c in change.candidates)) if one]
        told = seat.club.casefold() in text or any(may_be(name, person) for name in named for person in persons)
        return (0 if seat in seats else 1 if told else 2, _days_off(thread, on))

    free = [thread for thread in story_threads(room) if article_id not in thread.article_ids]
    return sorted(free, key=rank)


def mergeable(room: Newsroom, thread_id: str) -> list[StoryThread]:
    """The other threads of a thread's seat, nearest in time first."""
    thread = find_thread(room, thread_id)
    others = [
        other
        for other in story_threads(room)
        if other.change.seat == thread.change.seat and other.thread_id != thread.thread_id
    ]
    return sorted(others, key=lambda other: _days_off(other, thread.opened_on))


def _days_off(thread: StoryThread, on: date | None) -> int:
    """Days from a day to the days of a thread's reports; 0 for a day among them."""
    first, last = thread.opened_on, thread.last_on
    if on is None or first is None or last is None:
        return 0
    return max((first - on).days, (on - last).days, 0)
