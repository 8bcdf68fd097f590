"""The virtual list of a choice, narrowed down by what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.present.choices import Choice, matching
from touchline.present.lines import Line, Piece, clip, line
from touchline.tui.widgets.row_list import RowList


class ChoiceList(RowList, can_focus=False):
    """One line for each choice."""

    def __init__(self, choices: Sequence[Choice], *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._all = choices
        self.rows: Sequence[Choice] = choices

    def narrow_down(self, typed: str) -> None:
        """Show those that match, the cursor on the first."""
        self.rows = matching(self._all, typed)
        self.rows_changed(0, keep_scroll=False)

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        return (clip(line("  ", *self.rows[row].line), width),)

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return (line(Piece("  nothing matches what is typed", "muted")),)
