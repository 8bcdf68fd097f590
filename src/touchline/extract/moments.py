"""Words for a time to dates: against the article's date, the tense of the verb, and the country's season."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from touchline.extract.seasons import SeasonCalendar
from touchline.extract.times import TimeWords
from touchline.model import Span

RECENT_DAYS = 45
"""A past date older than this, seen from the article's date, is background: a story's own earlier steps are younger."""
TENSE_DAYS = 20
"""A month or day without a year may lie this far on the wrong side of the tense: announced now, in force next week."""
UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "weekend": 7, "month": 30}
YEAR_DAYS = 365
SLACK_DAYS = {"day": 0, "week": 3, "month": 10}
"""How far "two weeks ago" may be off; years and seasons give no date at all."""
DEFAULT_COUNT = {"day": 7, "week": 4, "month": 6}
"""How many days "in the coming days" reaches ahead."""
HOURS = 24
YEAR_PARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of three, as papers in English call them wherever the club is."""
YEAR_PART_DAYS = 150
"""So long after its middle "in the summer" still means the last one; then it may mean the next."""
SEASON_END_DAYS = 31
"""In its last weeks "the end of last season" may already mean the one that is ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What words for a time mean in their article.

    `value` is an ISO date or month, None when the words give none for certain; `days` how far from the article's date
    it lies (negative: before), None when that cannot be told. `is_past` where the words say so. `tells`: the words
    are worth keeping for a reader, since they give no day ("at the end of the season").
    """

    span: Span
    words: str
    value: str | None = None
    days: int | None = None
    is_past: bool = False
    tells: bool = False
    has_year: bool = False
    is_start: bool = False
    is_month: bool = False
    """A month or a part of the year and nothing else: "in May", "in the summer"."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days that words can mean, both included. `is_sure` is false where even the month is a guess."""

    first: date
    last: date
    is_sure: bool = True

    @property
    def value(self) -> str | None:
        """The day, or the month that all days lie in."""
        if not self.is_sure or (self.first.year, self.first.month) != (self.last.year, self.last.month):
            return None
        return self.first.isoformat() if self.first == self.last else f"{self.first.year:04}-{self.first.month:02}"

    def days_from(self, on: date, *, inside: bool) -> int:
        """Days from a date to the middle; 0 for a date inside, where that can be meant."""
        if inside and self.first <= on <= self.last:
            return 0
        return (self.first - on).days + (self.last - self.first).days // 2


def moment_of(time: TimeWords, on: date | None, seasons: SeasonCalendar, *, future: bool) -> Moment:
    """Resolve words for a time in an article of the date `on`, beside a verb that looks ahead (`future`) or back."""
    is_past = time.rule.past or time.rule.means == "ago" or (time.rule.means != "weekday" and (time.shift or 0) < 0)
    tells = _tells(time, future)
    value: str | None = None
    days: int | None = None
    if on is None:
        value, days = _undated(time, is_past)
    elif (stretch := _stretch(time, on, seasons, future=future or time.rule.ahead)) is not None:
        value, days = stretch.value, stretch.days_from(on, inside=not time.rule.past)
        is_month = stretch.first != stretch.last and time.rule.means != "date"
        tells = is_month if value else tells or stretch.first > on
    return Moment(
        span=time.span,
        words=time.words,
        value=value,
        days=days,
        is_past=is_past,
        tells=tells,
        has_year=time.year is not None,
        is_start=time.is_start,
        is_month=(time.month is not None or time.unit in YEAR_PARTS) and not (time.day or time.year or time.shift),
    )


def _undated(time: TimeWords, is_past: bool) -> tuple[str | None, int | None]:
    """What words say without an article's date: a full date, or about how many days from it."""
    if time.rule.means == "day":
        return None, time.rule.days
    if time.rule.means == "date" and time.year is not None and time.month is not None:
        stretch = _on_day(_month(time.year, time.month), time.day)
        return stretch.value if stretch else None, None
    return None, -_distance(time) if is_past else None


def _tells(time: TimeWords, future: bool) -> bool:
    """Whether to keep the words: they give no day, and tell of a time to come or of a known stretch."""
    rule = time.rule
    if rule.means == "words":
        return future
    if rule.means == "unit":
        return time.unit != "day" and (future or bool(time.shift) or (time.unit == "season" and rule.part == "end"))
    return rule.means == "ago" or (rule.means == "ahead" and future)


def _distance(time: TimeWords) -> int:
    """About how many days back words lie that say so, for an article without a date."""
    count = time.count or 1
    if time.rule.means == "ago":
        return count * UNIT_DAYS.get(time.unit or "", YEAR_DAYS)
    return UNIT_DAYS.get(time.unit or "", 300)


def _stretch(time: TimeWords, on: date, seasons: SeasonCalendar, *, future: bool) -> _Stretch | None:
    means = time.rule.means
    if means == "date":
        return _date(time, on, future=future)
    if means == "weekday" and time.weekday is not None:
        return _weekday(time.weekday, time.shift, on, future=future)
    if means == "day":
        day = on + timedelta(days=time.rule.days)
        return _Stretch(day, day)
    if means in ("ago", "ahead"):
        return _counted(time, on) if means == "ago" or future else None
    if means == "unit" and time.unit == "season":
        return _season(time, on, seasons, future=future)
    return _unit(time, on, future=future) if means == "unit" else None


@lru_cache(maxsize=1 << 10)
def _month(year: int, month: int) -> _Stretch:
    """A month; `month` may lie outside 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return _Stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _date(time: TimeWords, on: date, *, future: bool) -> _Stretch | None:
    if time.month is None:
        return _Stretch(date(time.year, 1, 1), date(time.year, 12, 31)) if time.year else None
    if time.year is not None:
        return _on_day(_month(time.year, time.month), time.day)
    near = [_month(on.year + shift, time.month) for shift in (-1, 0, 1)]
    if time.shift:
        if time.shift < 0:
            return [month for month in near if month.last < on][-1]
        return next(month for month in near if month.first > on)
    best = min(range(3), key=lambda index: abs((near[index].first.replace(day=15) - on).days))
    found = _on_day(near[best], time.day)
    if found is None or time.is_start:
        return found
    days = ((found.first if time.day else found.first.replace(day=15)) - on).days
    shift = -1 if not future and days > TENSE_DAYS else 1 if future and days < -TENSE_DAYS else 0
    return _on_day(_month(near[best].first.year + shift, time.month), time.day)


def _on_day(month: _Stretch, day: int | None) -> _Stretch | None:
    if day is None:
        return month
    if not 1 <= day <= month.last.day:
        return None
    return _Stretch(month.first.replace(day=day), month.first.replace(day=day))


def _weekday(weekday: int, shift: int | None, on: date, *, future: bool) -> _Stretch:
    """The last such day before or on the article's date; in speech of the future the next one."""
    days = -((on.weekday() - weekday) % 7)
    if shift is not None and shift < 0:
        days -= 7 if days == 0 else 0
    elif shift or (future and days < 0):
        days += 7
    day = on + timedelta(days=days)
    return _Stretch(day, day)


def _counted(time: TimeWords, on: date) -> _Stretch | None:
    """ "10 days ago" is a day, "two weeks ago" a few days about one, "within two weeks" all days until then."""
    unit, count = time.unit or "", time.count or DEFAULT_COUNT.get(time.unit or "", 1)
    if unit == "hour":
        unit, count = "day", count // HOURS if time.rule.means == "ago" else 1 + count // HOURS
    days = UNIT_DAYS.get(unit, YEAR_DAYS) * count
    if time.rule.means == "ahead" and time.rule.part == "whole":
        return _Stretch(on, on + timedelta(days=days))
    day = on + timedelta(days=days if time.rule.means == "ahead" else -days)
    slack = timedelta(days=days // 2 + 1 if time.is_vague else SLACK_DAYS.get(unit, days // 2))
    return _Stretch(day - slack, day + slack, is_sure=unit in SLACK_DAYS)


def _unit(time: TimeWords, on: date, *, future: bool) -> _Stretch | None:
    unit, shift, part = time.unit or "", time.shift or 0, time.rule.part
    if unit in ("week", "weekend"):
        monday = on - timedelta(days=on.weekday()) + timedelta(days=7 * shift)
        if unit == "week":
            return _clipped(time, _Stretch(monday, monday + timedelta(days=6)), on)
        if shift == 0 and not future and on.weekday() < 5:
            monday -= timedelta(days=7)
        return _Stretch(monday + timedelta(days=5), monday + timedelta(days=6))
    if unit == "month":
        return _clipped(time, _month(on.year, on.month + shift), on)
    if unit == "year":
        year = time.year or on.year + shift
        if part == "start":
            return _month(year + (future and shift == 0 and time.year is None and on.month > 1), 1)
        if part == "end":
            return _month(year, 12)
        return _clipped(time, _Stretch(date(year, 1, 1), date(year, 12, 31)), on)
    if unit in YEAR_PARTS:
        return _year_part(YEAR_PARTS[unit], time.year, shift, on, future=future)
    return None


def _year_part(first_month: int, year: int | None, shift: int, on: date, *, future: bool) -> _Stretch | None:
    """A summer or winter: without "last" and "next" the one that is on, or the tense's if that is not far."""
    if year is not None:
        return _months(year, first_month)
    near = [_months(each, first_month) for each in range(on.year - 2, on.year + 3)]
    if shift < 0:
        return [part for part in near if part.last < on][-1]
    if shift > 0 or future:
        return next(part for part in near if (part.first > on if shift else part.last >= on))
    begun = [part for part in near if part.first <= on][-1]
    return begun if begun.days_from(on, inside=True) >= -YEAR_PART_DAYS else None


def _months(year: int, first_month: int) -> _Stretch:
    return _Stretch(_month(year, first_month).first, _month(year, first_month + 2).last)


def _season(time: TimeWords, on: date, seasons: SeasonCalendar, *, future: bool) -> _Stretch | None:
    shift, part = time.shift or 0, time.rule.part
    season = seasons.begun_in(time.year) if time.year is not None else seasons.played(on, shift, future=future)
    if part == "whole":
        return _clipped(time, _Stretch(season.first, season.last, is_sure=False), on)
    if part == "start":
        if future and shift == 0 and time.year is None and season.first < on:
            season = seasons.played(on, 1, future=True)
        return replace(_month(season.first.year, season.first.month), is_sure=False)
    if shift == 0 and seasons.has_just_ended(on) and future and time.year is None:
        return None
    if shift < 0 and 0 <= (seasons.played(on, 0, future=True).last - on).days <= SEASON_END_DAYS:
        return None
    return replace(_month(season.last.year, season.last.month), is_sure=season.is_sure)


def _clipped(time: TimeWords, stretch: _Stretch, on: date) -> _Stretch:
    """What is left of a stretch after "earlier this month" and "later this month"."""
    if time.rule.past and stretch.first <= on:
        return replace(stretch, last=min(stretch.last, on))
    if time.rule.ahead and stretch.last >= on:
        return replace(stretch, first=max(stretch.first, on))
    return stretch


JUST_NOW_DAYS = 7


def is_just_now(moment: Moment) -> bool:
    """True for a day of the last week: what happened then is news, however it is told ("had quit on Monday")."""
    return (
        moment.days is not None and -JUST_NOW_DAYS <= moment.days <= 0 and len(moment.value or "") == len("2025-05-10")
    )


def is_long_ago(moment: Moment, on: date | None, *, future: bool) -> bool:
    """True when a moment makes its trigger background: weeks before the article's date.

    In an undated article, a year or "ago" in the past tense.
    """
    if moment.days is not None and (on is not None or not future):
        return moment.days < -RECENT_DAYS
    if on is not None and (year := _YEAR.search(moment.words)) is not None:
        return int(year.group()) < on.year
    return not future and moment.has_year


_YEAR = re.compile(r"\b\d{4}\b")
