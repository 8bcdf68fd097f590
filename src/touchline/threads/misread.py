"""Departures that the reports around them show to be misread appointments, and the other way round."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from touchline.model import Kind
from touchline.threads.statements import Statement
from touchline.threads.windows import QUIET_RUMOUR_DAYS, RIVAL_DAYS, SLIP_DAYS

_OPPOSITE = {Kind.DEPARTURE: Kind.APPOINTMENT, Kind.APPOINTMENT: Kind.DEPARTURE}


_Said = dict[tuple[Kind, str], list[tuple[int, str]]]
"""For each kind and person the days and articles that say so, in time order."""


def without_misread(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that see somebody leave whom more papers see arrive in these days, or the reverse.

    "He leaves his club for the Reds" can be misread as leaving the Reds, and his appointment then goes on being
    reported; a coach who has really left is not appointed any more. An article that says both counts for neither side;
    who leaves in it is not the one who arrives where another has just left. The statements come in time order.
    """
    said: _Said = defaultdict(list)
    for statement in statements:
        if _counts(statement) and statement.on:
            said[statement.claim.kind, statement.person].append((statement.on.toordinal(), statement.article_id))
    return [s for s in statements if not (_counts(s) and (_outnumbered(s, said) or _follows_another(s, said)))]


def _follows_another(statement: Statement, said: _Said) -> bool:
    """True for the departure of one whom the same article sees arrive first, in a seat that another has just left."""
    kind, person = statement.claim.kind, statement.person
    arrivals = said.get((Kind.APPOINTMENT, person), [])
    if kind is not Kind.DEPARTURE or statement.on is None or not arrivals:
        return False
    day = statement.on.toordinal()
    if arrivals[0][0] < day or statement.article_id not in _articles(arrivals, day, day):
        return False
    return any(
        other != person and _articles(days, day - QUIET_RUMOUR_DAYS, day)
        for (each, other), days in said.items()
        if each is Kind.DEPARTURE
    )


def _counts(statement: Statement) -> bool:
    claim = statement.claim
    return statement.on is not None and claim.kind in _OPPOSITE and not (claim.denied or claim.background)


def _outnumbered(statement: Statement, said: _Said) -> bool:
    kind, person = statement.claim.kind, statement.person
    unlike = said.get((_OPPOSITE[kind], person), [])
    if statement.on is None or not unlike:
        return False
    day = statement.on.toordinal()
    if not _articles(unlike, day - SLIP_DAYS, day + SLIP_DAYS):
        return False
    with_it = _articles(said[kind, person], day - SLIP_DAYS, day + RIVAL_DAYS)
    against_it = _articles(unlike, day - SLIP_DAYS, day + RIVAL_DAYS)
    return len(against_it - with_it) > len(with_it - against_it)


def _articles(said: Sequence[tuple[int, str]], first: int, last: int) -> set[str]:
    """Articles of the days from first to last; `said` is in time order."""
    begin = bisect_left(said, first, key=lambda pair: pair[0])
    return {article_id for _, article_id in said[begin : bisect_right(said, last, key=lambda pair: pair[0])]}
