"""Body text wrapped to a measure, with the evidence of claims marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from touchline.model import Span
from touchline.present.lines import BLANK, Piece
from touchline.present.matches import split_matches
from touchline.present.measure import cell_width, split_at, wrap_text
from touchline.safe import safe_same_length

if TYPE_CHECKING:
    from touchline.present.lines import Line, StyleName

MEASURE = 80
"""Most cells of a line of prose: longer ones are hard to read."""
OPENING, CLOSING = "▌", "▐"
_HARD_WRAPPED = 50
"""A line at least this long that another follows was wrapped by its author's editor and is joined again."""
_OWN_LINE = re.compile(r"\s|[-*•–>#|]\s|\d+[.)]\s")
_TEXT_LINE = re.compile(r"[^\n]+")

Word = list[Piece]


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping and touching spans as one, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return tuple(merged)


def prose_lines(
    text: str,
    width: int,
    evidence: Sequence[Span] = (),
    *,
    within: Span | None = None,
    style: StyleName = "text",
    words: tuple[str, ...] = (),
) -> list[Line]:
    """Wrap a text into lines of at most `width` cells, and never more than `MEASURE`.

    `evidence` are code points of `text` as stored; each of its spans is shown between ▌ and ▐, in its own style, on
    however many lines it takes. Only the part `within` is shown. `words` are highlighted as search matches.
    """
    text = safe_same_length(text)
    spans = merge_spans(evidence)
    measure = max(min(width, MEASURE), 8)
    lines: list[Line] = []
    end_before = None
    for paragraph in _paragraphs(text, within or Span(0, len(text))):
        if end_before is not None and text.count("\n", end_before, paragraph.start) > 1:
            lines.append(BLANK)
        end_before = paragraph.end
        marked = words or any(span.start < paragraph.end and paragraph.start < span.end for span in spans)
        if marked:
            lines.extend(_wrap(_marked_words(text, paragraph, spans, style, words), measure))
        else:
            made = wrap_text(text[paragraph.start : paragraph.end], measure)
            lines.extend((Piece(one, style),) for one in made if one)
    return lines


def _paragraphs(text: str, within: Span) -> Iterator[Span]:
    """The paragraphs of a text; lines that were wrapped at a fixed column are joined again."""
    open_from: int | None = None
    last_end = 0
    for found in _TEXT_LINE.finditer(text, within.start, within.end):
        if not found.group().strip():
            continue
        start, end = found.span()
        if open_from is not None:
            gap = text[last_end:start].count("\n")
            long_before = cell_width(text[text.rfind("\n", 0, last_end) + 1 : last_end]) >= _HARD_WRAPPED
            if gap == 1 and long_before and not _OWN_LINE.match(found.group()):
                last_end = end
                continue
            yield Span(open_from, last_end)
        open_from, last_end = start, end
    if open_from is not None:
        yield Span(open_from, last_end)


def _marked_words(
    text: str, paragraph: Span, spans: Sequence[Span], style: StyleName, words: tuple[str, ...]
) -> list[Word]:
    """The words of a paragraph, each made of pieces; the edges of evidence cling to its first and last word."""
    made: list[Word] = [[]]
    position = paragraph.start
    for span in spans:
        start, end = max(span.start, position), min(span.end, paragraph.end)
        marked = text[start:end] if start < end else ""
        if not marked.strip():
            continue
        start += len(marked) - len(marked.lstrip())
        end -= len(marked) - len(marked.rstrip())
        _add(made, split_matches(text[position:start], words, style))
        _add(made, [Piece(OPENING, "edge"), Piece(text[start:end], "evidence"), Piece(CLOSING, "edge")])
        position = end
    _add(made, split_matches(text[position : paragraph.end], words, style))
    return [word for word in made if word]


def _add(made: list[Word], pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        first, *rest = re.split(r"\s+", piece.text)
        if first:
            made[-1].append(Piece(first, piece.style))
        made.extend([Piece(part, piece.style)] if part else [] for part in rest)


def _wrap(words: Sequence[Word], width: int) -> Iterator[Line]:
    line: list[Piece] = []
    used = 0
    for whole in words:
        for word in _cut(whole, width):
            taken = sum(cell_width(piece.text) for piece in word)
            if line and used + 1 + taken > width:
                yield _merged(line)
                line, used = [], 0
            if line:
                line.append(Piece(" ", _space_style(line[-1], word[0])))
                used += 1
            line.extend(word)
            used += taken
    if line:
        yield _merged(line)


def _cut(word: Word, width: int) -> Iterator[Word]:
    """A word as it is, or in parts where it is wider than a line."""
    if sum(cell_width(piece.text) for piece in word) <= width:
        yield word
        return
    for piece in word:
        text = piece.text
        while text:
            cut = split_at(text, width)
            yield [Piece(text[:cut], piece.style)]
            text = text[cut:]


def _space_style(before: Piece, after: Piece) -> StyleName:
    """A space inside evidence belongs to it, so that the marking is unbroken."""
    return "evidence" if before.style == after.style == "evidence" else "text"


def _merged(pieces: Sequence[Piece]) -> Line:
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].style == piece.style:
            merged[-1] = Piece(merged[-1].text + piece.text, piece.style)
        else:
            merged.append(piece)
    return tuple(merged)
