"""Text from outside becomes plain text: one kind of newline, no control characters, no lone surrogates.

Markup and bidirectional controls stay as they are: what is displayed passes `touchline.safe` as well.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

MAX_TITLE = 500
"""Code points of the longest title; a feed once gave its whole article as one."""

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_GAPS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return the text with "\\n" for every newline, without control characters (tabs stay), surrogates and BOMs."""
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text)) if _SUSPECT.search(text) else text


def clean_body(text: str) -> str:
    """Return `clean` text without blanks at line ends, without outer blank lines, with single blank lines inside.

    Line breaks within a paragraph stay: a wrapped file is stored wrapped.
    """
    # Line by line: a pattern for blanks before a line's end takes quadratic time on a long run of blanks.
    lines = "\n".join(map(str.rstrip, clean(text).split("\n")))
    return (_GAPS.sub("\n\n", lines) if "\n\n\n" in lines else lines).strip()


def clean_line(text: str | None) -> str | None:
    """Return the text as one `clean` line of single-spaced words; None when nothing is left."""
    words = " ".join(clean(text).split()) if text else ""
    return words or None


def clean_title(text: str | None) -> str | None:
    """Return the title as one line of at most `MAX_TITLE` code points, or None."""
    title = clean_line(text)
    if title is None or len(title) <= MAX_TITLE:
        return title
    return title[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"


def join(title: str | None, body: str) -> str:
    """Return the one string that all spans refer to: title, blank line, body; the title or the body alone."""
    return "\n\n".join(part for part in (title, body) if part)


def without_title(title: str | None, body: str) -> str:
    """Return the body without a first line that only repeats the title: pages and feeds print it in both places."""
    first, _, rest = body.partition("\n")
    return rest.lstrip("\n") if title and first.strip().casefold() == title.casefold() else body


def shown_path(path: Path | str) -> str:
    """Return the path as text that can be stored and printed: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
