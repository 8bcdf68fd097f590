"""Text to tokens: words, punctuation marks, and the names that later steps put in their place.

A sentence is a list of `Token`; the name finders replace runs of words by one token that stands for a person, a club
or a role. The pattern language (patterns.py) sees tokens only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from touchline.fold import fold
from touchline.model import Span

TokenKind = Literal["word", "mark", "person", "club", "role"]

POSSESSIVE = "'s"
NEW_ROLE = "<new>"
"""Key of a role token whose words say that the job's holder is new: "the new head coach"."""

# Bounded pieces only, one alternative per first character class: no backtracking on any input. What stands between
# tokens is taken along, so that every match begins where the last one ended. The first kind of token is a short cut for
# the words that most texts are made of.
_TOKEN = re.compile(
    r"(?P<between>[\s_]*+)(?:(?P<plain>[A-Z]?[a-z]++(?=[ ,.\n]))|(?P<poss>['’]s\b)"
    r"|(?P<word>\d{1,3}[-‑]year[-‑]old\b|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|m|pm|am)?\b|(?:[A-Z]\.){2,4}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|[-‑][^\W_]+)*|[^\W_]+)"
    r"|(?P<mark>\.{3}|[^\w\s])|\Z)"
)
_PREFIX = re.compile(r"(?P<head>ex|then|now|non|pre|post)[-‑](?P<tail>.+)", re.IGNORECASE)
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": '"', "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-"}
)


@dataclass(slots=True)
class Token:
    """One word, mark or name of a sentence; never changed. (Freezing it would double the time that making it takes.)

    `key` is what patterns compare: the folded word, the plain mark, or "" for names. `ref` numbers the person, club or
    role that a name token stands for, -1 else. `raw` is the text as printed.
    """

    kind: TokenKind
    key: str
    raw: str
    start: int
    end: int
    ref: int = -1
    is_plain: bool = False
    """A word of small letters alone, as most are: no part of a name, but for particles."""

    @property
    def span(self) -> Span:
        """Where the token stands in the article's text."""
        return Span(self.start, self.end)

    @property
    def is_capitalised(self) -> bool:
        """True for a word that begins with a capital letter."""
        return self.kind == "word" and self.raw[:1].isupper()

    @property
    def has_digit(self) -> bool:
        """True for "1860" and "U21"."""
        return not self.raw.isalpha() and any(map(str.isdigit, self.raw))


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Cut `text[start:end]` into word and mark tokens; a possessive is a token "'s" of its own, "ex-" too."""
    tokens: list[Token] = []
    at = start
    for between, plain, possessive, word, mark in _TOKEN.findall(text, start, end):
        at += len(between)
        if plain:
            key = plain.lower()
            tokens.append(Token("word", key, plain, at, at + len(plain), -1, key == plain))
        elif word:
            tokens += _words(word, at)
        elif possessive or (mark and mark in "'’" and _is_plural_possessive(text, at, tokens, end)):
            raw = possessive or mark
            tokens.append(Token("mark", POSSESSIVE, raw, at, at + len(raw)))
        elif mark:
            tokens.append(Token("mark", mark.translate(_QUOTES), mark, at, at + len(mark)))
        at += len(plain or word or possessive or mark)
    return tokens


def _words(raw: str, at: int) -> tuple[Token, ...]:
    """The word that stands at `at`; two of them when the first is a prefix such as "ex-"."""
    prefix = _PREFIX.fullmatch(raw) if "-" in raw or "‑" in raw else None
    if prefix is None:
        is_plain = raw.isalpha() and raw.islower()
        return (Token("word", fold(raw.translate(_QUOTES)), raw, at, at + len(raw), -1, is_plain),)
    head, tail = prefix["head"], prefix["tail"]
    cut = at + len(head)
    return Token("word", fold(head), head, at, cut), Token("word", fold(tail), tail, cut + 1, at + len(raw))


def _is_plural_possessive(text: str, at: int, before: list[Token], end: int) -> bool:
    """Tell "Spurs' new coach" from a closing quote: it follows an "s" at once, and a lower-case word follows."""
    if not before or before[-1].end != at or before[-1].key[-1:] != "s":
        return False
    following = text[at + 1 : min(at + 3, end)]
    return len(following) == 2 and following[0] == " " and following[1].isalpha() and not _opens_quote(text, at)


def _opens_quote(text: str, at: int) -> bool:
    """True when a single quote was opened within the last words before `at`, so that the mark closes it."""
    window = text[max(0, at - 60) : at]
    opened = max(window.rfind(" '"), window.rfind(" ‘"))
    return opened >= 0 and not any(mark in window[opened + 2 :] for mark in "'’")
