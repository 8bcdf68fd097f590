"""The table of managerial changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.strip import Strip

from touchline.present.changes import ChangeRow
from touchline.present.changes_table import table_head, table_row
from touchline.present.lines import Line
from touchline.tui.widgets.line_styles import LineStyles
from touchline.tui.widgets.row_list import RowList


class TableHead(LineStyles):
    """The headings above the table; they stay when it scrolls."""

    def line_at(self, y: int, size: Size) -> Strip:
        width = size.width
        return self.paint(table_head(width), width)


class ChangeTable(RowList):
    """One line for each change."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[ChangeRow] = ()
        self.guide: Callable[[int], tuple[Line, ...]] = lambda width: ()

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> ChangeRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[ChangeRow]) -> None:
        """Show other rows; the cursor stays where it is."""
        first = not self.rows
        self.rows = rows
        self.rows_changed(keep_scroll=not first)

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        return (table_row(self.rows[row], width),)

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return self.guide(width)
