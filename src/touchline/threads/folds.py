"""Reports that tell the same steps again: they fold under the row of the one that told them first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from touchline.model import Kind, Stage
from touchline.threads.statements import Statement
from touchline.threads.windows import SAME_NEWS_DAYS


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """A report that stands by itself, and the day on which it stood."""

    article_id: str
    on: date | None
    told: Sequence[Statement]


def folded(reports: Mapping[str, Sequence[Statement]]) -> dict[str, str]:
    """The article under whose row each repeating one folds; `reports` are the statements by article, in time order.

    A report folds where every step that it tells was told by one row before it, no less exactly: so a fold never hides
    a stage, a date, a manner or a denial. A denial ends the folds of what it denies, and what is still insisted on
    after it stands by itself. What has happened folds however late it is told again; talk that goes on is news of its
    own after `SAME_NEWS_DAYS`.
    """
    heads: dict[tuple[Kind, str], list[_Head]] = defaultdict(list)
    folds: dict[str, str] = {}
    for article_id, told in reports.items():
        open_heads = [heads[statement.claim.kind, statement.person] for statement in told]
        first = next((head for head in open_heads[0] if _repeats(told, head, open_heads)), None)
        if first is not None:
            folds[article_id] = first.article_id
            continue
        head = _Head(article_id, told[0].on, told)
        for statement in told:
            for kind in _opposites(statement):
                heads[kind, statement.person] = [
                    one for one in heads[kind, statement.person] if not _answers(statement, one)
                ]
        for statement in told:
            mine = heads[statement.claim.kind, statement.person]
            if head not in mine:
                mine.append(head)
    return folds


def _opposites(statement: Statement) -> tuple[Kind, ...]:
    """The kinds of step that a statement can speak against: its own, and a stay against a departure."""
    kind = statement.claim.kind
    if kind is Kind.APPOINTMENT:
        return (kind,)
    return (Kind.DEPARTURE, Kind.STAY)


def _answers(statement: Statement, head: _Head) -> bool:
    """True when the head tells the contrary of the statement."""
    return any(
        statement.person == told.person
        and (statement.claim.kind, statement.claim.denied) != (told.claim.kind, told.claim.denied)
        and told.claim.kind in _opposites(statement)
        for told in head.told
    )


def _repeats(told: Sequence[Statement], head: _Head, open_heads: Sequence[Sequence[_Head]]) -> bool:
    return all(
        head in heads and _same_news(one, head) and any(same_step(one, other) for other in head.told)
        for one, heads in zip(told, open_heads, strict=True)
    )


def _same_news(statement: Statement, head: _Head) -> bool:
    if statement.claim.stage is Stage.CONFIRMED or statement.on is None or head.on is None:
        return True
    return (statement.on - head.on).days <= SAME_NEWS_DAYS


def news_of(told: Sequence[Statement], before: Sequence[Statement]) -> list[Statement]:
    """Those of one report's statements whose step none of the statements `before` tells."""
    return [one for one in told if not any(same_step(one, other) for other in before)]


def same_step(statement: Statement, told: Statement) -> bool:
    """True when `told` says all that the statement says: what is left out in a repeat differs from nothing."""
    one, other = statement.claim, told.claim
    dated = one.effective in (None, other.effective)
    worded = one.effective_words in (None, other.effective_words) or (one.effective is not None and dated)
    return (
        statement.person == told.person
        and (one.kind, one.stage, one.denied) == (other.kind, other.stage, other.denied)
        and (one.kind is not Kind.APPOINTMENT or statement.is_interim == told.is_interim)
        and one.manner in (None, other.manner)
        and dated
        and worded
    )
