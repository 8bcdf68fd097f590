"""Patterns to matchers: closures that walk a list of tokens and stop.

Every repetition is bounded, so the work is bounded by the pattern, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from touchline.extract.lines import Bindings, Line
from touchline.extract.nodes import (
    Choice,
    Gap,
    Many,
    Node,
    Rest,
    Sequent,
    Slot,
    Test,
    Word,
    starts_before,
    starts_of,
)
from touchline.extract.steps import (
    Match,
    Signs,
    Step,
    accept,
    accept_name,
    passing,
    step_of_gap,
    step_of_people,
    step_of_slot,
    step_of_subject,
    step_of_test,
    step_of_word,
)

MAX_REPEAT = 6


class Matcher:
    """A compiled pattern."""

    def __init__(self, sequence: Sequent) -> None:
        self._step = _sequence(sequence, accept, None)
        self._starts = starts_of(sequence)
        self._tests = frozenset(node.name for node in sequence if isinstance(node, Test))

    def matches(self, line: Line, starts: Sequence[int] | None = None) -> list[tuple[int, Match]]:
        """All matches, the longest-first at each place, with their first indices; those at `starts` where given."""
        if self._tests and not all(passing(line, name) for name in self._tests):
            return []
        step = self._step
        found: list[tuple[int, Match]] = []
        for at in line.starts(self._starts) if starts is None else starts:
            match = step(line, at, ())
            if match is not None and match[0] > at:
                found.append((at, match))
        return found

    def is_in(self, line: Line) -> bool:
        """True when there is a match."""
        if self._tests and not all(passing(line, name) for name in self._tests):
            return False
        for at in line.starts(self._starts):
            match = self._step(line, at, ())
            if match is not None and match[0] > at:
                return True
        return False


def _sequence(nodes: Sequent, then: Step, following: Signs) -> Step:
    for node in reversed(nodes):
        then = _compile(node, then, following)
        following = starts_before((node,), following)
    return then


def _compile(node: Node, then: Step, following: Signs) -> Step:
    """The step of a node; what comes `then` must begin with the signs `following`: it is not tried at others."""
    if isinstance(node, Word):
        return step_of_word(node.key, then)
    if isinstance(node, Slot):
        if node.name in ("subject", "employer"):
            return step_of_subject(then, following, "person" if node.name == "subject" else "club")
        if node.name == "people":
            return step_of_people(then, following)
        return step_of_slot(node.name, then, following)
    if isinstance(node, Test):
        return step_of_test(node.name, then)
    if isinstance(node, Gap):
        return step_of_gap(node.limit, then)
    if isinstance(node, Rest):
        return accept_name if node.is_name else accept
    if isinstance(node, Many):
        return _many(node, then, following)
    return _choice(node, then, following)


def _choice(node: Choice | Many, then: Step, following: Signs) -> Step:
    """Options that begin with a word are looked up by it, and compiled when they are: classes hold dozens."""
    by_word, options = node.openings
    compiled: dict[str, list[tuple[list[str], Signs, Step]]] = {}
    others = [(starts_before(option, following), _Option(option, then, following)) for option in options]

    def compile_for(word: str) -> list[tuple[list[str], Signs, Step]]:
        ready = compiled[word] = []
        for option in by_word[word]:
            words = leading_words(option)
            rest = option[len(words) :]
            ready.append((words[1:], starts_before(rest, following), _sequence(rest, then, following)))
        return ready

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        signs = line.signs
        sign = signs[at]
        if sign in by_word:
            for words, first, after in compiled.get(sign) or compile_for(sign):
                end = at + 1
                if words:
                    end += len(words)
                    if signs[at + 1 : end] != words:
                        continue
                if first is None or signs[end] in first:
                    found = after(line, end, bindings)
                    if found is not None:
                        return found
        for first, other in others:
            if first is None or sign in first:
                found = other.step(line, at, bindings)
                if found is not None:
                    return found
        return None

    return step


class _Option:
    """An option, with what comes behind it, that is compiled when it is first tried."""

    __slots__ = ("_following", "_sequence", "_then", "step")

    def __init__(self, sequence: Sequent, then: Step, following: Signs) -> None:
        self._sequence, self._then, self._following = sequence, then, following
        self.step: Step = self._compile_first if sequence else then

    def _compile_first(self, line: Line, at: int, bindings: Bindings) -> Match | None:
        self.step = _sequence(self._sequence, self._then, self._following)
        return self.step(line, at, bindings)


def leading_words(sequence: Sequent) -> list[str]:
    """The plain words with which a sequence begins."""
    words = []
    for node in sequence:
        if not isinstance(node, Word):
            break
        words.append(node.key)
    return words


def _many(node: Many, then: Step, following: Signs) -> Step:
    """Many patterns repeat the same phrases, at the same places of a line: where these end is worked out once."""
    options = node.options
    if all(isinstance(node, Word) for option in options for node in option):
        ends_from = _word_ends(options)
    elif all(map(_binds_nothing, options)):
        ends_from = _all_ends(node)
    else:
        return _repeat(node, then, following)

    def step(line: Line, at: int, bindings: Bindings) -> Match | None:
        known = line.runs.get((id(options), at))
        if known is None:
            known = line.runs[id(options), at] = ends_from(line, at)
        signs = line.signs
        for end in known:
            if following is None or signs[end] in following:
                found = then(line, end, bindings)
                if found is not None:
                    return found
        return None

    return step


def _binds_nothing(sequence: Sequent) -> bool:
    """True for a sequence without a name, whose matches differ in their ends alone."""
    return all(
        isinstance(node, Word | Test) or (isinstance(node, Choice | Many) and all(map(_binds_nothing, node.options)))
        for node in sequence
    )


def _repeat(node: Many, then: Step, following: Signs) -> Step:
    again = starts_before((node,), following)

    def repeat(left: int) -> Step:
        if left == 0:
            return then
        once = _choice(node, repeat(left - 1), again)

        def step(line: Line, at: int, bindings: Bindings) -> Match | None:
            return once(line, at, bindings) or then(line, at, bindings)

        return step

    return repeat(MAX_REPEAT)


Ends = Callable[[Line, int], Sequence[int]]
"""The places where repetitions that begin at a token may end, in the order in which they are tried."""


@lru_cache(maxsize=1 << 8)
def _all_ends(node: Many) -> Ends:
    walk = _repeat(node, _note_end, None)

    def ends_from(line: Line, at: int) -> Sequence[int]:
        outer, line.ends = line.ends, []
        walk(line, at, ())
        found, line.ends = tuple(dict.fromkeys(line.ends)), outer
        return found

    return ends_from


def _note_end(line: Line, at: int, _bindings: Bindings) -> Match | None:
    """Make all the ways be walked, and none be taken."""
    line.ends.append(at)
    return None


def _word_ends(options: tuple[Sequent, ...]) -> Ends:
    """Of phrases of plain words, each time the longer ones first, and no other where one fits."""
    single, longer = _words_and_phrases(options)

    def ends_from(line: Line, at: int) -> Sequence[int]:
        signs, ends = line.signs, [at]
        for _ in range(MAX_REPEAT):
            here = ends[-1]
            phrases = longer.get(signs[here], ())
            end = next((here + len(words) for words in phrases if signs[here : here + len(words)] == words), here)
            if end == here:
                if signs[here] not in single:
                    break
                end = here + 1
            ends.append(end)
        ends.reverse()
        return ends

    return ends_from


def _words_and_phrases(
    options: tuple[Sequent, ...],
) -> tuple[frozenset[str], Mapping[str, list[list[str]]]]:
    """Options of plain words apart: single words, and longer phrases by their first word."""
    phrases = [leading_words(option) for option in options]
    longer: dict[str, list[list[str]]] = {}
    for words in phrases:
        if len(words) > 1:
            longer.setdefault(words[0], []).append(words)
    return frozenset(words[0] for words in phrases if len(words) == 1), longer
