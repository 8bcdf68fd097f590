"""The claim that the story list shows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import claims, make_claim
from touchline.model import Claim, Kind, Role, Stage
from touchline.store.chips import choose_chip, current

STAY = make_claim(kind=Kind.STAY, stage=Stage.AGREED)
GOES = make_claim(kind=Kind.DEPARTURE, stage=Stage.AGREED)
COMES = make_claim(kind=Kind.APPOINTMENT, stage=Stage.AGREED)
SURE = make_claim(kind=Kind.STAY, stage=Stage.CONFIRMED)
DENIED = make_claim(kind=Kind.DEPARTURE, stage=None, denied=True)
RUMOUR = make_claim(kind=Kind.STAY, stage=Stage.RUMOUR)
CARETAKER = make_claim(kind=Kind.APPOINTMENT, stage=Stage.AGREED, role=Role.INTERIM)
RECALLED = make_claim(stage=Stage.CONFIRMED, background=True)


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ((STAY, GOES, COMES), COMES),
        ((STAY, GOES), GOES),
        ((COMES, SURE), SURE),
        ((CARETAKER, GOES), GOES),
        ((DENIED, RUMOUR), RUMOUR),
        ((RECALLED, DENIED), DENIED),
        ((COMES, make_claim(stage=Stage.AGREED, person="Bea Cove")), COMES),
    ],
)
def test_the_most_newsworthy_claim(found: Sequence[Claim], chosen: Claim) -> None:
    chip = choose_chip(found)
    assert chip is not None
    assert (chip.kind, chip.person, chip.club) == (chosen.kind, chosen.person, chosen.club)
    assert (chip.stage, chip.denied) == (chosen.stage, chosen.denied)


def test_no_current_claim_no_chip() -> None:
    assert choose_chip(()) is None
    assert choose_chip((RECALLED,)) is None


@given(st.lists(claims, max_size=4))
def test_a_chip_says_what_some_current_claim_says(found: list[Claim]) -> None:
    chip = choose_chip(found)
    said = [(one.kind, one.person, one.club, one.stage, one.denied) for one in current(found)]
    if chip is None:
        assert said == []
    else:
        assert (chip.kind, chip.person, chip.club, chip.stage, chip.denied) in said
