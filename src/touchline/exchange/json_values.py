"""Values as JSON can hold them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

SCHEMA = 1
"""The version of all JSON objects; a field, once documented, keeps its name and meaning."""

JsonObject = dict[str, Any]

# Control and bidirectional characters are legal in JSON strings but act on a terminal: they leave as \uXXXX.
_ACTS_ON_TERMINALS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def moment(at: datetime | None) -> str | None:
    """A UTC moment as "2025-05-10T18:04:00Z"; as "2025-05-10" at midnight, which stands for a day without a time."""
    if at is None:
        return None
    if at.timetz().replace(tzinfo=None) == time():
        return at.date().isoformat()
    return exact_moment(at)


def exact_moment(at: datetime) -> str:
    """A UTC moment as "2025-05-10T18:04:00Z", without fractions of a second."""
    return at.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def day(on: date | None) -> str | None:
    """A day as "2025-05-10"."""
    return on.isoformat() if on else None


def encodable(text: str | None) -> str | None:
    """The text, with U+FFFD for lone surrogates: file names that are no UTF-8 have them, JSON must not."""
    return text if text is None or text.isascii() else _SURROGATE.sub("\ufffd", text)


def json_text(value: Mapping[str, Any]) -> str:
    """One object on one line, without anything that acts on a terminal."""
    import orjson

    text = orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATACLASS).decode()
    return _ACTS_ON_TERMINALS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
