"""The lexicon on disk to a `Rulebook`: read, checked, indexed. Wrong files fail at once, by file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from touchline.extract.clubs import Club, ClubIndex, name_words
from touchline.extract.language import Language, longest_by_first, read_language
from touchline.extract.lexicon_files import LexiconFile, read_lexicon_file
from touchline.extract.seasons import SeasonCalendar, read_seasons
from touchline.extract.tokens import Token
from touchline.extract.version import LEXICON, rulebook_version, supported_languages
from touchline.model import Article


@dataclass(frozen=True, slots=True)
class Coach:
    """A person of coaches.toml."""

    name: str
    nationality: str | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and names, ready to use; `version` changes whenever a file of the lexicon does."""

    version: str
    languages: Mapping[str, Language]
    clubs: ClubIndex
    coaches: Mapping[tuple[str, ...], Coach]
    """Folded words of a full name or alias to the coach."""
    surnames: Mapping[str, tuple[Coach, ...]]
    """Folded last word of a name to the coaches who bear it."""
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
    surnames: dict[str, list[Coach]] = {}
    for coach, names in coaches:
        for name in names:
            by_name[name_words(name)] = coach
        if coach not in surnames.setdefault(name_words(coach.name)[-1], []):
            surnames[name_words(coach.name)[-1]].append(coach)
    return Rulebook(
        version=rulebook_version(extra),
        languages=languages,
        clubs=ClubIndex(_merged(clubs)),
        coaches=by_name,
        surnames={surname: tuple(bearers) for surname, bearers in surnames.items()},
        given_names=frozenset(words[0] for words in by_name if len(words) > 1),
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
)


def _clubs(file: LexiconFile | None, seasons: Mapping[str, SeasonCalendar]) -> list[Club]:
    if file is None:
        return []
    clubs = []
    unknown = SeasonCalendar()
    for table in file.tables("club", CLUB_KEYS, required=("name", "country")):
        lists = {
            key: tuple(table.get(key, ()))
            for key in ("aliases", "nicknames", "ground", "demonym", "demonyms", "people")
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
        (Coach(table["name"], table.get("nationality")), (table["name"], *table.get("aliases", ())))
        for table in file.tables("coach", ("name", "aliases", "nationality"), required=("name",))
    ]
