"""From the statements of one vacancy to its change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from touchline.model import Candidate, Change, InterimSpell, Kind, Seat, Stage, Way
from touchline.threads.episode import Episode
from touchline.threads.inferred import (
    confirmed_by_leaving,
    confirmed_by_successor,
    incumbent_replaced,
    who_leaves_next,
)
from touchline.threads.standing import Standing, standing_of
from touchline.threads.statements import Statement, span_of
from touchline.threads.ways import ByPerson, announcing, best_proof, chosen_of, effective_of, grouped, told_way


def change_of(seat: Seat, episode: Episode, *, before: Change | None, following: Episode | None) -> Change:
    """Merge an episode's statements into its change.

    `before` is the seat's change before this one, which may tell who leaves; `following` is the seat's next episode,
    which may confirm who came.
    """
    spells = _interim_spells(episode)
    caretakers = {spell.person for spell in spells}
    into = grouped(episode.permanent)
    way_in = confirmed_by_leaving(told_way(into, _recalled(episode, Kind.APPOINTMENT, caretakers)).way, into, following)
    leaving = _departures(episode, caretakers - {way_in.person})
    recalled = _recalled(episode, Kind.DEPARTURE, caretakers - {way_in.person})
    way_out = confirmed_by_successor(told_way(leaving, recalled), way_in)
    if before is not None and way_out.stage is None:
        way_out = incumbent_replaced(before.into, way_in)
    way_in = who_leaves_next(way_in, way_out, following)
    left_on = _first_day(way_out.effective) or way_out.announced_on
    return Change(
        seat=seat,
        out=way_out,
        into=_in_order(way_in, left_on),
        interims=tuple(_spell_in_order(spell, left_on) for spell in spells),
        candidates=_candidates(episode, caretakers | {way_in.person or ""}),
    )


def _recalled(episode: Episode, kind: Kind, caretakers: set[str]) -> ByPerson:
    """What background claims say of those who came or went for good."""
    return grouped(
        s
        for s in episode.recalled
        if s.claim.kind is kind and not s.claim.denied and not s.is_interim and s.person not in caretakers
    )


def _departures(episode: Episode, caretakers: set[str]) -> ByPerson:
    """Departures of the outgoing coach; a caretaker's end is part of his own spell."""
    return grouped(
        s
        for s in episode.statements
        if s.claim.kind is Kind.DEPARTURE and s.person not in caretakers and not s.is_interim
    )


def _in_order(way_in: Way, left_on: date | None) -> Way:
    """Take back a day of taking office that lies before the predecessor's leaving: it is some match's day."""
    first_day = _first_day(way_in.effective)
    if first_day is None or left_on is None or first_day >= left_on:
        return way_in
    proofs = {name: proof for name, proof in way_in.proofs.items() if name != "effective"}
    return replace(way_in, effective=None, effective_words=None, proofs=proofs)


def _spell_in_order(spell: InterimSpell, left_on: date | None) -> InterimSpell:
    first_day = _first_day(spell.effective)
    return replace(spell, effective=None) if first_day and left_on and first_day < left_on else spell


def _first_day(effective: str | None) -> date | None:
    span = span_of(effective)
    return span[0] if span else None


def _interim_spells(episode: Episode) -> tuple[InterimSpell, ...]:
    """The caretakers who are at least agreed on, in the order of their coming."""
    spells = []
    for person, statements in grouped(episode.caretaking).items():
        stage = standing_of(statements).stage
        if stage is None or stage < Stage.AGREED:
            continue
        at_stage = [s for s in statements if s.claim.stage is stage]
        effective, first = chosen_of(statements, [], effective_of), announcing(at_stage)
        spells.append(
            InterimSpell(
                person=person,
                stage=stage,
                announced_on=first.on if first else None,
                effective=effective.claim.effective if effective else None,
                proof=best_proof(at_stage),
            )
        )
    return tuple(sorted(spells, key=lambda spell: (spell.announced_on or date.max, spell.person)))


def _candidates(episode: Episode, seated: set[str]) -> tuple[Candidate, ...]:
    """Everybody else who was linked with the seat: the likeliest first, those ruled out last."""
    linked = grouped(s for s in episode.statements if s.claim.kind is Kind.APPOINTMENT and s.person not in seated)
    found = [_candidate(person, statements) for person, statements in linked.items()]
    return tuple(
        sorted(
            found,
            key=lambda c: (
                c.denied,
                -(c.stage.rank if c.stage else -1),
                -c.n_articles,
                -(c.last_on or date.min).toordinal(),
                c.person,
            ),
        )
    )


def _candidate(person: str, statements: Sequence[Statement]) -> Candidate:
    standing: Standing = standing_of(statements)
    deciding = [s for s in statements if s.claim.denied] if standing.denied else []
    deciding = deciding or [s for s in statements if not s.claim.denied and s.claim.stage is standing.stage]
    proof = best_proof(deciding or statements)
    return Candidate(
        person=person,
        stage=standing.stage,
        denied=standing.denied,
        n_articles=len({s.article_id for s in statements}),
        last_on=max((s.on for s in statements if s.on), default=None),
        proof=proof,
        ruled_out_by=(proof.claim.attribution or proof.publisher) if standing.denied else None,
    )
