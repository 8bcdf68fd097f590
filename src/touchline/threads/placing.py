"""Which vacancy of its seat a dated, current statement belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from touchline.model import Kind, Stage
from touchline.threads.episode import Episode, stage_of
from touchline.threads.statements import Statement
from touchline.threads.windows import (
    LATE_DAYS,
    LATE_OUTGOING_DAYS,
    QUIET_RUMOUR_DAYS,
    RETURN_DAYS,
    RIVAL_DAYS,
    SETTLING_DAYS,
    TENURE_DAYS,
)

Place = Episode | Literal["open", "wait", "nowhere"]
"""Where a statement belongs: an episode, a new one, the waiting row of stays and denials, or nowhere."""


def place(episodes: Sequence[Episode], statement: Statement) -> Place:
    """Find the vacancy of a dated, current statement among those that the earlier ones made, oldest first.

    "open" asks for a new one; "wait" is for a stay or a denial that may lead into the next; "nowhere" for what only
    recalls how somebody came.
    """
    claim = statement.claim
    if claim.denied or claim.kind is Kind.STAY:
        return _place_answer(episodes, statement)
    if not episodes:
        return "open"
    if claim.kind is Kind.DEPARTURE:
        return _place_departure(episodes, statement)
    if statement.is_interim:
        return _place_interim(episodes[-1], statement)
    return _place_appointment(episodes, statement)


def _place_answer(episodes: Sequence[Episode], statement: Statement) -> Place:
    """A stay or a denial: it answers an open story, waits for one that it leads into, and opens none itself."""
    if not episodes:
        return "wait"
    latest, on = episodes[-1], day_of(statement)
    if latest.filled_on is None:
        return latest if latest.alive(on) else "wait"
    about_next = statement.claim.kind is not Kind.APPOINTMENT and statement.person == latest.incoming
    return "wait" if about_next or latest.since_filled(on) > SETTLING_DAYS else latest


def _place_departure(episodes: Sequence[Episode], statement: Statement) -> Place:
    person, on, latest = statement.person, day_of(statement), episodes[-1]
    told_before = _already_left(episodes, person, on)
    if told_before:
        return told_before
    stood_in = person in latest.interim and person != latest.incoming
    if stood_in and (latest.filled_on is None or latest.since_filled(on) <= LATE_DAYS):
        return latest
    sure = (statement.claim.stage or Stage.RUMOUR) >= Stage.AGREED
    if latest.in_office(person, on, sure) and not latest.is_leaving(person):
        return latest if latest.just_came(person, on, sure) else "open"
    if latest.filled_on is not None:
        unnamed = not any((standing.stage or Stage.RUMOUR) >= Stage.AGREED for standing in latest.out.values())
        patience = LATE_OUTGOING_DAYS if unnamed else SETTLING_DAYS
        return latest if latest.since_filled(on) <= patience else "open"
    if not latest.alive(on):
        return "open"
    # Another coach than the one who left, and no candidate: he came in between, and no report told of it.
    patience = SETTLING_DAYS if sure else QUIET_RUMOUR_DAYS
    others = [latest.gone_on(other) for other in latest.out if other != person and person not in latest.into]
    return "open" if any(gone and (on - gone).days > patience for gone in others) else latest


def _already_left(episodes: Sequence[Episode], person: str, on: date) -> Episode | None:
    """The episode in which the person left this seat, if he has not come back since."""
    for episode in reversed(episodes):
        gone_on = episode.gone_on(person)
        if gone_on is None and episode.incoming not in (None, person):
            stage = stage_of(episode.out, person)
            gone_on = episode.filled_on if stage and stage >= Stage.EXPECTED else None
        if gone_on is not None:
            if episode.incoming == person:
                return None
            return episode if (on - max(gone_on, episode.last_on or gone_on)).days <= LATE_DAYS else None
        if (stage_of(episode.into, person) or Stage.RUMOUR) >= Stage.AGREED:
            return None
    return None


def _place_appointment(episodes: Sequence[Episode], statement: Statement) -> Place:
    person, on, latest = statement.person, day_of(statement), episodes[-1]
    for episode in reversed(episodes):
        gone_on = episode.gone_on(person)
        if gone_on and person not in episode.interim and person not in episode.into:
            if (on - gone_on).days <= RETURN_DAYS:
                return _took_office(episodes, person, on) or "nowhere"
            break
        if episode.incoming == person:
            told = _took_office(episodes, person, on)
            if told or person in latest.out:
                return told or "nowhere"
            if episode is latest:
                return latest if latest.since_filled(on) <= TENURE_DAYS else "open"
            break  # He had the seat years ago, and is linked with it again while it is vacant.
    if latest.filled_on is None:
        sure = (statement.claim.stage or Stage.RUMOUR) >= Stage.AGREED
        recalls = sure and person == latest.leaver and person not in latest.into
        if recalls and latest.alive(on) and not latest.gone_on(person):
            return "nowhere"
        return latest if latest.alive(on) else "open"
    if latest.hardly_filled:
        patience = QUIET_RUMOUR_DAYS if person in latest.into else SETTLING_DAYS
    else:
        patience = SETTLING_DAYS if person in latest.into else RIVAL_DAYS
    return latest if latest.since_filled(on) <= patience else "open"


def _took_office(episodes: Sequence[Episode], person: str, on: date) -> Episode | None:
    """The newest episode that the person filled, while reports of this day may still tell of it."""
    for episode in reversed(episodes):
        if episode.incoming == person:
            return episode if episode.since_filled(on) <= LATE_DAYS else None
    return None


def _place_interim(latest: Episode, statement: Statement) -> Place:
    on = day_of(statement)
    if latest.filled_on is None:
        return latest if latest.alive(on) else "open"
    if statement.person == latest.incoming or statement.person in latest.interim:
        return latest if latest.since_filled(on) <= LATE_DAYS else "open"
    awaited = latest.ahead_to is not None and on <= latest.ahead_to
    return latest if awaited or latest.since_filled(on) <= SETTLING_DAYS else "open"


def day_of(statement: Statement) -> date:
    """The date of a dated statement."""
    return statement.on or date.min
