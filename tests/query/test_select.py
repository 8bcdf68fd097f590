"""Queries over headlines, marks, claims and threads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.model import Claim, Headline, Kind, League, Role, Stage
from touchline.query import And, Field, Flag, Node, Not, Or, Phrase, Query, Tag, Word, parse, select
from touchline.query.tree import Ago

NOW = datetime(2025, 5, 20, 12, tzinfo=UTC)


def claim(kind: Kind, person: str, club: str, stage: Stage | None, *, background: bool = False) -> Claim:
    return Claim(
        kind=kind,
        person=person,
        club=club,
        role=Role.HEAD_COACH,
        stage=stage,
        denied=stage is None,
        background=background,
    )


IN, OUT = Kind.APPOINTMENT, Kind.DEPARTURE
CLAIMS: dict[str, tuple[Claim, ...]] = {
    "a": (
        claim(OUT, "Xabi Alonso", "Bayer Leverkusen", Stage.CONFIRMED),
        claim(IN, "Xabi Alonso", "Real Madrid", Stage.AGREED),
    ),
    "b": (claim(OUT, "Carlo Ancelotti", "Real Madrid", Stage.RUMOUR), claim(IN, "Carlo Ancelotti", "Brazil", None)),
    "c": (claim(IN, "Erik ten Hag", "Bayer Leverkusen", Stage.TALKS, background=True),),
}


def row(
    key: str,
    day: int,
    publisher: str | None,
    *,
    feed: str | None = None,
    language: str | None = "en",
    dated: bool = True,
) -> Headline:
    at = datetime(2025, 5, day, tzinfo=UTC)
    return Headline(
        article_id=key,
        headline=key,
        published_at=at if dated else None,
        first_seen_at=at + timedelta(hours=6),
        feed=feed,
        publisher=publisher,
        language=language,
        url=None,
        shard="2025-05-1",
        fold_key=key,
        n_claims=sum(not each.background for each in CLAIMS.get(key, ())),
    )


ROWS = [
    row("e", 20, None, dated=False, language=None),
    row("d", 19, "AS Roma News", feed="Club feed", language="it"),
    row("c", 13, "AS", feed="AS", language="es"),
    row("b", 12, "Marca", feed="Marca", language="es"),
    row("a", 1, "The Club's Own", feed="Club feed"),
]
WORDS = {"a": {"alonso", "madrid"}, "b": {"ancelotti", "madrid"}, "c": {"madrileno"}, "d": {"match"}, "e": set()}


@dataclass
class FakeFacts:
    searched: list[str] = field(default_factory=list)
    asked_claims: list[str] = field(default_factory=list)
    last_session_at: datetime | None = datetime(2025, 5, 19, 6, tzinfo=UTC)

    def is_read(self, article_id: str) -> bool:
        return article_id in "ab"

    def is_starred(self, article_id: str) -> bool:
        return article_id == "b"

    def is_followed(self, article_id: str) -> bool:
        return article_id == "a"

    def tags_of(self, article_id: str) -> tuple[str, ...]:
        return {"a": ("big", "madrid"), "d": ("big",)}.get(article_id, ())

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        self.asked_claims.append(article_id)
        return CLAIMS.get(article_id, ())

    def thread_ids(self, article_id: str) -> tuple[str, ...]:
        return {"a": ("real-madrid-2025-05", "leverkusen-2025-05"), "b": ("real-madrid-women-2025-05",)}.get(
            article_id, ()
        )

    def search(self, match: str, since: datetime | None, until: datetime | None) -> set[str]:
        self.searched.append(match)
        # The expression is close enough to a query to be read by the language's own parser.
        as_query = re.sub(r'"(\w+)" \*', r"\1*", match).replace(" AND ", " ").replace(" OR ", " or ")
        root = parse(as_query.replace(" NOT ", " ~")).root
        assert root is not None
        return matching(root)

    def tier(self, feed: str | None, publisher: str | None, /) -> int | None:
        return {"Marca": 2, "AS": 1}.get(publisher or "", 3 if feed == "Club feed" else None)

    def league(self, club: str, /) -> League | None:
        return {"Bayer Leverkusen": League("Bundesliga", "Germany"), "Real Madrid": League("La Liga", "Spain")}.get(
            club
        )


def matching(node: Node) -> set[str]:
    match node:
        case And(parts):
            return set.intersection(*map(matching, parts))
        case Or(parts):
            return set.union(*map(matching, parts))
        case Not(part):
            return set(WORDS) - matching(part)
        case Word(text, True):
            return {key for key, words in WORDS.items() if any(word.startswith(text) for word in words)}
        case Word(text) | Phrase(text):
            return {key for key, words in WORDS.items() if text in words}
    raise AssertionError(node)


def found(text: str, *, prefix: bool = False, facts: FakeFacts | None = None) -> str:
    return "".join(each.article_id for each in select(parse(text), ROWS, facts or FakeFacts(), now=NOW, prefix=prefix))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", "edcba"),
        ("unread", "edc"),
        ("~unread", "ba"),
        ("starred", "b"),
        ("followed", "a"),
        ("new", "ed"),
        ("#big", "da"),
        ("#bi", ""),
        ("#big ~#madrid", "d"),
        ("alonso", "a"),
        ("~alonso", "edcb"),
        ("alonso or ancelotti or match", "dba"),
        ("club:leverkusen", "a"),
        ("club:LEVER", ""),
        ("club:madrid", "ba"),
        ("club=madrid", ""),
        ('club="real madrid"', "ba"),
        ('club:"madrid real"', "ba"),
        ("league:spain", "ba"),
        ("league:spain kind:appointment", "a"),
        ('league="bundesliga"', "a"),
        ("league:liga", "ba"),
        ("coach:alonso", "a"),
        ("coach:hag", ""),
        ("kind:appointment", "ba"),
        ("coach:alonso kind:departure", "a"),
        ("club:madrid kind:appointment", "a"),
        ("club:madrid (kind:appointment or stage:rumour)", "ba"),
        ("club:madrid ~kind:appointment", ""),
        ("club:madrid club:leverkusen", "a"),
        ("club:madrid club:brazil unread", ""),
        ("club:madrid club:brazil ~unread", "b"),
        ("stage>=agreed", "a"),
        ("stage:confirmed", "a"),
        ("stage<talks", "b"),
        ("stage>confirmed", ""),
        ("stage:denied", "b"),
        ("stage>=agreed kind:appointment #madrid", "a"),
        ("publisher:as", "dc"),
        ("publisher=as", "c"),
        ("publisher:unknown", "e"),
        ('publisher:"club s own"', "a"),
        ("feed:club", "da"),
        ("feed:unknown", ""),
        ("tier:1", "c"),
        ("tier<=2", "cb"),
        ("~tier:1", "edba"),
        ("tier>=3", "da"),
        ("lang:es", "cb"),
        ("lang:unknown", "e"),
        ("newer:7d", "edc"),
        ("newer:1d", "ed"),
        ("newer:6h", "e"),
        ("newer:2025-05-12", "edcb"),
        ("before:2025-05-13", "ba"),
        ("before:2025-05", ""),
        ('before:"1 week ago"', "ba"),
        ("newer:2025-05-02 before:2025-05-19", "cb"),
        ("thread:real-madrid-2025-05", "a"),
        ("thread:real-madrid", "a"),
        ("thread:real", ""),
        ("starred or #big unread", "db"),
    ],
)
def test_found(text: str, ids: str) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("alon", "a"),
        ("alon ", ""),
        ("madri", "cba"),
        ("coach:alo", "a"),
        ('coach:"alo"', ""),
        ("club:lev", "a"),
        ("club=real", "ba"),
        ("#bi", "da"),
        ("unread mat", "d"),
        ("mat unread", ""),
    ],
)
def test_while_typing(text: str, ids: str) -> None:
    assert found(text, prefix=True) == ids
    if ids:
        assert found(text) == ""


def test_searches_once_and_asks_claims_last() -> None:
    facts = FakeFacts()
    assert found("coach:alonso alonso kind:departure ~ancelotti feed:club", facts=facts) == "a"
    assert facts.searched == ['("alonso") NOT ("ancelotti")']
    facts = FakeFacts()
    found("coach:x starred", facts=facts)
    assert facts.asked_claims == ["b"]
    facts = FakeFacts()
    found("starred ~starred alonso", facts=facts)
    assert facts.searched == []


def test_everything_is_new_before_the_first_session() -> None:
    assert len(found("new", facts=FakeFacts(last_session_at=None))) == len(ROWS)


def test_order_is_kept_and_rows_are_not_changed() -> None:
    rows = ROWS[::-1]
    assert [each.article_id for each in select(parse("unread"), rows, FakeFacts(), now=NOW)] == ["c", "d", "e"]
    copy = list(select(parse(""), rows, FakeFacts(), now=NOW))
    assert copy == rows
    assert copy is not rows


leaves: st.SearchStrategy[Node] = st.sampled_from(
    [
        *(Word("alonso"), Word("madrid"), Word("match"), Flag("unread"), Flag("starred"), Tag("big"), Tag("madrid")),
        *(
            Field("feed", ":", "club"),
            Field("lang", ":", "es"),
            Field("newer", ":", Ago(7, "day")),
            Field("tier", "<=", 2),
        ),
        *(Field("thread", ":", "real-madrid"), Not(Field("kind", ":", IN)), Not(Field("coach", ":", "alonso"))),
    ]
)


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(And), several.map(Or), parts.map(Not))


def ids_of(node: Node) -> set[str]:
    """What a tree means: every leaf is asked alone, the rest is sets."""
    match node:
        case And(parts):
            return set.intersection(*(ids_of(part) for part in parts))
        case Or(parts):
            return set.union(*(ids_of(part) for part in parts))
        case Not(part):
            return {each.article_id for each in ROWS} - ids_of(part)
    return {each.article_id for each in select(Query("", node), ROWS, FakeFacts(), now=NOW)}


@given(st.recursive(leaves, joined, max_leaves=8))
def test_order_of_tests_and_grouping_change_nothing(node: Node) -> None:
    rows = list(select(Query("", node), ROWS, FakeFacts(), now=NOW))
    assert {each.article_id for each in rows} == ids_of(node)


def test_claims_of_another_row_are_not_mixed_up() -> None:
    twin = replace(ROWS[4], article_id="b", n_claims=2)
    assert [each.article_id for each in select(parse("coach:alonso"), [twin], FakeFacts(), now=NOW)] == []
