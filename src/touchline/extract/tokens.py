"""Text to tokens: words, punctuation marks, and the names that later steps put in their place.

A sentence is a list of `Token`; the name finders replace runs of words by one token that stands for a person, a club
or a role. The pattern language (patterns.py) sees tokens only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from touchline.fold import fold
from touchline.model import Span

TokenKind = Literal["word", "mark", "person", "club", "role"]

POSSESSIVE = "'s"
NEW_ROLE = "<new>"
"""Key of a role token whose words say that the job's holder is new: "the new head coach"."""

# Bounded pieces only, one alternative per first character class: no backtracking on any input. What stands between
# tokens is taken along, so that every match begins where the last one ended. The first kind of token is a short cut for
# the words that most texts are made of.
_PIECE = re.compile(
    r"[\s_]*+(?:[A-Z]?[a-z]++(?=[ ,.\n])|['’]s\b"
    r"|\d{1,3}[-‑]year[-‑]old\b|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|m|pm|am)?\b|(?:[A-Z]\.){2,4}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|[-‑][^\W_]+)*|[^\W_]+"
    r"|\.{3}|[^\w\s]|\Z)"
)
_BETWEEN = re.compile(r"[\s_]*")
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
    is_capitalised: bool = False
    """A word that begins with a capital letter."""

    @property
    def span(self) -> Span:
        """Where the token stands in the article's text."""
        return Span(self.start, self.end)

    @property
    def has_digit(self) -> bool:
        """True for "1860" and "U21"."""
        return not self.raw.isalpha() and any(map(str.isdigit, self.raw))


class _Form(NamedTuple):
    """What a piece of text is wherever it stands, and where in the piece; `raw` is empty where it holds no token."""

    kind: TokenKind
    key: str
    raw: str
    start: int
    end: int
    is_plain: bool = False
    is_capitalised: bool = False
    second: _Form | None = None
    """The word behind a prefix such as "ex-"."""


MAX_FORMS = 20_000
"""Forms that are remembered: texts use the same words again and again."""


class _Forms(dict[str, _Form]):
    def __missing__(self, piece: str) -> _Form:
        if len(self) >= MAX_FORMS:
            self.clear()
        self[piece] = form = _form_of(piece)
        return form


_FORMS: Final = _Forms()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Cut `text[start:end]` into word and mark tokens; a possessive is a token "'s" of its own, "ex-" too."""
    tokens: list[Token] = []
    at = start
    for piece in _PIECE.findall(text, start, end):
        kind, key, raw, begins, ends, is_plain, is_capitalised, second = _FORMS[piece]
        if raw:
            if key == "'" and _is_plural_possessive(text, at + begins, tokens, end):
                key = POSSESSIVE
            tokens.append(Token(kind, key, raw, at + begins, at + ends, -1, is_plain, is_capitalised))
            if second is not None:
                kind, key, raw, begins, ends, is_plain, is_capitalised, _ = second
                tokens.append(Token(kind, key, raw, at + begins, at + ends, -1, is_plain, is_capitalised))
        at += len(piece)
    return tokens


def _form_of(piece: str) -> _Form:
    """A piece is a mark or a word, or two words when the first is a prefix such as "ex-"."""
    found = _BETWEEN.match(piece)
    start, end = found.end() if found else 0, len(piece)
    raw = piece[start:]
    if raw in ("'s", "’s"):
        return _Form("mark", POSSESSIVE, raw, start, end)
    if not raw[:1].isalnum():
        return _Form("mark", raw.translate(_QUOTES), raw, start, end)
    prefix = _PREFIX.fullmatch(raw)
    if prefix is None:
        return _word(raw.translate(_QUOTES), raw, start, raw.isalpha() and raw.islower())
    return _word(prefix["head"], prefix["head"], start)._replace(
        second=_word(prefix["tail"], prefix["tail"], start + prefix.start("tail"))
    )


def _word(said: str, raw: str, start: int, is_plain: bool = False) -> _Form:
    return _Form("word", fold(said), raw, start, start + len(raw), is_plain, raw[:1].isupper())


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
