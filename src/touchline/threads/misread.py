"""Departures that the reports around them show to be misread appointments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from touchline.model import Kind
from touchline.threads.statements import Statement
from touchline.threads.windows import RIVAL_DAYS


def without_misread(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without departures of somebody whom more papers of these days see arriving.

    "He leaves his club for the Reds" can be misread as leaving the Reds, and his appointment then goes on being
    reported; a coach who has really left is not appointed any more. An article that says both counts for neither side.
    """
    coming: dict[str, list[Statement]] = defaultdict(list)
    going: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        claim = statement.claim
        if statement.on and not claim.denied and not claim.background:
            if claim.kind is Kind.APPOINTMENT:
                coming[statement.person].append(statement)
            elif claim.kind is Kind.DEPARTURE:
                going[statement.person].append(statement)
    misread = {
        id(departure)
        for person in coming.keys() & going.keys()
        for departure in going[person]
        if _outnumbered(departure, going[person], coming[person])
    }
    return [statement for statement in statements if id(statement) not in misread]


def _outnumbered(departure: Statement, going: Sequence[Statement], coming: Sequence[Statement]) -> bool:
    leaving, arriving = _articles_after(departure, going), _articles_after(departure, coming)
    return len(arriving - leaving) > len(leaving - arriving)


def _articles_after(first: Statement, statements: Iterable[Statement]) -> set[str]:
    """Articles from the day of one statement to a week later."""
    return {s.article_id for s in statements if s.on and first.on and 0 <= (s.on - first.on).days <= RIVAL_DAYS}
