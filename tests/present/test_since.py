"""What is new since the user last looked, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from touchline.model import Look, Manner, Stage, Way
from touchline.present.lines import line_width, plain
from touchline.present.since import Since, ago_words, since, since_line

NOW = datetime(2025, 5, 12, 9, 0, tzinfo=UTC)
THEN = Look(
    looked_at=NOW - timedelta(days=2),
    status="open",
    out=Way(person="Carlo Ancelotti", stage=Stage.AGREED),
    into=Way(stage=Stage.EXPECTED),
    candidates=("Xabi Alonso", "Raul"),
    ruled_out=("Zinedine Zidane",),
    n_reports=9,
    n_disputed=1,
)
ALONSO = Way(person="Xabi Alonso", stage=Stage.CONFIRMED)


def news(**changes: object) -> tuple[str, ...]:
    told = since(THEN, replace(THEN, looked_at=NOW, **changes))
    return told.news if told else ()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"into": Way(stage=Stage.AGREED, person="Xabi Alonso")}, ("in expected → agreed (Alonso)",)),
        ({"into": Way()}, ("in no longer expected",)),
        ({"out": replace(THEN.out, stage=Stage.CONFIRMED)}, ("out agreed → confirmed",)),
        ({"out": replace(THEN.out, manner=Manner.SACKED)}, ("sacked",)),
        ({"out": replace(THEN.out, manner=Manner.END_OF_CONTRACT)}, ("contract end named",)),
        ({"out": replace(THEN.out, effective="2025-05-26")}, ("out from 26 May 2025",)),
        ({"out": replace(THEN.out, effective_words="after the last match")}, ("out after the last match",)),
        ({"out": replace(THEN.out, person="Toni Ruiz")}, ("out Ruiz, not Ancelotti",)),
        ({"interims": ("Santi Solari",)}, ("interim Solari",)),
        ({"candidates": ("Raul", "Xabi Alonso", "Jurgen Klopp")}, ("Klopp linked",)),
        ({"candidates": ("Xabi Alonso", "Raul", "Jurgen Klopp", "A B", "C D")}, ("Klopp and 2 more linked",)),
        ({"candidates": ("Xabi Alonso",), "ruled_out": ("Raul", "Zinedine Zidane")}, ("Raul ruled out",)),
        ({"candidates": ("Xabi Alonso", "Raul", "Zinedine Zidane"), "ruled_out": ()}, ("Zidane linked again",)),
        ({"status": "stayed"}, ("nobody leaves after all",)),
        ({"n_reports": 12}, ("3 new reports",)),
        ({"n_reports": 10, "n_disputed": 2}, ("1 new report", "1 report disputed")),
        ({"n_reports": 8, "n_disputed": 0}, ()),
        ({}, ()),
    ],
)
def test_each_change_in_a_few_words(changes: dict[str, object], wanted: tuple[str, ...]) -> None:
    assert news(**changes) == wanted


def test_who_becomes_the_new_coach_is_no_new_candidate_and_none_that_was_ruled_out() -> None:
    changed = news(into=ALONSO, candidates=("Raul",), status="filled")
    assert changed == ("in expected → confirmed (Alonso)",)
    then = replace(THEN, into=ALONSO, candidates=())
    told = since(then, replace(then, into=Way(stage=Stage.TALKS), candidates=("Xabi Alonso",)))
    assert told and told.news == ("in confirmed → talks",)


def test_manner_and_dates_that_change() -> None:
    then = replace(THEN, out=replace(THEN.out, manner=Manner.RESIGNED, effective="2025-06"))
    now = replace(then, out=replace(then.out, manner=Manner.SACKED, effective="2025-05-26"))
    told = since(then, now)
    assert told and told.news == ("resigned → sacked", "out from 26 May 2025")


def test_the_line_says_how_long_ago_and_fits() -> None:
    told = since(THEN, replace(THEN, looked_at=NOW, into=ALONSO, n_reports=12))
    assert told is not None
    whole = "Since you last looked (2 days): in expected → confirmed (Alonso) · 3 new reports"
    assert plain(since_line(told, 110)) == whole
    assert plain(since_line(told, 76)) == "Since 2 days ago: in expected → confirmed (Alonso) · 3 new reports"
    assert line_width(since_line(told, 40)) <= 40


def test_text_of_others_is_no_danger() -> None:
    told = since(THEN, replace(THEN, interims=("Red \x1b[31m Man\u202e",), looked_at=NOW))
    assert told is not None
    assert not {"\x1b", "\u202e"} & set(plain(since_line(told, 100)))


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        (timedelta(seconds=59), "a moment"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=3, minutes=59), "3 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=40), "40 days"),
    ],
)
def test_spans(span: timedelta, wanted: str) -> None:
    assert ago_words(span) == wanted


def test_a_moment_ago_reads_well() -> None:
    assert plain(since_line(Since("a moment", ("sacked",)), 50)) == "Since a moment ago: sacked"
