"""Clubs and people that no file knows, read where the text shows what they are; and what must not be taken for one."""

from __future__ import annotations

import pytest

from tests.extract.reading import article, current, short
from touchline.extract.reading import read_article
from touchline.extract.rulebook import Rulebook

FOOTBALL = "The striker scored two goals. "
"""An unknown name beside a coach is a football club's only where the article is about football."""


def unknown(text: str, rulebook: Rulebook) -> set[str]:
    scene, _ = read_article(article(text), rulebook, rulebook.languages["en"])
    return {mention.club.name for mention in scene.clubs if mention.via == "shape" and mention.club is not None}


@pytest.mark.parametrize(
    ("sentence", "club"),
    [
        ("FC Bramblewick are without a manager.", "FC Bramblewick"),
        ("FC Nova Quorlia are without a manager.", "FC Nova Quorlia"),
        ("AFC Quorley United are without a manager.", "AFC Quorley United"),
        ("He played for Quorley Harriers.", "Quorley Harriers"),
        ("Hobbleton United have sacked Tom Ashby.", "Hobbleton United"),
        ("It was the fault of Oakhamby coach Tom Ashby.", "Oakhamby"),
        ("On Friday, Bramble AllStars head coach Tom Ashby resigned.", "Bramble AllStars"),
        ("Bramble AllStars head coach Tom Ashby has resigned.", "Bramble AllStars"),
        ("The Oakhamby coach Tom Ashby has resigned.", "Oakhamby"),
        ("Oakhamby coach Tom Ashby has left. He spoke of Oakhamby with love.", "Oakhamby"),
        ("Tom Ashby, manager of Oakhamby, has resigned.", "Oakhamby"),
        ("Tom Ashby has been appointed head coach of Oakhamby.", "Oakhamby"),
        ("The coach of Oakhamby, Tom Ashby, is at home.", "Oakhamby"),
        ("Tom Ashby has been named Oakhamby manager.", "Oakhamby"),
        ("Tom Ashby was appointed as Oakhamby manager.", "Oakhamby"),
        ("Tom Ashby takes charge of Oakhamby.", "Oakhamby"),
        ("The striker wept as Tom Ashby took charge of Oakhamby", "Oakhamby"),
        ("The Kenyan side Oakhamby, champions once, were his first club.", "Oakhamby"),
        ("Oakhamby have appointed Tom Ashby as manager.", "Oakhamby"),
        ("Oakhamby have today parted company with head coach Tom Ashby.", "Oakhamby"),
        ("Tom Ashby, head coach of Nueva Quorlia de Bramble, has resigned.", "Nueva Quorlia de Bramble"),
    ],
)
def test_an_unknown_club_is_known_by_what_is_said_of_it(sentence: str, club: str, rulebook: Rulebook) -> None:
    assert unknown(FOOTBALL + sentence, rulebook) == {club}


@pytest.mark.parametrize(
    "sentence",
    [
        "Former coach Tom Ashby has resigned.",
        "Disgraced coach Tom Ashby has resigned.",
        "Ambitious Oakhamby coach Tom Ashby has resigned.",
        "The Spanish coach Tom Ashby has resigned.",
        "The Basque coach Tom Ashby has resigned.",
        "The Oakhamby-born coach Tom Ashby has resigned.",
        "A Premier League manager, Tom Ashby, has resigned.",
        "It was a bad day for Champions League coach Tom Ashby.",
        "On Monday coach Tom Ashby resigned.",
        "Last May manager Tom Ashby resigned.",
        "Klopp coach Jim Bell has left.",
        "It was Bell coach Tom Ashby saw. Jim Bell was there.",
        "It was Jim Bell coach Tom Ashby saw.",
        "The paper quotes Ferrari boss Tom Ashby.",
        "The paper quotes Oakhamby boss Tom Ashby.",
        "The paper quotes Sky Sports manager Tom Ashby.",
        "The paper quotes PGMO manager Tom Ashby.",
        "Like the Lakers coach Tom Ashby, he smiled.",
        "Tom Ashby is the manager of the Year.",
        "Tom Ashby was named Barclays Manager of the Month.",
        "Tom Ashby trains as Quigley coach the others.",
        "Tom Ashby, the coach of Andy Quigley, has resigned.",
        "The Spanish club Quigley left have appointed Tom Ashby.",
        "Quigley has sacked coach Tom Ashby.",
        "Quigley sacks coach Tom Ashby.",
        "Owners sack coach Tom Ashby.",
        "Vale of Oakhamby coach Tom Ashby has resigned.",
        "If Rangers lose, Tom Ashby goes.",
        "As Leicester lost, Tom Ashby watched.",
        "Obviously United feel the loss of Tom Ashby.",
        "Title-chasing Manchester City lost to Tom Ashby.",
        "They beat English club FC Burnley.",
        "Jim Berrada United the fans.",
        "They beat West Quorley Albion.",
        "They beat St. Quorley Town.",
        "The goal came from Jim Villa.",
        "Reposting United's picture, Tom Ashby smiled.",
        "Lucky United. Tom Ashby smiled.",
        "They beat Quorley & Oakhamby Albion.",
        "Muhammad Al Quigley spoke.",
    ],
)
def test_what_only_looks_like_a_club_is_none(sentence: str, rulebook: Rulebook) -> None:
    assert unknown(FOOTBALL + sentence, rulebook) == set()


def test_without_a_sign_of_football_only_a_club_that_acts_like_one_is_read(rulebook: Rulebook) -> None:
    assert unknown("Tom Ashby has been named Oakhamby coach.", rulebook) == set()
    assert unknown("Oakhamby sack coach Tom Ashby", rulebook) == {"Oakhamby"}
    assert unknown("Oakhamby sack coach Tom Ashby after rugby defeat", rulebook) == set()


def test_a_shorter_form_means_the_same_club(rulebook: Rulebook) -> None:
    told = FOOTBALL + "They beat Oakhamby Town. The paper says that Oakhamby coach Tom Ashby has been sacked."
    assert short(current(told, rulebook)) == {("Tom Ashby", "departure", "Oakhamby Town", "confirmed")}
    told = FOOTBALL + "They beat FC Oakhamby. Manager Tom Ashby has left Oakhamby."
    assert short(current(told, rulebook)) == {("Tom Ashby", "departure", "FC Oakhamby", "confirmed")}


def test_a_word_of_a_persons_name_is_no_short_form(rulebook: Rulebook) -> None:
    told = FOOTBALL + "They beat Oakhamby Town. Jim Oakhamby spoke. Then Oakhamby left."
    scene, _ = read_article(article(told), rulebook, rulebook.languages["en"])
    assert [mention.surface for mention in scene.clubs if mention.via == "shape"] == ["Oakhamby Town"]


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("FC Bramblewick have sacked manager Tom Ashby.", ("Tom Ashby", "departure", "FC Bramblewick", "confirmed")),
        ("Oakhamby sack coach Zebedee Quill", ("Zebedee Quill", "departure", "Oakhamby", "confirmed")),
        ("Oakhamby appoint Zebedee Quill as head coach", ("Zebedee Quill", "appointment", "Oakhamby", "confirmed")),
        (
            "Goals were rare. Bramble AllStars head coach Zebedee Quill has resigned.",
            ("Zebedee Quill", "departure", "Bramble AllStars", "confirmed"),
        ),
        (
            "The striker was sad. Zebedee Quill, manager of Oakhamby, has resigned.",
            ("Zebedee Quill", "departure", "Oakhamby", "confirmed"),
        ),
        (
            "Leeds coach Zebedee Quill has been sacked.",
            ("Zebedee Quill", "departure", "Leeds United", "confirmed"),
        ),
    ],
)
def test_claims_about_clubs_and_people_that_no_file_knows(
    told: str, claim: tuple[str, str, str, str], rulebook: Rulebook
) -> None:
    assert short(current(told, rulebook)) == {claim}
