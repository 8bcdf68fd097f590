"""Where the words of a search stand in a text, to highlight them."""

from __future__ import annotations

import re

from touchline.present.lines import Piece, StyleName

_QUOTED = re.compile(r'"([^"]*)"?')
_KEYWORDS = frozenset({"or", "unread", "starred", "followed", "new", "read"})


def search_words(query: str) -> tuple[str, ...]:
    """The plain words and phrases of a query, as far as they can stand in a text: no tags, fields or refused words."""
    rest = _QUOTED.sub(" ", re.sub(r'[\w-]+[:<>=]+"[^"]*"?', " ", query))
    phrases = [found.strip() for found in _QUOTED.findall(re.sub(r'[\w~-]+[:<>=]+"[^"]*"?|~"[^"]*"?', " ", query))]
    words = [
        word
        for word in rest.replace("(", " ").replace(")", " ").split()
        if word[0] not in "#~-" and not re.search(r"[:<>=]", word) and word.casefold() not in _KEYWORDS
    ]
    return tuple(dict.fromkeys(word for word in (*phrases, *words) if len(word) > 1))


def split_matches(text: str, words: tuple[str, ...], style: StyleName) -> list[Piece]:
    """A text in `style`, with the beginnings of words that were searched for in style "match"."""
    if not words:
        return [Piece(text, style)]
    pattern = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    pieces: list[Piece] = []
    end = 0
    for found in pattern.finditer(text):
        pieces += [Piece(text[end : found.start()], style), Piece(found.group(), "match")]
        end = found.end()
    pieces.append(Piece(text[end:], style))
    return [piece for piece in pieces if piece.text]
