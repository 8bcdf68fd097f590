"""The lexicon on disk to a `Rulebook`: read, checked, indexed. Wrong files fail at once, by file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from touchline.extract.clubs import Club, ClubIndex, name_words
from touchline.extract.language import Language, longest_by_first, read_language
from touchline.extract.lexicon_files import LexiconFile, read_lexicon_file
from touchline.extract.seasons import SeasonCalendar, read_seasons
from touchline.extract.tokens import Token
from touchline.extract.version import LEXICON, rulebook_version, supported_languages
from touchline.model import Article

PLAYING_AGE = 38
"""From this age on a man of whom football news tells is taken for no player: few play on, and then as a curiosity."""

COACHING_AGE = 33
"""Below this age a man of coaches.toml is taken for the player that he was, unless the article gives him a job."""


@dataclass(frozen=True, slots=True)
class Coach:
    """A person of coaches.toml."""

    name: str
    nationality: str | None = None
    born: int | None = None
    """Year of birth."""
    by_surname: bool = False
    """Whether papers print the surname alone and mean him, no player of note bearing it."""

    def is_in_playing_years(self, on: date | None) -> bool:
        """True for one who was too young on a day to coach: the list knows what he became."""
        return self.born is not None and on is not None and on.year - self.born < COACHING_AGE

    def is_past_playing(self, on: date | None) -> bool:
        """True for one who is too old to play on a day, today where it is not known."""
        return self.born is not None and (on is None or on.year - self.born >= PLAYING_AGE)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and names, ready to use; `version` changes whenever a file of the lexicon does."""

    version: str
    languages: Mapping[str, Language]
    clubs: ClubIndex
    coaches: Mapping[tuple[str, ...], Coach]
    """Folded words of a full name or alias to the coach."""
    surnames: Mapping[tuple[str, ...], tuple[Coach, ...]]
    """Folded last words of a name ("hag", "ten hag") to the coaches who bear it."""
    given_names: frozenset[str]
    coach_longest: Mapping[str, int]
    """First word of a coach's name to the greatest number of words."""

    def language_of(self, article: Article) -> Language | None:
        """The rules for an article: its language's, English ones when it is unknown, None when there are none."""
        return self.languages.get(article.language or "en")

    def coach_end(self, tokens: Sequence[Token], at: int) -> int:
        """The index after a full name of coaches.toml (two words or more) that begins at `at`, else 0."""
        size = min(self.coach_longest.get(tokens[at].key, 0), len(tokens) - at)
        while size > 1:
            if tuple(token.key for token in tokens[at : at + size]) in self.coaches:
                return at + size
            size -= 1
        return 0


def read_rulebook(extra: Path | None = None) -> Rulebook:
    """Load the lexicon, with the user's own `clubs.toml`, `coaches.toml` and `seasons.toml` from the folder `extra`.

    Raises ConfigError, which names the file and the nearest valid key, when a file is wrong.
    """

    def read(name: str, folder: Path = LEXICON) -> LexiconFile | None:
        path = folder / name
        return read_lexicon_file(path) if path.is_file() else None

    own = [extra] if extra is not None else []
    seasons: dict[str, SeasonCalendar] = {}
    for folder in (LEXICON, *own):
        seasons |= read_seasons(read("seasons.toml", folder))
    clubs = [club for folder in (LEXICON, *own) for club in _clubs(read("clubs.toml", folder), seasons)]
    coaches = [coach for folder in (LEXICON, *own) for coach in _coaches(read("coaches.toml", folder))]
    languages = {}
    for code in sorted(supported_languages()):
        file = read(f"{code}.toml")
        assert file is not None
        languages[code] = read_language(file, code, clubs)
    by_name: dict[tuple[str, ...], Coach] = {}
    particles = {words[0] for language in languages.values() for words in language.lists.get("particles", ())}
    given_names = (
        frozenset(name_words(name)[0] for _, names in coaches for name in names if len(name_words(name)) > 1)
        - particles
    )
    surnames: dict[tuple[str, ...], list[Coach]] = {}
    for coach, names in coaches:
        for name in names:
            by_name[name_words(name)] = coach
        words = name_words(coach.name)
        for at in range(1, len(words)) or (0,):
            if words[at] in given_names and at + 1 < len(words):
                continue
            bearers = surnames.setdefault(words[at:], [])
            if coach not in bearers:
                bearers.append(coach)
    return Rulebook(
        version=rulebook_version(extra),
        languages=languages,
        clubs=ClubIndex(_merged(clubs)),
        coaches=by_name,
        surnames={surname: tuple(bearers) for surname, bearers in surnames.items()},
        given_names=given_names,
        coach_longest=longest_by_first(by_name),
    )


def _merged(clubs: Iterable[Club]) -> list[Club]:
    """A later entry of the same name replaces the earlier one: the user's word wins."""
    return list({club.name: club for club in clubs}.values())


CLUB_KEYS = (
    "name",
    "country",
    "league",
    "aliases",
    "nicknames",
    "city",
    "ground",
    "demonym",
    "national",
    "demonyms",
    "people",
    "womens_names",
)


def _clubs(file: LexiconFile | None, seasons: Mapping[str, SeasonCalendar]) -> list[Club]:
    if file is None:
        return []
    clubs = []
    unknown = SeasonCalendar()
    for table in file.tables("club", CLUB_KEYS, required=("name", "country")):
        lists = {
            key: tuple(table.get(key, ()))
            for key in ("aliases", "nicknames", "ground", "demonym", "demonyms", "people", "womens_names")
        }
        clubs.append(
            Club(
                name=table["name"],
                country=table["country"],
                league=table.get("league", ""),
                city=table.get("city"),
                national=table.get("national", False),
                seasons=unknown if table.get("national") else seasons.get(table["country"], unknown),
                **lists,
            )
        )
    return clubs


def _coaches(file: LexiconFile | None) -> list[tuple[Coach, tuple[str, ...]]]:
    if file is None:
        return []
    return [
        (_coach(table), (table["name"], *table.get("aliases", ())))
        for table in file.tables("coach", COACH_KEYS, required=("name",))
    ]


COACH_KEYS = ("name", "aliases", "nationality", "born", "by_surname")


def _coach(table: Mapping[str, Any]) -> Coach:
    return Coach(table["name"], table.get("nationality"), table.get("born"), table.get("by_surname", False))
