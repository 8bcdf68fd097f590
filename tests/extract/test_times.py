"""Words for times and countries' seasons are data: read, checked, and the same for any language."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from touchline.errors import ConfigError
from touchline.extract import load_rulebook
from touchline.extract.lexicon_files import LexiconFile, read_lexicon_file
from touchline.extract.moments import moment_of
from touchline.extract.rulebook import Rulebook
from touchline.extract.seasons import SeasonCalendar, read_seasons
from touchline.extract.time_rules import read_times
from touchline.extract.times import find_times
from touchline.extract.tokens import tokenise
from touchline.extract.version import LEXICON

SPANISH = """
[times]
months = [["enero"], ["febrero"], ["marzo"], ["abril"], ["mayo"], ["junio"], ["julio"], ["agosto"], ["septiembre"],
  ["octubre"], ["noviembre"], ["diciembre"]]
weekdays = [["lunes"], ["martes"], ["miércoles"], ["jueves"], ["viernes"], ["sábado"], ["domingo"]]
[times.units]
season = ["temporada"]
week = ["semana"]
[times.shifts]
pasada = -1
"próxima" = 1
[times.counts]
dos = 2
[times.vague_counts]
[[time]]
id = "date"
means = "date"
patterns = ["<nth> de <month> [de <year>]"]
[[time]]
id = "weekday"
means = "weekday"
patterns = ["el <day>"]
[[time]]
id = "week"
means = "unit"
patterns = ["la <unit> <shift>"]
[[time]]
id = "end"
means = "unit"
part = "end"
patterns = ["a final de <unit>"]
"""


def _file(text: str) -> LexiconFile:
    return LexiconFile(Path("xx.toml"), tomllib.loads(text))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("el 1 de junio", "2025-06-01"),
        ("el 1 de junio de 2027", "2027-06-01"),
        ("el miércoles", "2025-05-14"),
        ("la semana próxima", "2025-05"),
        ("a final de temporada", "2025-05"),
    ],
)
def test_another_language_takes_no_python(words: str, value: str, rulebook: Rulebook) -> None:
    table = read_times(_file(SPANISH), {})
    (time,) = find_times(words, tokenise(words, 0, len(words)), table)
    seasons = rulebook.clubs.club("Barcelona").seasons
    assert moment_of(time, date(2025, 5, 10), seasons, future=True).value == value


def test_a_language_without_words_for_times_has_none() -> None:
    assert find_times("on 1 June", tokenise("on 1 June", 0, 9), read_times(_file(""), {})) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[times]\nmonth = []", "did you mean 'months'"),
        ('[times]\nmonths = [["january"]]', "months holds 1 lists of words, not 12"),
        ('[times.units]\nweeks = ["week"]', "did you mean 'week'"),
        ('[[time]]\nid = "x"\nmeans = "dates"\npatterns = []', "did you mean 'date'"),
        ('[[time]]\nid = "x"\nmeans = "date"\npattern = []', "did you mean 'patterns'"),
        ('[[time]]\nid = "x"\nmeans = "unit"\npart = "finish"\npatterns = []', "part = 'finish'"),
        ('[[time]]\nid = "x"\nmeans = "date"\npatterns = ["<months>"]', "no phrases <months>"),
        ('[[time]]\nid = "x"\nmeans = "date"', "'patterns' is missing"),
    ],
)
def test_a_wrong_table_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint) as caught:
        read_times(_file(text), {})
    assert "xx.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[season]]\ncountries = ["Norway"]\nstarts = 3\nend = 11', "did you mean 'ends'"),
        ('[[season]]\ncountries = ["Norway"]\nstarts = 3\nends = 13', "season of Norway: ends = 13 is no month"),
    ],
)
def test_a_wrong_season_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        read_seasons(_file(text))


def test_seasons_are_of_known_countries(rulebook: Rulebook) -> None:
    countries = read_seasons(read_lexicon_file(LEXICON / "seasons.toml"))
    assert set(countries) <= {club.country for club in rulebook.clubs}


@pytest.mark.parametrize(
    ("club", "on", "shift", "future", "last"),
    [
        ("Leeds United", date(2025, 5, 10), 0, True, date(2025, 5, 31)),
        ("Leeds United", date(2025, 9, 1), 0, True, date(2026, 5, 31)),
        ("Leeds United", date(2025, 6, 10), -1, False, date(2025, 5, 31)),
        ("Leeds United", date(2025, 6, 10), 0, False, date(2025, 5, 31)),
        ("Leeds United", date(2025, 6, 10), 1, True, date(2026, 5, 31)),
        ("Leeds United", date(2025, 5, 10), 1, True, date(2026, 5, 31)),
        ("Flamengo", date(2025, 5, 10), 0, True, date(2025, 12, 31)),
        ("Rosenborg", date(2025, 12, 10), 1, True, date(2026, 11, 30)),
        ("Zenit St Petersburg", date(2010, 5, 10), 0, True, date(2010, 11, 30)),
    ],
)
def test_the_season_of_the_country(
    club: str, on: date, shift: int, future: bool, last: date, rulebook: Rulebook
) -> None:
    assert rulebook.clubs.club(club).seasons.played(on, shift, future=future).last == last


def test_a_national_team_has_no_season(rulebook: Rulebook) -> None:
    assert rulebook.clubs.club("Brazil").seasons == SeasonCalendar()
    assert not rulebook.clubs.club("Brazil").seasons.played(date(2025, 5, 10), 0, future=True).is_sure


def test_the_users_own_seasons_win(tmp_path: Path) -> None:
    own = '[[season]]\ncountries = ["England"]\nstarts = 3\nends = 11\n'
    (tmp_path / "seasons.toml").write_text(own, encoding="utf-8")
    seasons = load_rulebook(tmp_path).clubs.club("Leeds United").seasons
    assert seasons.played(date(2025, 5, 10), 0, future=True).last == date(2025, 11, 30)
