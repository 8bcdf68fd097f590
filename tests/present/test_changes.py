from __future__ import annotations

import pytest

from tests.threads.telling import interim, into, out, told
from touchline.model import Role
from touchline.present.changes import COLUMNS, change_rows, days_between
from touchline.threads import build_threads

TUDOR = (
    told("2025-03-20", out("Thiago Motta", "Juventus", "expected")),
    told("2025-03-23", out("Thiago Motta", "Juventus", manner="sacked"), interim("Igor Tudor", "Juventus")),
    told("2025-06-13", into("Igor Tudor", "Juventus")),
)


def test_an_interim_spell_is_a_row_of_its_own() -> None:
    spell, change = change_rows(build_threads(TUDOR))
    assert spell.cells == (
        "Juventus",
        "",
        "",
        "",
        "Igor Tudor (interim)",
        "2025-03-23",
        "",
        "confirmed",
        "",
        "2",
    )
    assert change.cells == (
        "Juventus",
        "Thiago Motta",
        "sacked",
        "2025-03-23",
        "Igor Tudor",
        "2025-06-13",
        "confirmed",
        "confirmed",
        "82",
        "3",
    )
    assert (spell.interim, change.interim) == (True, False)
    assert len(COLUMNS) == len(change.cells)


def test_only_what_is_agreed_or_confirmed_unless_all_is_asked_for() -> None:
    threads = build_threads(
        [
            told(
                "2025-05-10",
                out("Carlo Ancelotti", "Real Madrid", "expected"),
                into("Xabi Alonso", "Real Madrid", "talks"),
            )
        ]
    )
    assert change_rows(threads) == []
    (row,) = change_rows(threads, every=True)
    assert (row.outgoing, row.out_stage, row.incoming, row.in_stage) == (
        "Carlo Ancelotti",
        "expected",
        "Xabi Alonso",
        "talks",
    )
    assert (row.appointed, row.days_vacant) == (None, None)


def test_a_name_below_agreed_stays_off_the_plain_table() -> None:
    threads = build_threads(
        [
            told(
                "2025-05-10",
                out("Carlo Ancelotti", "Real Madrid", "confirmed"),
                into("Xabi Alonso", "Real Madrid", "talks"),
            )
        ]
    )
    (row,) = change_rows(threads)
    assert (row.outgoing, row.incoming, row.in_stage) == ("Carlo Ancelotti", None, None)


def test_the_effective_day_is_the_date_of_vacancy() -> None:
    threads = build_threads(
        [
            told("2024-01-26", out("Jürgen Klopp", "Liverpool", manner="resigned", effective="2024-05-19")),
            told("2024-05-20", into("Arne Slot", "Liverpool", effective="2024-06-01")),
        ]
    )
    (row,) = change_rows(threads)
    assert (row.vacated, row.appointed, row.days_vacant) == ("2024-05-19", "2024-06-01", 13)


def test_a_seat_that_is_not_the_first_teams_says_so() -> None:
    (row,) = change_rows(build_threads([told("2024-05-01", out("Emma Hayes", "Chelsea", squad="women"))]))
    assert row.team == "Chelsea (women)"


def test_assistants_and_directors_are_no_managerial_changes() -> None:
    threads = build_threads([told("2018-02-06", out("Jamie Clapham", "Barnsley", role=Role.ASSISTANT))])
    assert change_rows(threads) == []
    (row,) = change_rows(threads, every=True)
    assert row.team == "Barnsley (assistant)"


@pytest.mark.parametrize(
    ("vacated", "appointed", "days"),
    [
        ("2025-05-09", "2025-05-26", 17),
        ("2025-06-30", "2025-05-26", 0),
        ("2025-05", "2025-06-01", 1),
        ("2025-05", "2025-05", 0),
        (None, "2025-05-26", None),
        ("2025-05-09", None, None),
        ("early May", "2025-05-26", None),
    ],
)
def test_days_vacant_are_never_below_zero(vacated: str | None, appointed: str | None, days: int | None) -> None:
    assert days_between(vacated, appointed) == days


@pytest.mark.parametrize(
    ("effective", "appointed"),
    [("2025-09-13", "2025-09-09"), ("2025-09-16", "2025-09-16"), ("2025-10", "2025-10"), (None, "2025-09-09")],
)
def test_the_date_of_appointment_is_the_announcement_or_the_start_of_the_contract(
    effective: str | None, appointed: str
) -> None:
    (row,) = change_rows(
        build_threads([told("2025-09-09", into("Ange Postecoglou", "Nottingham Forest", effective=effective))])
    )
    assert row.appointed == appointed


def test_a_caretakers_first_match_is_not_his_appointment() -> None:
    spell, _ = change_rows(
        build_threads(
            [
                told(
                    "2025-10-27",
                    out("Igor Tudor", "Juventus"),
                    interim("Brambilla", "Juventus", effective="2025-10-29"),
                ),
            ]
        )
    )
    assert spell.appointed == "2025-10-27"
