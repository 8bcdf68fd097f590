"""Queries over the table of managerial changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from touchline.errors import QueryError
from touchline.model import League, Manner, Seat, Stage
from touchline.present.changes import ChangeRow
from touchline.query import parse
from touchline.query.changes import select_changes

NOW = datetime(2025, 5, 20, 12, tzinfo=UTC)


def row(
    key: str, club: str, out: tuple[str, Stage, str] | None, into: tuple[str, Stage, str] | None, **more: object
) -> ChangeRow:
    return ChangeRow(
        seat=Seat(club=club, squad=str(more.get("squad", "first"))),
        thread_id=key,
        outgoing=out[0] if out else None,
        out_stage=out[1] if out else None,
        out_told_on=date.fromisoformat(out[2]) if out else None,
        incoming=into[0] if into else None,
        in_stage=into[1] if into else None,
        in_told_on=date.fromisoformat(into[2]) if into else None,
        manner=Manner.SACKED if out else None,
        vacated=None,
        appointed=None,
        days_vacant=None,
        n_articles=1,
        interim=bool(more.get("interim", False)),
    )


CONFIRMED, TALKS = Stage.CONFIRMED, Stage.TALKS
ROWS = [
    row("a", "Real Madrid", ("Carlo Ancelotti", CONFIRMED, "2025-05-12"), ("Xabi Alonso", TALKS, "2025-05-19")),
    row("b", "Bayer Leverkusen", ("Xabi Alonso", CONFIRMED, "2025-05-09"), None),
    row("c", "Al-Hilal", None, ("Mohammed Al-Shalhoub", CONFIRMED, "2025-05-02"), interim=True),
    row(
        "d", "Real Madrid", ("Ana Ruiz", CONFIRMED, "2025-03-01"), ("Eva Lind", CONFIRMED, "2025-05-18"), squad="women"
    ),
    row("e", "Nowhere", None, None),
]


class FakeFacts:
    def is_followed(self, thread_id: str) -> bool:
        return thread_id == "b"

    def league(self, club: str) -> League | None:
        return {"Real Madrid": League("La Liga", "Spain"), "Bayer Leverkusen": League("Bundesliga", "Germany")}.get(
            club
        )


def found(text: str, *, prefix: bool = False) -> str:
    """Keys of the rows that match, each with the first letters of the kinds of its moves that do."""
    rows = select_changes(parse(text), ROWS, FakeFacts(), now=NOW, prefix=prefix)
    return " ".join(row.thread_id + "".join(move.kind[0] for move in moves) for row, moves in rows)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", "ada bd ca dda e"),
        ("club:madrid", "ada dda"),
        ('club="real madrid" kind:appointment', "aa da"),
        ("league:spain", "ada"),
        ("league:bundesliga", "bd"),
        ('league="la liga"', "ada"),
        ("league=liga", ""),
        ("coach:alonso", "aa bd"),
        ("coach:alonso kind:departure", "bd"),
        ("coach:alonso coach:ancelotti", "ada"),
        ("coach:alonso coach:klopp", ""),
        ("~coach:alonso", "ca dda e"),
        ("stage:talks", "aa"),
        ("stage>=agreed", "ad bd ca dda"),
        ("kind:departure stage<agreed", ""),
        ("newer:2025-05-12", "ada da"),
        ("newer:7d", "aa da"),
        ("before:2025-05", "dd"),
        ("newer:2025-05 before:2025-05-10", "bd ca"),
        ("newer:2025-05-15 coach:ruiz", ""),
        ("followed", "bd"),
        ("thread:a or thread:c", "ada ca"),
        ("madrid", "ada dda"),
        ("women", "dda"),
        ("interim", "ca"),
        ("sacked hilal", ""),
        ('"xabi alonso"', "ada bd"),
        ("shal", ""),
        ("shal*", "ca"),
        ("~madrid", "bd ca e"),
    ],
)
def test_found(text: str, keys: str) -> None:
    assert found(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"), [("mad", "ada dda"), ("coach:alo", "aa bd"), ("league:span", ""), ("league:spa", "ada")]
)
def test_while_typing_the_last_word_is_a_beginning(text: str, keys: str) -> None:
    assert found(text, prefix=True) == keys


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("madrid unread", 7, "unread is about articles"),
        ("#quay", 0, "tags are articles'"),
        ("~publisher:marca", 1, "publisher is about articles"),
        ("stage:denied", 0, "nothing that is denied"),
    ],
)
def test_what_only_articles_have_is_refused_at_its_place(text: str, at: int, told: str) -> None:
    with pytest.raises(QueryError, match=told) as caught:
        select_changes(parse(text), [], FakeFacts(), now=NOW)
    assert caught.value.at == at
