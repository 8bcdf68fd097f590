"""Patterns to matchers: closures that walk a list of tokens and stop.

Every repetition is bounded, so the work is bounded by the pattern, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from touchline.extract.patterns import (
    MAX_REPEAT,
    SLOT_KINDS,
    TESTS,
    Bindings,
    Gap,
    Many,
    Match,
    Node,
    Sequent,
    Slot,
    Step,
    Test,
    Word,
)
from touchline.extract.tokens import POSSESSIVE, Token

MAX_ASIDE = 14
MAX_COORDINATED = 10
_GAP_STOPS = frozenset({";", ":", "-", "but", "while", "whereas", "although", "whilst"})


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
        if node.name == "people":
            return _people(then)
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


NEW_ROLE = "<new>"
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
    """Persons or a club, then perhaps an aside between commas, "who", or a first verb and "and"."""

    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        if at >= len(tokens) or tokens[at].kind != kind or _is_former_place(tokens, at):
            return None
        bindings = (*bindings, (kind, at))
        at += 1
        if kind == "person" and at + 1 < len(tokens) and tokens[at].key in _PERSON_LINKS:
            grouped = _group(tokens, at, bindings)
            if grouped is not None:
                at, bindings = grouped
        ends = (
            [at]
            if kind == "person" and at < len(tokens) and tokens[at].key == POSSESSIVE
            else _subject_ends(tokens, at)
        )
        if kind == "club":
            ends += _after_first_verb(tokens, at, past_persons=True)
        for here in ends:
            found = then(tokens, here, bindings)
            if found is not None:
                return found
        return None

    return step


MAX_PEOPLE = 8
_OF = frozenset({"of", "from", "at"})
"""Before a name that may be an unknown club's ("formerly of Vasteras"): no member of a row of persons."""
MAX_LINK = 14
_LAST_LINKS = frozenset({",", "and", "&", "or", "plus"})
_LINK_WORDS = frozenset({"the", "also", "to", "then", "even", "perhaps", "possibly", "probably", "with", "on", "both"})


def _people(then: Step) -> Step:
    """Persons named in a row; where what follows does not fit after the last one, the row may end earlier."""

    def step(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
        rows: list[Match] = []
        here: int | None = None if _is_former_place(tokens, at) else at
        while here is not None and here < len(tokens) and tokens[here].kind == "person" and len(rows) < MAX_PEOPLE:
            bindings = (*bindings, ("person", here))
            rows.append((here + 1, bindings))
            here = _next_in_row(tokens, here + 1)
        for end, bound in reversed(rows):
            for after in _subject_ends(tokens, end):
                found = then(tokens, after, bound)
                if found is not None:
                    return found
        return None

    return step


def _is_former_place(tokens: Sequence[Token], at: int) -> bool:
    """True after "formerly of": an unknown club's name looks like a person's."""
    return at > 1 and tokens[at - 1].key in _OF and tokens[at - 2].key == "formerly"


def _next_in_row(tokens: Sequence[Token], at: int) -> int | None:
    """The next person of a row, after "and", a comma or an aside in commas; None when the row ends at `at`."""
    if at >= len(tokens) or tokens[at].key not in ("of", "(", "who", *_LAST_LINKS):
        return None
    for here in range(at, min(at + MAX_LINK, len(tokens))):
        if tokens[here].kind == "person" and tokens[here - 1].key not in _OF:
            last = here - 1
            while last > at and (tokens[last].key in _LINK_WORDS or tokens[last].kind == "club"):
                last -= 1
            return here if tokens[last].key in _LAST_LINKS else None
        if tokens[here].key in _GAP_STOPS or tokens[here].key == '"':
            return None
    return None


def _group(tokens: Sequence[Token], at: int, bindings: Bindings) -> Match | None:
    """Persons joined by commas and a last "and"; None when no "and" closes the list."""
    closed = False
    while not closed and at + 1 < len(tokens) and tokens[at].key in _PERSON_LINKS:
        closed = tokens[at].key != ","
        here = at + 1
        if not closed and tokens[here].key in ("and", "&"):
            closed, here = True, here + 1
        if here >= len(tokens) or tokens[here].kind != "person" or _is_owner(tokens, here):
            return None
        bindings = (*bindings, ("person", here))
        at = here + 1
    return (at, bindings) if closed else None


def _is_owner(tokens: Sequence[Token], at: int) -> bool:
    """True before a possessive: "Bell's assistant" tells of the assistant."""
    return at + 1 < len(tokens) and tokens[at + 1].key == POSSESSIVE


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
    """The token after an aside in commas or brackets ("Redknapp, 57, quit").

    An aside without "who" may hold no other person.
    """
    close = ")" if tokens[at].key == "(" else ","
    tells = at + 1 < len(tokens) and tokens[at + 1].key in ("who", "whose")
    for here in range(at + 1, min(at + MAX_ASIDE, len(tokens))):
        token = tokens[here]
        if token.key == close:
            return [here + 1, here + 2] if here + 1 < len(tokens) and tokens[here + 1].key == "who" else [here + 1]
        if (token.kind == "person" and not tells) or token.key in (";", '"'):
            break
    return []


_CLAUSE_STOPS = frozenset({";", '"', ":", "that", "who", "which", "whom", "said", "says", "when", "because", "while"})


def _after_first_verb(tokens: Sequence[Token], at: int, *, past_persons: bool = False) -> list[int]:
    """The token after "and" or "but" when the same person does a second thing; nobody stands between.

    A club may first do something to a person ("sack Hutter and bring in ..."): then `past_persons`.
    """
    for here in range(at, min(at + MAX_COORDINATED, len(tokens))):
        token = tokens[here]
        if (token.kind == "person" and not past_persons) or token.key in _CLAUSE_STOPS:
            return []
        if here > at and token.key in ("and", "but"):
            return [here + 1]
    return []
