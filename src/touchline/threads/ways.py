"""One way of a change, out or in: whom it is about, and each value with the claim that it comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from touchline.model import Proof, Stage, Way
from touchline.threads.standing import standing_of
from touchline.threads.statements import OFFICIAL, ORDINARY, Statement, effective_span
from touchline.threads.windows import HASTY_DAYS

ByPerson = dict[str, list[Statement]]


def grouped(statements: Iterable[Statement]) -> ByPerson:
    """The statements of each person, in the order given."""
    groups: ByPerson = defaultdict(list)
    for statement in statements:
        groups[statement.person].append(statement)
    return dict(groups)


@dataclass(frozen=True, slots=True)
class Told:
    """A way and whom it is about, who is not shown on the card while the stage is below agreed."""

    who: str | None
    way: Way


def told_way(current: ByPerson, recalled: ByPerson) -> Told:
    """The way of the person for whom most stands; without any, what background claims recall."""
    standings = {person: standing_of(statements) for person, statements in current.items()}
    best = max(
        (person for person, standing in standings.items() if standing.stage),
        key=lambda person: (standings[person].strength, person),
        default=None,
    )
    if best is not None:
        carrying = _without_hasty([s for s in current[best] if standings[best].carried_by(s)], current[best])
        return Told(best, _way_of(best, standings[best].stage, carrying, current[best], recalled.get(best, [])))
    sure = grouped(
        s for told in recalled.values() for s in told if s.claim.stage is not None and s.claim.stage >= Stage.AGREED
    )
    if not sure:
        return Told(None, Way())
    person = max(sure, key=lambda name: (len(sure[name]), name))
    stage = standing_of(sure[person]).stage
    way = _way_of(person, stage, [s for s in sure[person] if s.claim.stage is stage], [], sure[person])
    # A background claim says that it happened, not when it was announced.
    proofs = {name: proof for name, proof in way.proofs.items() if name != "announced"}
    return Told(person, replace(way, announced_on=None, proofs=proofs))


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
    manner = chosen_of(current, recalled, lambda s: s.claim.manner) if sure else None
    effective = chosen_of(current, recalled, effective_of)
    worded = effective or chosen_of(current, recalled, lambda s: s.claim.effective_words)
    first = announcing(carrying)
    for name, chosen in (("manner", manner), ("announced", first), ("effective", worded)):
        if chosen:
            proofs[name] = chosen.proof
    return Way(
        person=person if sure else None,
        stage=stage,
        manner=manner.claim.manner if manner else None,
        announced_on=first.on if first else None,
        effective=effective.claim.effective if effective else None,
        effective_words=worded.claim.effective_words if worded else None,
        proofs=proofs,
    )


def _without_hasty(carrying: Sequence[Statement], current: Sequence[Statement]) -> Sequence[Statement]:
    """What gives the stage, without a lone early report that others did not follow for days but still called talk.

    What has happened is repeated the same day or the next; a paper that was ahead of it had only learnt that it would.
    """
    told = sorted({(s.on, s.article_id) for s in carrying if s.on})
    if len(told) < 2 or (told[1][0] - told[0][0]).days <= HASTY_DAYS:
        return carrying
    (first_on, hasty), (next_on, _) = told[0], told[1]
    doubted = any(
        s.on and first_on < s.on < next_on and s.claim.stage and s.claim.stage < Stage.AGREED for s in current
    )
    credible = any(s.article_id == hasty and s.weight > ORDINARY for s in carrying)
    return [s for s in carrying if s.article_id != hasty] if doubted and not credible else carrying


def best_proof(statements: Sequence[Statement]) -> Proof:
    """The proof to show for what several statements say alike: the most credible, then the first."""
    return min(statements, key=lambda s: (-s.weight, s.on or date.max, s.article_id, s.claim.key)).proof


def announcing(statements: Sequence[Statement]) -> Statement | None:
    """What first reported a stage; where the official word is among the reports, what gave that. None: all undated."""
    dated = [s for s in statements if s.on]
    official = [s for s in dated if s.weight == OFFICIAL and s.report.official]
    return min(official or dated, key=lambda s: (s.on or date.max, -s.weight, s.article_id), default=None)


def chosen_of(
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


def effective_of(statement: Statement) -> str | None:
    """The effective date that a statement gives, unless it only recalls a month gone by."""
    span = effective_span(statement.claim)
    if span is None or (span[0] != span[1] and statement.on is not None and span[1] < statement.on):
        return None
    return statement.claim.effective
