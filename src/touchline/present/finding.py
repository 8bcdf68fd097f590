"""Finding what the user types on a page that is laid out already, and marking it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from touchline.fold import fold
from touchline.present.lines import Piece, plain

if TYPE_CHECKING:
    from touchline.present.lines import Line, StyleName

Place = tuple[int, int, int]
"""A line of a page, and the half-open part of its text, in code points."""
Match = tuple[Place, ...]
"""One place for each line that a match goes over."""


class PageText:
    """The text of a page as one folded string, with the place on the page of each of its letters."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lengths = [len(plain(line)) for line in lines]
        self._starts: list[int] = []
        """Where each line begins, when they stand one after the other with a space between them."""
        folded: list[str] = []
        places: list[int] = []
        start = 0
        for line in lines:
            self._starts.append(start)
            for piece in line:
                # The edges of evidence stand between letters that belong together.
                if piece.style != "edge":
                    _add(piece.text, start, folded, places)
                start += len(piece.text)
            folded.append(" ")
            places.append(start)
            start += 1
        self._folded = "".join(folded)
        self._places = places

    def find(self, wanted: str) -> tuple[Match, ...]:
        """Where a text stands, without case and accents, also over the ends of lines; none where nothing is wanted."""
        text = " ".join(fold(wanted).split())
        found: list[Match] = []
        at = self._folded.find(text) if text else -1
        while at >= 0:
            end = at + len(text)
            found.append(self._match(self._places[at], self._places[end - 1] + 1))
            at = self._folded.find(text, end)
        return tuple(found)

    def _match(self, start: int, end: int) -> Match:
        from bisect import bisect_right

        places: list[Place] = []
        number = bisect_right(self._starts, start) - 1
        while number < len(self._starts) and self._starts[number] < end:
            begins = self._starts[number]
            first, last = max(start - begins, 0), min(end - begins, self._lengths[number])
            if first < last:
                places.append((number, first, last))
            number += 1
        return tuple(places)


def _add(text: str, start: int, folded: list[str], places: list[int]) -> None:
    if text.isascii():
        folded.append(text.lower())
        places.extend(range(start, start + len(text)))
        return
    for at, character in enumerate(text, start):
        letters = fold(character)
        folded.append(letters)
        places.extend([at] * len(letters))


def marked(line: Line, parts: Sequence[tuple[int, int, StyleName]]) -> Line:
    """A line with parts of its text, in order, in another style; the edges of evidence stay as they are."""
    made: list[Piece] = []
    begins = 0
    for piece in line:
        ends, done = begins + len(piece.text), begins
        for start, end, style in () if piece.style == "edge" else parts:
            first, last = max(start, done), min(end, ends)
            if first < last:
                made.append(Piece(piece.text[done - begins : first - begins], piece.style))
                made.append(Piece(piece.text[first - begins : last - begins], style))
                done = last
        made.append(Piece(piece.text[done - begins :], piece.style))
        begins = ends
    return tuple(piece for piece in made if piece.text)
