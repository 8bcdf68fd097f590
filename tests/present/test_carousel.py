"""Chains of vacancies as rows and as text."""

from __future__ import annotations

from datetime import date

import pytest

from touchline.model import Chain, ChainHop, Seat, Stage
from touchline.present.carousel import chain_row, chain_span, chains_text, end_words
from touchline.present.chain import open_end
from touchline.present.lines import line_width, plain


def hop(club: str, person: str | None = None, stage: Stage | None = Stage.CONFIRMED, **more: object) -> ChainHop:
    return ChainHop(
        seat=Seat(club=club),
        thread_id=f"{club.lower()}-2025-05",
        person=person,
        stage=stage if person else None,
        solid=person is not None and stage is not None and stage >= Stage.AGREED,
        **more,  # type: ignore[arg-type]
    )


CHAIN = Chain(
    hops=(hop("Brazil", "Carlo Ancelotti"), hop("Madrid", "Xabi Alonso"), hop("Leverkusen", n_candidates=3)),
    first_on=date(2025, 3, 28),
    last_on=date(2025, 5, 25),
)


def test_a_chain_is_a_line_and_what_is_told_of_it() -> None:
    drawn, told = chain_row(CHAIN, 100, "madrid-2025-05")
    assert plain(drawn) == ("  Brazil ◀─ Ancelotti ─ [Madrid] ◀─ Alonso ─ Leverkusen ◁┄ still vacant, 3 candidates")
    assert plain(told) == "  3 seats · 28 Mar – 25 May 2025 · Leverkusen: still vacant, 3 candidates"


def test_below_agreed_a_move_is_dotted_with_its_stage_and_ends_open() -> None:
    chain = Chain(
        hops=(hop("Brazil", "Carlo Ancelotti"), hop("Madrid", "Jürgen Klopp", Stage.TALKS)),
        first_on=date(2024, 12, 30),
        last_on=date(2025, 1, 2),
    )
    drawn, told = chain_row(chain, 100)
    assert plain(drawn) == "  Brazil ◀─ Ancelotti ─ Madrid ◁┄ Klopp? ◔ talks"
    assert plain(told) == "  2 seats · 30 Dec 2024 – 2 Jan 2025 · Madrid: Jürgen Klopp, talks"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "still vacant"),
        ({"n_candidates": 1}, "still vacant, 1 candidate"),
        ({"n_candidates": 2, "vacated": False}, "not vacant yet, 2 candidates"),
        ({"vacated": False, "status": "stayed"}, "nobody leaves after all"),
    ],
)
def test_what_an_open_end_says(more: dict[str, object], words: str) -> None:
    assert open_end(hop("Leverkusen", **more)) == words
    assert end_words(hop("Leverkusen", **more)) == f"Leverkusen: {words}"


def test_the_days_of_a_chain() -> None:
    assert chain_span(Chain(hops=CHAIN.hops, first_on=date(2025, 5, 1), last_on=date(2025, 5, 1))) == "1 May 2025"
    assert chain_span(Chain(hops=CHAIN.hops, first_on=None, last_on=None)) == "undated"


@pytest.mark.parametrize("width", [20, 40, 56, 76, 116])
@pytest.mark.parametrize("here", ["", "brazil-2025-05", "leverkusen-2025-05"])
def test_rows_fit_and_keep_the_seat_that_one_stands_on(width: int, here: str) -> None:
    rows = chain_row(CHAIN, width, here)
    assert all(line_width(row) <= width for row in rows)
    assert not here or "[" in plain(rows[0])


def test_the_text_has_every_chain_whole() -> None:
    long = Chain(hops=(*(hop(f"Club {n}", f"Coach {n}") for n in range(30)), hop("End")), first_on=None, last_on=None)
    lines = chains_text([long, CHAIN]).splitlines()
    assert lines[0] == "31 seats · undated · End: still vacant"
    assert lines[1].count("◀─") == 30 and lines[1].endswith("End ◁┄ still vacant")
    assert lines[2].startswith("3 seats")
