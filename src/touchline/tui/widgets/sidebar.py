"""The sidebar: views, tags and publishers with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from touchline.present.lines import BLANK, Piece, line, pad, spread
from touchline.present.measure import clip_text
from touchline.safe import safe
from touchline.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from touchline.present.lines import Line, StyleName
    from touchline.present.views import SideRow


class Sidebar(RowList):
    """Rows of views; the one that is open is marked."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[SideRow] = ()
        self.open_key = "all"

    def show(self, rows: Sequence[SideRow], open_key: str) -> None:
        """Show other rows; the cursor stays on its view, and follows `open_key` when that changed."""
        changed = bool(open_key) and open_key != self.open_key
        wanted = open_key if changed or not self.rows else self.current_key
        self.rows = rows
        self.open_key = open_key
        self.rows_changed(next((i for i, row in enumerate(rows) if row.key and row.key == wanted), 0))

    @property
    def current_key(self) -> str:
        """The key of the view under the cursor; empty without any."""
        return self.rows[self.cursor].key if self.cursor < len(self.rows) else ""

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    def selectable(self, row: int) -> bool:
        return bool(self.rows[row].key)

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        shown = self.rows[row]
        if not shown.key:
            return (line(Piece(f" {shown.title}", "label")) if shown.title else BLANK,)
        counts = shown.counts
        style: StyleName = "here" if shown.key == self.open_key else "text"
        title = clip_text(safe(shown.title), max(4, width - len(counts) - 3))
        left = line(" ", Piece(title, style))
        return (pad(spread(left, line(Piece(f"{counts} ", "muted")), width), width),)
