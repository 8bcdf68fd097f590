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

This module reads patterns into the values of nodes.py; matching.py compiles them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from touchline.extract.nodes import SLOTS, TESTS, Choice, Gap, Many, Node, Sequent, Slot, Test, Word

_PLAIN = re.compile(r"(?:[^()\[\]<>{}\\.|]|\.(?!\.\.))+")
_LEXEME = re.compile(
    # A choice of plain words alone, as most are, is read at once.
    r"\s*(?:(?P<plain>\((?:[^()\[\]<>{}\\.]|\.(?!\.\.))*\)\*?|\[(?:[^()\[\]<>{}\\.]|\.(?!\.\.))*\]\*?)|(?P<slot>\{\w+\})|(?P<name><\w+>\*?)|(?P<gap>\.\.\.\d*)|\\(?P<quoted>.)|(?P<mark>[(\[|]|[)\]]\*?)|(?P<word>[^\s()\[\]|]+))"
)


class PatternError(ValueError):
    """A pattern cannot be read; the text says where."""


def parse_pattern(pattern: str, phrases: Mapping[str, Choice]) -> Sequent:
    """Parse one pattern; `phrases` are those that `<name>` may mean. Raises PatternError."""
    if _PLAIN.fullmatch(pattern):
        return _words(pattern)
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


@lru_cache(maxsize=1 << 12)
def _word(key: str) -> Word:
    return Word(key)


def _words(text: str) -> Sequent:
    return tuple(map(_word, text.split()))


@lru_cache(maxsize=1 << 10)
def _parse_plain(text: str) -> Node:
    """A choice of plain words: "(a|b c)", "[a|b]" or "(a|b)*"."""
    options = tuple(map(_words, text.rstrip("*")[1:-1].split("|")))
    if text.endswith("*"):
        return Many(options)
    return Choice(options if text[0] == "(" else (*options, ()))


def _parse_atom(match: re.Match[str], phrases: Mapping[str, Choice], pattern: str) -> Node:
    if match["plain"]:
        return _parse_plain(match["plain"])
    if match["slot"]:
        name = match["slot"][1:-1]
        if name not in SLOTS:
            raise PatternError(f"{pattern!r}: no slot {match['slot']}; there are {', '.join(sorted(SLOTS))}")
        return Slot(name)
    if match["name"]:
        name = match["name"].rstrip("*")[1:-1]
        if name in TESTS:
            return Test(name)
        if name not in phrases:
            raise PatternError(f"{pattern!r}: no phrases <{name}>; they must stand above their use")
        return phrases[name].repeated if match["name"].endswith("*") else phrases[name]
    if match["gap"]:
        return Gap(int(match["gap"][3:] or 4))
    return _word(match["quoted"] or match["word"])
