"""The coaches file keeps its own rules: keys, order, no name for two people."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter, defaultdict
from importlib import resources
from typing import Any

import pytest

LEXICON = resources.files("touchline.extract") / "lexicon"
COACHES: list[dict[str, Any]] = tomllib.loads((LEXICON / "coaches.toml").read_text("utf-8"))["coach"]

# Letters that decomposition leaves as they are.
UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "ł": "l",
        "Ł": "L",
        "æ": "ae",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "Þ": "Th",
    }
)


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def test_keys_and_types() -> None:
    for coach in COACHES:
        assert {"name"} <= set(coach) <= {"name", "aliases", "nationality"}
        assert coach.get("aliases", ["one"]), f"{coach['name']}: an empty list is left out"
        for text in (coach["name"], *coach.get("aliases", []), coach.get("nationality", "Dutch")):
            assert isinstance(text, str)
            assert text == text.strip() != ""
            assert "  " not in text
            assert text == unicodedata.normalize("NFC", text)


def test_sorted_by_name() -> None:
    order = [(plain(coach["name"]).casefold(), coach["name"]) for coach in COACHES]
    assert order == sorted(order)


def test_no_name_belongs_to_two_people() -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for coach in COACHES:
        for name in {plain(name).casefold() for name in (coach["name"], *coach.get("aliases", []))}:
            owners[name].append(coach["name"])
    assert {name: people for name, people in owners.items() if len(people) > 1} == {}


def test_every_name_has_a_plain_form() -> None:
    for coach in COACHES:
        names = [coach["name"], *coach.get("aliases", [])]
        assert {plain(name) for name in names} <= set(names)
        assert [name for name, n in Counter(names).items() if n > 1] == []


@pytest.mark.parametrize(
    ("name", "coach"),
    [
        ("Pep Guardiola", "Pep Guardiola"),
        ("Josep Guardiola", "Pep Guardiola"),
        ("Felipao", "Luiz Felipe Scolari"),
        ("Jose Mourinho", "José Mourinho"),
        ("Sarina Wiegman", "Sarina Wiegman"),
        ("Emma Hayes", "Emma Hayes"),
        ("Ruben Amorim", "Rúben Amorim"),
        ("Juergen Klopp", "Jürgen Klopp"),
    ],
)
def test_known_coaches(name: str, coach: str) -> None:
    assert [entry["name"] for entry in COACHES if name in (entry["name"], *entry.get("aliases", []))] == [coach]
