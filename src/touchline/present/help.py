"""The help page: keys and what they do, the stages, and how to search; narrowed down by what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from touchline.fold import fold
from touchline.model import Stage
from touchline.present.claims import DENIED_GLYPH, STAGE_GLYPHS
from touchline.present.lines import BLANK, Line, Piece, clip, line
from touchline.present.measure import cell_width
from touchline.present.prose import prose_lines

SEARCH_ROWS = (
    ("alonso madrid", "all of these words"),
    ('"last two games"', "a phrase"),
    ("~klopp", "without this word"),
    ("a or b", "either of the two"),
    ("#tag", "with this tag"),
    ("unread  starred  followed  new", "what you said of it, or what came since the last session"),
    ("club:leverkusen  coach:alonso", "with a claim about this club, this coach"),
    ('league:germany  league:"serie a"', "about a club of this league, or of this country's leagues"),
    ("stage:confirmed  stage>=agreed", "how sure its claims are"),
    ("kind:appointment", "appointment, departure or stay"),
    ("publisher:marca  feed:marca", "where it comes from"),
    ("newer:7d  before:2025-06", "how old it is"),
    ("lang:es  tier:1  thread:ID", "its language, its publisher's tier, its story thread"),
)
STAGE_TEXTS = {
    Stage.RUMOUR: "somebody is linked with a job, or is said to be under pressure",
    Stage.TALKS: "talks are going on",
    Stage.EXPECTED: "it is expected to happen",
    Stage.AGREED: "there is an agreement, not yet announced",
    Stage.CONFIRMED: "announced by the club or by the coach himself",
}


@dataclass(frozen=True, slots=True)
class HelpRow:
    """One line of help under its heading."""

    shown: str
    text: str
    group: str


def search_rows() -> tuple[HelpRow, ...]:
    """How queries are written."""
    return tuple(HelpRow(shown, text, "Searching with /") for shown, text in SEARCH_ROWS)


def stage_rows() -> tuple[HelpRow, ...]:
    """What the stages mean."""
    rows = [
        HelpRow(f"{STAGE_GLYPHS[stage]} {stage.value}", text, "How sure it is") for stage, text in STAGE_TEXTS.items()
    ]
    return (*rows, HelpRow(f"{DENIED_GLYPH} denied", "somebody says that it is not so", "How sure it is"))


def help_lines(rows: Iterable[HelpRow], width: int, typed: str = "") -> tuple[Line, ...]:
    """The rows that contain every typed word, under their headings."""
    words = fold(typed).split()
    kept = [row for row in rows if all(word in fold(f"{row.shown} {row.text} {row.group}") for word in words)]
    if not kept:
        return (BLANK, line(Piece("Nothing here is called that.", "muted")))
    columns = {
        group: min(max(cell_width(row.shown) for row in kept if row.group == group), width * 2 // 5) + 2
        for group in dict.fromkeys(row.group for row in kept)
    }
    lines: list[Line] = []
    for at, row in enumerate(kept):
        if at == 0 or kept[at - 1].group != row.group:
            lines += [*([BLANK] if lines else []), line(Piece(row.group, "label"))]
        lines += _row_lines(row, columns[row.group], width)
    return tuple(lines)


def _row_lines(row: HelpRow, column: int, width: int) -> Sequence[Line]:
    gap = column - cell_width(row.shown)
    indent = " " * (column + 2)
    told = prose_lines(row.text, max(1, width - column - 2))
    if gap < 1:
        return (clip(line("  ", Piece(row.shown, "key")), width), *(line(indent, *made) for made in told))
    first, *rest = told
    return (line("  ", Piece(row.shown, "key"), " " * gap, *first), *(line(indent, *made) for made in rest))
