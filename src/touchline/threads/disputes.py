"""Which statements of a thread contradict one that stands beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from typing import TypeVar

from touchline.model import Kind, Role, Stage
from touchline.threads.statements import Statement, effective_span
from touchline.threads.windows import BESIDE_DAYS

_V = TypeVar("_V", bound=Hashable)
_Pair = tuple[Statement, Statement]


def disputed(statements: Sequence[Statement]) -> Mapping[str, frozenset[str]]:
    """For each article whose statements contradict others of the same thread within a few days: the others' articles.

    A story that moves on is no dispute: a rumour that is denied later, a coach who is sacked after the vote of
    confidence. What one article says of both sides is none either.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for one, two in _contradictions(statements):
        beside = one.on and two.on and abs((one.on - two.on).days) <= BESIDE_DAYS
        if beside and one.article_id != two.article_id:
            found[one.article_id].add(two.article_id)
            found[two.article_id].add(one.article_id)
    return {article_id: frozenset(others) for article_id, others in found.items()}


def _contradictions(statements: Sequence[Statement]) -> Iterator[_Pair]:
    said: dict[tuple[Kind, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.claim.kind, statement.person].append(statement)
    for (kind, person), mine in said.items():
        yes, no = [s for s in mine if not s.claim.denied], [s for s in mine if s.claim.denied]
        yield from _at_odds(yes, no)
        if kind is Kind.DEPARTURE:
            stays = [s for s in said.get((Kind.STAY, person), []) if not s.claim.denied]
            yield from _at_odds(yes, stays)
            sure = [s for s in yes if _sure(s)]
            yield from _unlike(sure, lambda s: s.claim.manner, lambda one, two: one is not two)
            yield from _unlike(sure, lambda s: effective_span(s.claim), _apart)
    yield from _rivals(said)


def _at_odds(changing: Iterable[Statement], keeping: Iterable[Statement]) -> Iterator[_Pair]:
    """Pairs of a change and the word against it, where neither is simply the newer state of things."""
    for change, word in product(changing, keeping):
        if change.on is None or word.on is None:
            continue
        insists = change.on > word.on and change.claim.stage is not Stage.CONFIRMED
        undone = change.on < word.on and _sure(change)
        if insists or undone or change.on == word.on:
            yield change, word


def _rivals(said: dict[tuple[Kind, str], list[Statement]]) -> Iterator[_Pair]:
    """Pairs that are sure of two different head coaches; staff come and go by the half dozen."""
    for kind in (Kind.DEPARTURE, Kind.APPOINTMENT):
        named = [
            [s for s in mine if _sure(s) and not s.is_interim and s.claim.role is Role.HEAD_COACH]
            for (each, _), mine in sorted(said.items())
            if each is kind
        ]
        for one, two in combinations(named, 2):
            yield from product(one, two)


def _unlike(
    statements: Iterable[Statement], value: Callable[[Statement], _V | None], differ: Callable[[_V, _V], bool]
) -> Iterator[_Pair]:
    """Pairs that give different values; statements without a value take no side."""
    groups: dict[_V, list[Statement]] = defaultdict(list)
    for statement in statements:
        said = value(statement)
        if said is not None:
            groups[said].append(statement)
    for one, two in combinations(groups, 2):
        if differ(one, two):
            yield from product(groups[one], groups[two])


def _apart(one: tuple[date, date], two: tuple[date, date]) -> bool:
    """True for spans with more than a few days between them: the last match and the last day may both be meant."""
    return (two[0] - one[1]).days > BESIDE_DAYS or (one[0] - two[1]).days > BESIDE_DAYS


def _sure(statement: Statement) -> bool:
    claim = statement.claim
    return not claim.denied and claim.stage is not None and claim.stage >= Stage.AGREED
