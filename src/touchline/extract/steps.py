"""The steps of a pattern's single nodes: a word, a slot, a test, a gap, persons in a row.

A step walks what its node stands for and hands on to the step behind it; None where either does not fit.
"""

from __future__ import annotations

from collections.abc import Callable

from touchline.extract.lines import PERSON, Bindings, Line
from touchline.extract.nodes import SLOTS, TESTS
from touchline.extract.subjects import GAP_STOPS, people_at, subject_at

Match = tuple[int, Bindings]
"""Index after the last token, and the slots."""

Step = Callable[[Line, int, Bindings], Match | None]
Signs = frozenset[str] | None
"""The signs with which something must begin; None when it may begin with any, or be nothing at all."""


def accept(_line: Line, at: int, bindings: Bindings) -> Match | None:
    """The last step: whatever comes, the match ends here."""
    return at, bindings


def accept_name(line: Line, at: int, bindings: Bindings) -> Match | None:
    """The last step of a pattern that wants a name to come: one of those that the line has, where it tells any."""
    return (at, bindings) if line.names is None or at in line.names else None


def step_of_word(key: str, then: Step) -> Step:
    """One word."""

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        return then(line, at + 1, bindings) if line.signs[at] == key else None

    return step


def step_of_slot(name: str, then: Step, following: Signs) -> Step:
    """One token that fits a slot, which is bound to it."""
    signs = SLOTS[name]
    bound = "role" if name == "newrole" else name

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        if line.signs[at] in signs and (following is None or line.signs[at + 1] in following):
            return then(line, at + 1, (*bindings, (bound, at)))
        return None

    return step


def step_of_test(name: str, then: Step) -> Step:
    """One word that passes a test."""

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        return then(line, at + 1, bindings) if at in passing(line, name) else None

    return step


def passing(line: Line, name: str) -> frozenset[int]:
    """The indices of the words that pass a test; words of small letters alone pass none."""
    known = line.passing.get(name)
    if known is None:
        test = TESTS[name]
        words = (at for at, token in enumerate(line.tokens) if token.kind == "word" and not token.is_plain)
        known = line.passing[name] = frozenset(at for at in words if test(line.tokens[at]))
    return known


def step_of_gap(limit: int, then: Step) -> Step:
    """Any words, up to a limit; no person and nothing that ends a thought is among them."""

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        for here in range(at, min(at + limit, line.size) + 1):
            found = then(line, here, bindings)
            if found is not None:
                return found
            if here >= line.size or line.signs[here] == PERSON or line.signs[here] in GAP_STOPS:
                return None
        return None

    return step


def step_of_subject(then: Step, following: Signs, kind: str) -> Step:
    """Persons or a club, then perhaps an aside between commas, "who", or a first verb and "and"."""
    signs = SLOTS[kind]

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        if line.signs[at] not in signs:
            return None
        ends, slots = subject_at(line, kind, at)
        for here in ends:
            if following is None or line.signs[here] in following:
                found = then(line, here, (*bindings, *slots))
                if found is not None:
                    return found
        return None

    return step


def step_of_people(then: Step, following: Signs) -> Step:
    """Persons named in a row; where what follows does not fit after the last one, the row may end earlier."""

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        if line.signs[at] != PERSON:
            return None
        for ends, slots in people_at(line, at):
            for here in ends:
                if following is None or line.signs[here] in following:
                    found = then(line, here, (*bindings, *slots))
                    if found is not None:
                        return found
        return None

    return step
