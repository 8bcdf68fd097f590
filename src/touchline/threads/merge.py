"""From the statements of one vacancy to its change: each value with the claim that it comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from touchline.model import Candidate, Change, InterimSpell, Kind, Proof, Seat, Stage, Way
from touchline.threads.episode import Episode
from touchline.threads.standing import Standing, standing_of
from touchline.threads.statements import Statement, Weight
from touchline.threads.windows import TENURE_DAYS

ByPerson = dict[str, list[Statement]]


def change_of(seat: Seat, episode: Episode, *, before: Change | None, following: Episode | None) -> Change:
    """Merge an episode's statements into its change.

    `before` is the seat's change before this one, which may tell who leaves; `following` is the seat's next episode,
    which may confirm who came.
    """
    spells = _interim_spells(episode)
    caretakers = {spell.person for spell in spells}
    into = _grouped(episode.permanent)
    way_in = _confirm_in(_told(into, _recalled(episode, Kind.APPOINTMENT, caretakers)).way, into, following)
    leaving = _departures(episode, caretakers - {way_in.person})
    recalled = _recalled(episode, Kind.DEPARTURE, caretakers - {way_in.person})
    way_out = _confirm_out(_told(leaving, recalled), way_in)
    if before is not None and way_out.stage is None:
        way_out = _incumbent_out(before.into, way_in)
    return Change(
        seat=seat,
        out=way_out,
        into=way_in,
        interims=spells,
        candidates=_candidates(episode, caretakers | {way_in.person or ""}),
    )


def _grouped(statements: Iterable[Statement]) -> ByPerson:
    groups: ByPerson = defaultdict(list)
    for statement in statements:
        groups[statement.person].append(statement)
    return dict(groups)


def _recalled(episode: Episode, kind: Kind, caretakers: set[str]) -> ByPerson:
    """What background claims say of those who came or went for good."""
    return _grouped(
        s
        for s in episode.recalled
        if s.claim.kind is kind and not s.claim.denied and not s.is_interim and s.person not in caretakers
    )


def _departures(episode: Episode, caretakers: set[str]) -> ByPerson:
    """Departures of the outgoing coach; a caretaker's end is part of his own spell."""
    return _grouped(
        s
        for s in episode.statements
        if s.claim.kind is Kind.DEPARTURE and s.person not in caretakers and not s.is_interim
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A way and whom it is about, who is not shown on the card while the stage is below agreed."""

    who: str | None
    way: Way


def _told(current: ByPerson, recalled: ByPerson) -> _Told:
    """The way of the person for whom most stands; without any, what background claims recall."""
    standings = {person: standing_of(statements) for person, statements in current.items()}
    best = max(
        (person for person, standing in standings.items() if standing.stage),
        key=lambda person: (standings[person].strength, person),
        default=None,
    )
    if best is not None:
        carrying = [s for s in current[best] if standings[best].carried_by(s)]
        return _Told(best, _way_of(best, standings[best].stage, carrying, current[best], recalled.get(best, [])))
    sure = _grouped(
        s for told in recalled.values() for s in told if s.claim.stage is not None and s.claim.stage >= Stage.AGREED
    )
    if not sure:
        return _Told(None, Way())
    person = max(sure, key=lambda name: (len(sure[name]), name))
    stage = standing_of(sure[person]).stage
    way = _way_of(person, stage, [s for s in sure[person] if s.claim.stage is stage], [], sure[person])
    # A background claim says that it happened, not when it was announced.
    return _Told(person, replace(way, announced_on=None))


def _way_of(
    person: str,
    stage: Stage | None,
    carrying: Sequence[Statement],
    current: Sequence[Statement],
    recalled: Sequence[Statement],
) -> Way:
    """The card values of one person: `carrying` are the statements that give the stage."""
    proof = best_proof(carrying)
    sure = stage is not None and stage >= Stage.AGREED
    proofs = {"person": proof, "stage": proof} if sure else {"stage": proof}
    manner = _chosen(current, recalled, lambda s: s.claim.manner) if sure else None
    effective = _chosen(current, recalled, lambda s: s.claim.effective)
    worded = effective or _chosen(current, recalled, lambda s: s.claim.effective_words)
    for name, chosen in (("manner", manner), ("effective", worded)):
        if chosen:
            proofs[name] = chosen.proof
    return Way(
        person=person if sure else None,
        stage=stage,
        manner=manner.claim.manner if manner else None,
        announced_on=_announced(carrying),
        effective=effective.claim.effective if effective else None,
        effective_words=worded.claim.effective_words if worded else None,
        proofs=proofs,
    )


def best_proof(statements: Sequence[Statement]) -> Proof:
    """The proof to show for what several statements say alike: the most credible, then the first."""
    return min(statements, key=lambda s: (-s.weight, s.on or date.max, s.article_id, s.claim.key)).proof


def _announced(statements: Sequence[Statement]) -> date | None:
    """When a stage was first reported; where the official word is among the reports, when that was given."""
    official = [s.on for s in statements if s.on and s.weight is Weight.OFFICIAL and s.report.official]
    return min(official or [s.on for s in statements if s.on], default=None)


def _chosen(
    current: Sequence[Statement], recalled: Sequence[Statement], value: Callable[[Statement], object]
) -> Statement | None:
    """The statement whose value goes on the card: by credibility, stage, how many say so, and newness, in this order.

    Background claims are asked only when no current one gives the value.
    """
    for statements in (current, recalled):
        giving = [s for s in statements if value(s) and not s.claim.denied]
        if giving:
            n = Counter(value(s) for s in giving)
            return max(
                giving,
                key=lambda s: (s.weight, s.claim.stage or Stage.RUMOUR, n[value(s)], s.on or date.min, s.article_id),
            )
    return None


def _confirm_in(way: Way, into: ByPerson, following: Episode | None) -> Way:
    """A coach whose departure opens the next vacancy had taken the seat, whatever was last reported of it."""
    if following is None or way.stage is Stage.CONFIRMED:
        return way
    left = [
        (person, statements)
        for person, statements in _grouped(
            s for s in following.statements if s.claim.kind is Kind.DEPARTURE and not s.claim.denied
        ).items()
        if _took_the_seat(into.get(person, []), statements)
    ]
    if not left:
        return way
    person, departures = max(left, key=lambda pair: (standing_of(pair[1]).strength, pair[0]))
    way = _told({person: into[person]}, {}).way
    proof = best_proof(departures)
    return replace(way, person=person, stage=Stage.CONFIRMED, proofs={**way.proofs, "person": proof, "stage": proof})


def _took_the_seat(coming: Sequence[Statement], leaving: Sequence[Statement]) -> bool:
    """Whose coming was agreed has come when there is even talk of his leaving; else only when he surely left."""
    stages = (standing_of(coming).stage, standing_of(leaving).stage)
    return None not in stages and any(stage is not None and stage >= Stage.AGREED for stage in stages)


def _confirm_out(told: _Told, way_in: Way) -> Way:
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
    proofs = {**way.proofs, "person": way.proofs["stage"], "stage": way_in.proofs["stage"]}
    return replace(way, person=told.who, stage=Stage.CONFIRMED, announced_on=way_in.announced_on, proofs=proofs)


def _incumbent_out(incumbent: Way, way_in: Way) -> Way:
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
        proofs={"person": incumbent.proofs["person"], "stage": way_in.proofs["stage"]},
    )


def _interim_spells(episode: Episode) -> tuple[InterimSpell, ...]:
    """The caretakers who are at least agreed on, in the order of their coming."""
    spells = []
    for person, statements in _grouped(episode.caretaking).items():
        stage = standing_of(statements).stage
        if stage is None or stage < Stage.AGREED:
            continue
        at_stage = [s for s in statements if s.claim.stage is stage]
        effective = _chosen(statements, [], lambda s: s.claim.effective)
        spells.append(
            InterimSpell(
                person=person,
                stage=stage,
                announced_on=_announced(at_stage),
                effective=effective.claim.effective if effective else None,
                proof=best_proof(at_stage),
            )
        )
    return tuple(sorted(spells, key=lambda spell: (spell.announced_on or date.max, spell.person)))


def _candidates(episode: Episode, seated: set[str]) -> tuple[Candidate, ...]:
    """Everybody else who was linked with the seat: the likeliest first, those ruled out last."""
    linked = _grouped(s for s in episode.statements if s.claim.kind is Kind.APPOINTMENT and s.person not in seated)
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
    return Candidate(
        person=person,
        stage=standing.stage,
        denied=standing.denied,
        n_articles=len({s.article_id for s in statements}),
        last_on=max((s.on for s in statements if s.on), default=None),
        proof=best_proof(deciding or statements),
    )
