"""One way to compare words: without case, accents and letters that keyboards lack."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
_ACCENT = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")
_BEYOND_ASCII = re.compile(r"([^\x00-\x7f]+)")


def fold(text: str) -> str:
    """Fold a text for comparison: "Jørgen Müller-Weiß" and "jorgen muller-weiss" become the same.

    Case, accents and compatibility forms go, letters such as "ø", "ł" and "ß" become those that people type instead.
    The length may change. `fold(fold(text)) == fold(text)`.
    """
    if text.isascii():
        return text.lower()
    # ASCII letters fold by themselves, whatever stands beside them: of most texts only some quotes and names are left.
    parts = _BEYOND_ASCII.split(text)
    parts[::2] = map(str.lower, parts[::2])
    parts[1::2] = map(_fold_beyond_ascii, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=1 << 10)
def _fold_beyond_ascii(text: str) -> str:
    # Folding case may bring back what was decomposed ("ŉ") or make new accents ("İ"): so accents go last.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _ACCENT.sub("", decomposed).translate(_LETTERS)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded: runs of letters and digits."""
    return tuple(_WORD.findall(fold(text)))
