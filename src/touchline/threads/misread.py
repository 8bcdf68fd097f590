"""Departures that the reports around them show to be misread appointments, and the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from touchline.model import Kind
from touchline.threads.statements import Statement
from touchline.threads.windows import RIVAL_DAYS, SLIP_DAYS


def without_misread(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that see somebody leave whom more papers see arrive in these days, or the reverse.

    "He leaves his club for the Reds" can be misread as leaving the Reds, and his appointment then goes on being
    reported; a coach who has really left is not appointed any more. An article that says both counts for neither side.
    """
    said: dict[tuple[Kind, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        claim = statement.claim
        if statement.on and not claim.denied and not claim.background:
            said[claim.kind, statement.person].append(statement)
    misread: set[int] = set()
    for (kind, person), mine in list(said.items()):
        other = {Kind.DEPARTURE: Kind.APPOINTMENT, Kind.APPOINTMENT: Kind.DEPARTURE}.get(kind)
        against = said.get((other, person)) if other else None
        if against:
            misread.update(id(s) for s in mine if _outnumbered(s, mine, against))
    return [statement for statement in statements if id(statement) not in misread]


def _outnumbered(statement: Statement, like: Sequence[Statement], unlike: Sequence[Statement]) -> bool:
    mine, against = _near(statement, like), _near(statement, unlike)
    if not any(abs(_days(statement, s)) <= SLIP_DAYS for s in against):
        return False
    with_it, against_it = {s.article_id for s in mine}, {s.article_id for s in against}
    return len(against_it - with_it) > len(with_it - against_it)


def _near(statement: Statement, others: Iterable[Statement]) -> list[Statement]:
    """Those of the others that were reported from the day before to a week later."""
    return [s for s in others if -SLIP_DAYS <= _days(statement, s) <= RIVAL_DAYS]


def _days(earlier: Statement, later: Statement) -> int:
    return (later.on - earlier.on).days if later.on and earlier.on else RIVAL_DAYS + 1
