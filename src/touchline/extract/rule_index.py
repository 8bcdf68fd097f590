"""Which patterns a sentence can match at all: found by its tokens, so that the others cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

from touchline.extract.automaton import Automaton
from touchline.extract.lines import Line
from touchline.extract.nodes import Needs, Trace
from touchline.extract.rules import Pattern


class HasPatterns(Protocol):
    """A rule of any sort."""

    @property
    def patterns(self) -> tuple[Pattern, ...]: ...


R = TypeVar("R", bound=HasPatterns)


class Candidate(NamedTuple, Generic[R]):
    """A pattern that may match a line, and the indices at which; `number` counts the patterns of all rules."""

    number: int
    rule: R
    pattern: Pattern
    starts: Sequence[int]


class RuleIndex(Generic[R]):
    """Rules in the order of their file, with their patterns by what a match must hold."""

    def __init__(self, rules: Sequence[R]) -> None:
        self._rules = tuple(rules)
        self.patterns: list[tuple[R, Pattern]] = [(rule, pattern) for rule in rules for pattern in rule.patterns]

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton([pattern.sequence for _, pattern in self.patterns])

    @cached_property
    def _by_trace(self) -> TraceIndex:
        return TraceIndex([pattern.needs for _, pattern in self.patterns])

    @cached_property
    def starts(self) -> frozenset[str]:
        """The signs with which matches of patterns begin that can begin with some only."""
        return frozenset().union(*(pattern.starts or () for _, pattern in self.patterns))

    @cached_property
    def free(self) -> list[Pattern]:
        """The patterns of which a match can begin with any sign."""
        return [pattern for _, pattern in self.patterns if pattern.starts is None]

    def candidates(self, line: Line) -> list[Candidate[R]]:
        """The patterns that may match a line, in the order of the file."""
        found = self._automaton.may_match(line)
        return [Candidate(number, *self.patterns[number], found[number]) for number in sorted(found)]

    def held_by(self, held: Set[Trace]) -> list[Pattern]:
        """The patterns that may match a line that holds these traces, wherever its names may stand."""
        return [self.patterns[number][1] for number in self._by_trace.met(held)]

    def __iter__(self) -> Iterator[R]:
        return iter(self._rules)


class TraceIndex:
    """Lists of needs by their rarest traces; those that a line cannot meet cost nothing."""

    def __init__(self, needs: Sequence[Needs]) -> None:
        self._others = [found[1:] for found in needs]
        self._always = [number for number, found in enumerate(needs) if not found]
        self._by_trace: dict[Trace, list[int]] = {}
        for number, found in enumerate(needs):
            for trace in found[0] if found else ():
                self._by_trace.setdefault(trace, []).append(number)
        self._traces = frozenset(self._by_trace)

    def met(self, held: Set[Trace]) -> list[int]:
        """The numbers of the needs that a line meets which holds these traces, in order."""
        traces = held & self._traces
        if not traces and not self._always:
            return []
        numbers = set(self._always).union(*map(self._by_trace.__getitem__, traces))
        others = self._others
        return [number for number in sorted(numbers) if not any(map(held.isdisjoint, others[number]))]
