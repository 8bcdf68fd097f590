"""The virtual list of feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from touchline.model import FeedHealth
from touchline.present.feeds import ROW_HEIGHT, empty_feeds, feed_row
from touchline.present.lines import Line
from touchline.tui.widgets.row_list import RowList


class FeedList(RowList):
    """Two lines for each feed, in the order of feeds.toml; `clock` tells the time that ages count from."""

    row_height = ROW_HEIGHT

    def __init__(self, clock: Callable[[], datetime], *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.clock = clock
        self.rows: Sequence[FeedHealth] = ()

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> FeedHealth | None:
        """The feed under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[FeedHealth]) -> None:
        """Show other feeds; the cursor stays on its feed where that is still there."""
        here = self.current
        self.rows = rows
        at = next((i for i, row in enumerate(rows) if here and row.name == here.name), self.cursor)
        self.rows_changed(at, keep_scroll=here is not None)

    def row_lines(self, row: int, width: int) -> tuple[Line, ...]:
        return feed_row(self.rows[row], width, self.clock())

    def empty_lines(self, width: int) -> tuple[Line, ...]:
        return empty_feeds(width)
