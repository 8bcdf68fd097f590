"""The coaches file keeps its own rules: keys, order, no name for two people."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from importlib import resources
from typing import Any

import pytest

from touchline.fold import fold

LEXICON = resources.files("touchline.extract") / "lexicon"
COACHES: list[dict[str, Any]] = tomllib.loads((LEXICON / "coaches.toml").read_text("utf-8"))["coach"]


def written(name: str) -> str:
    return fold(name.replace("’", "'"))


def test_keys_and_types() -> None:
    for coach in COACHES:
        assert {"name"} <= set(coach) <= {"name", "aliases", "nationality", "born", "by_surname"}
        assert 1880 < coach.get("born", 1950) < 2000
        assert coach.get("by_surname", True) is True
        assert "born" in coach or "by_surname" not in coach, f"{coach['name']}: by_surname needs the year of birth"
        assert coach.get("aliases", ["one"]), f"{coach['name']}: an empty list is left out"
        for text in (coach["name"], *coach.get("aliases", []), coach.get("nationality", "Dutch")):
            assert isinstance(text, str)
            assert text == text.strip() != ""
            assert "  " not in text
            assert text == unicodedata.normalize("NFC", text)


def test_sorted_by_name() -> None:
    order = [(fold(coach["name"]), coach["name"]) for coach in COACHES]
    assert order == sorted(order)


def test_no_name_belongs_to_two_people() -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for coach in COACHES:
        for name in (coach["name"], *coach.get("aliases", [])):
            owners[written(name)].append(coach["name"])
    assert {name: people for name, people in owners.items() if len(people) > 1} == {}


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
    assert [
        entry["name"] for entry in COACHES if fold(name) in map(fold, (entry["name"], *entry.get("aliases", [])))
    ] == [coach]
