"""One language's words for time: the `[times]` table and the `[[time]]` rules of its file, read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, Literal

from touchline.errors import ConfigError
from touchline.extract.clubs import name_words
from touchline.extract.lexicon_files import LexiconFile
from touchline.extract.nodes import Choice, Node, Word
from touchline.extract.patterns import PatternError, parse_pattern
from touchline.extract.rule_index import RuleIndex
from touchline.extract.rules import Pattern

Means = Literal["date", "weekday", "day", "ago", "ahead", "unit", "words"]
MEANS: tuple[Means, ...] = ("date", "weekday", "day", "ago", "ahead", "unit", "words")
UNITS = ("hour", "day", "week", "weekend", "month", "season", "year", "spring", "summer", "autumn", "winter")
PARTS = ("whole", "start", "end")
N_MONTHS, N_WEEKDAYS = 12, 7
YEARS = range(1900, 2100)
MAX_DAY = 31

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """Phrases for times of one sort.

    `means` says how the words that the tables know are put together; `unit`, `shift`, `part` and `days` hold what the
    phrase says without such a word. `past` and `ahead`: the words themselves say that it is over, or to come. `after`
    are words of which one must stand before the phrase, `not_after` words of which none may.
    """

    id: str
    means: Means
    patterns: tuple[Pattern, ...]
    unit: str | None = None
    shift: int | None = None
    part: str = "whole"
    days: int = 0
    past: bool = False
    ahead: bool = False
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    capital: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TimeTable:
    """What a language's words for time mean, as folded tokens, and the rules for phrases of them."""

    rules: RuleIndex[TimeRule]
    months: Mapping[Words, int]
    weekdays: Mapping[Words, int]
    """Monday is 0."""
    counts: Mapping[Words, int]
    vague_counts: frozenset[Words]
    """Counts that are no number ("several"): they say how long ago at most."""
    units: Mapping[Words, str]
    shifts: Mapping[Words, int]
    days: Mapping[Words, int]
    """Days of the month, with the endings of the language ("1st")."""
    starts: frozenset[str]
    """Words before a time from which something holds ("from")."""


TABLE_KEYS = ("months", "weekdays", "counts", "vague_counts", "units", "shifts", "day_endings", "starts")
RULE_KEYS = (
    "id",
    "means",
    "patterns",
    "unit",
    "shift",
    "part",
    "days",
    "past",
    "ahead",
    "after",
    "not_after",
    "capital",
)


def read_times(file: LexiconFile, phrases: dict[str, Choice]) -> TimeTable:
    """Read a file's words for time; `phrases` gets those that rules of all sorts may use: <day>, <month>, <year>."""
    table = file.content_table.get("times", {})
    file.check_keys(table, TABLE_KEYS, "times")
    months = _numbered(file, table, "months", N_MONTHS, first=1)
    weekdays = _numbered(file, table, "weekdays", N_WEEKDAYS, first=0)
    counts, vague = _values(table.get("counts", {})), _values(table.get("vague_counts", {}))
    days: dict[Words, int] = {
        (f"{day}{ending}",): day for day in range(1, MAX_DAY + 1) for ending in ("", *table.get("day_endings", ()))
    }
    units = table.get("units", {})
    file.check_keys(units, UNITS, "times.units")
    by_word = {name_words(word): unit for unit, words in units.items() for word in words}
    shifts = _values(table.get("shifts", {}))
    phrases |= {
        "day": _choice(weekdays),
        "month": _choice(months),
        "year": _choice((str(year),) for year in YEARS),
        "nth": _choice(days),
        "count": _choice(chain(counts, vague, ((str(n),) for n in range(100)))),
        "unit": _choice(by_word),
        "shift": _choice(shifts),
    }
    rules = [_rule(file, rule, phrases) for rule in file.sub_tables("time", RULE_KEYS, ("id", "means", "patterns"))]
    return TimeTable(
        rules=RuleIndex(rules),
        months=months,
        weekdays=weekdays,
        counts=counts | vague,
        vague_counts=frozenset(vague),
        units=by_word,
        shifts=shifts,
        days=days,
        starts=frozenset(table.get("starts", ())),
    )


def _rule(file: LexiconFile, table: Mapping[str, Any], phrases: Mapping[str, Choice]) -> TimeRule:
    for key, values in (("means", MEANS), ("unit", UNITS), ("part", PARTS)):
        if key in table:
            file.choice(table, key, values)
    try:
        parsed = [(text, parse_pattern(text, phrases)) for text in table["patterns"]]
    except PatternError as error:
        raise ConfigError(f"{file.path}: time {table['id']!r}: {error}") from None
    return TimeRule(
        id=table["id"],
        means=table["means"],
        # Parsed at once: phrases of the same names may mean something else in rules of other sorts.
        patterns=tuple(Pattern(text, partial(tuple[Node, ...], sequence)) for text, sequence in parsed),
        unit=table.get("unit"),
        shift=table.get("shift"),
        part=table.get("part", "whole"),
        days=table.get("days", 0),
        past=table.get("past", False),
        ahead=table.get("ahead", False),
        after=frozenset(table.get("after", ())),
        not_after=frozenset(table.get("not_after", ())),
        capital=table.get("capital", False),
    )


def _numbered(file: LexiconFile, table: Mapping[str, Any], key: str, size: int, *, first: int) -> Mapping[Words, int]:
    """Lists of words by position: all the names of January, of February, and so on."""
    lists: Sequence[Sequence[str]] = table.get(key, ())
    if len(lists) not in (0, size):
        raise ConfigError(f"{file.path}: times: {key} holds {len(lists)} lists of words, not {size}")
    return {name_words(word): number for number, words in enumerate(lists, start=first) for word in words}


def _values(table: Mapping[str, int]) -> dict[Words, int]:
    return {name_words(word): value for word, value in table.items()}


def _choice(phrases: Iterable[Words]) -> Choice:
    return Choice(tuple(tuple(Word(key) for key in words) for words in phrases))
