r"""The small language in which the lexicon says what a phrase looks like.

    word            this word, whatever its case and accents; marks such as , ( ) stand for themselves
    (a | b c)       one of these
    [a b]           may be left out
    <name>          one of the phrases of that name in the lexicon's [phrases]
    <name>*         up to six of them in a row; (a | b)* too
    <number> <aged> a number; "43-year-old"
    \(              a mark of the pattern language as a mark of the text
    {slot}          a name: {person}, {other}, {club}, {elsewhere}, {role}, {newrole}
    {subject}       {person} and what may stand between him and his verb: an aside, "who"
    {employer}      {club} likewise
    {people}        persons in a row, asides between them ("A, who left Leeds, B of Hull and, perhaps, C")
    ...  ...9       a gap of at most 4 (9) tokens, none of them a person or the mark of a new clause

This module reads patterns; matching.py compiles them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from touchline.extract.tokens import Token

Bindings = tuple[tuple[str, int], ...]
"""Slot name and token index, in the order of the text."""

Match = tuple[int, Bindings]
"""Index after the last token, and the slots."""

Step = Callable[[Sequence[Token], int, Bindings], Match | None]

SLOT_KINDS = {
    "person": "person",
    "other": "person",
    "club": "club",
    "elsewhere": "club",
    "role": "role",
    "newrole": "role",
}
TESTS: Mapping[str, Callable[[Token], bool]] = {
    "number": lambda token: token.key.isdigit(),
    "capital": lambda token: token.raw[:1].isupper(),
    "aged": lambda token: token.key.endswith("-year-old"),
}
MAX_REPEAT = 6

_LEXEME = re.compile(
    r"\s*(?:(?P<slot>\{\w+\})|(?P<name><\w+>\*?)|(?P<gap>\.\.\.\d*)|\\(?P<quoted>.)|(?P<mark>[(\[|]|[)\]]\*?)|(?P<word>[^\s()\[\]|]+))"
)


class PatternError(ValueError):
    """A pattern cannot be read; the text says where."""


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
class Choice:
    options: tuple[Sequent, ...]
    required: frozenset[str] | None = field(init=False, repr=False, compare=False)
    """As `required_words`; worked out once, since a phrase stands in many patterns."""

    def __post_init__(self) -> None:
        """Work out the required words: every option must have some."""
        parts = [required_words(option) for option in self.options]
        known = [part for part in parts if part is not None]
        object.__setattr__(self, "required", frozenset().union(*known) if len(known) == len(parts) else None)


@dataclass(frozen=True, slots=True)
class Many:
    options: tuple[Sequent, ...]


Node = Word | Slot | Gap | Test | Choice | Many
Sequent = tuple[Node, ...]


def parse_pattern(pattern: str, phrases: Mapping[str, Choice]) -> Sequent:
    """Parse one pattern; `phrases` are those that `<name>` may mean. Raises PatternError."""
    lexemes = [match for match in _LEXEME.finditer(pattern) if match.group().strip()]
    node, at = _parse_sequence(lexemes, 0, phrases, pattern)
    if at != len(lexemes):
        raise PatternError(f"{pattern!r}: unexpected {lexemes[at].group().strip()!r}")
    return node


def _parse_sequence(
    lexemes: Sequence[re.Match[str]], at: int, phrases: Mapping[str, Choice], pattern: str
) -> tuple[Sequent, int]:
    nodes: list[Node] = []
    while at < len(lexemes):
        match = lexemes[at]
        mark = match["mark"]
        if mark and mark[0] in ")]|":
            break
        at += 1
        if mark:
            options, at, repeats = _parse_options(lexemes, at, ")" if mark == "(" else "]", phrases, pattern)
            nodes.append(Many(options) if repeats else Choice(options if mark == "(" else (*options, ())))
        else:
            nodes.append(_parse_atom(match, phrases, pattern))
    return tuple(nodes), at


def _parse_options(
    lexemes: Sequence[re.Match[str]], at: int, close: str, phrases: Mapping[str, Choice], pattern: str
) -> tuple[tuple[Sequent, ...], int, bool]:
    options = []
    while True:
        option, at = _parse_sequence(lexemes, at, phrases, pattern)
        options.append(option)
        if at >= len(lexemes):
            raise PatternError(f"{pattern!r}: {close!r} is missing")
        mark = lexemes[at]["mark"]
        at += 1
        if mark and mark[0] == close:
            return tuple(options), at, mark.endswith("*")
        if mark != "|":
            raise PatternError(f"{pattern!r}: unexpected {mark!r}")


def _parse_atom(match: re.Match[str], phrases: Mapping[str, Choice], pattern: str) -> Node:
    if match["slot"]:
        name = match["slot"][1:-1]
        if name not in ("subject", "employer", "people") and name not in SLOT_KINDS:
            raise PatternError(
                f"{pattern!r}: no slot {match['slot']}; there are {', '.join(sorted(SLOT_KINDS))}, subject"
            )
        return Slot(name)
    if match["name"]:
        name = match["name"].rstrip("*")[1:-1]
        if name in TESTS:
            return Test(name)
        if name not in phrases:
            raise PatternError(f"{pattern!r}: no phrases <{name}>; they must stand above their use")
        return Many(phrases[name].options) if match["name"].endswith("*") else phrases[name]
    if match["gap"]:
        return Gap(int(match["gap"][3:] or 4))
    return Word(match["quoted"] or match["word"])


def required_words(sequence: Sequent) -> frozenset[str] | None:
    """Words of which each match holds at least one, the fewest that will do; None when there are none."""
    best: frozenset[str] | None = None
    for node in sequence:
        found: frozenset[str] | None = None
        if isinstance(node, Word):
            found = frozenset({node.key})
        elif isinstance(node, Choice):
            found = node.required
        if found is not None and (best is None or _commonness(found) < _commonness(best)):
            best = found
    return best


@dataclass(frozen=True, slots=True)
class Starts:
    """Where a match can begin: at these kinds of name, or at these words."""

    kinds: frozenset[str]
    keys: frozenset[str]


def starts_of(sequence: Sequent) -> Starts | None:
    """What a match's first token can be; None when it can be anything."""
    if not sequence:
        return None
    node, rest = sequence[0], sequence[1:]
    if isinstance(node, Word):
        return Starts(frozenset(), frozenset({node.key}))
    if isinstance(node, Slot):
        return Starts(
            frozenset({SLOT_KINDS.get(node.name) or ("club" if node.name == "employer" else "person")}), frozenset()
        )
    if isinstance(node, Gap | Test):
        return None
    parts = [starts_of(option + rest) for option in node.options]
    if isinstance(node, Many):
        parts.append(starts_of(rest))
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return Starts(frozenset().union(*(part.kinds for part in known)), frozenset().union(*(part.keys for part in known)))


_COMMON = frozenset(
    {
        "the",
        "a",
        "an",
        "to",
        "of",
        "as",
        "at",
        "in",
        "for",
        "on",
        "by",
        "with",
        "from",
        "and",
        "is",
        "was",
        "are",
        "has",
        "have",
        "be",
        "been",
        "it",
        "that",
        "his",
        ",",
        "'s",
        "-",
        '"',
    }
)


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    return len(words & _COMMON), len(words)
