"""The query language: what its texts mean, and what it says of texts that it cannot read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.errors import QueryError
from touchline.model import Kind, Stage
from touchline.query import And, Field, Flag, Node, Not, Or, Phrase, Tag, Word, parse, quoted
from touchline.query.tree import Ago


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("alonso", Word("alonso")),
        ("xabi alonso", And((Word("xabi"), Word("alonso", at=5)))),
        ("alon*", Word("alon", prefix=True)),
        ('"real madrid"', Phrase("real madrid")),
        ("“real madrid”", Phrase("real madrid")),
        ("~alonso", Not(Word("alonso", at=1))),
        ("~~alonso", Word("alonso", at=2)),
        ("a or b", Or((Word("a"), Word("b", at=5)))),
        ("a OR b or c", Or((Word("a"), Word("b", at=5), Word("c", at=10)))),
        ("a b or c", Or((And((Word("a"), Word("b", at=2))), Word("c", at=7)))),
        ("a (b or c)", And((Word("a"), Or((Word("b", at=3), Word("c", at=8)))))),
        ("~(a b)", Not(And((Word("a", at=2), Word("b", at=4))))),
        ("((a))", Word("a", at=2)),
        ("#Madrid", Tag("madrid")),
        ("#la-liga/x", Tag("la-liga/x")),
        ("unread", Flag("unread")),
        ("Unread", Word("Unread")),
        ("starred followed new", And((Flag("starred"), Flag("followed", 8), Flag("new", 17)))),
        ("club:leverkusen", Field("club", ":", "leverkusen")),
        ('club:"real madrid"', Field("club", ":", "real madrid")),
        ("Coach:alonso", Field("coach", ":", "alonso")),
        ("publisher=marca", Field("publisher", "=", "marca")),
        ("feed:marca", Field("feed", ":", "marca")),
        ("tier:1", Field("tier", ":", 1)),
        ("tier<=2", Field("tier", "<=", 2)),
        ("kind:appointment", Field("kind", ":", Kind.APPOINTMENT)),
        ("kind:app", Field("kind", ":", Kind.APPOINTMENT)),
        ("stage:confirmed", Field("stage", ":", Stage.CONFIRMED)),
        ("stage>=agreed", Field("stage", ">=", Stage.AGREED)),
        ("stage:denied", Field("stage", ":", None)),
        ('newer:"1 week ago"', Field("newer", ":", Ago(1, "week"))),
        ('newer:"a month ago"', Field("newer", ":", Ago(1, "month"))),
        ("newer:7d", Field("newer", ":", Ago(7, "day"))),
        ("newer:12h", Field("newer", ":", Ago(12, "hour"))),
        ("newer:today", Field("newer", ":", Ago(0, "day"))),
        ("before:2025", Field("before", ":", date(2025, 1, 1))),
        ("before:2025-06", Field("before", ":", date(2025, 6, 1))),
        ("before:2025-6-3", Field("before", ":", date(2025, 6, 3))),
        ("thread:Real-Madrid-2025-05", Field("thread", ":", "real-madrid-2025-05")),
        ("lang:es", Field("lang", ":", "es")),
        ("brighton & hove", And((Word("brighton"), Word("hove", at=11)))),
        ("2:1", Word("2:1")),
        ("Alonso: going", And((Word("Alonso:"), Word("going", at=8)))),
        ("o'neill", Word("o'neill")),
        ("word~", Word("word~")),
        ("ordinary organ", And((Word("ordinary"), Word("organ", at=9)))),
    ],
)
def test_trees(text: str, tree: Node) -> None:
    assert parse(text).root == tree


def test_nothing_is_a_query_for_everything() -> None:
    assert parse("").root is None
    assert parse(" \n\t").root is None


@pytest.mark.parametrize(
    ("text", "open_at"),
    [("alonso", 0), ("xabi alo", 5), ("alonso ", None), ('"alo"', None), ("(alo", None), ("coach:alo", 0)],
)
def test_the_leaf_that_is_being_typed(text: str, open_at: int | None) -> None:
    if text == "(alo":
        with pytest.raises(QueryError):
            parse(text)
    else:
        assert parse(text).open_at == open_at


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ('Alonso ("real madrid") ~leaves #x unread club:leverkusen Alonso', ("Alonso", "real madrid")),
        ('müller "x y" or z', ("müller", "x y", "z")),
    ],
)
def test_words_to_highlight(text: str, words: tuple[str, ...]) -> None:
    assert parse(text).words == words


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("clubb:x", 0, "no field 'clubb'; did you mean 'club'"),
        ("a zzz:x", 2, "no field 'zzz'; there are club, coach"),
        ("club:", 0, "club: needs a value"),
        ("a club: b", 2, "club: needs a value"),
        ('club:""', 0, "club: needs a value"),
        ("club:—", 5, "no letter or digit in '—'"),
        ("kind:appointed", 5, "no kind 'appointed'; did you mean 'appointment'"),
        ("stage:con", None, ""),
        ("stage:confrimed", 6, "did you mean 'confirmed'"),
        ("stage>=denied", 0, "no step between"),
        ("club>=x", 0, "club cannot be compared with >="),
        ("tier:best", 5, "tier is a number"),
        ("newer:soon", 6, "'soon' is no time"),
        ("before:2025-02-31", 7, "no day '2025-02-31'"),
        ("before:0000", 7, "no day '0000'"),
        ('a "b', 2, "quotation mark is not closed"),
        ('club:"b', 5, "quotation mark is not closed"),
        ("(a", 0, "this ( is not closed"),
        ("a)", 1, "this ) closes nothing"),
        ("a ()", 2, "nothing in these parentheses"),
        ("or a", 0, "something on both sides"),
        ("a or", 2, "something on both sides"),
        ("a or or b", 2, "something on both sides"),
        ("(a or)", 3, "something on both sides"),
        ("~", 0, "~ needs something"),
        ("~ a", 0, "~ needs something"),
        ("a ~", 2, "~ needs something"),
        ("(~)", 1, "~ needs something"),
        ("#", 0, "# needs a tag"),
        ("#!", 0, "# needs a tag"),
        ("&", 0, "no letter or digit"),
        ("(" * 50 + "a" + ")" * 50, 40, "parentheses inside one another"),
        ("a " * 300, 400, "200 words at most"),
    ],
)
def test_errors_say_what_and_where(text: str, at: int | None, words: str) -> None:
    if at is None:
        assert parse(text).root is not None
        return
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.at == at


@given(st.one_of(st.text(), st.text(alphabet='ab or~"()#:*<>=“”\\ club stage newer 27-')))
def test_every_text_is_a_query_or_an_error_in_it(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.at <= len(text)
        assert str(error)


@given(st.text(min_size=1))
def test_quoted_values_come_back(text: str) -> None:
    name = f"x{text}".strip()
    assert parse(f"publisher:{quoted(name)}").root == Field("publisher", ":", name)
    assert parse(f"~publisher={quoted(name)} y").root == And(
        (Not(Field("publisher", "=", name, 1)), Word("y", at=len(quoted(name)) + 12))
    )


@pytest.mark.parametrize(
    ("ago", "moment"),
    [
        (Ago(3, "hour"), datetime(2025, 3, 31, 12, 30, tzinfo=UTC)),
        (Ago(0, "day"), datetime(2025, 3, 31, tzinfo=UTC)),
        (Ago(7, "day"), datetime(2025, 3, 24, tzinfo=UTC)),
        (Ago(2, "week"), datetime(2025, 3, 17, tzinfo=UTC)),
        (Ago(1, "month"), datetime(2025, 2, 28, tzinfo=UTC)),
        (Ago(13, "month"), datetime(2024, 2, 29, tzinfo=UTC)),
        (Ago(4, "month"), datetime(2024, 11, 30, tzinfo=UTC)),
        (Ago(1, "year"), datetime(2024, 3, 31, tzinfo=UTC)),
        (Ago(9999, "year"), datetime(1, 3, 31, tzinfo=UTC)),
    ],
)
def test_moments(ago: Ago, moment: datetime) -> None:
    assert ago.since(datetime(2025, 3, 31, 15, 30, tzinfo=UTC)) == moment
