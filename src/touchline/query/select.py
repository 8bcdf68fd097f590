"""A query and headlines -> those that match, cheap questions first; never loads a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Protocol

from touchline.model import Claim, Headline, League, Stage, as_utc
from touchline.query.comparing import COMPARE, league_test, name_test
from touchline.query.fts import fts, is_text
from touchline.query.tree import CLAIM_FIELDS, Ago, And, Field, Flag, Node, Not, Or, Phrase, Query, Tag, Word


class Facts(Protocol):
    """What a query may ask about articles."""

    @property
    def last_session_at(self) -> datetime | None:
        """Articles first seen at or after this moment are new; all of them when it is None."""
        ...

    def is_read(self, article_id: str, /) -> bool: ...

    def is_starred(self, article_id: str, /) -> bool: ...

    def is_followed(self, article_id: str, /) -> bool:
        """True when the article belongs to a story thread that the user follows."""
        ...

    def tags_of(self, article_id: str, /) -> tuple[str, ...]: ...

    def claims(self, article_id: str, /) -> tuple[Claim, ...]: ...

    def thread_ids(self, article_id: str, /) -> tuple[str, ...]: ...

    def search(self, match: str, since: datetime | None, until: datetime | None, /) -> set[str]:
        """Ids of the articles whose text matches an expression of `query.fts`; those between two times at least."""
        ...

    def tier(self, feed: str | None, publisher: str | None, /) -> int | None: ...

    def league(self, club: str, /) -> League | None:
        """The league of a club that the lexicon knows."""
        ...


Test = Callable[[Headline], bool]
ClaimTest = Callable[[Claim], bool]


@dataclass(frozen=True, slots=True)
class _Step:
    """A test of a headline and what it costs: 0 its own fields, 1 marks, 2 the index, 3 claims, 4 threads."""

    cost: int
    test: Test


_FIRST = datetime.min.replace(tzinfo=UTC)
_SPANS = (timedelta(days=31), timedelta(days=180), timedelta(days=1_000))
"""How far beyond the row at hand a text is searched for: the first, the second, the third time; then everywhere."""


def select(
    query: Query, rows: Iterable[Headline], facts: Facts, *, now: datetime, prefix: bool = False
) -> Iterator[Headline]:
    """The rows that match, in their order, each looked at when it is asked for.

    With `prefix` the leaf that the query's text ends with counts as a beginning: its user is still typing it. Claims
    count when they are current; `club`, `league`, `coach`, `kind` and `stage` that stand side by side must hold for one
    claim.
    """
    if query.root is None:
        return iter(rows)
    return filter(_Compiler(facts, now, query.open_at if prefix else None).step(query.root).test, rows)


class _Matches:
    """The articles that match a text, asked for further and further back in time as older rows come up."""

    def __init__(self, match: str, search: Callable[[str, datetime | None, datetime | None], set[str]]) -> None:
        self._match = match
        self._search = search
        self._ids: set[str] = set()
        self._since: datetime | None = None
        self._spans = iter(_SPANS)

    def has(self, row: Headline) -> bool:
        """Whether a row is among them."""
        while self._since is None or row.sort_at < self._since:
            span = next(self._spans, None)
            # From the beginning of time in the end, or where a span goes beyond it.
            since = row.sort_at - span if span and row.sort_at - _FIRST > span else _FIRST
            self._ids |= self._search(self._match, since, self._since)
            self._since = since
        return row.article_id in self._ids


@dataclass(slots=True)
class _Compiler:
    facts: Facts
    now: datetime
    open_at: int | None

    def step(self, node: Node) -> _Step:
        if is_text(node):
            return self._search(node)
        claim_test = self._claim_test(node)
        if claim_test:
            return self._any_claim(claim_test)
        match node:
            case And(parts):
                steps = sorted((self.step(part) for part in _grouped(parts)), key=lambda step: step.cost)
                tests = [step.test for step in steps]
                return _Step(steps[-1].cost, lambda row: all(test(row) for test in tests))
            case Or(parts):
                steps = sorted((self.step(part) for part in grouped_text(parts)), key=lambda step: step.cost)
                tests = [step.test for step in steps]
                return _Step(steps[-1].cost, lambda row: any(test(row) for test in tests))
            case Not(part):
                step = self.step(part)
                return _Step(step.cost, lambda row: not step.test(row))
            case Flag():
                return self._flag(node)
            case Tag(name, at):
                tags_of = self.facts.tags_of
                if at == self.open_at:
                    return _Step(1, lambda row: any(tag.startswith(name) for tag in tags_of(row.article_id)))
                return _Step(1, lambda row: name in tags_of(row.article_id))
            case Field():
                return self._field(node)
            case Word() | Phrase():
                raise AssertionError("words and phrases are text")

    def _search(self, node: Node) -> _Step:
        match = fts(node, open_at=self.open_at)
        return _Step(2, _Matches(match, self.facts.search).has)

    def _flag(self, flag: Flag) -> _Step:
        facts = self.facts
        match flag.name:
            case "unread":
                return _Step(1, lambda row: not facts.is_read(row.article_id))
            case "starred":
                return _Step(1, lambda row: facts.is_starred(row.article_id))
            case "followed":
                return _Step(4, lambda row: facts.is_followed(row.article_id))
            case "new":
                last_at = facts.last_session_at
                return _Step(0, lambda row: last_at is None or row.first_seen_at >= last_at)

    def _field(self, field: Field) -> _Step:
        match field.name, field.value:
            case "publisher", str():
                fits = cache(name_test(field, self.open_at))
                return _Step(0, lambda row: fits(row.publisher or "unknown"))
            case "feed", str():
                fits = cache(name_test(field, self.open_at))
                return _Step(0, lambda row: row.feed is not None and fits(row.feed))
            case "lang", str(language):
                return _Step(0, lambda row: (row.language or "unknown") == language)
            case "tier", int(tier):
                tier_of, compare = cache(self.facts.tier), COMPARE[field.op]
                return _Step(
                    0, lambda row: (has := tier_of(row.feed, row.publisher)) is not None and compare(has, tier)
                )
            case "newer", date() | Ago() as value:
                since = value.since(self.now) if isinstance(value, Ago) else as_utc(value)
                return _Step(0, lambda row: row.sort_at >= since)
            case "before", date() | Ago() as value:
                until = value.since(self.now) if isinstance(value, Ago) else as_utc(value)
                return _Step(0, lambda row: row.sort_at < until)
            case "thread", str(thread):
                # Without its month "real-madrid" names every vacancy of that seat, but none of "real-madrid-women".
                whole, ids = re.compile(re.escape(thread) + r"(-\d[\d-]*)?"), self.facts.thread_ids
                return _Step(4, lambda row: any(whole.fullmatch(each) for each in ids(row.article_id)))
        raise AssertionError(f"{field!r} was not made by parse")

    def _any_claim(self, test: ClaimTest) -> _Step:
        claims = self.facts.claims
        return _Step(
            3,
            lambda row: (
                row.n_claims > 0 and any(not claim.background and test(claim) for claim in claims(row.article_id))
            ),
        )

    def _claim_test(self, node: Node) -> ClaimTest | None:
        """The node as a question to one claim; None when it asks for anything else."""
        match node:
            case Field("club"):
                fits = cache(name_test(node, self.open_at))
                return lambda claim: fits(claim.club)
            case Field("coach"):
                fits = cache(name_test(node, self.open_at))
                return lambda claim: fits(claim.person)
            case Field("league"):
                plays_there, league_of = league_test(node, self.open_at), cache(self.facts.league)
                return lambda claim: claim.squad == "first" and plays_there(league_of(claim.club))
            case Field("kind", _, kind):
                return lambda claim: claim.kind == kind
            case Field("stage", _, None):
                return lambda claim: claim.denied
            case Field("stage", op, Stage() as stage):
                compare = COMPARE[op]
                return lambda claim: claim.stage is not None and compare(claim.stage, stage)
            case And(parts) | Or(parts):
                tests = [test for part in parts if (test := self._claim_test(part))]
                if len(tests) < len(parts) or (isinstance(node, And) and not _may_be_one_claim(parts)):
                    return None
                join = all if isinstance(node, And) else any
                return lambda claim: join(test(claim) for test in tests)
            case _:
                return None


def _may_be_one_claim(parts: Sequence[Node]) -> bool:
    """False for two clubs or two coaches: no claim has them, so they are asked of the article's claims one by one."""
    names = [part.name for part in parts if isinstance(part, Field) and part.name in ("club", "coach")]
    return len(names) == len(set(names))


def _grouped(parts: Sequence[Node]) -> list[Node]:
    """The parts of an `And`, with its texts joined into one search and its claim fields into one question."""
    claims = [part for part in parts if _asks_claims(part)]
    if len(claims) < 2 or len(claims) == len(parts) or not _may_be_one_claim(claims):
        return grouped_text(parts, And)
    rest = [part for part in parts if not _asks_claims(part)]
    return [And(tuple(claims)), *grouped_text(rest, And)]


def grouped_text(parts: Sequence[Node], kind: type[And] | type[Or] = Or) -> list[Node]:
    """The parts of a conjunction or alternative, with its texts joined into one search."""

    def joins(part: Node) -> bool:
        return is_text(part) or (kind is And and isinstance(part, Not) and is_text(part.part))

    texts = tuple(part for part in parts if joins(part))
    if len(texts) < 2 or len(texts) == len(parts) or not is_text(kind(texts)):
        return list(parts)
    return [kind(texts), *(part for part in parts if not joins(part))]


def _asks_claims(node: Node) -> bool:
    match node:
        case Field(name):
            return name in CLAIM_FIELDS
        case And(parts) | Or(parts):
            return all(_asks_claims(part) for part in parts)
        case _:
            return False
