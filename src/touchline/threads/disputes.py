"""Which statements of a thread contradict one that stands beside them."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TypeVar

from touchline.model import Claim, Kind, Stage
from touchline.threads.statements import Statement, effective_span
from touchline.threads.windows import BESIDE_DAYS

_V = TypeVar("_V", bound=Hashable)


def disputed(statements: Sequence[Statement]) -> frozenset[str]:
    """Ids of the articles whose statements contradict others of the same thread within a few days."""
    found: set[str] = set()
    for side, other in _sides(statements):
        found |= _beside(side, other) | _beside(other, side)
    return frozenset(found)


def _beside(side: Sequence[Statement], other: Sequence[Statement]) -> set[str]:
    days = sorted({s.on.toordinal() for s in other if s.on})
    near = {day + shift for day in days for shift in range(-BESIDE_DAYS, BESIDE_DAYS + 1)}
    return {s.article_id for s in side if s.on and s.on.toordinal() in near}


def _sides(statements: Sequence[Statement]) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Pairs of opposite sides: each statement of one contradicts each of the other."""
    said: dict[tuple[Kind, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.claim.kind, statement.person].append(statement)
    for (kind, person), mine in said.items():
        yield [s for s in mine if s.claim.denied], [s for s in mine if not s.claim.denied]
        if kind is Kind.STAY:
            leaving = said.get((Kind.DEPARTURE, person), [])
            yield [s for s in mine if not s.claim.denied], [s for s in leaving if not s.claim.denied]
        sure = [s for s in mine if _sure(s.claim)]
        yield from _opposed(sure, lambda s: s.claim.manner, operator.ne)
        yield from _opposed(sure, lambda s: effective_span(s.claim), _apart)
    for kind in (Kind.DEPARTURE, Kind.APPOINTMENT):
        named = [
            sure
            for (each, _), mine in sorted(said.items())
            if each is kind and (sure := [s for s in mine if _sure(s.claim) and not s.is_interim])
        ]
        for place, mine in enumerate(named):
            yield mine, [s for others in named[:place] for s in others]


def _opposed(
    statements: Sequence[Statement], value: Callable[[Statement], _V | None], differ: Callable[[_V, _V], bool]
) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Pairs of sides that give different values; statements without a value take no side."""
    groups: dict[_V, list[Statement]] = defaultdict(list)
    for statement in statements:
        said = value(statement)
        if said is not None:
            groups[said].append(statement)
    for one, two in combinations(groups, 2):
        if differ(one, two):
            yield groups[one], groups[two]


def _apart(one: tuple[date, date], two: tuple[date, date]) -> bool:
    return one[1] < two[0] or two[1] < one[0]


def _sure(claim: Claim) -> bool:
    return not claim.denied and claim.stage is not None and claim.stage >= Stage.AGREED
