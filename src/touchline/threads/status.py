"""Whether a thread is open, filled, stayed or faded, and how that ages with the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from touchline.model import Kind, Stage, StoryThread, ThreadStatus
from touchline.threads.windows import QUIET_RUMOUR_DAYS, STAY_DAYS


def with_status(thread: StoryThread, *, followed: bool) -> StoryThread:
    """The thread with the status that its own reports give it; `followed` says that the seat has a newer thread.

    Without a newer thread rumours stay open and a confirmed stay holds; `as_of` lets them age.
    """
    return replace(thread, status=_status(thread, followed))


def _status(thread: StoryThread, followed: bool) -> ThreadStatus:
    if thread.change.into.stage is Stage.CONFIRMED:
        return "filled"
    if _last_stay(thread) is not None and not _gone(thread):
        return "stayed"
    return "faded" if followed else "open"


def as_of(thread: StoryThread, today: date) -> StoryThread:
    """The thread with its status of a day: rumours that nobody repeats fade, a stay must hold first.

    A vacancy that is certain stays open until somebody fills it, however quiet it is.
    """
    quiet = (today - thread.last_on).days if thread.last_on else 0
    if thread.status == "open" and quiet > QUIET_RUMOUR_DAYS and not _certain(thread):
        return replace(thread, status="faded")
    if thread.status == "stayed":
        stayed_on = _last_stay(thread)
        if stayed_on and (today - stayed_on).days <= STAY_DAYS:
            return replace(thread, status="open")
    return thread


def _certain(thread: StoryThread) -> bool:
    ways = (thread.change.out, thread.change.into)
    return bool(thread.change.interims) or any(way.stage and way.stage >= Stage.AGREED for way in ways)


def _gone(thread: StoryThread) -> bool:
    return bool(thread.change.interims) or thread.change.out.stage is Stage.CONFIRMED


def _last_stay(thread: StoryThread) -> date | None:
    """The day of a confirmed stay that no later report of the thread has overtaken, None without one."""
    stays, others = [date.min], [date.min]
    for row in thread.timeline:
        if row.neighbour is None and row.reported_on:
            for claim in row.claims:
                if claim.kind is Kind.STAY and claim.stage is Stage.CONFIRMED:
                    stays.append(row.reported_on)
                elif claim.kind is not Kind.STAY and not claim.denied and not claim.background:
                    others.append(row.reported_on)
    return max(stays) if max(stays) >= max(others) and max(stays) > date.min else None
