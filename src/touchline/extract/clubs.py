"""Clubs and national teams: what clubs.toml says, and the index that finds their names in tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

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
    """Finds the longest club name that begins at a token."""

    def __init__(self, clubs: Iterable[Club]) -> None:
        self._entries: dict[tuple[str, ...], NameEntry] = {}
        self._longest: dict[str, int] = {}
        self.by_name: dict[str, Club] = {}
        self.national_of: dict[str, Club] = {}
        """Adjective of a country ("Spanish") to its national team."""
        for club in clubs:
            self.by_name[club.name] = club
            self.national_of.update(dict.fromkeys(club.demonyms, club))
            for name in (club.name, *club.aliases):
                self._add(name, club, "name", exact=True)
            for name in (*club.nicknames, *club.demonym):
                self._add(name, club, "nickname", exact=False)
            for name in club.ground:
                self._add(name, club, "ground", exact=False)
            if club.city:
                self._add(club.city, club, "city", exact=False)
            for name in club.womens_names:
                self._add(name, club, "name", exact=True, squad="women")
            for name in club.people:
                self._add(name, club, "people", exact=False)

    def _add(self, name: str, club: Club, via: ClubVia, *, exact: bool, squad: str = "first") -> None:
        words = name_words(name)
        if words[:1] == ("the",) and len(words) > 1:
            words = words[1:]
        if not words:
            return
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
        return self._entries.get(tuple(words))

    def longest_at(self, tokens: Sequence[Token], at: int) -> tuple[int, NameEntry] | None:
        """The index after the longest name that begins at `at`, and what it means."""
        longest = self._longest.get(tokens[at].key)
        if longest is None:
            return None
        for size in range(min(longest, len(tokens) - at), 0, -1):
            entry = self._entries.get(tuple(token.key for token in tokens[at : at + size]))
            if entry is not None:
                return at + size, entry
        return None

    def __iter__(self) -> Iterator[Club]:
        return iter(self.by_name.values())


def name_words(name: str) -> tuple[str, ...]:
    """The folded tokens of a name, as they will stand in a sentence."""
    if _PLAIN.fullmatch(name):
        return tuple(fold(name).split())
    return tuple(token.key for token in tokenise(name, 0, len(name)))
