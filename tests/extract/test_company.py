"""Who is a coach by his company, and whom "he", "the Italian boss" and "his successor" mean."""

from __future__ import annotations

import pytest

from tests.extract.reading import current
from touchline.extract.rulebook import Rulebook

BURNLEY = "Burnley have sacked manager Tom Ashby. "


def _told(text: str, rulebook: Rulebook) -> set[tuple[str, str, str]]:
    return {(claim.person, str(claim.kind), claim.club) for claim in current(text, rulebook) if not claim.denied}


@pytest.mark.parametrize(
    ("sentence", "comes"),
    [
        ("Carl Bexley will replace Ashby.", True),
        ("The Clarets have turned to Carl Bexley, 51, as his replacement.", True),
        ("The board have named Carl Bexley as successor to Ashby.", True),
        ("His assistant, Carl Bexley, will take charge of the team.", True),
        ("Carl Bexley is in line as the Clarets sack Ashby.", True),
        ("Captain Carl Bexley is in line as the Clarets sack Ashby.", False),
        ("Carl Bexley will replace striker Joe Pell.", False),
        ("Ashby had wanted Carl Bexley to replace Joe Pell.", False),
    ],
)
def test_who_follows_a_coach_is_one(sentence: str, comes: bool, rulebook: Rulebook) -> None:
    assert (("Carl Bexley", "appointment", "Burnley") in _told(BURNLEY + sentence, rulebook)) is comes


@pytest.mark.parametrize(
    ("sentence", "goes"),
    [
        ("Burnley are looking for a new manager after the departure of Tom Ashby.", True),
        ("Burnley are without a manager after sacking Tom Ashby.", True),
        ("Burnley are looking for a new striker after the departure of Tom Ashby.", False),
        ("Burnley gave a manager of another club a call after the departure of Tom Ashby.", False),
    ],
)
def test_who_leaves_a_seat_that_is_sought_was_a_coach(sentence: str, goes: bool, rulebook: Rulebook) -> None:
    assert (("Tom Ashby", "departure", "Burnley") in _told(sentence, rulebook)) is goes


def test_the_head_coach_between_commas_is_the_subject(rulebook: Rulebook) -> None:
    told = _told("Burnley lost again on Saturday. The head coach, Tom Ashby, was dismissed on Monday.", rulebook)
    assert told == {("Tom Ashby", "departure", "Burnley")}


def test_one_whom_they_sacked_and_replaced_is_the_same(rulebook: Rulebook) -> None:
    told = _told("Burnley have sacked Tom Ashby and replaced him with Carl Bexley.", rulebook)
    assert told == {("Tom Ashby", "departure", "Burnley"), ("Carl Bexley", "appointment", "Burnley")}


def test_a_description_is_not_of_another_clubs_coach(rulebook: Rulebook) -> None:
    text = (
        "Burnley have spoken to Hull coach Carl Bexley about the job of Tom Ashby. The Burnley boss will leave in May."
    )
    assert ("Tom Ashby", "departure", "Burnley") in _told(text, rulebook)
    assert ("Carl Bexley", "departure", "Burnley") not in _told(text, rulebook)


def test_a_described_man_may_be_named_beside_the_description(rulebook: Rulebook) -> None:
    text = "Burnley have sacked manager Tom Ashby. They like Joe Pell, the English coach who has taken over at Hull."
    assert ("Tom Ashby", "appointment", "Hull City") not in _told(text, rulebook)


@pytest.mark.parametrize(
    ("second", "goes"),
    [
        ("He was sacked on Monday.", True),
        ("Then he was sacked.", False),
    ],
)
def test_he_who_opens_a_sentence_is_the_coach_who_opened_the_last(second: str, goes: bool, rulebook: Rulebook) -> None:
    text = f"Burnley lost 3-0. Burnley manager Tom Ashby met Hull manager Jim Bell. {second}"
    assert (("Tom Ashby", "departure", "Burnley") in _told(text, rulebook)) is goes


def test_a_former_club_is_not_the_one_he_goes_to(rulebook: Rulebook) -> None:
    text = "Bolton Wanderers manager Tom Ashby has joined Derby County. His former club have put Carl Bexley in charge."
    assert _told(text, rulebook) == {("Tom Ashby", "appointment", "Derby County")}


def test_whom_a_new_coach_replaces_was_one(rulebook: Rulebook) -> None:
    text = "Carl Bexley is the new manager of Burnley. He replaces Joe Pell, who was dismissed on Monday."
    assert ("Joe Pell", "departure", "Burnley") in _told(text, rulebook)
    captain = "Carl Bexley is the new captain of Burnley. He replaces Joe Pell, who was dismissed on Monday."
    assert _told(captain, rulebook) == set()
