"""The nouns of touchline: articles, marks, claims, changes, story threads.

Frozen values without behaviour beyond what their own fields answer. Times are aware UTC datetimes (`*_at`) or plain
dates (`*_on`); spans are half-open code points into `Article.text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import total_ordering
from typing import Literal

DateFrom = Literal["text", "front matter", "meta", "feed", "file name", "file time", "none"]
"""Where an article's publication date was found; a "file time" is no publication date and is only told to the user."""


class Kind(StrEnum):
    """What a claim says happens at a seat."""

    DEPARTURE = "departure"
    APPOINTMENT = "appointment"
    STAY = "stay"


class Role(StrEnum):
    """The job that a claim is about."""

    HEAD_COACH = "head coach"
    INTERIM = "interim"
    ASSISTANT = "assistant"
    SPORTING_DIRECTOR = "sporting director"

    @property
    def family(self) -> str:
        """The role's seat: head coach and interim share one."""
        return Role.HEAD_COACH.value if self is Role.INTERIM else self.value


class Manner(StrEnum):
    """How a departure came about."""

    SACKED = "sacked"
    RESIGNED = "resigned"
    MUTUAL_CONSENT = "mutual consent"
    END_OF_CONTRACT = "end of contract"
    SIGNED_ELSEWHERE = "signed elsewhere"
    END_OF_INTERIM_SPELL = "end of interim spell"
    RETIRED = "retired"


@total_ordering
class Stage(StrEnum):
    """How far along a claim says things are; ordered from rumour to confirmed."""

    RUMOUR = "rumour"
    TALKS = "talks"
    EXPECTED = "expected"
    AGREED = "agreed"
    CONFIRMED = "confirmed"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for a rumour."""
        return _STAGE_RANK[self]

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Stage) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Stage) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Stage) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Stage) else NotImplemented


_STAGE_RANK = {stage: rank for rank, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code points `[start, end)` of `Article.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is stored and read.

    `text` is title, blank line, body; the body alone when the article came without a title. `published_at` is None for
    an undated article; a date without a time of day is midnight UTC. `date_from` says where the date was found.
    `feed` is the subscription's name or None for a plain import; `publisher` is None when unknown; `language` is an ISO
    639-1 code or None when it could not be told; `path` is the absolute path of a local file (with `#n` for the n-th
    entry of a feed file), for the user's information. `first_seen_at` is set once and never changes.
    """

    article_id: str
    title: str | None
    text: str
    published_at: datetime | None
    date_from: DateFrom
    first_seen_at: datetime
    feed: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None

    @property
    def body_start(self) -> int:
        """Offset in `text` where the body begins: 0 without a title, else after the title and its blank line."""
        return 0 if self.title is None else min(len(self.title) + 2, len(self.text))

    @property
    def body(self) -> str:
        """`text` without the title."""
        return self.text[self.body_start :]

    @property
    def headline(self) -> str:
        """The title, or one made of the first sentence (at most 100 code points), or "(no text)"."""
        return self.title or make_headline(self.text)

    @property
    def published_on(self) -> date | None:
        """The publication date in UTC, None for an undated article."""
        return self.published_at.date() if self.published_at else None

    @property
    def sort_at(self) -> datetime:
        """The time that the article sorts by: published, else first seen."""
        return self.published_at or self.first_seen_at

    @property
    def n_words(self) -> int:
        """Number of words in the body."""
        return len(self.body.split())


_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]*\s")
MAX_MADE_HEADLINE = 100


def make_headline(text: str) -> str:
    """Make a headline of the first sentence of a text that has no title."""
    first = _SENTENCE_END.split(text.strip().split("\n", 1)[0], maxsplit=1)[0].strip().rstrip(".;")
    if not first:
        return "(no text)"
    if len(first) <= MAX_MADE_HEADLINE:
        return first
    return first[: MAX_MADE_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one article about one coach's job.

    `person` is the fullest name that the text gives, `club` the lexicon's name for it, else the text's. `stage` is None
    exactly when `denied`. `effective` is an ISO date ("2025-05-09") or month ("2025-06"), with `effective_words` where
    the text gives no day ("end of the season"). `attribution` is whose word it is, None when it is the article's own.
    `evidence` spans prove the claim; `quote` is the text of the sentence that proves it best; `rule` the id of the
    lexicon's rule.
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

    @property
    def key(self) -> tuple[str, str, str, str, str, bool, bool]:
        """What makes a claim the same one within its article."""
        return (self.person, self.kind, self.club, self.squad, self.role, self.denied, self.background)

    @property
    def seat(self) -> Seat:
        """The seat that the claim is about."""
        return Seat(club=self.club, squad=self.squad, family=self.role.family)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Seat:
    """A job that one person holds at a time: club, squad, role family."""

    club: str
    squad: str = "first"
    family: str = Role.HEAD_COACH.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """The one claim of an article that the story list shows: who, where, how sure."""

    kind: Kind
    person: str
    club: str
    stage: Stage | None
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """All that the story list shows of one article.

    `shard` is the name of the file that holds its text; `fold_key` is equal for copies of the same report; `chip` is
    None until claims were made or when there are none; `n_claims` counts the current (not background) ones.
    """

    article_id: str
    headline: str
    published_at: datetime | None
    first_seen_at: datetime
    feed: str | None
    publisher: str | None
    language: str | None
    url: str | None
    shard: str
    fold_key: str
    chip: Chip | None = None
    n_claims: int = 0
    author: str | None = None

    @property
    def sort_at(self) -> datetime:
        """The time that the article sorts by: published, else first seen."""
        return self.published_at or self.first_seen_at


MarkField = Literal["read", "starred", "tag", "followed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChange:
    """One thing that the user says: `keys` get or lose a mark.

    `keys` are article ids for "read", "starred" and "tag"; for "followed" they are claim anchors (see
    `threads.anchor_of`). `tag` is the tag's name, for "tag" only.
    """

    field: MarkField
    keys: tuple[str, ...]
    value: bool
    tag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What story threads need to know of one article.

    `reported_on` is the publication date, else None (an undated report never opens or dates an episode). `official`
    is true for the club's or federation's own publisher; `tier` is 1 for the best publishers, None when unknown.
    """

    article_id: str
    reported_on: date | None
    first_seen_at: datetime
    claims: tuple[Claim, ...]
    publisher: str | None = None
    official: bool = False
    tier: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The article and claim that a value on a thread's card comes from."""

    article_id: str
    reported_on: date | None
    publisher: str | None
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person linked with a seat: best stage that stands, whether denied, how many articles, when last."""

    person: str
    stage: Stage | None
    denied: bool
    n_articles: int
    last_on: date | None
    proof: Proof


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
    names the claim that each value comes from, by field name ("person", "stage", "manner", "effective").
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
    `solid` is true when the move is at least agreed. `n_candidates` counts those who stand for an open seat.
    """

    seat: Seat
    thread_id: str
    person: str | None = None
    stage: Stage | None = None
    solid: bool = False
    n_candidates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One report in a thread's timeline.

    `neighbour` is the id of the neighbouring thread that the row is borrowed from, None for the thread's own rows.
    `disputes` is true when the row's claims contradict a row that stands beside it.
    """

    reported_on: date | None
    article_id: str
    publisher: str | None
    claims: tuple[Claim, ...]
    neighbour: str | None = None
    disputes: bool = False


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


ImportStatus = Literal["added", "updated", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of one file or entry; "added" and "updated" are said only when the article is durable."""

    path: str
    status: ImportStatus
    article_id: str | None = None
    reason: str | None = None


FeedStatus = Literal["ok", "not-modified", "moved", "gone", "waiting", "paused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What became of one feed at a refresh; `error` is one sentence that a user can act on."""

    feed: str
    status: FeedStatus
    n_added: int = 0
    n_updated: int = 0
    error: str | None = None


FindingState = Literal["ok", "recovered", "behind", "warning", "damaged", "repaired", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an examination or a repair says of one file.

    `file` is relative to the library's folder; `words` go on from it to a sentence. "behind" is what is derived and
    will be made anew, "warning" what the user should mend in the configuration; "repaired" and "lost" come of a repair.
    """

    file: str
    state: FindingState
    words: str
    article_ids: tuple[str, ...] = ()


def as_utc(value: date | datetime) -> datetime:
    """Turn a date (midnight UTC) or a datetime (naive ones are taken as UTC) into an aware UTC datetime."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
