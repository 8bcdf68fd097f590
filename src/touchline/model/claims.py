"""What an article says about coaches' jobs: claims, and the words that they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from touchline.model.kinds import Kind, Role, Stage
from touchline.model.spans import Span


class Manner(StrEnum):
    """How a departure came about."""

    SACKED = "sacked"
    RESIGNED = "resigned"
    MUTUAL_CONSENT = "mutual consent"
    END_OF_CONTRACT = "end of contract"
    SIGNED_ELSEWHERE = "signed elsewhere"
    END_OF_INTERIM_SPELL = "end of interim spell"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class League:
    """The league where a club plays, and the country of it; a national team's is its confederation."""

    name: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one article about one coach's job.

    `person` is the fullest name that the text gives, `club` the lexicon's name for it, else the text's. `stage` is None
    exactly when `denied`. `effective` is an ISO date ("2025-05-09") or month ("2025-06"), with `effective_words` where
    the text gives no day ("end of the season"). `attribution` is whose word it is, None when it is the article's own.
    `evidence` spans prove the claim; `quote` is the text of the sentence that proves it best; `rule` the id of the
    lexicon's rule. `employer` is, for an appointment, the other club whose first team the article shows him to coach
    now, None when it shows none or several. `implied` is true for a departure that no article states: story threads
    infer it from such an appointment.
    """

    kind: Kind
    person: str
    club: str
    role: Role
    stage: Stage | None
    squad: str = "first"
    denied: bool = False
    background: bool = False
    manner: Manner | None = None
    effective: str | None = None
    effective_words: str | None = None
    attribution: str | None = None
    evidence: tuple[Span, ...] = ()
    quote: str = ""
    rule: str = ""
    employer: str | None = None
    implied: bool = False

    @property
    def key(self) -> tuple[str, str, str, str, str, bool, bool]:
        """What makes a claim the same one within its article."""
        return (self.person, self.kind, self.club, self.squad, self.role, self.denied, self.background)

    @property
    def seat(self) -> Seat:
        """The seat that the claim is about."""
        return Seat(club=self.club, squad=self.squad, family=self.role.family)

    @property
    def clubs(self) -> frozenset[str]:
        """The clubs whose story threads the claim can change: its own, and the one that its person leaves for it."""
        return frozenset(club for club in (self.club, self.employer) if club)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Seat:
    """A job that one person holds at a time: club, squad, role family."""

    club: str
    squad: str = "first"
    family: str = Role.HEAD_COACH.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The claims of one article, and who told them when."""

    article_id: str
    claims: tuple[Claim, ...]
    published_at: datetime | None
    first_seen_at: datetime
    feed: str | None = None
    publisher: str | None = None
