"""Clubs and national teams: what clubs.toml says, and the index that finds their names in tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from touchline.extract.seasons import SeasonCalendar
from touchline.extract.tokens import Token, tokenise
from touchline.fold import fold

ClubVia = Literal["name", "nickname", "ground", "city", "people", "shape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Club:
    """A club or national team, as clubs.toml has it; a club known by its shape in a text has a name only."""

    name: str
    country: str = ""
    league: str = ""
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    city: str | None = None
    ground: tuple[str, ...] = ()
    demonym: tuple[str, ...] = ()
    national: bool = False
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    womens_names: tuple[str, ...] = ()
    seasons: SeasonCalendar = field(default=SeasonCalendar(), compare=False)
    """Its country's; the usual one, without certainty, for a national team and where the country is not known."""


class ClubRow(NamedTuple):
    """A club's table in clubs.toml; of fifteen hundred few are named in a text, and made a `Club`."""

    table: Mapping[str, Any]
    seasons: SeasonCalendar

    @property
    def name(self) -> str:
        """The club's name."""
        name: str = self.table["name"]
        return name

    def club(self) -> Club:
        """The club."""
        told: dict[str, Any] = {
            k: tuple(value) if isinstance(value, list) else value for k, value in self.table.items()
        }
        return Club(**told, seasons=self.seasons)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """What a name may mean: the clubs, and how it names them. `exact` names mean their one club in any article."""

    clubs: tuple[Club, ...]
    via: ClubVia
    exact: bool
    squad: str = "first"


_PLAIN = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{3,})*")
"""Names that a split at spaces cuts as `tokenise` does: nine in ten, and there are twenty thousand."""


class ClubIndex:
    """Finds the longest club name that begins at a token. Names are read when a text first holds their first word.

    Of rows with one name the last holds: the user's word wins.
    """

    def __init__(self, rows: Iterable[ClubRow]) -> None:
        self._rows = {row.name: row for row in rows}
        self._clubs: dict[str, Club] = {}
        self._entries: dict[tuple[str, ...], NameEntry] = {}
        self._longest: dict[str, int] = {}

    def club(self, name: str) -> Club:
        """The club of this name in clubs.toml."""
        known = self._clubs.get(name)
        if known is None:
            known = self._clubs[name] = self._rows[name].club()
        return known

    def __contains__(self, name: object) -> bool:
        """Whether clubs.toml has a club of this name."""
        return name in self._rows

    @cached_property
    def national_of(self) -> Mapping[str, Club]:
        """Adjective of a country ("Spanish") to its national team."""
        adjectives = {
            adjective: name for name, row in self._rows.items() for adjective in row.table.get("demonyms", ())
        }
        return {adjective: self.club(name) for adjective, name in adjectives.items()}

    @cached_property
    def _waiting(self) -> dict[str, list[tuple[str, str, ClubVia, bool, str]]]:
        """Names that are not read yet, in the order of the file, by their first words."""
        waiting: dict[str, list[tuple[str, str, ClubVia, bool, str]]] = {}
        for row in self._rows.values():
            for names, via, exact, squad in _names(row.table):
                for name in names:
                    waiting.setdefault(_first_word(name), []).append((name, row.name, via, exact, squad))
        return waiting

    def _read(self, first: str) -> None:
        for name, club, via, exact, squad in self._waiting.get(first, ()):
            self._add(name, self.club(club), via, exact=exact, squad=squad)
        self._waiting.pop(first, None)

    def _add(self, name: str, club: Club, via: ClubVia, *, exact: bool, squad: str) -> None:
        words = _words_of(name)
        known = self._entries.get(words)
        if known is None or (known.via == "city" and via != "city" and not known.exact):
            self._entries[words] = NameEntry((club,), via, exact, squad)
        elif via == "city" and known.via != "city":
            return
        elif known.exact == exact:
            if club not in known.clubs:
                clubs = (*known.clubs, club)
                self._entries[words] = NameEntry(clubs, known.via, exact and len(clubs) == 1)
        elif exact:
            self._entries[words] = NameEntry((club,), via, True, squad)
        self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def lookup(self, words: Sequence[str]) -> NameEntry | None:
        """What these folded words mean, None when they are no club's name."""
        if words:
            self._read(words[0])
        return self._entries.get(tuple(words))

    def longest_at(self, tokens: Sequence[Token], at: int) -> tuple[int, NameEntry] | None:
        """The index after the longest name that begins at `at`, and what it means."""
        key = tokens[at].key
        if key in self._waiting:
            self._read(key)
        longest = self._longest.get(key)
        if longest is None:
            return None
        keys = tuple([token.key for token in tokens[at : at + longest]])
        for size in range(len(keys), 0, -1):
            entry = self._entries.get(keys[:size])
            if entry is not None:
                return at + size, entry
        return None

    def __iter__(self) -> Iterator[Club]:
        return map(self.club, self._rows)


def _names(table: Mapping[str, Any]) -> Iterable[tuple[Sequence[str], ClubVia, bool, str]]:
    """The names of a club, how they name it, whether they mean this club in any article, and of which squad."""
    return (
        ((table["name"], *table.get("aliases", ())), "name", True, "first"),
        ((*table.get("nicknames", ()), *table.get("demonym", ())), "nickname", False, "first"),
        (table.get("ground", ()), "ground", False, "first"),
        ((table["city"],) if table.get("city") else (), "city", False, "first"),
        (table.get("womens_names", ()), "name", True, "women"),
        (table.get("people", ()), "people", False, "first"),
    )


def _words_of(name: str) -> tuple[str, ...]:
    """The words of a club's name without "the", which texts leave out."""
    words = name_words(name)
    return words[1:] if words[0] == "the" and len(words) > 1 else words


def _first_word(name: str) -> str:
    first = name.partition(" ")[0].lower()
    return first if first.isascii() and first.isalpha() and first != "the" else _words_of(name)[0]


def name_words(name: str) -> tuple[str, ...]:
    """The folded tokens of a name, as they will stand in a sentence."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split())
    if _PLAIN.fullmatch(name):
        return tuple(fold(name).split())
    return tuple(token.key for token in tokenise(name, 0, len(name)))
