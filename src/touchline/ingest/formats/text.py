"""Plain text: an optional head of `date`, `title:` and a few more lines, then the body.

    date 2025-05-10 The first words of the body may follow the date.

    Date: 10 May 2025
    title: A title
    publisher: A paper

    The body.

All of the head may be missing. Keys are known in any case and each once; blank lines may stand between them. `date`
does without its colon, and says "unknown" when the date is not known.
"""

from __future__ import annotations

import re
from datetime import datetime

from touchline.ingest.dates import match_date
from touchline.ingest.decoding import decode
from touchline.ingest.draft import Document, Draft
from touchline.ingest.plain import clean, clean_body

_KEY = re.compile(r"\s*(date|title|publisher|author|url|language)(?:[ \t]*:[ \t]*|(?<=date)[ \t]+)", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:unknown|undated)\b[.,;]?", re.IGNORECASE)
_AFTER_DATE = re.compile(r"[.,;]?(?=\s|$)")
_MAX_DATE_LINE = 40


def parse(document: Document) -> list[Draft]:
    """Make one draft of a text file.

    Raises:
        FormatError: the bytes are no text.
    """
    text = clean(decode(document.raw, document.name))
    head, start = _read_head(text)
    date_words = head.pop("date", None)
    published_at = date_words if isinstance(date_words, datetime) else None
    return [
        Draft(
            body=clean_body(text[start:]),
            title=_word(head, "title"),
            published_at=published_at,
            date_from="text" if published_at else "none",
            undated=date_words == "unknown",
            publisher=_word(head, "publisher"),
            author=_word(head, "author"),
            url=_word(head, "url"),
            language=_word(head, "language"),
        )
    ]


def _word(head: dict[str, str | datetime], key: str) -> str | None:
    value = head.get(key)
    return value if isinstance(value, str) and value else None


def _read_head(text: str) -> tuple[dict[str, str | datetime], int]:
    """Read the head's keys; a date is a datetime or "unknown". Also return where the body begins."""
    head: dict[str, str | datetime] = {}
    at = 0
    while (found := _KEY.match(text, at)) and (key := found[1].lower()) not in head:
        value = _read_date(text, found) if key == "date" else _read_line(text, found.end())
        if value is None:
            break
        head[key], at = value
    return head, at


def _read_line(text: str, at: int) -> tuple[str, int]:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return text[at:end].strip(), end


def _read_date(text: str, key: re.Match[str]) -> tuple[str | datetime, int] | None:
    at = key.end()
    unknown = _UNKNOWN.match(text, at)
    if unknown:
        return "unknown", unknown.end()
    date = match_date(text, at)
    if date and (after := _AFTER_DATE.match(text, date[1])):
        return date[0], after.end()
    if ":" not in key[0]:
        return None  # "Date with destiny awaits ..." is prose
    line, end = _read_line(text, at)
    return ("", end) if len(line) <= _MAX_DATE_LINE else None
