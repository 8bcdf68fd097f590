"""Ordinary football: matches, injuries, transfers of players, tables and tickets; nothing about a coach's job."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from bench.corpus.names import CLUBS, person, surname
from bench.corpus.picking import Picker

_DATA = tomllib.loads(files(__package__).joinpath("football.toml").read_text(encoding="utf-8"))
HEADLINES: Sequence[str] = _DATA["headlines"]
SENTENCES: Sequence[str] = _DATA["sentences"]
WORDS: Mapping[str, Sequence[str]] = {name: words.split() for name, words in _DATA["words"].items()}


class Slots(dict[str, str]):
    """Words for the braces of one sentence, each chosen when it is first asked for; `A` is the surname of `a`."""

    def __init__(self, pick: Picker, **known: str) -> None:
        super().__init__(known)
        self._pick = pick

    def __missing__(self, name: str) -> str:
        self[name] = word = self._choose(name)
        return word

    def _choose(self, name: str) -> str:
        pick = self._pick
        match name:
            case "a" | "b":
                return person(pick)
            case "A" | "B" | "C":
                return surname(self["coach" if name == "C" else name.lower()])
            case "minute":
                return str(pick.number(4, 89))
            case "shirt" | "age":
                return str(pick.number(17, 36))
            case "crowd":
                return f"{pick.number(3, 72)},{pick.number(100, 999)}"
            case "season":
                year = pick.number(1961, 2014)
                return f"{year}-{(year + 1) % 100:02}"
            case "adjective2":
                return pick(WORDS["adjective"])
            case _:
                return pick(WORDS[name]).replace("-", " " if name == "spot" else "-")


def paragraphs(pick: Picker, club: str, coach: str, size: int) -> list[str]:
    """Paragraphs about a match of a club, of about `size` characters in all."""
    rival = pick([name for name in CLUBS if name != club])
    made: list[str] = []
    length = 0
    while length < size:
        chosen = pick.several(SENTENCES, 4)
        made.append(" ".join(one.format_map(Slots(pick, club=club, rival=rival, coach=coach)) for one in chosen))
        length += len(made[-1])
    return made


def report(pick: Picker, size: int) -> tuple[str, str]:
    """The headline and the body of an ordinary article."""
    club, rival = pick.several(CLUBS, 2)
    coach = person(pick)
    headline = pick(HEADLINES).format_map(Slots(pick, club=club, rival=rival))
    return headline, "\n\n".join(paragraphs(pick, club, coach, size))
