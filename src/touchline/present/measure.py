"""How many terminal cells text takes, and cutting and wrapping by cells."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ELLIPSIS = "…"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cell_width(text: str) -> int:
    """Cells that one line of safe text takes: 0 for a combining mark, 2 for a wide character or an emoji."""
    if text.isascii():
        return len(text)
    width = 0
    last = 0
    joined = False
    for character in text:
        if character == _EMOJI_STYLE:
            # A symbol that is narrow by itself is drawn as a picture, two cells wide.
            width, last = width + (last == 1), 0
        elif character == _JOINER:
            joined = True
        elif joined:
            joined = False
        else:
            step = _character_width(character)
            last = step or last
            width += step
    return width


def clip_text(text: str, width: int) -> str:
    """Cut a text to at most `width` cells; what was cut is told by an ellipsis."""
    if cell_width(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = _head(text, width - 1).rstrip()
    return kept + ELLIPSIS


def _head(text: str, width: int) -> str:
    """The longest beginning of a text that takes at most `width` cells; never parts a letter from its marks."""
    used = 0
    end = 0
    while end < len(text):
        stop = end + 1
        while stop < len(text) and (_character_width(text[stop]) == 0 or text[stop - 1] == _JOINER):
            stop += 1
        used += cell_width(text[end:stop])
        if used > width:
            break
        end = stop
    return text[:end]


def split_at(text: str, width: int) -> int:
    """Code points that fit into `width` cells, at least one whole letter (for words wider than a line)."""
    if text[: width + 1].isascii():
        return max(1, min(width, len(text)))
    text = text[: width * 8]  # room for marks; a word may be the whole article
    return max(len(_head(text, width)), len(_head(text, 2)), 1)


def wrap_text(text: str, width: int) -> list[str]:
    """Wrap one paragraph at spaces to lines of at most `width` cells; a longer word is cut."""
    lines: list[str] = []
    line: list[str] = []
    used = -1
    for word in text.split():
        needed = cell_width(word)
        if line and used + 1 + needed > width:
            lines.append(" ".join(line))
            line, used = [], -1
        while needed > width:
            cut = split_at(word, width)
            lines.append(word[:cut])
            word = word[cut:]
            needed = cell_width(word)
        if word:
            line.append(word)
            used += 1 + needed
    if line:
        lines.append(" ".join(line))
    return lines or [""]
