"""What follows from other claims: who had come, because he leaves; who has left, because another came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from touchline.model import Kind, Stage, Way
from touchline.threads.episode import Episode
from touchline.threads.standing import standing_of
from touchline.threads.statements import Statement
from touchline.threads.ways import ByPerson, Told, best_proof, grouped, told_way
from touchline.threads.windows import TENURE_DAYS


def confirmed_by_leaving(way: Way, into: ByPerson, following: Episode | None) -> Way:
    """A coach whose departure opens the next vacancy had taken the seat, whatever was last reported of it."""
    if following is None or way.stage is Stage.CONFIRMED:
        return way
    leaving = grouped(s for s in following.statements if s.claim.kind is Kind.DEPARTURE and not s.claim.denied)
    came = [person for person, told in leaving.items() if _took_the_seat(into.get(person, []), told)]
    if not came:
        return way
    person = max(came, key=lambda name: (standing_of(leaving[name]).strength, name))
    way = told_way({person: into[person]}, {}).way
    proof = best_proof(leaving[person])
    return replace(way, person=person, stage=Stage.CONFIRMED, proofs={**way.proofs, "person": proof, "stage": proof})


def who_leaves_next(way: Way, left: Way, following: Episode | None) -> Way:
    """Of whose coming no report told, and who next leaves the seat, he came after the one who left it here."""
    if following is None or way.stage is Stage.CONFIRMED or left.stage is not Stage.CONFIRMED or not left.announced_on:
        return way
    person = following.leaver
    gone_on = following.gone_on(person) if person else None
    if person is None or gone_on is None or person == left.person or person in following.interim:
        return way
    if (gone_on - left.announced_on).days > TENURE_DAYS:
        return way
    departures = [s for s in following.statements if s.claim.kind is Kind.DEPARTURE and s.person == person]
    proof = best_proof([s for s in departures if s.claim.stage is Stage.CONFIRMED])
    return Way(person=person, stage=Stage.CONFIRMED, proofs={"person": proof, "stage": proof})


def _took_the_seat(coming: Sequence[Statement], leaving: Sequence[Statement]) -> bool:
    """Whose coming was agreed has come when there is even talk of his leaving; else only when he surely left."""
    stages = (standing_of(coming).stage, standing_of(leaving).stage)
    return None not in stages and any(stage is not None and stage >= Stage.AGREED for stage in stages)


def confirmed_by_successor(told: Told, way_in: Way) -> Way:
    """An expected departure has happened once somebody else is confirmed in the seat."""
    way = told.way
    implied = (
        way_in.stage is Stage.CONFIRMED
        and told.who != way_in.person
        and way.stage is not None
        and Stage.EXPECTED <= way.stage < Stage.CONFIRMED
    )
    if not implied:
        return way
    kept = {name: proof for name, proof in way.proofs.items() if name != "announced"}
    proofs = {**kept, "person": way.proofs["stage"], "stage": way_in.proofs["stage"]}
    if "announced" in way_in.proofs:
        proofs["announced"] = way_in.proofs["announced"]
    return replace(way, person=told.who, stage=Stage.CONFIRMED, announced_on=way_in.announced_on, proofs=proofs)


def incumbent_replaced(incumbent: Way, way_in: Way) -> Way:
    """Who was confirmed in the seat not long ago has left it once another one is: no report need say so."""
    came_on, replaced_on = incumbent.announced_on, way_in.announced_on
    if incumbent.stage is not Stage.CONFIRMED or way_in.stage is not Stage.CONFIRMED or not (came_on and replaced_on):
        return Way()
    if incumbent.person == way_in.person or (replaced_on - came_on).days > TENURE_DAYS:
        return Way()
    return Way(
        person=incumbent.person,
        stage=Stage.CONFIRMED,
        announced_on=replaced_on,
        proofs={
            "person": incumbent.proofs["person"],
            "stage": way_in.proofs["stage"],
            "announced": way_in.proofs["announced"],
        },
    )
