"""What a server says of time: how long its answer holds good, and how long it wants to be left alone.

Source: RFC 9111, sections 4.2 and 5; RFC 9110, section 10.2.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from touchline.ingest.dates import parse_date

_MAX_AGE = re.compile(r'max-age\s*=\s*"?(\d+)', re.IGNORECASE)
_UNKEPT = re.compile(r"\bno-(?:store|cache)\b", re.IGNORECASE)
_DIGITS = 9
"""More of them would be a wait of centuries."""


def fresh_s(headers: Mapping[str, str]) -> float | None:
    """For how many seconds from now the answer needs no asking again; None when it does not say so.

    `Cache-Control: max-age`, less the age that a cache on the way gave it, goes before `Expires`.
    """
    control = headers.get("Cache-Control", "")
    if _UNKEPT.search(control):
        return None
    max_age = _MAX_AGE.search(control)
    if max_age:
        return max(0.0, float(max_age[1][:_DIGITS]) - _number(headers.get("Age", "")))
    return _seconds_until(headers, "Expires")


def wait_s(headers: Mapping[str, str]) -> float | None:
    """The Retry-After header in seconds: a number, or a date that counts from the answer's own; None without one."""
    words = headers.get("Retry-After", "").strip()
    if words.isascii() and words.isdigit():
        return _number(words)
    return _seconds_until(headers, "Retry-After")


def _seconds_until(headers: Mapping[str, str], name: str) -> float | None:
    # From the server's own clock: whose clock is wrong does not matter then.
    until, since = parse_date(headers.get(name)), parse_date(headers.get("Date"))
    return max(0.0, (until - since).total_seconds()) if until and since else None


def _number(words: str) -> float:
    words = words.strip()
    return float(words[:_DIGITS]) if words.isascii() and words.isdigit() else 0.0
