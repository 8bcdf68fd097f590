"""What claims add up to: changes, story threads and the chains that join them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from touchline.model.claims import Claim, Manner, Seat
from touchline.model.kinds import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What story threads need to know of one article.

    `reported_on` is the publication date, else None (an undated report never opens or dates an episode). `official`
    is true for the club's or federation's own publisher; `tier` is 1 for the best publishers, None when unknown.
    `reported_at` is the moment of publication where more than its day is known; it tells who was first on a day.
    """

    article_id: str
    reported_on: date | None
    first_seen_at: datetime
    claims: tuple[Claim, ...]
    publisher: str | None = None
    official: bool = False
    tier: int | None = None
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The article and claim that a value on a thread's card comes from."""

    article_id: str
    reported_on: date | None
    publisher: str | None
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person linked with a seat: best stage that stands, whether denied, how many articles, when last.

    `ruled_out_by` is whose word rules a denied one out: who is quoted, else the publisher; None when neither is known.
    """

    person: str
    stage: Stage | None
    denied: bool
    n_articles: int
    last_on: date | None
    proof: Proof
    ruled_out_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimSpell:
    """A caretaker's spell at the seat; dates are None where no report gives them."""

    person: str
    stage: Stage | None
    announced_on: date | None
    effective: str | None
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of a change: the way out or the way in.

    `person` is None below `agreed` unless what follows confirms it. `announced_on` is the date of the first report at
    this stage, `effective` an ISO date or month, `effective_words` the text's words where it gives no day. `proofs`
    names the claim that each value comes from, by field name ("person", "stage", "manner", "announced", "effective").
    """

    person: str | None = None
    stage: Stage | None = None
    manner: Manner | None = None
    announced_on: date | None = None
    effective: str | None = None
    effective_words: str | None = None
    proofs: Mapping[str, Proof] = field(default_factory=dict)


ThreadStatus = Literal["open", "filled", "stayed", "faded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One managerial change at one seat: the way out, the interims, the candidates, the way in."""

    seat: Seat
    out: Way
    into: Way
    interims: tuple[InterimSpell, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """An edge to a neighbouring story thread: the person who moves, and how sure the move is."""

    thread_id: str
    person: str
    stage: Stage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHop:
    """One seat of a chain, and the person who comes into it from the next hop's seat.

    `person` is None while nobody is known to come. The last hop's person has left no seat that a thread tells of.
    `solid` is true when the move is at least agreed. `n_candidates` counts those who stand for an open seat; `vacated`
    is false while nobody has surely left it, `status` is its thread's.
    """

    seat: Seat
    thread_id: str
    person: str | None = None
    stage: Stage | None = None
    solid: bool = False
    n_candidates: int = 0
    vacated: bool = True
    status: ThreadStatus = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Two seats or more, each taking its coach from the next; the days of the first and last news of any of them."""

    hops: tuple[ChainHop, ...]
    first_on: date | None
    last_on: date | None

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Ids of the threads of its seats."""
        return tuple(hop.thread_id for hop in self.hops)

    @property
    def is_open(self) -> bool:
        """True while nobody has surely come into the last seat."""
        return not self.hops[-1].solid


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One report in a thread's timeline.

    `neighbour` is the id of the neighbouring thread that the row is borrowed from, None for the thread's own rows.
    `fold` is the article under whose row this one folds, as it tells the same steps again; None for a row that stands
    by itself. `disputed_by` names the articles of the rows beside it that contradict this one.
    """

    reported_on: date | None
    article_id: str
    publisher: str | None
    claims: tuple[Claim, ...]
    neighbour: str | None = None
    fold: str | None = None
    disputed_by: tuple[str, ...] = ()

    @property
    def disputes(self) -> bool:
        """True when a row beside it says otherwise."""
        return bool(self.disputed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryThread:
    """A change together with its articles and claims in time order.

    `thread_id` is for people (`real-madrid-2025-05`). `opened_on` is the date of the claim that opened it (a denial may
    lead into it before that), `last_on` that of its newest current claim. `previous` is the id of the same seat's
    thread before this one. `feeds_into` names the threads of vacancies that this one's appointment opened, `fed_by` the
    one whose appointment took this one's outgoing coach.
    """

    thread_id: str
    status: ThreadStatus
    change: Change
    timeline: tuple[TimelineRow, ...]
    opened_on: date | None
    last_on: date | None
    previous: str | None = None
    feeds_into: tuple[ChainLink, ...] = ()
    fed_by: tuple[ChainLink, ...] = ()

    @property
    def article_ids(self) -> tuple[str, ...]:
        """Ids of the thread's own articles, in time order, each once."""
        return tuple(dict.fromkeys(row.article_id for row in self.timeline if row.neighbour is None))
