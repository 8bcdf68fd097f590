"""Names for threads: ids that people can read and type, and anchors that outlive them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from touchline.fold import folded_words
from touchline.model import Role, Seat, StoryThread
from touchline.threads.windows import RIVAL_DAYS

FIRST_SQUAD = "first"


@lru_cache(maxsize=4096)
def slug_of(seat: Seat) -> str:
    """The seat as the front of an id: club, squad unless it is the first team, role unless it is the head coach."""
    parts = [seat.club]
    if seat.squad != FIRST_SQUAD:
        parts.append(seat.squad)
    if seat.family != Role.HEAD_COACH.value:
        parts.append(seat.family)
    return "-".join(folded_words(" ".join(parts))) or "seat"


def thread_id_of(seat: Seat, opened_on: date) -> str:
    """The id of a thread that opened in this month, before a number tells it from its namesakes."""
    return f"{slug_of(seat)}-{opened_on:%Y-%m}"


def numbered(base_ids: Sequence[str]) -> list[str]:
    """Make ids unique: the second of a name gets "-2", and so on in the order given."""
    seen: Counter[str] = Counter()
    ids = []
    for base in base_ids:
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return ids


def without_namesakes(threads: Sequence[StoryThread]) -> list[StoryThread]:
    """Number the threads of different seats whose ids are alike, in the order of their opening."""
    ordered = sorted(threads, key=lambda t: (t.opened_on or date.max, t.change.seat, len(t.thread_id), t.thread_id))
    bases = [thread_id_of(t.change.seat, t.opened_on) if t.opened_on else t.thread_id for t in ordered]
    ids = numbered(bases)
    renamed = {(thread.change.seat, thread.thread_id): name for thread, name in zip(ordered, ids, strict=True)}
    return [_renamed(thread, renamed) for thread in ordered]


def _renamed(thread: StoryThread, names: Mapping[tuple[Seat, str], str]) -> StoryThread:
    seat = thread.change.seat
    thread_id = names[seat, thread.thread_id]
    previous = names[seat, thread.previous] if thread.previous else None
    if (thread_id, previous) == (thread.thread_id, thread.previous):
        return thread
    return replace(thread, thread_id=thread_id, previous=previous)


def anchor_of(thread: StoryThread) -> str:
    """What follows and corrections hold on to: the first article's id and the seat.

    It survives new reports, a changed id and a new rulebook; `anchors_of` finds the thread again also after an
    earlier article came to stand before that first one.
    """
    return _anchor(thread, thread.article_ids[0])


def anchors_of(thread: StoryThread) -> frozenset[str]:
    """Every anchor that the thread answers to: one for each article that tells its story.

    Reports long after the appointment are left out: one that opens the seat's next thread may look back on this one.
    """
    filled_on = thread.change.into.announced_on if thread.status == "filled" else None
    until = filled_on + timedelta(days=RIVAL_DAYS) if filled_on else date.max
    telling = (
        row.article_id for row in thread.timeline if row.neighbour is None and (row.reported_on or until) <= until
    )
    return frozenset((anchor_of(thread), *(_anchor(thread, article_id) for article_id in telling)))


def _anchor(thread: StoryThread, article_id: str) -> str:
    seat = thread.change.seat
    return "|".join((article_id, seat.club, seat.squad, seat.family))
