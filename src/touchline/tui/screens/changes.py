"""The table of managerial changes."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip

from touchline.errors import TouchlineError
from touchline.newsroom import stories
from touchline.present.changes_table import LEGEND
from touchline.present.guide import empty_threads
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.deeds import DeedScreen
from touchline.tui.screens.thread import ThreadScreen
from touchline.tui.widgets.change_table import ChangeTable, TableHead
from touchline.tui.widgets.line_styles import LineStyles
from touchline.tui.widgets.row_list import RowList


class Legend(LineStyles):
    """What the stage glyphs mean."""

    def line_at(self, y: int, size: Size) -> Strip:
        return self.paint(LEGEND, size.width)


class ChangesScreen(DeedScreen):
    """Who left which seat, how, and who came; enter opens the story thread."""

    VIEW = "changes"
    BINDINGS = bindings_of("changes")

    def compose_panes(self) -> ComposeResult:
        with Vertical(id="changes-side", classes="pane"):
            yield TableHead(id="changes-head")
            yield ChangeTable(id="changes", classes="stop")
            yield Legend(id="legend")

    def on_mount(self) -> None:
        self.set_focus(self.table)
        self.list_changes()

    @property
    def table(self) -> ChangeTable:
        """The table."""
        return self.query_one("#changes", ChangeTable)

    @work(thread=True, exclusive=True, group="listing")
    def list_changes(self) -> None:
        """Fetch the table."""
        try:
            rows = stories.changes(self.room)
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.ChangesListed(rows))

    @on(messages.ChangesListed)
    def changes_were_listed(self, event: messages.ChangesListed) -> None:
        n_articles = len(self.room.store.headlines())
        self.table.guide = lambda width: empty_threads(False, n_articles, width)
        self.table.show(event.rows)
        self.query_one("#changes-side").border_title = Content(f"Managerial changes {len(event.rows):,}")

    def library_changed(self) -> None:
        self.list_changes()
        self.refresh_bars()

    def action_open(self) -> None:
        if row := self.table.current:
            self.app.push_screen(ThreadScreen(row.thread_id))

    @on(RowList.Chosen)
    def row_was_clicked(self) -> None:
        if self.has_class("-narrow"):
            self.action_open()
