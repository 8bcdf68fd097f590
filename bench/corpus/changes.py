"""Invented changes of coach: when each step of one is reported, in which words, and what that claims."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from bench.corpus.names import CLUBS, person, surname
from bench.corpus.picking import Picker
from touchline.model import Kind


@dataclass(frozen=True, slots=True)
class Change:
    """One vacancy: who goes, who stands in, who is only a candidate, who comes; `day` is that of the first rumour."""

    number: int
    day: int
    club: str
    out: str
    stand_in: str
    candidate: str
    new: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What an article claims, as a reader would understand it."""

    kind: Kind
    surname: str
    club: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a change: `days` after its beginning, told by `n_papers` papers.

    `claims` are kinds with the field of `Change` that names who; a telling is a title and the first sentence.
    """

    days: int
    n_papers: int
    claims: Sequence[tuple[str, str]]
    tellings: Sequence[tuple[str, str]]
    more: Sequence[str]


STEPS = tuple(
    Step(step["days"], step["n_papers"], step["claims"], step["tellings"], step["more"])
    for step in tomllib.loads(files(__package__).joinpath("changes.toml").read_text(encoding="utf-8"))["step"]
)
ARTICLES_A_CHANGE = sum(step.n_papers for step in STEPS)
"""How many articles the steps of one change give."""


def plan_changes(seed: int, n_changes: int, n_days: int) -> Iterator[Change]:
    """Changes spread over the days; every club has its turn before one has its second, and keeps its coach between."""
    pick = Picker(seed, "changes")
    coaches = {club: person(pick) for club in CLUBS}
    for number in range(n_changes):
        club = CLUBS[number * 37 % len(CLUBS)]
        new = person(pick)
        day = number * (n_days - STEPS[-1].days) // n_changes
        yield Change(number, day, club, coaches[club], person(pick), person(pick), new)
        coaches[club] = new


def announced(change: Change, step: Step) -> tuple[Announced, ...]:
    """What a step's articles claim at least."""
    return tuple(Announced(Kind(kind), surname(getattr(change, who)), change.club) for kind, who in step.claims)


def known(change: Change, paper: str) -> dict[str, str]:
    """The words of a change for the braces of its sentences."""
    names = {"out": change.out, "stand_in": change.stand_in, "candidate": change.candidate, "new": change.new}
    letters = {"out": "O", "stand_in": "S", "candidate": "K", "new": "N"}
    short = {letters[who]: surname(name) for who, name in names.items()}
    return {**names, **short, "club": change.club, "paper": paper}
