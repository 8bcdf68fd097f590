"""Phrases for times in a sentence, as the language's rules find them; moments.py turns them into dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from touchline.extract.lines import Line
from touchline.extract.time_rules import TimeRule, TimeTable, Words
from touchline.extract.tokens import Token
from touchline.model import Span

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """A phrase for a time and what its words say; None where they say nothing of the kind."""

    span: Span
    words: str
    rule: TimeRule
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    count: int | None = None
    is_vague: bool = False
    """Whether the count is no number: "several weeks ago"."""
    unit: str | None = None
    shift: int | None = None
    is_start: bool = False
    """After "from": it may lie ahead of a verb in the past tense ("have appointed him from 1 December")."""


def find_times(text: str, tokens: list[Token], table: TimeTable) -> list[TimeWords]:
    """All phrases for a time among the words of a sentence, in order; where two overlap, the first and longest."""
    line = Line(tokens)
    found = [
        (at, stop, may.rule)
        for may in table.rules.candidates(line)
        for at, (stop, _) in may.pattern.matches(line, may.starts)
        if _fits(may.rule, tokens, at)
    ]
    times: list[TimeWords] = []
    free = 0
    for at, stop, rule in sorted(found, key=lambda match: (match[0], -match[1])):
        if at >= free:
            times.append(_time(text, tokens, at, stop, rule, table))
            free = stop
    return times


def _fits(rule: TimeRule, tokens: Sequence[Token], at: int) -> bool:
    """Whether the words before a phrase, and its capital, are those that its rule asks for."""
    if rule.capital and not tokens[at].is_capitalised:
        return False
    before = tokens[at - 1].key if at > 0 else ""
    return (not rule.after or before in rule.after) and before not in rule.not_after


def _time(text: str, tokens: Sequence[Token], at: int, stop: int, rule: TimeRule, table: TimeTable) -> TimeWords:
    span = Span(tokens[at].start, tokens[stop - 1].end)
    said = _said(tuple([token.key for token in tokens[at:stop]]), table)
    return TimeWords(
        span=span,
        words=text[span.start : span.end],
        rule=rule,
        day=said.day,
        month=said.month,
        year=said.year,
        weekday=said.weekday,
        count=said.count,
        is_vague=said.is_vague,
        unit=said.unit or rule.unit,
        shift=rule.shift if rule.shift is not None else said.shift,
        is_start=any(token.key in table.starts for token in tokens[max(0, at - 2) : at]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the words of a phrase say by themselves."""

    day: int | None
    month: int | None
    year: int | None
    weekday: int | None
    count: int | None
    is_vague: bool
    unit: str | None
    shift: int | None


@lru_cache(maxsize=1 << 12)
def _said(keys: Words, table: TimeTable) -> _Said:
    runs = _runs(keys)
    return _Said(
        day=_read(runs, table.days),
        month=_read(runs, table.months),
        year=next((int(key) for key in keys if len(key) == len("2025") and key.isdigit()), None),
        weekday=_read(runs, table.weekdays),
        count=next((int(key) for key in keys if key.isdigit()), _read(runs, table.counts)),
        is_vague=any(words in table.vague_counts for words in runs),
        unit=_read(runs, table.units),
        shift=_read(runs, table.shifts),
    )


def _read(runs: Sequence[Words], table: Mapping[Words, V]) -> V | None:
    """The value of the longest words of a table among those of a phrase."""
    return next((table[words] for words in runs if words in table), None)


def _runs(keys: Sequence[str]) -> list[Words]:
    """All the words side by side in a phrase, the longest first."""
    sizes = range(len(keys), 0, -1)
    return [tuple(keys[at : at + size]) for size in sizes for at in range(len(keys) - size + 1)]
