"""The lexicon on disk to a `Rulebook`: read, checked, indexed. Wrong files fail at once, by file and key."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from touchline.extract.clubs import ClubIndex, ClubRow, name_words
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


class Coach(NamedTuple):
    """A person of coaches.toml; there are thousands, and none is as quick to make as a tuple."""

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
        """The index after a full name of coaches.toml (two words or more) that begins at `at`, else 0.

        It has a capital, in a sentence that has any: "he will still" names nobody.
        """
        longest = self.coach_longest.get(tokens[at].key)
        if longest is None:
            return 0
        keys = tuple([token.key for token in tokens[at : at + longest]])
        for size in range(len(keys), 1, -1):
            if keys[:size] in self.coaches and (
                tokens[at + size - 1].raw[:1].isupper() or not any(token.is_capitalised for token in tokens[1:])
            ):
                return at + size
        return 0


def read_rulebook(extra: Path | None = None) -> Rulebook:
    """Load the lexicon, with the user's own `clubs.toml`, `coaches.toml` and `seasons.toml` from the folder `extra`.

    Raises ConfigError, which names the file and the nearest valid key, when a file is wrong.
    """

    collects = gc.isenabled()
    gc.disable()  # A hundred thousand values are made and none let go: to look for garbage takes a fifth of the time.
    try:
        rulebook = _read_rulebook(extra)
        gc.freeze()  # Nor is any garbage later: each search through them all would take as long as ten articles.
    finally:
        if collects:
            gc.enable()
    return rulebook


def _read_rulebook(extra: Path | None) -> Rulebook:
    folders = (LEXICON,) if extra is None else (LEXICON, extra)
    seasons: dict[str, SeasonCalendar] = {}
    for folder in folders:
        seasons |= read_seasons(_file(folder / "seasons.toml"))
    clubs = [row for folder in folders for row in _clubs(folder / "clubs.toml", seasons)]
    coaches = [coach for folder in folders for coach in _coaches(folder / "coaches.toml")]
    nationals = [row.club() for row in clubs if row.table.get("national")]
    languages = {
        code: read_language(read_lexicon_file(LEXICON / f"{code}.toml"), code, nationals)
        for code in sorted(supported_languages())
    }
    by_name: dict[tuple[str, ...], Coach] = {}
    particles = {words[0] for language in languages.values() for words in language.lists.get("particles", ())}
    full_names: list[tuple[Coach, tuple[str, ...]]] = []
    for coach, names in coaches:
        words = name_words(names[0])
        full_names.append((coach, words))
        by_name[words] = coach
        for alias in names[1:]:
            by_name[name_words(alias)] = coach
    given_names = frozenset(words[0] for words in by_name if len(words) > 1) - particles
    surnames: dict[tuple[str, ...], list[Coach]] = {}
    for coach, words in full_names:
        for at in range(1, len(words)) or (0,):
            if words[at] in given_names and at + 1 < len(words):
                continue
            bearers = surnames.setdefault(words[at:], [])
            if coach not in bearers:
                bearers.append(coach)
    return Rulebook(
        version=rulebook_version(extra),
        languages=languages,
        clubs=ClubIndex(clubs),
        coaches=by_name,
        surnames={surname: tuple(bearers) for surname, bearers in surnames.items()},
        given_names=given_names,
        coach_longest=longest_by_first(by_name),
    )


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


COACH_KEYS = ("name", "aliases", "nationality", "born", "by_surname")


def _file(path: Path, rows: str = "", keys: Sequence[str] = ()) -> LexiconFile | None:
    return read_lexicon_file(path, rows, keys) if path.is_file() else None


def _clubs(path: Path, seasons: Mapping[str, SeasonCalendar]) -> list[ClubRow]:
    file = _file(path, "club", CLUB_KEYS)
    if file is None:
        return []
    unknown = SeasonCalendar()
    return [
        ClubRow(table, unknown if table.get("national") else seasons.get(table["country"], unknown))
        for table in file.tables("club", CLUB_KEYS, required=("name", "country"))
    ]


def _coaches(path: Path) -> list[tuple[Coach, tuple[str, ...]]]:
    file = _file(path, "coach", COACH_KEYS)
    if file is None:
        return []
    return [
        (_coach(table), (table["name"], *table.get("aliases", ())))
        for table in file.tables("coach", COACH_KEYS, required=("name",))
    ]


def _coach(table: Mapping[str, Any]) -> Coach:
    return Coach(table["name"], table.get("nationality"), table.get("born"), table.get("by_surname", False))
