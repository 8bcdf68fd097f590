"""Which patterns a sentence can match at all: found by its words, so that the others cost nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Generic, Protocol, TypeVar

from touchline.extract.rules import Pattern


class HasPatterns(Protocol):
    """A rule of any sort."""

    @property
    def patterns(self) -> tuple[Pattern, ...]: ...


R = TypeVar("R", bound=HasPatterns)


class RuleIndex(Generic[R]):
    """Rules in the order of their file, with their patterns by the words that a match must hold."""

    def __init__(self, rules: Sequence[R]) -> None:
        self._rules = tuple(rules)
        self._patterns: list[tuple[R, Pattern]] = [(rule, pattern) for rule in rules for pattern in rule.patterns]
        by_word: dict[str, list[int]] = {}
        for number, (_, pattern) in enumerate(self._patterns):
            for word in pattern.words or ("",):
                by_word.setdefault(word, []).append(number)
        self._always = tuple(by_word.pop("", ()))
        self._by_word: Mapping[str, list[int]] = by_word

    def candidates(self, keys: Set[str]) -> list[tuple[R, Pattern]]:
        """The rules and patterns that may match a sentence with these words, in the order of the file."""
        numbers = set(self._always)
        for key in keys & self._by_word.keys():
            numbers.update(self._by_word[key])
        return [self._patterns[number] for number in sorted(numbers)]

    def gate(self) -> re.Pattern[str] | None:
        """A pattern that finds one of the words in lower-case text; None when some rule needs no word."""
        words = sorted(word for word in self._by_word if word.isalpha())
        return None if self._always else re.compile(r"\b(?:" + "|".join(words) + r")\b")

    def __iter__(self) -> Iterator[R]:
        return iter(self._rules)
