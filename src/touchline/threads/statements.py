"""A claim together with the report that makes it: what threads are built from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from touchline.model import Claim, Kind, Proof, Report, Role, Seat
from touchline.threads.people import NOBODY_APART, Apart, Mention, may_be, resolve
from touchline.threads.windows import FARTHEST_EFFECTIVE_DAYS

_KIND_ORDER: Final = {Kind.DEPARTURE: 0, Kind.APPOINTMENT: 1, Kind.STAY: 2}
_OWN_WORDS: Final = frozenset(
    {"club", "the club", "federation", "the federation", "the fa", "club statement", "official", "the national team"}
)


OFFICIAL: Final = 0
TIER_ONE: Final = -1
ORDINARY: Final = -2
"""Weights of statements: the official word, then the publishers' tiers, the best first. Publishers of which nothing is
known weigh as much as those of tier 2."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim as one report makes it; `person` is the one meant, named alike in all statements of the seat.

    `is_interim` is the claim's role at first; for appointments `caretakers.with_roles` weighs it against other reports.
    """

    report: Report
    claim: Claim
    person: str
    is_interim: bool

    @property
    def on(self) -> date | None:
        """Publication date; None for an undated report."""
        return self.report.reported_on

    @property
    def article_id(self) -> str:
        """Id of the report's article."""
        return self.report.article_id

    @property
    def place(self) -> int:
        """Where in the article the evidence begins."""
        return min((span.start for span in self.claim.evidence), default=0)

    @property
    def proof(self) -> Proof:
        """The proof that a value taken from this statement shows."""
        return Proof(
            article_id=self.report.article_id,
            reported_on=self.report.reported_on,
            publisher=self.report.publisher,
            claim=self.claim,
        )

    @property
    def weight(self) -> int:
        """Whose word it is: the club's and the coach's own count as official wherever they are printed."""
        if self.report.official or _own_word(self.claim):
            return OFFICIAL
        tier = self.report.tier
        return ORDINARY if tier is None else -tier

    @property
    def order(self) -> tuple[object, ...]:
        """Time order; within a day who leaves comes before who arrives, and denials answer what was said."""
        return (
            self.on or date.max,
            self.claim.denied,
            _KIND_ORDER[self.claim.kind],
            not self.is_interim,
            self.article_id,
            self.claim.key,
        )


def _own_word(claim: Claim) -> bool:
    word = claim.attribution
    if not word:
        return False
    return word.casefold() in _OWN_WORDS or word.casefold() == claim.club.casefold() or may_be(word, claim.person)


def statements_at(seat: Seat, reports: Iterable[Report], apart: Apart = NOBODY_APART) -> list[Statement]:
    """All statements about one seat in time order, with every name resolved within the seat."""
    told = [(report, claim) for report in reports for claim in report.claims if claim.seat == seat]
    mention = {
        (report.article_id, claim.person): Mention(claim.person, report.article_id, report.reported_on)
        for report, claim in told
    }
    people = resolve(mention.values(), apart)
    return sorted(
        (
            Statement(report, claim, people[mention[report.article_id, claim.person]], claim.role is Role.INTERIM)
            for report, claim in told
        ),
        key=lambda statement: statement.order,
    )


def effective_span(claim: Claim) -> tuple[date, date] | None:
    """First and last day that the claim's effective date can mean; None without one or when it cannot be read."""
    return span_of(claim.effective)


@lru_cache(maxsize=4096)
def span_of(effective: str | None) -> tuple[date, date] | None:
    """First and last day that an ISO date, month or year can mean; None when it cannot be read."""
    if not effective:
        return None
    parts = effective.split("-")
    try:
        if len(parts) == 3:
            day = date.fromisoformat(effective)
            return day, day
        first = date(int(parts[0]), int(parts[1]), 1) if len(parts) == 2 else date(int(parts[0]), 1, 1)
    except ValueError:
        return None
    following = first + timedelta(days=32 if len(parts) == 2 else 366)
    return first, following.replace(day=1, month=following.month if len(parts) == 2 else 1) - timedelta(days=1)


def horizon_of(statement: Statement) -> date | None:
    """Last day that the statement looks ahead to: its effective date, unless it is too far off to be true."""
    span = effective_span(statement.claim)
    if span is None or statement.on is None:
        return None
    return span[1] if span[1] <= statement.on + timedelta(days=FARTHEST_EFFECTIVE_DAYS) else None
