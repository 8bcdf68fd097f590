"""The candidates board of a thread."""

from __future__ import annotations

from datetime import date

import pytest

from tests.threads.telling import into, only, out, told
from touchline.present.board import board_lines
from touchline.present.lines import line_width, plain

TODAY = date(2025, 6, 1)
THREAD = only(
    told("2025-05-10", out("Carlo Ancelotti", "Real Madrid")),
    told("2025-05-11", into("Jürgen Klopp", "Real Madrid", "rumour", quote="Klopp is an option."), by="Corner Flag"),
    told("2025-05-12", into("Raúl", "Real Madrid", "rumour", quote="Some name Raúl."), by="Corner Flag"),
    told("2025-05-13", into("Xabi Alonso", "Real Madrid", "talks", quote="Talks have begun."), by="The Whistle"),
    told("2025-05-14", into("Xabi Alonso", "Real Madrid", "talks"), by="Corner Flag"),
    told("2025-05-15", into("Jürgen Klopp", "Real Madrid", None, quote="He will not go.", attribution="his agent")),
)


def board(thread, width: int = 80) -> list[str]:
    return [plain(made).rstrip() for made in board_lines(thread, width, TODAY)]


def test_the_surest_come_first_and_those_ruled_out_last() -> None:
    assert board(THREAD) == [
        "Real Madrid · head coach",
        "",
        "◔ talks      Xabi Alonso                                 2 reports · last 14 May",
        "             The Whistle, 13 May: “Talks have begun.”",
        "",
        "○ rumour     Raúl                                         1 report · last 12 May",
        "             Corner Flag, 12 May: “Some name Raúl.”",
        "",
        "✘ denied     Jürgen Klopp                                2 reports · last 15 May",
        "             ruled out by his agent",
        "             15 May: “He will not go.”",
    ]


def test_who_came_stands_on_top() -> None:
    thread = only(
        told("2025-05-10", out("Carlo Ancelotti", "Real Madrid"), into("Raúl", "Real Madrid", "rumour")),
        told("2025-05-25", into("Xabi Alonso", "Real Madrid", quote="Madrid have named Alonso."), by="The Whistle"),
    )
    lines = board(thread)
    assert lines[2:4] == [
        "✔ confirmed  Xabi Alonso",
        "             The Whistle, 25 May: “Madrid have named Alonso.”",
    ]
    assert lines[5].startswith("○ rumour     Raúl")
    assert sum("Alonso" in line for line in lines) == 2


def test_a_board_without_anybody_says_so() -> None:
    assert board(only(told("2025-05-10", out("Carlo Ancelotti", "Real Madrid"))))[2:] == [
        "Nobody is linked with this job yet."
    ]


@pytest.mark.parametrize("width", [20, 30, 52, 80])
def test_it_fits(width: int) -> None:
    assert all(line_width(made) <= width for made in board_lines(THREAD, width, TODAY)[1:])
