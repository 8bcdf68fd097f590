r"""The small language in which the lexicon says what a phrase looks like, and its matcher.

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
    ...  ...9       a gap of at most 4 (9) tokens, none of them a person or the mark of a new clause

A pattern is compiled into closures that walk a list of tokens and stop: every repetition is bounded, so the work is
bounded by the pattern, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from touchline.extract.tokens import POSSESSIVE, Token

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
MAX_ASIDE = 14
MAX_COORDINATED = 10

_LEXEME = re.compile(
    r"\s*(?:(?P<slot>\{\w+\})|(?P<name><\w+>\*?)|(?P<gap>\.\.\.\d*)|\\(?P<quoted>.)|(?P<mark>[(\[|]|[)\]]\*?)|(?P<word>[^\s()\[\]|]+))"
)
_GAP_STOPS = frozenset({";", ":", "-", "but", "while", "whereas", "although", "whilst"})


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


@dataclass(frozen=True, slots=True)
class Many:
    options: tuple[Sequent, ...]


Node = Word | Slot | Gap | Test | Choice | Many
Sequent = tuple[Node, ...]


def parse_pattern(pattern: str, phrases: Mapping[str, tuple[Sequent, ...]]) -> Sequent:
    """Parse one pattern; `phrases` are those that `<name>` may mean. Raises PatternError."""
    lexemes = [match for match in _LEXEME.finditer(pattern) if match.group().strip()]
    node, at = _parse_sequence(lexemes, 0, phrases, pattern)
    if at != len(lexemes):
        raise PatternError(f"{pattern!r}: unexpected {lexemes[at].group().strip()!r}")
    return node


def _parse_sequence(
    lexemes: Sequence[re.Match[str]], at: int, phrases: Mapping[str, tuple[Sequent, ...]], pattern: str
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
    lexemes: Sequence[re.Match[str]], at: int, close: str, phrases: Mapping[str, tuple[Sequent, ...]], pattern: str
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


def _parse_atom(match: re.Match[str], phrases: Mapping[str, tuple[Sequent, ...]], pattern: str) -> Node:
    if match["slot"]:
        name = match["slot"][1:-1]
        if name not in ("subject", "employer") and name not in SLOT_KINDS:
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
        return Many(phrases[name]) if match["name"].endswith("*") else Choice(phrases[name])
    if match["gap"]:
        return Gap(int(match["gap"][3:] or 4))
    return Word(match["quoted"] or match["word"])


def required_words(sequence: Sequent) -> frozenset[str] | None:
    """Words of which each match holds at least one; None when there are no such words. The smallest such set is best."""
    best: frozenset[str] | None = None
    for node in sequence:
        found: frozenset[str] | None = None
        if isinstance(node, Word):
            found = frozenset({node.key})
        elif isinstance(node, Choice) and all(node.options):
            parts = [required_words(option) for option in node.options]
            if all(part is not None for part in parts):
                found = frozenset().union(*(part for part in parts if part is not None))
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


def compile_pattern(sequence: Sequent) -> Step:
    """Compile a parsed pattern: a function of tokens and an index that gives the longest-first match, or None."""
    return _sequence(sequence, _accept)


def _accept(_tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
    return at, bindings


def _sequence(nodes: Sequent, then: Step) -> Step:
    for node in reversed(nodes):
        then = _compile(node, then)
    return then


def _compile(node: Node, then: Step) -> Step:
    if isinstance(node, Word):
        return _word(node.key, then)
    if isinstance(node, Slot):
        if node.name in ("subject", "employer"):
            return _subject(then, "person" if node.name == "subject" else "club")
        return _slot(node.name, then)
    if isinstance(node, Test):
        return _test(TESTS[node.name], then)
    if isinstance(node, Gap):
        return _gap(node.limit, then)
    if isinstance(node, Many):
        return _many(node.options, then)
    return _choice(node.options, then)


def _word(key: str, then: Step) -> Step:
    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at < len(tokens) and tokens[at].key == key:
            return then(tokens, at + 1, bindings)
        return None

    return step


def _slot(name: str, then: Step) -> Step:
    kind = SLOT_KINDS[name]
    if name == "newrole":
        return _new_role(then)

    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at < len(tokens) and tokens[at].kind == kind:
            return then(tokens, at + 1, (*bindings, (name, at)))
        return None

    return step


def _test(test: Callable[[Token], bool], then: Step) -> Step:
    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at < len(tokens) and tokens[at].kind == "word" and test(tokens[at]):
            return then(tokens, at + 1, bindings)
        return None

    return step


NEW_ROLE = "new"
"""Key of a role token whose words say that the job's holder is new: "the new head coach"."""


def _new_role(then: Step) -> Step:
    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at < len(tokens) and tokens[at].kind == "role" and tokens[at].key == NEW_ROLE:
            return then(tokens, at + 1, (*bindings, ("role", at)))
        return None

    return step


def _choice(options: tuple[Sequent, ...], then: Step) -> Step:
    """Options that begin with a word are looked up by it: classes hold dozens of them."""
    by_word: dict[str, list[tuple[int, Step]]] = {}
    others: list[tuple[int, Step]] = []
    for rank, option in enumerate(options):
        if option and isinstance(option[0], Word):
            by_word.setdefault(option[0].key, []).append((rank, _sequence(option[1:], then)))
        else:
            others.append((rank, _sequence(option, then)))

    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at < len(tokens):
            for _, after in by_word.get(tokens[at].key, ()):
                found = after(tokens, at + 1, bindings)
                if found is not None:
                    return found
        for _, whole in others:
            found = whole(tokens, at, bindings)
            if found is not None:
                return found
        return None

    return step


def _many(options: tuple[Sequent, ...], then: Step) -> Step:
    if all(isinstance(node, Word) for option in options for node in option):
        return _many_words([tuple(node.key for node in option if isinstance(node, Word)) for option in options], then)

    def repeat(left: int) -> Step:
        if left == 0:
            return then
        following = repeat(left - 1)
        once = _choice(options, following)

        def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
            return once(tokens, at, bindings) or then(tokens, at, bindings)

        return step

    return repeat(MAX_REPEAT)


def _many_words(phrases: list[tuple[str, ...]], then: Step) -> Step:
    """The usual case, phrases of plain words, without a closure for each repetition."""
    words = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
    longer: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        if len(phrase) > 1:
            longer.setdefault(phrase[0], []).append(phrase)

    def end_of(tokens: Sequence[Token], at: int) -> int:
        for phrase in longer.get(tokens[at].key, ()):
            if tuple(token.key for token in tokens[at : at + len(phrase)]) == phrase:
                return at + len(phrase)
        return at + 1 if tokens[at].key in words else at

    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        ends = [at]
        while ends[-1] < len(tokens) and len(ends) <= MAX_REPEAT:
            end = end_of(tokens, ends[-1])
            if end == ends[-1]:
                break
            ends.append(end)
        for end in reversed(ends):
            found = then(tokens, end, bindings)
            if found is not None:
                return found
        return None

    return step


def _gap(limit: int, then: Step) -> Step:
    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        for here in range(at, min(at + limit, len(tokens)) + 1):
            found = then(tokens, here, bindings)
            if found is not None:
                return found
            if here >= len(tokens) or tokens[here].kind == "person" or tokens[here].key in _GAP_STOPS:
                return None
        return None

    return step


_PERSON_LINKS = frozenset({",", "and", "&"})


def _subject(then: Step, kind: str) -> Step:
    """A person or club, or several ("A, B and C"), then perhaps an aside between commas, "who", or a first verb and "and"."""

    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at >= len(tokens) or tokens[at].kind != kind:
            return None
        bindings = (*bindings, (kind, at))
        at += 1
        if kind == "person" and at + 1 < len(tokens) and tokens[at].key in _PERSON_LINKS:
            grouped = _group(tokens, at, bindings)
            if grouped is not None:
                at, bindings = grouped
        for here in _subject_ends(tokens, at):
            found = then(tokens, here, bindings)
            if found is not None:
                return found
        return None

    return step


def _group(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
    """Persons joined by commas and a last "and"; None when no "and" closes the list."""
    closed = False
    while not closed and at + 1 < len(tokens) and tokens[at].key in _PERSON_LINKS:
        closed = tokens[at].key != ","
        here = at + 1
        if not closed and tokens[here].key in ("and", "&"):
            closed, here = True, here + 1
        if here >= len(tokens) or tokens[here].kind != "person":
            return None
        bindings = (*bindings, ("person", here))
        at = here + 1
    return (at, bindings) if closed else None


def _subject_ends(tokens: Sequence[Token], at: int) -> list[int]:
    """Places where the subject's verb may begin, nearest first."""
    ends = [at]
    size = len(tokens)
    if at >= size:
        return ends
    key = tokens[at].key
    if key in ("who", "which"):
        ends.append(at + 1)
    elif key in (",", "("):
        if at + 1 < size and tokens[at + 1].key in ("who", "which"):
            ends.append(at + 2)
        ends += _after_aside(tokens, at)
    return ends + _after_first_verb(tokens, at)


def _after_aside(tokens: Sequence[Token], at: int) -> list[int]:
    """The token after an aside in commas or brackets ("Redknapp, 57, quit"); an aside without "who" may hold no other person."""
    close = ")" if tokens[at].key == "(" else ","
    tells = at + 1 < len(tokens) and tokens[at + 1].key in ("who", "whose")
    for here in range(at + 1, min(at + MAX_ASIDE, len(tokens))):
        token = tokens[here]
        if token.key == close:
            return [here + 1, here + 2] if here + 1 < len(tokens) and tokens[here + 1].key == "who" else [here + 1]
        if (token.kind == "person" and not tells) or token.key in (";", '"'):
            break
    return []


def _after_first_verb(tokens: Sequence[Token], at: int) -> list[int]:
    """The token after "and" or "but" when the same person goes on to do a second thing, with no other person between."""
    for here in range(at, min(at + MAX_COORDINATED, len(tokens))):
        token = tokens[here]
        if token.kind == "person" or token.key in (";", '"', ":"):
            return []
        if here > at and token.key in ("and", "but"):
            return [here + 1]
    return []


def is_possessive(token: Token) -> bool:
    """True for the token that makes the name before it a possessive."""
    return token.key == POSSESSIVE
