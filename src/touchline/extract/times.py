"""Words for time to dates: when a change takes effect, and whether the text speaks of long ago."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from touchline.model import Span

RECENT_DAYS = 45
"""A past date older than this, seen from the article's date, is background: a story's own earlier steps are younger."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAY = "|".join(_WEEKDAYS)
_COUNT = r"\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|a few"
_COUNTS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1, "several": 4, "some": 3, "a few": 3}

_PART = r"(?:(?P<part>early|mid|late|beginning of|start of|end of|middle of)[ -])?(?:the )?"
_DAY = r"\d{1,2}"
_NTH = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<d1>{_DAY}){_NTH}(?: of)? (?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>{_DAY}){_NTH}|(?P<m3>{_MONTH}))\b"
    r"(?:,? (?P<y1>(?:19|20)\d\d))?"
)
_WHICH = r"last|next|this|earlier this|later this|earlier in|previous|following"
_STRETCH = rf"{_WEEKDAY}|week|month|summer|winter|spring|autumn|season|year|term|campaign|{_MONTH}"
_END = (
    r"(?:at |until )?(?:the )?end of (?:(?:the|this|his|next|current|league) ){0,2}(?:\w+ )?"
    r"(?:season|campaign|year|month|contract)"
)
_TIME = re.compile(
    rf"{_PART}{_DATE}"
    r"|\b(?P<y2>(?:19|20)\d\d)(?:[-/]\d\d(?:\d\d)?)?\b"
    rf"|\b(?P<count>{_COUNT}) (?P<unit>day|week|month|season|year)s? (?:ago|earlier)\b"
    rf"|\b(?P<which>{_WHICH}) (?P<span>{_STRETCH})\b"
    rf"|\b(?P<season>{_END})\b"
    r"|\b(?P<now>with immediate effect|immediately|today|tonight|tomorrow|yesterday|on the eve)\b"
    rf"|\b(?P<weekday>{_WEEKDAY})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A phrase for a time. `value` is an ISO date, month or year, None when the words give none; `days` how far from
    the article's date it lies (negative: before), None when that cannot be told. `is_past` where the words say so."""

    span: Span
    words: str
    value: str | None
    days: int | None
    is_past: bool = False
    tells: bool = False
    """Whether the words alone tell a reader when ("at the end of the season"), without a date."""
    has_year: bool = False
    is_start: bool = False
    """After "from": it may lie ahead of a verb in the past tense ("have appointed him from 1 December")."""


def find_times(text: str, start: int, end: int, on: date | None) -> list[TimeWords]:
    """All phrases for a time in `text[start:end]`, resolved against the article's date `on`."""
    return [
        replace(_resolve(match, on), is_start=_word_before(match) in ("from", "starting"))
        for match in _TIME.finditer(text, start, end)
        if not _is_name(match)
    ]


def _word_before(match: re.Match[str]) -> str:
    words = match.string[max(0, match.start() - 12) : match.start()].lower().split()
    return words[-1] if words else ""


def _is_name(match: re.Match[str]) -> bool:
    """ "May" and "march" are a month only with a day, a year or a preposition: the words mean other things too."""
    month = match["m3"]
    if not month or match["y1"]:
        return False
    before = match.string[max(0, match.start() - 8) : match.start()].split()
    return (
        not month[0].isupper()
        or not before
        or before[-1].lower()
        not in {"in", "since", "until", "from", "of", "by", "last", "next", "this", "early", "late", "mid", "to", "and"}
    )


def _resolve(match: re.Match[str], on: date | None) -> TimeWords:
    span, words = Span(match.start(), match.end()), match.group()
    month = match["m1"] or match["m2"] or match["m3"]
    if month:
        return _month(match, span, words, _MONTHS[month.lower()], on)
    if match["y2"]:
        if not _is_dated(match):
            return TimeWords(span, words, None, None)
        year = int(match["y2"])
        days = None if on is None else (date(year, 7, 1) - on).days if year != on.year else 0
        return TimeWords(span, words, str(year), days, has_year=True)
    if match["count"]:
        return _ago(match, span, words, on)
    if match["which"]:
        return _which(match, span, words, on)
    if match["now"]:
        return _now(span, words, on)
    if match["weekday"]:
        return TimeWords(span, words, *_weekday(_WEEKDAYS[match["weekday"].lower()], on))
    if "last" in words.lower().split() and on is not None and on.month not in _CLOSE_SEASON:
        return TimeWords(span, words, None, -LAST_SEASON_DAYS, is_past=True)
    return TimeWords(span, words, None, None, tells=True)


LAST_SEASON_DAYS = 90
"""The least that "the end of last season" lies back while the next one is played."""
_CLOSE_SEASON = range(5, 9)

_YEAR_PREPOSITIONS = frozenset(
    {"in", "since", "of", "by", "from", "during", "summer", "winter", "autumn", "spring", "back", "between", "and"}
)


def _is_dated(match: re.Match[str]) -> bool:
    """A year dates something after a preposition; "the 2021 champions" names them, "until 2028" is a contract's end."""
    before = match.string[max(0, match.start() - 12) : match.start()].lower().split()
    after = match.string[match.end() : match.end() + 12].lower().split()
    if before[-1:] == ["the"] and after and after[0].strip(",.") in ("season", "campaign"):
        before = before[:-1]
    if before[-1:] in (["early"], ["late"], ["mid"]):
        before = before[:-1]
    return bool(before) and before[-1].strip("(,") in _YEAR_PREPOSITIONS


def _month(match: re.Match[str], span: Span, words: str, month: int, on: date | None) -> TimeWords:
    year = int(match["y1"]) if match["y1"] else None
    day = int(match["d1"] or match["d2"] or 0)
    if year is None and on is None:
        return TimeWords(span, words, None, None)
    has_year = year is not None
    if year is None:
        assert on is not None
        year = min(
            (on.year - 1, on.year, on.year + 1), key=lambda candidate: abs((date(candidate, month, 15) - on).days)
        )
    try:
        exact = date(year, month, day or 15)
    except ValueError:
        return TimeWords(span, words, None, None, has_year=has_year)
    value = exact.isoformat() if day else f"{year:04}-{month:02}"
    return TimeWords(span, words, value, None if on is None else (exact - on).days, has_year=has_year)


_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "season": 365, "year": 365}


def _ago(match: re.Match[str], span: Span, words: str, on: date | None) -> TimeWords:
    count = match["count"].lower()
    n = int(count) if count.isdigit() else _COUNTS[count]
    days = n * _UNIT_DAYS[match["unit"].lower()]
    value = (on - timedelta(days=days)).isoformat() if on is not None and match["unit"].lower() == "day" else None
    return TimeWords(span, words, value, -days, is_past=True)


def _which(match: re.Match[str], span: Span, words: str, on: date | None) -> TimeWords:
    which, what = match["which"].lower(), match["span"].lower()
    past = which in ("last", "previous", "earlier this", "earlier in")
    if what in _WEEKDAYS:
        value, days = _weekday(_WEEKDAYS[what], on)
        shift = -7 if which in ("last", "previous") and days == 0 else 7 if which in ("next", "following") else 0
        if on is None or days is None or shift == 0:
            return TimeWords(span, words, value, days)
        return TimeWords(span, words, (on + timedelta(days=days + shift)).isoformat(), days + shift)
    days = {"week": 7, "month": 30}.get(what, 300 if which in ("last", "previous") else 60)
    if which in ("this", "following"):
        return TimeWords(span, words, None, None)
    return TimeWords(span, words, None, -days if past else days, is_past=past, tells=not past)


def _now(span: Span, words: str, on: date | None) -> TimeWords:
    key = words.lower()
    shift = {"tomorrow": 1, "yesterday": -1}.get(key, 0)
    return TimeWords(span, words, None if on is None else (on + timedelta(days=shift)).isoformat(), shift)


def _weekday(weekday: int, on: date | None) -> tuple[str | None, int | None]:
    """The last such day before or on the article's date; who speaks of the future corrects it."""
    if on is None:
        return None, None
    back = (on.weekday() - weekday) % 7
    return (on - timedelta(days=back)).isoformat(), -back


def settle(time: TimeWords, on: date | None, *, future: bool) -> TimeWords:
    """Resolve a time by the tense of its verb: "on Friday" and "in June" lie before the article in the past tense."""
    if on is None or time.days is None or time.value is None or time.has_year or time.is_past or time.is_start:
        return time
    if time.words.lower().removeprefix("this ") in _WEEKDAYS:
        days = time.days + 7 if future and time.days < 0 else time.days
        return replace(time, value=(on + timedelta(days=days)).isoformat(), days=days)
    years = -1 if not future and time.days > TENSE_DAYS else 1 if future and time.days < -TENSE_DAYS else 0
    if years == 0 or not time.value[:4].isdigit() or len(time.value) < len("2025-05"):
        return time
    return replace(time, value=f"{int(time.value[:4]) + years}{time.value[4:]}", days=time.days + 365 * years)


TENSE_DAYS = 20
"""A month or day without a year may lie this far on the wrong side of the tense: announced now, in force next week."""


def is_long_ago(time: TimeWords, on: date | None, *, future: bool) -> bool:
    """True when a (settled) time makes its trigger background: weeks before the article's date.

    In an undated article, a year or "ago" in the past tense.
    """
    if time.days is not None and (on is not None or not future):
        return time.days < -RECENT_DAYS
    return not future and time.has_year
