"""Every question about who comes and goes is remembered, so that what is learnt of it later is asked again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from touchline.extract.clubs import Club
from touchline.extract.scene import ClubMention, Person
from touchline.extract.told import Told
from touchline.model import Kind

ASHBY, BERG = Person("Tom Ashby", ("tom", "ashby")), Person("Jonas Berg", ("jonas", "berg"))
HULL = ClubMention("Hull", (), "name", Club(name="Hull City"))


def leaves(told: Told, person: Person) -> None:
    told.note_move(person, Kind.DEPARTURE, HULL)


def opens(told: Told, person: Person) -> None:
    told.note_opening(person, Kind.DEPARTURE, HULL, "Hull City", 0)


QUESTIONS: list[tuple[Callable[[Told], object], Callable[[Told, Person], None], bool]] = [
    (lambda told: told.move(ASHBY, Kind.DEPARTURE), leaves, False),
    (lambda told: told.clubs(ASHBY, Kind.DEPARTURE), leaves, False),
    (lambda told: list(told.moves(Kind.DEPARTURE)), leaves, True),
    (lambda told: told.openings(but=ASHBY), opens, True),
    (lambda told: told.is_coach(ASHBY), Told.note_coach, False),
    (lambda told: told.coaches(ASHBY), Told.note_coach, False),
]


@pytest.mark.parametrize(("ask", "tell", "of_anybody"), QUESTIONS)
def test_what_was_asked_is_known_to_be_told_anew(
    ask: Callable[[Told], object], tell: Callable[[Told, Person], None], of_anybody: bool
) -> None:
    ashby, berg = Told(), Told()
    for told, person in ((ashby, ASHBY), (berg, BERG)):
        person.coaches = False
        ask(told)
        assert told.learnt.isdisjoint(told.asked)
        tell(told, person)
    assert ashby.asked & ashby.learnt
    assert bool(berg.asked & berg.learnt) is of_anybody


def test_the_same_told_again_is_nothing_new() -> None:
    told = Told()
    for tell in (leaves, opens):
        tell(told, ASHBY)
        told.learnt.clear()
        tell(told, ASHBY)
        assert not told.learnt


def test_who_is_a_coach_stays_one() -> None:
    told, coach = Told(), Person("Tom Ashby", ("tom", "ashby"), coaches=True)
    assert told.is_coach(coach) and told.coaches(coach)
    assert not told.asked
