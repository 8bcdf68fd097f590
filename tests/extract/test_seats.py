"""Which club a phrase means that names none, and what is none: countries, opponents, seats of the past."""

from __future__ import annotations

import pytest

from tests.extract.reading import current
from touchline.extract.rulebook import Rulebook
from touchline.model import Role


def seats(body: str, rulebook: Rulebook, title: str | None = None) -> set[tuple[str, str, str, str]]:
    return {(c.kind.value, c.person, c.club, c.squad) for c in current(body, rulebook, title=title)}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            "Flamengo of Brazil have fired coach Tom Ashby.",
            {("departure", "Tom Ashby", "Flamengo", "first")},
            id="a country behind its club",
        ),
        pytest.param(
            "Leeds manager Jim Bell is staying. Hull, who sacked manager Ian Frost on Friday, talk to others, and "
            "coach Tom Ashby is among the candidates to take the job.",
            {("departure", "Ian Frost", "Hull City", "first"), ("appointment", "Tom Ashby", "Hull City", "first")},
            id="the vacancy of its own sentence",
        ),
        pytest.param(
            "Leeds have sacked manager Jim Bell. After he left Hull, coach Tom Ashby waited for a year.",
            {("departure", "Jim Bell", "Leeds United", "first"), ("departure", "Tom Ashby", "Hull City", "first")},
            id="a pronoun before its name",
        ),
    ],
)
def test_seat_of_a_phrase(body: str, found: set[tuple[str, str, str, str]], rulebook: Rulebook) -> None:
    assert seats(body, rulebook) >= found
    assert {club for _, _, club, _ in seats(body, rulebook)} == {club for _, _, club, _ in found}


def test_a_country_that_only_gives_its_name_to_coaches_has_no_vacancy(rulebook: Rulebook) -> None:
    body = "Clubs in India may now hire from abroad. Coach Tom Ashby is among the candidates to take the job."
    assert seats(body, rulebook) == set()


def test_whom_a_womens_article_names_is_the_womens_coach(rulebook: Rulebook) -> None:
    body = "Hull have appointed Ann Frost as head coach of their women's team. She replaces manager Tom Ashby."
    later = " Ashby was sacked by Hull on Monday."
    assert {squad for *_, squad in seats(body + later, rulebook)} == {"women"}
    assert ("departure", "Ian Bell", "Hull City", "first") in seats(
        body + " The men have news too. Manager Ian Bell was sacked by Hull on Monday.", rulebook
    )


def test_a_season_that_is_over_is_the_past(rulebook: Rulebook) -> None:
    body = "In the 2018-19 season, coach Tom Ashby took over as head coach of Hull City for eight games."
    assert seats(body, rulebook) == set()


def test_the_club_that_the_words_name_wins_over_the_articles_topic(rulebook: Rulebook) -> None:
    text = "Burnley are keen on Tom Ashby as manager of Burnley. Ashby quit his role at Hull as manager."
    assert ("departure", "Tom Ashby", "Hull City", "first") in seats(text, rulebook)
    assert ("departure", "Tom Ashby", "Burnley", "first") not in seats(text, rulebook)


@pytest.mark.parametrize(
    "body",
    [
        "Reports in Barcelona say that coach Tom Ashby is leaving.",
        "Coach Tom Ashby has been sacked from his recent coaching role at Club Brugge.",
        "The Super Lig side sacked Tom Ashby.",
    ],
)
def test_no_club_is_guessed_beside_another_or_a_described_one(body: str, rulebook: Rulebook) -> None:
    clubs = {club for _, _, club, _ in seats(f"Leeds are happy. Leeds won. {body}", rulebook, title="Leeds win")}
    assert "Leeds United" not in clubs


def test_the_longer_phrase_names_the_club_that_he_leaves(rulebook: Rulebook) -> None:
    body = "The Leeds boss, Jim Bell, spoke of the news that Tom Ashby was leaving Hull."
    assert {club for _, person, club, _ in seats(body, rulebook) if person == "Tom Ashby"} <= {"Hull City"}


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Leeds have appointed Tom Ashby as manager on a temporary basis.", Role.INTERIM),
        ("Tom Ashby will take charge of Leeds in the interim period.", Role.INTERIM),
        ("Tom Ashby will take charge of Leeds after the interim period.", Role.HEAD_COACH),
        ("Leeds are hoping to bring in Hull sporting director Tom Ashby.", Role.SPORTING_DIRECTOR),
        ("Tom Ashby has joined the Leeds backroom team.", Role.ASSISTANT),
    ],
)
def test_role_that_nobody_says_outright(body: str, role: Role, rulebook: Rulebook) -> None:
    assert [claim.role for claim in current(body, rulebook) if claim.club == "Leeds United"] == [role]
