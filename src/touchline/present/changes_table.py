"""The table of managerial changes in lines: as many columns as fit, the stage as a glyph before each name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from touchline.model import Stage
from touchline.present.changes import ChangeRow
from touchline.present.changes_order import ORDERS, Order
from touchline.present.claims import STAGE_GLYPHS, stage_glyph, surname
from touchline.present.dates import MONTHS
from touchline.present.lines import Line, Piece, StyleName, line, pad, stage_style
from touchline.present.measure import clip_text
from touchline.safe import safe

GAP = 2
DATE_WIDTH = 9
ARROWS = {True: "▼", False: "▲"}
INTERIM_NOTE = " (int.)"
LEGEND: Line = (
    *(
        piece
        for stage in Stage
        for piece in (Piece(STAGE_GLYPHS[stage], stage_style(stage)), Piece(f" {stage.value}  ", "muted"))
    ),
    Piece("(int.)"),
    Piece(" interim", "muted"),
)
"""What the glyphs mean, in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in cells, and what it shows of a row."""

    title: str
    width: int
    cell: Callable[[ChangeRow, int], Line]


def columns_for(width: int) -> tuple[Column, ...]:
    """The columns that fit; names get what the others leave, and surnames must do where that is little."""
    fixed: list[Column] = []
    if width >= 70:
        fixed += [Column("Vacant", DATE_WIDTH, lambda row, _: _text(table_date(row.vacated), "muted"))]
        fixed += [Column("Appointed", DATE_WIDTH, lambda row, _: _text(table_date(row.appointed), "muted"))]
    if width >= 90:
        fixed += [Column("Days", 4, lambda row, _: _number(row.days_vacant, 4))]
    if width >= 110:
        fixed += [
            Column("Manner", 16, lambda row, _: _text(row.manner.value if row.manner else "", "muted")),
            Column("Reports", 7, lambda row, _: _number(row.n_articles, 7)),
        ]
    n_gaps = len(fixed) + 2
    room = max(30, width - 2 - sum(column.width for column in fixed) - n_gaps * GAP)
    name = room // 3
    team = Column("Team", room - 2 * name, lambda row, _: _text(safe(row.team), "strong"))
    out = Column("Outgoing", name, lambda row, room: _person(row.outgoing, row.out_stage, room))
    into = Column("Incoming", name, _incoming)
    by_title = {column.title: column for column in (team, out, into, *fixed)}
    order = ("Team", "Outgoing", "Manner", "Vacant", "Incoming", "Appointed", "Days", "Reports")
    return tuple(by_title[title] for title in order if title in by_title)


def table_head(width: int, order: Order = ORDERS[0]) -> Line:
    """The headings of the columns; the one that the table is sorted by has an arrow, which may stand in the gap."""
    made: list[Piece] = [Piece(" ")]
    for column in columns_for(width):
        sorts = column.title == order.column
        title = _text(f"{column.title}{ARROWS[order.falling]}", "here") if sorts else _text(column.title, "label")
        made += [Piece(" " * (GAP - 1) if len(made) > 1 else ""), *pad(title, column.width + 1)]
    return pad(line(*made), width)


def table_row(row: ChangeRow, width: int) -> Line:
    """One change in one line of `width` cells."""
    return _row([column.cell(row, column.width) for column in columns_for(width)], width)


def _row(cells: list[Line], width: int) -> Line:
    made: list[Piece] = [Piece(" ")]
    for at, (column, cell) in enumerate(zip(columns_for(width), cells, strict=True)):
        made += [Piece(" " * GAP if at else ""), *pad(cell, column.width)]
    return pad(line(*made), width)


def _text(text: str, style: StyleName = "text") -> Line:
    return line(Piece(text, style))


def _number(value: int | None, width: int) -> Line:
    return _text("" if value is None else f"{value:>{width},}", "muted")


def _person(person: str | None, stage: Stage | None, width: int, note: str = "") -> Line:
    """Glyph and name, the surname alone where the whole name does not fit."""
    if person is None:
        return _text("  –", "muted")
    room = width - 2 - len(note)
    name = safe(person) if len(safe(person)) <= room else surname(person)
    glyph = Piece(f"{stage_glyph(stage)} ", stage_style(stage))
    return line(glyph, Piece(clip_text(name, max(room, 4))), Piece(note, "muted"))


def _incoming(row: ChangeRow, width: int) -> Line:
    if row.incoming is None:
        return _text("  open", "warning")
    return _person(row.incoming, row.in_stage, width, INTERIM_NOTE if row.interim else "")


def table_date(value: str | None) -> str:
    """An ISO date as "12 May 25", an ISO month as "May 2025"; empty for None."""
    if not value:
        return ""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= 12:
        return safe(value)
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0][2:]}"
