"""Candidates, refusals and stand-ins: who is meant, at which seat, and how far along."""

from __future__ import annotations

import pytest

from tests.extract.reading import current, short
from touchline.extract.rulebook import Rulebook

LEEDS = "Leeds United"
VACANT = "Leeds have sacked manager Jim Bell. "


def _appointments(text: str, rulebook: Rulebook) -> set[tuple[str, str]]:
    claims = [claim for claim in current(text, rulebook) if claim.kind == "appointment"]
    assert {claim.club for claim in claims} <= {LEEDS}
    return {(person, stage) for person, _, _, stage in short(claims)}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Hull boss Tom Ashby is the favourite.", {("Tom Ashby", "rumour")}),
        ("Hull boss Tom Ashby is a leading candidate for the job.", {("Tom Ashby", "rumour")}),
        ("Tom Ashby of Hull is in line to replace him.", {("Tom Ashby", "expected")}),
        (
            "Tom Ashby, formerly of Hull, and Norwegian Ole Brandt are among the candidates to succeed him.",
            {("Tom Ashby", "rumour"), ("Ole Brandt", "rumour")},
        ),
        (
            "Three men are successors to Bell: Tom Ashby of Hull, Ole Brandt and, the surprise, Uwe Lenz.",
            {("Tom Ashby", "rumour"), ("Ole Brandt", "rumour"), ("Uwe Lenz", "rumour")},
        ),
        ("Leeds have sounded out Tom Ashby regarding their vacancy.", {("Tom Ashby", "talks")}),
        ("Hull have given manager Tom Ashby permission to speak to Leeds.", {("Tom Ashby", "talks")}),
        ("Leeds have agreed a fee with Hull for manager Tom Ashby.", {("Tom Ashby", "agreed")}),
        ("Leeds have agreed a deal to appoint Tom Ashby as head coach.", {("Tom Ashby", "agreed")}),
        ("Hull winger Tom Ashby is the favourite.", set()),
    ],
)
def test_candidates_at_a_vacancy(sentence: str, found: set[tuple[str, str]], rulebook: Rulebook) -> None:
    assert _appointments(VACANT + sentence, rulebook) == found


def test_without_a_vacancy_a_favourite_is_a_favourite_for_anything(rulebook: Rulebook) -> None:
    assert _appointments("Leeds are at home on Saturday. Hull boss Tom Ashby is the favourite.", rulebook) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Tom Ashby has withdrawn from the race to become Leeds manager.",
        "Tom Ashby has turned down the chance to become Leeds manager.",
        "Hull coach Tom Ashby insists he will not be the next Leeds manager.",
        "Hull coach Tom Ashby played down all talk that he might succeed Jim Bell as Leeds boss.",
        'Hull coach Tom Ashby says there is "nothing in" reports that he will become Leeds manager.',
        "Hull coach Tom Ashby dismissed the idea that he could join Leeds.",
        "Hull coach Tom Ashby was linked with the Leeds job but has declined the opportunity.",
        "Leeds have denied contacting Hull coach Tom Ashby.",
    ],
)
def test_a_refusal_outweighs_the_rumour_that_it_answers(sentence: str, rulebook: Rulebook) -> None:
    assert _appointments(sentence, rulebook) == {("Tom Ashby", "denied")}


def test_what_is_not_ruled_out_is_not_denied(rulebook: Rulebook) -> None:
    assert _appointments("Hull coach Tom Ashby refused to rule out a move to Leeds.", rulebook) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Under-21 coach Tom Ashby will take the team for Saturday's game at Hull.",
        "Under-21 coach Tom Ashby is in interim charge at Hull on Saturday.",
        "Tom Ashby will hold the fort until a new coach arrives.",
        "The team will be led by assistant Tom Ashby on Sunday.",
        "Captain Tom Ashby has been put in charge until the end of the season.",
    ],
)
def test_stand_ins_sit_at_the_vacant_seat_not_at_the_opponents(sentence: str, rulebook: Rulebook) -> None:
    claims = [claim for claim in current(VACANT + sentence, rulebook) if claim.kind == "appointment"]
    assert [(claim.person, claim.club, str(claim.role), claim.squad) for claim in claims] == [
        ("Tom Ashby", LEEDS, "interim", "first")
    ]


def test_with_two_vacancies_the_one_told_last_is_meant(rulebook: Rulebook) -> None:
    text = f"{VACANT}Meanwhile, Millwall have sacked manager Uwe Lenz. Hull boss Tom Ashby is the favourite."
    claims = [claim for claim in current(text, rulebook) if claim.kind == "appointment"]
    assert [(claim.person, claim.club) for claim in claims] == [("Tom Ashby", "Millwall")]
