"""The user's corrections in words, and the rows to choose from."""

from __future__ import annotations

import pytest

from touchline.model import Correction, Seat
from touchline.present.choices import Choice, matching, names_choice
from touchline.present.corrections import correction_words
from touchline.present.lines import line, plain

QUAY, HILL = Seat(club="Quay Rovers"), Seat(club="Hill United", squad="women")
HEADLINES = {"a1": "Lund goes", "a2": "Orme \x1b[31mcomes\u202e"}


@pytest.mark.parametrize(
    ("correction", "wanted"),
    [
        (
            Correction(rule="not this story", of="a1", seat=QUAY),
            "“Lund goes” is not this story (Quay Rovers · head coach)",
        ),
        (
            Correction(rule="attach", of="a9", other="a1", seat=HILL),
            "“a9” belongs to the story of “Lund goes” (Hill United women · head coach)",
        ),
        (
            Correction(rule="split", of="a1", seat=QUAY),
            "“Lund goes” begins a new story (Quay Rovers · head coach)",
        ),
        (
            Correction(rule="not the same person", of="Orme", other="Max Orme"),
            "Orme is not Max Orme (everywhere)",
        ),
        (
            Correction(rule="not the same person", of="Max Orme", other="Max Orme", seat=QUAY, other_seat=HILL),
            "Max Orme (Quay Rovers · head coach) is not Max Orme (Hill United women · head coach)",
        ),
    ],
)
def test_a_correction_is_one_sentence(correction: Correction, wanted: str) -> None:
    assert correction_words(correction, HEADLINES) == wanted


def test_headlines_of_others_are_no_danger() -> None:
    told = correction_words(Correction(rule="merge", of="a1", other="a2", seat=QUAY), HEADLINES)
    assert told.startswith("“Lund goes” and “Orme") and told.endswith("are one story (Quay Rovers · head coach)")
    assert not {"\x1b", "\u202e"} & set(told)


def test_every_typed_word_narrows_the_choice_down_whatever_its_case_and_accents() -> None:
    choices = [Choice("1", line("Málaga  Lund → Orme")), Choice("2", line("Quay Rovers  Orme → open"))]
    assert [one.key for one in matching(choices, "")] == ["1", "2"]
    assert [one.key for one in matching(choices, "ORM mala")] == ["1"]
    assert matching(choices, "orme quay lund") == ()


def test_two_names_tell_where_they_are_meant() -> None:
    assert plain(names_choice("0", "Orme", QUAY, "Max Orme", None).line) == (
        "Orme and Max Orme  Quay Rovers · head coach"
    )
    assert plain(names_choice("0", "Orme", QUAY, "Orme", HILL).line) == (
        "Orme at Quay Rovers and Orme at Hill United women"
    )
