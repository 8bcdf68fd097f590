"""Lines of text with named styles: what everything in `present` makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from touchline.model import Stage
from touchline.present.measure import cell_width, clip_text

StyleName = Literal[
    "text",
    "muted",
    "strong",
    "heading",
    "label",
    "rule",
    "unread",
    "star",
    "tag",
    "here",
    "neighbour",
    "evidence",
    "edge",
    "match",
    "match-here",
    "warning",
    "key",
    "stage-rumour",
    "stage-talks",
    "stage-expected",
    "stage-agreed",
    "stage-confirmed",
    "stage-denied",
]
"""What a piece of text is; each front end says once how it looks."""

STYLES: tuple[StyleName, ...] = get_args(StyleName)


@dataclass(frozen=True, slots=True)
class Piece:
    """Safe text without line ends, in one style."""

    text: str
    style: StyleName = "text"


Line = tuple[Piece, ...]
BLANK: Line = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines that are read together, and the number of the first that shows evidence (None without any)."""

    lines: tuple[Line, ...]
    evidence_at: int | None = None


def line(*pieces: Piece | str) -> Line:
    """A line of pieces; a bare string is plain text, and empty pieces are left out."""
    made = (Piece(piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(piece for piece in made if piece.text)


def plain(pieces: Line) -> str:
    """The text of a line."""
    return "".join(piece.text for piece in pieces)


def line_width(pieces: Line) -> int:
    """Cells that a line takes."""
    return sum(cell_width(piece.text) for piece in pieces)


def clip(pieces: Line, width: int) -> Line:
    """Cut a line to at most `width` cells; what was cut is told by an ellipsis."""
    if line_width(pieces) <= width:
        return pieces
    kept: list[Piece] = []
    left = width
    for piece in pieces:
        needed = cell_width(piece.text)
        if needed >= left:
            # The ellipsis must show even when the cut falls between two pieces.
            kept.append(Piece(clip_text(piece.text + " " * (needed == left), left), piece.style))
            break
        kept.append(piece)
        left -= needed
    return line(*kept)


def pad(pieces: Line, width: int) -> Line:
    """A line of exactly `width` cells: cut, or filled with spaces."""
    pieces = clip(pieces, width)
    return line(*pieces, " " * (width - line_width(pieces)))


def spread(left: Line, right: Line, width: int) -> Line:
    """A line with `left` at its beginning and `right` at its end; `left` is cut where both do not fit."""
    if not right:
        return clip(left, width)
    room = width - line_width(right) - 1
    if room < width // 3:
        return clip(left, width)
    return (*pad(left, room), Piece(" "), *right)


def beside(left: Line, rights: Sequence[Line], width: int) -> Line:
    """A line with the first of `rights` at its end that leaves `left` whole; without any where none does."""
    room = width - line_width(left)
    for right in rights:
        if right and line_width(right) + 2 <= room:
            return spread(left, right, width)
    return clip(left, width)


def joined(parts: Iterable[Sequence[Piece]], separator: str = " · ") -> Line:
    """Join lines with a muted separator; empty ones are left out."""
    made: list[Piece] = []
    for part in parts:
        if not part:
            continue
        if made:
            made.append(Piece(separator, "muted"))
        made.extend(part)
    return tuple(made)


def flowing(parts: Iterable[Line], width: int, separator: str = " · ") -> tuple[Line, ...]:
    """Join parts with a muted separator into as few lines as hold them; a part wider than a line is cut."""
    lines: list[Line] = []
    for part in parts:
        longer = joined((lines[-1], part), separator) if lines else part
        if lines and line_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(clip(part, width))
    return tuple(lines)


def stage_style(stage: Stage | None, denied: bool = False) -> StyleName:
    """The style of a stage."""
    if denied:
        return "stage-denied"
    match stage:
        case Stage.RUMOUR:
            return "stage-rumour"
        case Stage.TALKS:
            return "stage-talks"
        case Stage.EXPECTED:
            return "stage-expected"
        case Stage.AGREED:
            return "stage-agreed"
        case Stage.CONFIRMED:
            return "stage-confirmed"
        case None:
            return "muted"
