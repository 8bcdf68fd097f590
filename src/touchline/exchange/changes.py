"""The table of managerial changes as JSON, CSV, Markdown and aligned text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from touchline.exchange import markdown
from touchline.exchange.json_values import SCHEMA, JsonObject, encodable
from touchline.present.changes import COLUMNS, ChangeRow
from touchline.present.measure import cell_width
from touchline.safe import safe

RIGHT = frozenset({COLUMNS.index("Days vacant"), COLUMNS.index("Articles")})
"""The columns of numbers."""

# A spreadsheet takes cells that begin like this for formulas, and some of them run programs.
_FORMULA = ("=", "+", "-", "@")


def change_json(row: ChangeRow) -> JsonObject:
    """One row as `changes --json` prints it.

    Dates are ISO days or months. `interim` is true for an interim spell, whose coach is `incoming`; `thread` is the id
    of the story thread that the row comes from.
    """
    return {
        "schema": SCHEMA,
        "team": encodable(row.team),
        "outgoing": encodable(row.outgoing),
        "manner": row.manner.value if row.manner else None,
        "date_of_vacancy": row.vacated,
        "incoming": encodable(row.incoming),
        "date_of_appointment": row.appointed,
        "out_stage": row.out_stage.value if row.out_stage else None,
        "in_stage": row.in_stage.value if row.in_stage else None,
        "days_vacant": row.days_vacant,
        "articles": row.n_articles,
        "interim": row.interim,
        "thread": row.thread_id,
        "club": encodable(row.seat.club),
        "squad": row.seat.squad,
        "role": row.seat.family,
    }


def changes_csv(rows: Sequence[ChangeRow]) -> str:
    """The table as CSV with a header line; what a spreadsheet would run as a formula gets a `'` in front."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_no_formula(safe(cell)) for cell in row.cells] for row in rows)
    return made.getvalue()


def changes_markdown(rows: Sequence[ChangeRow]) -> str:
    """The table as a Markdown table."""
    return markdown.table(COLUMNS, [row.cells for row in rows], RIGHT)


def changes_text(rows: Sequence[ChangeRow]) -> str:
    """The table in aligned columns, two spaces apart, under a line; columns without any value are left out."""
    cells = [[safe(cell) for cell in row.cells] for row in rows]
    shown = [n for n in range(len(COLUMNS)) if not cells or any(row[n] for row in cells)]
    widths = {n: max(cell_width(line[n]) for line in (COLUMNS, *cells)) for n in shown}
    rule = ["─" * widths.get(n, 0) for n in range(len(COLUMNS))]
    return "".join(
        "  ".join(_padded(line[n], widths[n], n in RIGHT) for n in shown).rstrip() + "\n"
        for line in (COLUMNS, rule, *cells)
    )


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - cell_width(cell))
    return space + cell if right else cell + space


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
