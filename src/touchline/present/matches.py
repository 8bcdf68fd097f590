"""Where the words of a search stand in a text, to highlight them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from touchline.fold import fold, folded_words
from touchline.present.lines import Piece, StyleName

_WORD = re.compile(r"[^\W_]+")


def split_matches(text: str, words: Sequence[str], style: StyleName) -> list[Piece]:
    """A text in `style`, with what was searched for in style "match".

    `words` are words and phrases; they are compared folded ("muller" finds "Müller"), the last word of each as a
    beginning, as it is searched while typing.
    """
    wanted = [term for word in words if (term := folded_words(word))]
    if not wanted:
        return [Piece(text, style)] if text else []
    places = [(found.start(), found.end(), fold(found.group())) for found in _WORD.finditer(text)]
    pieces: list[Piece] = []
    done = 0
    for at, (start, _, _) in enumerate(places):
        if start < done:
            continue
        n_words = max((len(term) for term in wanted if _stands_at(term, places, at)), default=0)
        if n_words:
            end = places[at + n_words - 1][1]
            pieces += [Piece(text[done:start], style), Piece(text[start:end], "match")]
            done = end
    pieces.append(Piece(text[done:], style))
    return [piece for piece in pieces if piece.text]


def _stands_at(term: tuple[str, ...], places: Sequence[tuple[int, int, str]], at: int) -> bool:
    """True when the words of a term follow one another from a place on."""
    following = [folded for _, _, folded in places[at : at + len(term)]]
    return len(following) == len(term) and following[:-1] == list(term[:-1]) and following[-1].startswith(term[-1])
