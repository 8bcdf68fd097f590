"""The values of a query's fields: names, numbers, kinds, stages and times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from touchline.errors import QueryError
from touchline.fold import folded_words
from touchline.model import Kind, Stage
from touchline.query.tree import Ago, Field, FieldName, Op, Unit

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4}|an?)\s*(h|d|w|m|y|(?:hour|day|week|month|year)s?)(?:\s+ago)?", re.IGNORECASE)
_UNITS: dict[str, Unit] = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}
_NAMED_DAYS = {"today": Ago(0, "day"), "yesterday": Ago(1, "day")}
DENIED = "denied"


def read_value(name: FieldName, op: Op, text: str, at: int, value_at: int) -> Field:
    """Make a field of its parts; `at` and `value_at` are where field and value begin in the query.

    Raises:
        QueryError: the field has no such value, or cannot be compared like this.
    """
    if op not in (":", "=") and name not in ("stage", "tier"):
        raise QueryError(f"{name} cannot be compared with {op}; write {name}:{text}", at)
    match name:
        case "kind":
            return Field(name, op, Kind(_chosen(text, Kind, "kind", value_at)), at)
        case "stage":
            return _stage(op, text, at, value_at)
        case "tier":
            if not re.fullmatch("[1-9]", text):
                raise QueryError(f"tier is a number from 1 (best) to 9, not {text!r}", value_at)
            return Field(name, op, int(text), at)
        case "newer" | "before":
            return Field(name, op, _time(text, value_at), at)
        case "thread" | "lang":
            return Field(name, op, text.casefold(), at)
        case "club" | "league" | "coach" | "publisher" | "feed":
            if not folded_words(text):
                raise QueryError(f"there is no letter or digit in {text!r}", value_at)
            return Field(name, op, text, at)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message: what may have been meant, else all there is."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}" if near else f"; there are {', '.join(names)}"


def _stage(op: Op, text: str, at: int, value_at: int) -> Field:
    chosen = _chosen(text, (*Stage, DENIED), "stage", value_at)
    if chosen != DENIED:
        return Field("stage", op, Stage(chosen), at)
    if op not in (":", "="):
        raise QueryError("denied is no step between the stages; write stage:denied", at)
    return Field("stage", op, None, at)


def _chosen(text: str, known: Iterable[str], name: str, at: int) -> str:
    """The one of the known values that the text is or unmistakably begins."""
    names = [str(each) for each in known]
    wanted = text.casefold()
    begun = [each for each in names if each.startswith(wanted)]
    if len(begun) != 1:
        raise QueryError(f"there is no {name} {text!r}{nearest(text, names)}", at)
    return begun[0]


def _time(text: str, at: int) -> date | Ago:
    lowered = text.casefold()
    if lowered in _NAMED_DAYS:
        return _NAMED_DAYS[lowered]
    ago = _AGO.fullmatch(lowered)
    if ago:
        return Ago(1 if ago[1].startswith("a") else int(ago[1]), _UNITS[ago[2][0]])
    day = _DAY.fullmatch(lowered)
    try:
        if day:
            return date(int(day[1]), int(day[2] or 1), int(day[3] or 1))
    except ValueError:
        raise QueryError(f"the calendar has no day {text!r}", at) from None
    raise QueryError(f'{text!r} is no time; write 7d, "2 weeks ago", 2025-06 or 2025-06-10', at)
