"""The stage that stands for one person and one way, after all that was said and denied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from touchline.model import Kind, Stage
from touchline.threads.statements import OFFICIAL, ORDINARY, TIER_ONE, Statement

_SUPPORT: Final = {OFFICIAL: 3, TIER_ONE: 3, ORDINARY: 2}
"""How much a report adds to what others say alike, by weight; 1 for what is not listed."""


@dataclass(slots=True)
class _Heard:
    n: int
    weight: int
    support: int
    official: bool
    place: int
    first_on: date
    last_on: date
    last_article: str


@dataclass(slots=True)
class Standing:
    """What is known of one person's way out or in; statements are added in time order.

    `first_on` is the date of the first one that does not deny. A stage stands until a denial that is at least as
    credible comes after it. What several papers report as done needs as many to undo it when they are no more
    credible: one misread line does not bring a coach back.
    """

    heard: dict[Stage, _Heard] = field(default_factory=dict)
    n_denials: int = 0
    first_on: date | None = None
    leaving: bool = False

    def add(self, statement: Statement) -> None:
        """Take one more statement into account."""
        if statement.claim.denied:
            self._deny(statement)
            return
        stage = statement.claim.stage or Stage.RUMOUR
        heard = self.heard.get(stage)
        on = statement.on or date.max
        self.first_on = self.first_on or statement.on
        self.leaving = statement.claim.kind is Kind.DEPARTURE
        if heard is None:
            support, official = _SUPPORT.get(statement.weight, 1), statement.report.official
            self.heard[stage] = _Heard(
                1, statement.weight, support, official, statement.place, on, on, statement.article_id
            )
        elif heard.last_article != statement.article_id:
            heard.n += 1
            heard.support += _SUPPORT.get(statement.weight, 1)
            heard.official |= statement.report.official
            heard.weight = max(heard.weight, statement.weight)
            heard.last_on = max(heard.last_on, on)
            heard.last_article = statement.article_id

    def _deny(self, denial: Statement) -> None:
        self.n_denials += 1
        struck = [stage for stage, heard in self.heard.items() if self._undoes(denial, stage, heard)]
        for stage in struck:
            del self.heard[stage]

    def _undoes(self, denial: Statement, stage: Stage, heard: _Heard) -> bool:
        if denial.weight != heard.weight:
            return denial.weight > heard.weight
        newer = denial.on is not None and denial.on > heard.last_on
        return newer and (stage is not Stage.CONFIRMED or self.n_denials >= heard.n)

    @property
    def stage(self) -> Stage | None:
        """The highest stage that stands; None when nothing does."""
        return max(self.heard, default=None)

    def carried_by(self, statement: Statement) -> bool:
        """True for a statement of the stage that stands, made since it last stood without a break."""
        stage = self.stage
        if stage is None or statement.claim.denied or statement.claim.stage is not stage:
            return False
        return (statement.on or date.max) >= self.heard[stage].first_on

    @property
    def since(self) -> date | None:
        """The day since which the stage stands; None when nothing does or only undated reports say it."""
        stage = self.stage
        first_on = self.heard[stage].first_on if stage else date.max
        return first_on if first_on != date.max else None

    @property
    def denied(self) -> bool:
        """True when denials are all that is left."""
        return not self.heard and self.n_denials > 0

    @property
    def says_one_paper(self) -> bool:
        """True when the stage rests on a single report of no special credibility."""
        stage = self.stage
        return stage is not None and self.heard[stage].n == 1 and self.heard[stage].weight <= ORDINARY

    @property
    def strength(self) -> tuple[int, bool, int, int, int]:
        """For comparing two people's claims to one seat: by stage, official publisher, support, time, prominence.

        Support is the reports counted by weight. One line that is put in the club's mouth does not outweigh many
        papers: it may be misread, or about another squad. Of two people in one article the first is the head coach
        rather than the second, who often is of his staff. Of two who come the later one counts, of two who leave the
        earlier: the vacancy is his.
        """
        stage = self.stage
        if stage is None:
            return (-1, False, 0, 0, 0)
        heard, since = self.heard[stage], self.since or date.min
        time = -since.toordinal() if self.leaving else since.toordinal()
        return (stage.rank, heard.official, heard.support, time, -heard.place)


def standing_of(statements: Iterable[Statement]) -> Standing:
    """The standing after all of the statements, given in time order."""
    standing = Standing()
    for statement in statements:
        standing.add(statement)
    return standing
