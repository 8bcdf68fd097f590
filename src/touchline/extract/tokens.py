"""Text to tokens: words, punctuation marks, and the names that later steps put in their place.

A sentence is a list of `Token`; the name finders replace runs of words by one token that stands for a person, a club
or a role. The pattern language (patterns.py) sees tokens only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from touchline.fold import fold
from touchline.model import Span

TokenKind = Literal["word", "mark", "person", "club", "role"]

POSSESSIVE = "'s"

# Bounded pieces only, one alternative per first character class: no backtracking on any input.
_TOKEN = re.compile(
    r"(?P<poss>['’]s\b)"
    r"|(?P<word>\d{1,3}[-‑]year[-‑]old\b|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|m|pm|am)?\b|(?:[A-Z]\.){2,4}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|[-‑][^\W_]+)*|[^\W_]+)"
    r"|(?P<mark>\.{3}|[^\w\s])"
)
_PREFIX = re.compile(r"(?P<head>ex|then|now|non|pre|post)[-‑](?P<tail>.+)", re.IGNORECASE)
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": '"', "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, mark or name of a sentence.

    `key` is what patterns compare: the folded word, the plain mark, or "" for names. `ref` numbers the person, club or
    role that a name token stands for, -1 else. `raw` is the text as printed.
    """

    kind: TokenKind
    key: str
    raw: str
    start: int
    end: int
    ref: int = -1

    @property
    def span(self) -> Span:
        """Where the token stands in the article's text."""
        return Span(self.start, self.end)

    @property
    def is_capitalised(self) -> bool:
        """True for a word that begins with a capital letter."""
        return self.kind == "word" and self.raw[:1].isupper()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Cut `text[start:end]` into word and mark tokens; a possessive is a token "'s" of its own, "ex-" too."""
    return list(_tokens(text, start, end))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    previous: Token | None = None
    for match in _TOKEN.finditer(text, start, end):
        raw, at = match.group(), match.start()
        if match.lastgroup == "word":
            token = Token("word", fold(raw.translate(_QUOTES)), raw, at, match.end())
            prefix = _PREFIX.fullmatch(raw)
            if prefix:
                cut = at + len(prefix["head"])
                yield replace(token, key=fold(prefix["head"]), raw=prefix["head"], end=cut)
                token = Token("word", fold(prefix["tail"]), prefix["tail"], cut + 1, match.end())
        elif match.lastgroup == "poss" or _is_plural_possessive(text, match, previous, end):
            token = Token("mark", POSSESSIVE, raw, at, match.end())
        else:
            token = Token("mark", raw.translate(_QUOTES), raw, at, match.end())
        yield token
        previous = token


def _is_plural_possessive(text: str, match: re.Match[str], previous: Token | None, end: int) -> bool:
    """Tell "Spurs' new coach" from a closing quote: it follows an "s" at once, and a lower-case word follows."""
    if match.group() not in "'’" or previous is None or previous.end != match.start() or previous.key[-1:] != "s":
        return False
    following = text[match.end() : min(match.end() + 2, end)]
    return (
        len(following) == 2 and following[0] == " " and following[1].isalpha() and not _opens_quote(text, match.start())
    )


def _opens_quote(text: str, at: int) -> bool:
    """True when a single quote was opened within the last words before `at`, so that the mark closes it."""
    window = text[max(0, at - 60) : at]
    opened = max(window.rfind(" '"), window.rfind(" ‘"))
    return opened >= 0 and not any(mark in window[opened + 2 :] for mark in "'’")
