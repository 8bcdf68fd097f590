"""Departures that nobody reports: whoever is appointed elsewhere while he coaches a club leaves that club."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from touchline.model import Claim, Kind, Report, Role, Stage
from touchline.threads.statements import Statement
from touchline.threads.windows import LATE_DAYS


def with_implied(report: Report) -> Report:
    """The report with the departures that its appointments imply.

    Only an appointment that is at least agreed implies one: a list of candidates opens no vacancy at their clubs. What
    the article itself says of the coach at his club goes before what its words imply.
    """
    told = {(claim.person, claim.club) for claim in report.claims}
    implied = [
        made for made in map(implied_by, report.claims) if made is not None and (made.person, made.club) not in told
    ]
    return replace(report, claims=(*report.claims, *implied)) if implied else report


def implied_by(claim: Claim) -> Claim | None:
    """The departure that an appointment implies, with the same sentence as its evidence; None when it implies none."""
    surely = claim.stage is not None and claim.stage >= Stage.AGREED and not claim.denied and not claim.background
    comes = claim.kind is Kind.APPOINTMENT and claim.role is Role.HEAD_COACH and claim.squad == "first"
    if not (surely and comes) or claim.employer in (None, claim.club):
        return None
    return Claim(
        kind=Kind.DEPARTURE,
        person=claim.person,
        club=claim.employer or "",
        role=Role.HEAD_COACH,
        stage=claim.stage,
        evidence=claim.evidence,
        quote=claim.quote,
        rule=claim.rule,
        implied=True,
    )


def without_reported(statements: Sequence[Statement]) -> list[Statement]:
    """One seat's statements without the implied departures of those whose departure is reported in these months."""
    reported: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        claim = statement.claim
        sure = claim.stage is not None and claim.stage >= Stage.AGREED
        if claim.kind is Kind.DEPARTURE and sure and not claim.implied:
            reported[statement.person].append(statement)
    return [s for s in statements if not (s.claim.implied and _is_near(s, reported[s.person]))]


def _is_near(implied: Statement, reported: Iterable[Statement]) -> bool:
    return any(
        implied.on is None or other.on is None or abs((other.on - implied.on).days) <= LATE_DAYS for other in reported
    )
