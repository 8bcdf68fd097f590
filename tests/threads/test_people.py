from __future__ import annotations

from datetime import date, timedelta

import pytest

from touchline.threads.people import Mention, is_full, may_be, name_words, resolve

DAY = date(2025, 5, 10)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Alonso", "Xabi Alonso", True),
        ("ALONSO", "Xabi Alonso", True),
        ("Fernando Alonso", "Xabi Alonso", False),
        ("Vítor Pereira", "Vitor Pereira", True),
        ("Ten Hag", "Erik ten Hag", True),
        ("Hag", "Erik ten Hag", True),
        ("ten Hag", "ten Cate", False),
        ("J. Mourinho", "José Mourinho", True),
        ("Rob Edwards", "Robert Edwards", True),
        ("Jo Edwards", "John Edwards", False),
        ("Sir Alex Ferguson", "Ferguson", True),
        ("Ole Solskjaer", "Ole Gunnar Solskjær", True),
        ("Nuno", "Nuno Espírito Santo", True),
        ("Espirito Santo", "Nuno Espírito Santo", True),
        ("Luis Enrique", "Luis García", False),
        ("O'Neill", "Martin O’Neill", True),
        ("O'Neil", "Martin O'Neill", False),
        ("Al-Shalhoub", "Mohammed Al Shalhoub", True),
        ("ten", "Erik ten Hag", False),
        ("", "Erik ten Hag", False),
    ],
)
def test_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert may_be(one, other) is same
    assert may_be(other, one) is same


def test_words_and_fullness() -> None:
    assert name_words("Sir Bobby O'Brien-Müller") == ("bobby", "obrien", "muller")
    assert name_words("Sir") == ("sir",)
    assert is_full("Xabi Alonso")
    assert not is_full("ten Hag")


def _named(*mentions: Mention) -> list[str]:
    found = resolve(mentions)
    return [found[mention] for mention in mentions]


def test_a_surname_joins_the_only_candidate() -> None:
    mentions = (Mention("Alonso", "a", DAY), Mention("Xabi Alonso", "b", DAY), Mention("XABI ALONSO", "c", DAY))
    assert _named(*mentions) == ["Xabi Alonso"] * 3


def test_a_surname_of_two_goes_by_the_article_then_by_the_weeks() -> None:
    xabi = Mention("Xabi Alonso", "b", DAY)
    fernando = Mention("Fernando Alonso", "f", DAY - timedelta(days=400))
    in_article = Mention("Alonso", "f", DAY - timedelta(days=400))
    in_weeks = Mention("Alonso", "c", DAY + timedelta(days=3))
    nowhere = Mention("Alonso", "d", DAY + timedelta(days=800))
    undated = Mention("Alonso", "e", None)
    assert _named(xabi, fernando, in_article, in_weeks, nowhere, undated) == [
        "Xabi Alonso",
        "Fernando Alonso",
        "Fernando Alonso",
        "Xabi Alonso",
        "Alonso",
        "Alonso",
    ]


def test_two_of_one_surname_in_the_same_weeks_stay_open() -> None:
    mentions = (Mention("Xabi Alonso", "b", DAY), Mention("Fernando Alonso", "f", DAY), Mention("Alonso", "c", DAY))
    assert _named(*mentions) == ["Xabi Alonso", "Fernando Alonso", "Alonso"]


def test_the_common_spelling_is_shown() -> None:
    mentions = [Mention("Vitor Pereira", str(n), DAY) for n in range(3)] + [Mention("Vítor Manuel Pereira", "x", DAY)]
    assert set(resolve(mentions).values()) == {"Vitor Pereira"}
