"""The parts of a parsed pattern, and what can be told of a match without trying: what it holds, where it begins.

A sign is what a pattern sees of a token: a word's key, or what a name is the name of, as "{person}".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from touchline.extract.lines import CLUB, PERSON, ROLE
from touchline.extract.tokens import NEW_ROLE, POSSESSIVE, Token

_SIGNS = {
    PERSON: ("person", "other", "subject", "people"),
    CLUB: ("club", "elsewhere", "employer"),
    ROLE: ("role",),
    NEW_ROLE: ("role", "newrole"),
}
SLOTS: Mapping[str, frozenset[str]] = {
    slot: frozenset(sign for sign, slots in _SIGNS.items() if slot in slots)
    for slot in dict.fromkeys(slot for slots in _SIGNS.values() for slot in slots)
}
"""The signs of the names that fill each slot."""
_EMPTY = frozenset({""})
_UNPAIRED = frozenset({*_SIGNS, POSSESSIVE, ""})
"""Signs that come and go while names are placed, "his successor" reading as "Ashby's": no pairs are made of them."""
TESTS: Mapping[str, Callable[[Token], bool]] = {
    "number": lambda token: token.key.isdigit(),
    "capital": lambda token: token.raw[:1].isupper(),
    "aged": lambda token: token.key.endswith("-year-old"),
}


@dataclass(frozen=True, slots=True)
class Word:
    key: str


@dataclass(frozen=True, slots=True)
class Slot:
    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    limit: int


@dataclass(frozen=True, slots=True)
class Test:
    name: str


@dataclass(frozen=True, slots=True)
class Rest:
    """The end of a pattern's stretch (stretches.py): a name, or anything."""

    is_name: bool


class Choice:
    """One of several options. What can be told of it is worked out once, since a phrase stands in many patterns."""

    def __init__(self, options: tuple[Sequent, ...]) -> None:
        self.options = options

    @cached_property
    def repeated(self) -> Many:
        """Any of the options, repeated or left out."""
        return Many(self.options)

    @cached_property
    def openings(self) -> Openings:
        """The options by their first words."""
        return openings_of(self.options)

    @cached_property
    def needs(self) -> Needs:
        """What each match holds: the rarest traces of each option, and the second rarest of each."""
        needs = [needs_of(option) for option in self.options]
        least = min(map(len, needs))
        return tuple(frozenset().union(*[found[rank] for found in needs]) for rank in range(min(least, 2)))

    @cached_property
    def first(self) -> frozenset[str] | None:
        """The signs with which a match begins, "" among them when it may be empty; None when they can be any."""
        return _any_of([_first_of_sequence(option) for option in self.options])

    @cached_property
    def last(self) -> frozenset[str] | None:
        """The words with which a match ends; None where a name or nothing may stand there."""
        return _any_of([_last_of(option[-1]) if option else None for option in self.options])


class Many:
    """Any of several options, repeated or left out."""

    def __init__(self, options: tuple[Sequent, ...]) -> None:
        self.options = options

    @cached_property
    def openings(self) -> Openings:
        """As of a choice."""
        return openings_of(self.options)

    @cached_property
    def first(self) -> frozenset[str] | None:
        """As of a choice."""
        return _any_of([_EMPTY, *(_first_of_sequence(option) for option in self.options)])


Node = Word | Slot | Gap | Test | Rest | Choice | Many
Sequent = tuple[Node, ...]
Trace = str | tuple[str, str]
"""What a match leaves for a quick look: a sign, or two words that stand side by side."""
Needs = tuple[frozenset[Trace], ...]
"""Sets of traces, the rarest first: a match holds at least one trace of each."""


class Openings(NamedTuple):
    """Options apart by how they begin, each sort in order."""

    by_word: Mapping[str, Sequence[Sequent]]
    """Those that begin with a word."""
    others: Sequence[Sequent]


def openings_of(options: Sequence[Sequent]) -> Openings:
    """Tell options apart by how they begin."""
    by_word: dict[str, list[Sequent]] = {}
    others: list[Sequent] = []
    for option in options:
        if option and isinstance(option[0], Word):
            by_word.setdefault(option[0].key, []).append(option)
        else:
            others.append(option)
    return Openings(by_word, others)


MAX_PAIRS = 120
"""More pairs of words than this are not worth their room."""


def needs_of(sequence: Sequent) -> Needs:
    """What each match of a sequence holds."""
    if len(sequence) == 1 and isinstance(sequence[0], Word):
        return (_only(sequence[0].key),)
    found: dict[frozenset[Trace], None] = {}
    ends: frozenset[str] | None = None
    for node in sequence:
        if isinstance(node, Word):
            found[_only(node.key)] = None
        elif isinstance(node, Slot):
            found[SLOTS[node.name]] = None
        elif isinstance(node, Choice):
            found.update(dict.fromkeys(node.needs))
        if ends:
            begins = _plain_words(_first_of(node))
            if begins and len(ends) * len(begins) <= MAX_PAIRS:
                found[frozenset((left, right) for left in ends for right in begins)] = None
        ends = _plain_words(_last_of(node))
    return tuple(sorted(found, key=commonness))


def starts_of(sequence: Sequent) -> frozenset[str] | None:
    """The signs of a match's first token; None when it can be anything."""
    first = _first_of_sequence(sequence)
    return None if first is None or "" in first else first


def starts_before(sequence: Sequent, following: frozenset[str] | None) -> frozenset[str] | None:
    """The signs with which a sequence begins that these signs follow; None when it can begin, or go on, with any."""
    first = _first_of_sequence(sequence)
    if first is None or "" not in first:
        return first
    return None if following is None else _joined(first, following)


@lru_cache(maxsize=1 << 12)
def _joined(first: frozenset[str], following: frozenset[str]) -> frozenset[str]:
    return (first - _EMPTY) | following


def _first_of_sequence(sequence: Sequent) -> frozenset[str] | None:
    """The signs with which a sequence begins, "" among them when it may be empty; None when they can be any."""
    if not sequence:
        return _EMPTY
    found: frozenset[str] = _EMPTY
    for node in sequence:
        first = _first_of(node)
        if first is None:
            return None
        if "" not in first:
            return first if found == _EMPTY else (found - _EMPTY) | first
        found |= first
    return found


def _first_of(node: Node) -> frozenset[str] | None:
    if isinstance(node, Word):
        return _only(node.key)
    if isinstance(node, Slot):
        return SLOTS[node.name]
    return node.first if isinstance(node, Choice | Many) else None


def _last_of(node: Node) -> frozenset[str] | None:
    if isinstance(node, Word):
        return _only(node.key)
    return node.last if isinstance(node, Choice) else None


def _any_of(parts: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [part for part in parts if part is not None]
    return frozenset().union(*known) if len(known) == len(parts) else None


def _plain_words(signs: frozenset[str] | None) -> frozenset[str] | None:
    return signs if signs is not None and signs.isdisjoint(_UNPAIRED) else None


@lru_cache(maxsize=1 << 13)
def _only(key: str) -> frozenset[str]:
    return frozenset({key})


_MOST_COMMON = """
. the , to a and in of 's " for that with at on he is his has it as have was be but are i this from will their after -
been not we they an man : league club season
"""
_COMMON = """
premier ' by who him new coach out said team manager time one summer last over would had if there players can up more
could first now also football when our transfer next about old former all just two were or move before any do against
think game no games like player head back deal side which boss champions cup while take being three how made since
other end than however only into them very year show years final through squad play make following contract get win
still see off decision going good job top left then world some charge because forward despite start fans don't having
well down sign future got reports go want need i'm according leave best told sacked return under match where until ten
week right way goal set second months striker both already international should five big may four here work another
even most come star ahead position least defeat reach campaign role playing around signing sky interest six given home
website though potential did away
"""
_COMMONNESS = (
    {PERSON: 70.0, CLUB: 30.0, ROLE: 10.0, NEW_ROLE: 2.0}
    | dict.fromkeys(_COMMON.split(), 2.0)
    | dict.fromkeys(_MOST_COMMON.split(), 15.0)
)
"""Roughly how many of a hundred sentences hold a sign. A wrong figure costs time and changes nothing."""
_RARE = 0.2


@lru_cache(maxsize=1 << 13)
def commonness(traces: frozenset[Trace]) -> float:
    """How many of a hundred sentences hold one of these traces, roughly."""
    return sum(
        _COMMONNESS.get(trace, _RARE)
        if isinstance(trace, str)
        else _COMMONNESS.get(trace[0], _RARE) * _COMMONNESS.get(trace[1], _RARE) / 60
        for trace in traces
    )
