"""The clubs file keeps its own rules: keys, unique names, no name for two teams, leagues complete."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from touchline.fold import fold

LEXICON = resources.files("touchline.extract") / "lexicon"
CLUBS: list[dict[str, Any]] = tomllib.loads((LEXICON / "clubs.toml").read_text("utf-8"))["club"]

TEXT_KEYS = {"name", "country", "league", "city"}
LIST_KEYS = {"womens_names", "aliases", "nicknames", "ground", "demonym", "demonyms", "people"}
CLUB_ONLY = {"city", "ground", "demonym"}
NATION_ONLY = {"womens_names", "national", "demonyms", "people"}

LEAGUE_SIZES = {
    ("England", "Premier League"): 20,
    ("England", "Championship"): 24,
    ("England", "League One"): 24,
    ("England", "League Two"): 24,
    ("Spain", "La Liga"): 20,
    ("Spain", "Segunda División"): 22,
    ("Germany", "Bundesliga"): 18,
    ("Germany", "2. Bundesliga"): 18,
    ("Italy", "Serie A"): 20,
    ("Italy", "Serie B"): 20,
    ("France", "Ligue 1"): 18,
    ("France", "Ligue 2"): 18,
    ("Portugal", "Primeira Liga"): 18,
    ("Netherlands", "Eredivisie"): 18,
    ("Scotland", "Premiership"): 12,
    ("Scotland", "Championship"): 10,
    ("Turkey", "Süper Lig"): 18,
    ("Brazil", "Série A"): 20,
    ("Argentina", "Primera División"): 30,
    ("Saudi Arabia", "Saudi Pro League"): 18,
    ("USA", "MLS"): 30,
    ("Mexico", "Liga MX"): 18,
    ("Belgium", "Pro League"): 16,
    ("Greece", "Super League Greece"): 14,
    ("Denmark", "Superliga"): 12,
    ("Sweden", "Allsvenskan"): 16,
    ("Norway", "Eliteserien"): 16,
    ("Switzerland", "Swiss Super League"): 12,
    ("Austria", "Austrian Bundesliga"): 12,
    ("Russia", "Russian Premier League"): 16,
    ("Ukraine", "Ukrainian Premier League"): 16,
    ("Croatia", "HNL"): 10,
    ("Serbia", "Serbian SuperLiga"): 16,
    ("Poland", "Ekstraklasa"): 18,
    ("Czech Republic", "Czech First League"): 16,
    ("Japan", "J1 League"): 20,
    ("Australia", "A-League Men"): 13,
}
CONFEDERATION_SIZES = {"UEFA": 55, "CONMEBOL": 10, "CONCACAF": 35, "CAF": 54, "AFC": 46, "OFC": 11}


def written(name: str) -> str:
    """A name as texts are compared: apostrophes of either shape are one, case and accents do not count."""
    return fold(name.replace("’", "'"))


def without_article(name: str) -> str:
    return name.removeprefix("the ")


def sure_names(club: dict[str, Any]) -> Iterator[str]:
    yield club["name"]
    yield from club.get("aliases", [])


def every_string(club: dict[str, Any]) -> Iterator[str]:
    for value in club.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value


@pytest.mark.parametrize("club", CLUBS, ids=[club["name"] for club in CLUBS])
def test_keys_and_types(club: dict[str, Any]) -> None:
    required = {"name", "country", "league"} | (set() if club.get("national") else {"city"})
    assert required <= set(club)
    assert set(club) <= TEXT_KEYS | LIST_KEYS | {"national"}
    assert not set(club) & (CLUB_ONLY if club.get("national") else NATION_ONLY)
    assert club.get("national", True) is True
    for key in TEXT_KEYS & set(club):
        assert isinstance(club[key], str)
    for key in LIST_KEYS & set(club):
        assert isinstance(club[key], list)
        assert club[key], "an empty list is left out"
    for text in every_string(club):
        assert text == text.strip() != ""
        assert "  " not in text
        assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("club", CLUBS, ids=[club["name"] for club in CLUBS])
def test_no_name_twice_in_one_entry(club: dict[str, Any]) -> None:
    names = [without_article(written(name)) for name in [*sure_names(club), *club.get("nicknames", [])]]
    assert [name for name, n in Counter(names).items() if n > 1] == []


def test_sorted_by_country_league_name() -> None:
    order = [tuple(fold(club[key]) for key in ("country", "league", "name")) for club in CLUBS]
    assert order == sorted(order)


def test_names_are_unique() -> None:
    assert [name for name, n in Counter(fold(club["name"]) for club in CLUBS).items() if n > 1] == []


def test_no_sure_name_belongs_to_two_teams() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for club in CLUBS:
        for name in sure_names(club):
            owners[without_article(written(name))].add(club["name"])
    assert {name: teams for name, teams in owners.items() if len(teams) > 1} == {}


def test_no_nickname_is_the_sure_name_of_another_team() -> None:
    owner = {without_article(written(name)): club["name"] for club in CLUBS for name in sure_names(club)}
    clashes = [
        (nickname, club["name"], owner[key])
        for club in CLUBS
        for nickname in club.get("nicknames", [])
        if owner.get(key := without_article(written(nickname)), club["name"]) != club["name"]
    ]
    assert clashes == []


@pytest.mark.parametrize(("country", "league"), LEAGUE_SIZES)
def test_leagues_are_complete(country: str, league: str) -> None:
    members = [club["name"] for club in CLUBS if (club["country"], club["league"]) == (country, league)]
    assert len(members) >= LEAGUE_SIZES[country, league]


def test_all_ranked_national_teams() -> None:
    sizes = Counter(club["league"] for club in CLUBS if club.get("national"))
    assert sizes == CONFEDERATION_SIZES
    assert all(club["country"] == club["name"] for club in CLUBS if club.get("national"))


@pytest.mark.parametrize(
    ("name", "club"),
    [
        ("Man Utd", "Manchester United"),
        ("Spurs", "Tottenham Hotspur"),
        ("Athletic Club", "Athletic Bilbao"),
        ("Atletico Madrid", "Atlético Madrid"),
        ("Barca", "Barcelona"),
        ("Barça", "Barcelona"),
        ("Leverkusen", "Bayer Leverkusen"),
        ("Bayern", "Bayern Munich"),
        ("FC Koln", "Köln"),
        ("Juve", "Juventus"),
        ("Inter Milan", "Inter"),
        ("PSG", "Paris Saint-Germain"),
        ("QPR", "Queens Park Rangers"),
        ("Seleção", "Brazil"),
        ("Brazilian national team", "Brazil"),
        ("USMNT", "USA"),
        ("Cote d'Ivoire", "Ivory Coast"),
        ("Holland", "Netherlands"),
        ("Rangers", "Rangers"),
        ("Red Star", "Red Star Belgrade"),
        ("Barcelona SC", "Barcelona SC"),
        ("Al Hilal", "Al-Hilal"),
        ("Besiktas", "Beşiktaş"),
        ("Gremio", "Grêmio"),
        ("Sao Paulo", "São Paulo"),
        ("Hibs", "Hibernian"),
        ("Sporting Lisbon", "Sporting CP"),
        ("Curaçao", "Curacao"),
    ],
)
def test_sure_names(name: str, club: str) -> None:
    assert [entry["name"] for entry in CLUBS if fold(name) in map(fold, sure_names(entry))] == [club]


@pytest.mark.parametrize(
    "name",
    [
        "Madrid",
        "Milan",
        "Manchester",
        "United",
        "City",
        "Athletic",
        "Sporting",
        "Real",
        "Racing",
        "Forest",
        "Nacional",
        "Gimnasia",
    ],
)
def test_names_that_are_never_sure(name: str) -> None:
    assert [entry["name"] for entry in CLUBS if fold(name) in map(fold, sure_names(entry))] == []
