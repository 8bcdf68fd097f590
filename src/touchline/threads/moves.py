"""Who may be moving between two threads' seats: everybody who comes to one, and the one who leaves another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from touchline.model import Kind, Manner, Stage, StoryThread
from touchline.threads.people import may_be
from touchline.threads.statements import effective_span
from touchline.threads.windows import CHAIN_ANNOUNCE_DAYS, CHAIN_REACH_DAYS, CHAIN_SIGNED_DAYS

_LEFT_FREELY: Final = frozenset(
    {None, Manner.RESIGNED, Manner.SIGNED_ELSEWHERE, Manner.MUTUAL_CONSENT, Manner.END_OF_CONTRACT}
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who is linked with a seat: `linked_on` is the first report of it, `named_on` the best stage's."""

    thread: StoryThread
    person: str
    stage: Stage
    linked_on: date
    named_on: date


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who leaves a seat: `announced_on` the report, `left_on` the last day that it can mean."""

    thread: StoryThread
    person: str
    stage: Stage
    manner: Manner | None
    announced_on: date
    left_on: date


def arrivals_of(thread: StoryThread) -> Iterator[Arrival]:
    """Who may take the seat: the incoming coach, or everybody who is linked with it while nobody is."""
    into = thread.change.into
    people = [(into.person, into.stage)] if into.person else [(c.person, c.stage) for c in thread.change.candidates]
    for person, stage in people:
        if person is None or stage is None:
            continue
        days = [(on, s) for on, s in _told(thread, person, Kind.APPOINTMENT)]
        if days:
            yield Arrival(
                thread=thread,
                person=person,
                stage=stage,
                linked_on=min(on for on, _ in days),
                named_on=min((on for on, s in days if s >= stage), default=max(on for on, _ in days)),
            )


def leaving_of(thread: StoryThread) -> Leaving | None:
    out = thread.change.out
    proof = out.proofs.get("person") or out.proofs.get("stage")
    if proof is None or out.stage is None:
        return None
    person = out.person or proof.claim.person
    announced_on = out.announced_on or min((on for on, _ in _told(thread, person, Kind.DEPARTURE)), default=None)
    if announced_on is None:
        return None
    claim = out.proofs["effective"].claim if "effective" in out.proofs else None
    span = effective_span(claim) if claim else None
    left_on = max(span[1], announced_on) if span else announced_on
    return Leaving(thread, person, out.stage, out.manner, announced_on, left_on)


def _told(thread: StoryThread, person: str, kind: Kind) -> list[tuple[date, Stage]]:
    """Days on which reports of the thread told of the person's coming or going, with the stage."""
    return [
        (row.reported_on, claim.stage)
        for row in thread.timeline
        for claim in row.claims
        if row.neighbour is None
        and row.reported_on
        and claim.kind is kind
        and claim.stage
        and not claim.background
        and may_be(claim.person, person)
    ]


def _moves(arrival: Arrival, leaving: Leaving) -> bool:
    """True when he was linked with the new seat before he left the old one, or the two were announced together."""
    # Named in autumn for the summer, he leaves long after; the announcement of his leaving is as near as the leaving.
    days = (leaving.left_on, leaving.announced_on)
    if min(abs((arrival.named_on - on).days) for on in days) > CHAIN_REACH_DAYS:
        return False
    if leaving.manner in _LEFT_FREELY:
        patience = CHAIN_SIGNED_DAYS if leaving.manner is Manner.SIGNED_ELSEWHERE else CHAIN_ANNOUNCE_DAYS
        return arrival.linked_on <= leaving.left_on + timedelta(days=patience)
    return arrival.linked_on < leaving.announced_on


def may_join(arrival: Arrival, leaving: Leaving) -> bool:
    """True when one person may have left the one seat for the other, as long as nobody else may have."""
    return (
        leaving.thread.change.seat != arrival.thread.change.seat
        and may_be(arrival.person, leaving.person)
        and _moves(arrival, leaving)
    )
