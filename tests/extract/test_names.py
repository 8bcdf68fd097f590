"""Who and where: names of people and clubs, references, roles and squads."""

from __future__ import annotations

import pytest

from tests.extract.reading import article, current, short
from touchline.extract import extract, load_rulebook
from touchline.extract.rulebook import Rulebook


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Leeds have sacked Erik ten Boom as manager.", "Erik ten Boom"),
        ("Leeds have sacked Louis van der Veld as manager.", "Louis van der Veld"),
        ("Leeds have sacked Roberto De Zorbi as manager.", "Roberto De Zorbi"),
        ("Leeds have sacked Paulo dos Prados as manager.", "Paulo dos Prados"),
        ("Leeds have sacked Seán O'Dreary as manager.", "Seán O'Dreary"),
        ("Leeds have sacked Jean-Luc Petit-Pont as manager.", "Jean-Luc Petit-Pont"),
        ("Leeds have sacked Łukasz Żuraw as manager.", "Łukasz Żuraw"),
        ("LEEDS UNITED have sacked manager TOM ASHBY.", "Tom Ashby"),
    ],
)
def test_names_of_people(sentence: str, person: str, rulebook: Rulebook) -> None:
    assert [claim.person for claim in current(sentence, rulebook)] == [person]


def test_a_surname_means_the_person_named_in_full(rulebook: Rulebook) -> None:
    claims = current("Leeds manager Tom Ashby lost again. Ashby was sacked on Friday.", rulebook)
    assert short(claims) == {("Tom Ashby", "departure", "Leeds United", "confirmed")}


@pytest.mark.parametrize("surname", ["Van Ashby", "van Ashby", "Ashby"])
def test_a_surname_with_its_particle_means_the_person_named_in_full(surname: str, rulebook: Rulebook) -> None:
    claims = current(f"Leeds manager Tom van Ashby lost again. On Friday {surname} was sacked.", rulebook)
    assert short(claims) == {("Tom van Ashby", "departure", "Leeds United", "confirmed")}


@pytest.mark.parametrize(
    "sentence",
    [
        "He has been sacked.",
        "The 43-year-old has been sacked.",
        "The Leeds boss has been sacked.",
        "The former Millwall midfielder has been sacked.",
    ],
)
def test_references_mean_the_one_person_left(sentence: str, rulebook: Rulebook) -> None:
    claims = current(f"Leeds manager Tom Ashby watched the defeat. {sentence}", rulebook)
    assert [(claim.person, claim.club) for claim in claims] == [("Tom Ashby", "Leeds United")]


def test_the_boss_of_a_club_is_no_man_whom_the_article_calls_a_former_coach(rulebook: Rulebook) -> None:
    told = "Leeds want a successor for former head coach Tom Ashby. The Millwall boss is close. "
    told += "It was confirmed that Leeds want a new man and that they have parted ways with Ashby."
    assert short(current(told, rulebook)) == {("Tom Ashby", "departure", "Leeds United", "confirmed")}


def test_a_reference_to_two_people_means_nobody(rulebook: Rulebook) -> None:
    told = "Leeds manager Tom Ashby met Millwall manager Jim Bell. Then he was sacked."
    assert current(told, rulebook) == []


@pytest.mark.parametrize("job", ["chairman", "captain", "striker", "goalkeeper", "chief executive"])
def test_others_who_leave_make_no_claim(job: str, rulebook: Rulebook) -> None:
    assert extract(article(f"Leeds {job} Tom Ashby has left the club by mutual consent."), rulebook).claims == ()


@pytest.mark.parametrize(
    ("sentence", "role", "squad"),
    [
        ("Tom Ashby has been appointed interim manager of Leeds.", "interim", "first"),
        ("Tom Ashby has been appointed caretaker boss of Leeds.", "interim", "first"),
        ("Tom Ashby has been appointed assistant manager of Leeds.", "assistant", "first"),
        ("Tom Ashby has been appointed sporting director of Leeds.", "sporting director", "first"),
        ("Tom Ashby has been appointed Leeds women's manager.", "head coach", "women"),
        ("Tom Ashby has been appointed Leeds under-21 coach.", "head coach", "u21"),
        ("Tom Ashby has been appointed Leeds head coach.", "head coach", "first"),
    ],
)
def test_roles_and_squads_are_kept_apart(sentence: str, role: str, squad: str, rulebook: Rulebook) -> None:
    assert [(str(claim.role), claim.squad) for claim in current(sentence, rulebook)] == [(role, squad)]


def test_a_shared_nickname_means_the_one_club_that_is_named(rulebook: Rulebook) -> None:
    told = "Newcastle United lost again. United have sacked manager Tom Ashby."
    assert [claim.club for claim in current(told, rulebook)] == ["Newcastle United"]


def test_a_shared_nickname_alone_is_left_open(rulebook: Rulebook) -> None:
    assert extract(article("United have sacked manager Tom Ashby."), rulebook).claims == ()


@pytest.mark.parametrize("club", ["FC Bramblewick", "Hobbleton United", "Quorley Rovers"])
def test_clubs_that_no_file_knows_are_known_by_their_shape(club: str, rulebook: Rulebook) -> None:
    assert [claim.club for claim in current(f"{club} have sacked manager Tom Ashby.", rulebook)] == [club]


def test_the_users_own_clubs_and_coaches_count(tmp_path, rulebook: Rulebook) -> None:
    (tmp_path / "clubs.toml").write_text('[[club]]\nname = "Hobbleton"\ncountry = "England"\ncity = "Hobbleton"\n')
    (tmp_path / "coaches.toml").write_text('[[coach]]\nname = "Zeb Quillfeather"\n')
    own = load_rulebook(tmp_path)
    claims = current("Zeb Quillfeather has left Hobbleton.", own)
    assert short(claims) == {("Zeb Quillfeather", "departure", "Hobbleton", "confirmed")}
    assert current("Zeb Quillfeather has left Hobbleton.", rulebook) == []
    assert own.version != rulebook.version
