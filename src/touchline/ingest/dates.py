"""The many ways in which files, pages and feeds write a date -> aware UTC datetimes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

EARLIEST_YEAR = 1850
"""Dates before are misreadings: a feed library makes 1793 of an epoch number."""
MAX_AHEAD = timedelta(days=2)
"""A date further in the future is treated as no date; two days allow for time zones and early dating."""

# Three letters are enough to tell the months of a language; full names are listed where three letters are not enough
# or are spelled otherwise. en, es, pt, it, fr, de, nl, tr.
_MONTHS = {
    1: "january jan januar jänner januari janvier janv enero ene janeiro gennaio gen ocak oca",
    2: "february feb februar februari février fév févr fevrier febrero fevereiro fev febbraio şubat şub subat",
    3: "march mar märz mär maerz maart mrt mars marzo março marco mart",
    4: "april apr avril avr abril abr aprile nisan nis",
    5: "may mai mei mayo maio maggio mag mayıs mayis",
    6: "june jun juni juin junio junho giugno giu haziran haz",
    7: "july jul juli juillet juil julio julho luglio lug temmuz tem",
    8: "august aug augustus août aout agosto ago ağustos ağu agustos",
    9: "september sep sept septembre septiembre setiembre set setembro settembre eylül eyl eylul",
    10: "october oct oktober okt octobre octubre outubro out ottobre ott ekim eki",
    11: "november nov novembre noviembre novembro kasım kas kasim",
    12: "december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre aralık ara aralik",
}
_MONTH_OF = {name: month for month, names in _MONTHS.items() for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª|\.)?"
_OF = r"(?:\s+(?:de|of|del))?"
_YEAR = r"(?P<year>\d{4})"

_ZONES = {
    name: hours
    for hours, names in {
        -8: "pst",
        -7: "pdt mst",
        -6: "mdt cst",
        -5: "cdt est",
        -4: "edt",
        -3: "art brt",
        0: "z ut utc gmt wet",
        1: "bst west cet mez",
        2: "cest mesz eet",
        3: "eest msk trt",
    }.items()
    for name in names.split()
}
_TIME = (
    r"(?:(?:T|[ \t]*,?[ \t]+(?:at |um |às |a las |- )?)(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-6]\d)(?:[.,]\d+)?)?(?:[ \t]*(?P<half>[ap])\.?m\b\.?)?"
    r"(?:[ \t]*(?P<zone>[+-]\d\d:?\d\d|[+-]\d\d\b|(?:" + "|".join(sorted(_ZONES, key=len, reverse=True)) + r")\b))?)?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,9}(?:-feira)?\.?\s*,?\s+)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?!\d)",
        r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        _WEEKDAY + _DAY + _OF + r"[\s-]+" + _MONTH + r"(?:[\s,-]+(?:de\s+|del\s+)?)" + _YEAR + r"(?!\d)",
        _WEEKDAY + _MONTH + r"\s+" + _DAY + r",?\s+" + _YEAR + r"(?!\d)",
        _WEEKDAY + r"(?P<day>[0-3]?\d)\s?(?P<sep>[/.-])\s?(?P<month>[0-3]?\d)\s?(?P=sep)\s?(?P<year>\d{4}|\d\d)(?!\d)",
    )
)
_FILE_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")


def match_date(text: str, at: int = 0) -> tuple[datetime, int] | None:
    """Read the date that begins at `at`, with its time of day and zone if given; return it and where it ends.

    A date alone is midnight UTC, a time without a zone UTC; "10/05/2025" is read day first unless only month first can
    be. None when no real date (no 31 February) begins there.
    """
    for form in _FORMS:
        found = form.match(text, at)
        if found is None:
            continue
        moment = _moment(found)
        if moment is not None:
            return moment, found.end()
    return None


def parse_date(text: str | None) -> datetime | None:
    """Read a whole string as a date, or as seconds or milliseconds since 1970; None when it is neither.

    What follows a date that was understood is ignored ("10 May 2025 · 3 min read", unknown zone names).
    """
    if not text:
        return None
    text = text.strip()
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    found = match_date(text)
    return found[0] if found else None


def date_in_name(name: str) -> datetime | None:
    """Return the first real date in a file's name ("2025-05-10-foo.txt", "foo_20250510.md"), or None."""
    for found in _FILE_NAME.finditer(name):
        try:
            return datetime(int(found[1]), int(found[3]), int(found[4]), tzinfo=UTC)
        except ValueError:
            continue
    return None


def plausible(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the date when it can be one of publication, None when it lies before 1850 or over two days ahead."""
    if moment is None or moment.year < EARLIEST_YEAR or moment > now + MAX_AHEAD:
        return None
    return moment


def _moment(found: re.Match[str]) -> datetime | None:
    month_word = found["month"].lower()
    month = int(month_word) if month_word.isdigit() else _MONTH_OF[month_word]
    day, year = int(found["day"]), int(found["year"])
    if len(found["year"]) < 4:
        year += 2000 if year < 70 else 1900
    if month > 12 >= day:
        day, month = month, day
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(found["zone"]))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    # An impossible offset ("+25:99") is taken for none rather than for a shifted day.
    if not text:
        return UTC
    if text[0] not in "+-":
        return timezone(timedelta(hours=_ZONES[text.lower()]))
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        return UTC
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
