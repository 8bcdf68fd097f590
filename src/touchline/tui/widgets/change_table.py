"""The table of managerial changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.strip import Strip

from touchline.present.changes import ChangeRow
from touchline.present.changes_order import ORDERS, Order
from touchline.present.changes_table import table_head, table_row
from touchline.present.lines import Line
from touchline.present.weeks import Weeks, weeks_picture
from touchline.tui.widgets.line_styles import LineStyles
from touchline.tui.widgets.row_list import RowList


class TableHead(LineStyles):
    """The headings above the table; they stay when it scrolls."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._order = ORDERS[0]

    def show(self, order: Order) -> None:
        """Mark the column that the table is sorted by."""
        self._order = order
        self.refresh()

    def line_at(self, y: int, size: Size) -> Strip:
        width = size.width
        return self.paint(table_head(width, self._order), width)


class WeeksPicture(LineStyles):
    """How many left and came in each week."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._weeks: Weeks | None = None

    def show(self, weeks: Weeks | None) -> None:
        """Draw other weeks."""
        self._weeks = weeks
        self.refresh()

    def line_at(self, y: int, size: Size) -> Strip:
        width = size.width
        return self.paint(weeks_picture(self._weeks, width)[y], width)


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

    def show(self, rows: Sequence[ChangeRow], *, afresh: bool) -> None:
        """Show other rows, from their top or with the cursor on its row where that is still there."""
        here = self.current
        self.rows = rows
        same = next((at for at, row in enumerate(rows) if here and _is_of(row, here)), None)
        self.rows_changed(0 if afresh else same, keep_scroll=not afresh and here is not None)

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        return (table_row(self.rows[row], width),)

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return self.guide(width)


def _is_of(row: ChangeRow, other: ChangeRow) -> bool:
    """Whether two rows tell of the same change, or of the same caretaker's spell, whatever is known of it by now."""
    spells = (row.interim and row.incoming, other.interim and other.incoming)
    return row.thread_id == other.thread_id and spells[0] == spells[1]
