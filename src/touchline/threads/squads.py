"""Men's and women's seats of one club, told apart by the people where a short text does not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from touchline.model import Claim, Report
from touchline.threads.people import NOBODY_APART, Apart, Mention, resolve
from touchline.threads.windows import LATE_DAYS

FIRST: Final = "first"
WOMEN: Final = "women"


def with_squads(reports: Sequence[Report], apart: Apart = NOBODY_APART) -> list[Report]:
    """The reports with each coach at the squad where most reports of these months see him.

    "Spurs sack Vilahamn" does not say that he coaches the women; other reports on him do. Only men's and women's first
    teams are confused in this way, and nobody coaches both: of equally many reports those that say "women" are right.
    Other squads stay as they are: reserve coaches do step up.
    """
    clubs = {claim.club for report in reports for claim in report.claims if claim.squad == WOMEN}
    if not clubs:
        return list(reports)
    told: dict[tuple[str, str], list[tuple[Report, Claim]]] = defaultdict(list)
    for report in reports:
        for claim in report.claims:
            if claim.club in clubs and claim.squad in (FIRST, WOMEN):
                told[claim.club, claim.role.family].append((report, claim))
    squads: dict[tuple[str, Claim], str] = {}
    for at_club in told.values():
        squads |= _read(at_club, apart)
    return [_reread(report, squads) for report in reports]


def _read(told: Sequence[tuple[Report, Claim]], apart: Apart) -> dict[tuple[str, Claim], str]:
    """Squads of those claims of one club's two seats that stand at the wrong one."""
    people = resolve({_mention(report, claim) for report, claim in told}, apart)
    by_person: dict[str, list[tuple[Report, Claim]]] = defaultdict(list)
    for report, claim in told:
        by_person[people[_mention(report, claim)]].append((report, claim))
    wrong = {}
    for mine in by_person.values():
        if len({claim.squad for _, claim in mine}) < 2:
            continue
        for report, claim in mine:
            near = [(other, its) for other, its in mine if _same_months(report.reported_on, other.reported_on)]
            if _n_articles(near, WOMEN) >= _n_articles(near, FIRST):
                squad = WOMEN
            else:
                squad = FIRST
            if _n_articles(near, WOMEN) and squad != claim.squad:
                wrong[report.article_id, claim] = squad
    return wrong


def _mention(report: Report, claim: Claim) -> Mention:
    return Mention(claim.person, report.article_id, report.reported_on)


def _same_months(one: date | None, two: date | None) -> bool:
    return one is None or two is None or abs((one - two).days) <= LATE_DAYS


def _n_articles(told: Iterable[tuple[Report, Claim]], squad: str) -> int:
    return len({report.article_id for report, claim in told if claim.squad == squad})


def _reread(report: Report, squads: dict[tuple[str, Claim], str]) -> Report:
    if not any((report.article_id, claim) in squads for claim in report.claims):
        return report
    claims = tuple(replace(claim, squad=squads.get((report.article_id, claim), claim.squad)) for claim in report.claims)
    return replace(report, claims=claims)
