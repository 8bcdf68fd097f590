"""The list of chains of vacancies; one seat of the chain under the cursor is the one that the user stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from touchline.model import Chain, ChainHop
from touchline.present.carousel import INDENT, ROW_HEIGHT, chain_row, drawn_row
from touchline.present.lines import Line
from touchline.tui.widgets.row_list import RowList


class ChainList(RowList):
    """Two lines for each chain."""

    row_height = ROW_HEIGHT

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Chain] = ()
        self.guide: Callable[[int], tuple[Line, ...]] = lambda width: ()
        self._at = 0

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> Chain | None:
        """The chain under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def hop(self) -> ChainHop | None:
        """The seat that the user stands on."""
        return self.current.hops[self._at] if self.current else None

    def show(self, rows: Sequence[Chain], *, afresh: bool) -> None:
        """Show other chains, from the top, or with the cursor on the seat where it is in one of them still."""
        seat = None if afresh else self.hop
        self.rows = rows
        places = (
            (row, at)
            for row, chain in enumerate(rows)
            for at, thread_id in enumerate(chain.thread_ids)
            if seat and thread_id == seat.thread_id
        )
        row, self._at = next(places, (0, 0))
        self.rows_changed(row, keep_scroll=seat is not None)

    def step(self, step: int) -> bool:
        """Walk along the chain; False at its end."""
        if self.current is None or not 0 <= self._at + step < len(self.current.hops):
            return False
        self._stand_on(self._at + step)
        return True

    def _stand_on(self, at: int) -> None:
        self._at = at
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def watch_cursor(self, before: int, after: int) -> None:
        self._at = 0
        super().watch_cursor(before, after)

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        here = self.hop.thread_id if self.hop and row == self.cursor else ""
        return chain_row(self.rows[row], width, here)

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return self.guide(width)

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        offset = event.get_content_offset(self)
        chain, hop = self.current, self.hop
        if not (offset and chain and hop):
            return
        for thread_id, start, end in drawn_row(chain, self.size.width, hop.thread_id).places:
            if start <= offset.x - INDENT < end:
                self._stand_on(chain.thread_ids.index(thread_id))
