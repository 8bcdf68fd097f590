"""The table of managerial changes, searched, sorted and written to a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.strip import Strip

from touchline.errors import QueryError, TouchlineError
from touchline.newsroom import changes
from touchline.present.changes_order import ORDERS, Order
from touchline.present.changes_table import LEGEND
from touchline.present.guide import empty_changes
from touchline.present.weeks import weeks_of
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.deeds import DeedScreen
from touchline.tui.screens.searching import Searching
from touchline.tui.screens.thread import ThreadScreen
from touchline.tui.widgets.change_table import ChangeTable, TableHead, WeeksPicture
from touchline.tui.widgets.line_styles import LineStyles, plain_content
from touchline.tui.widgets.row_list import RowList
from touchline.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from touchline.newsroom.new_files import FileKind

HINT = "words  club:brazil  league:spain  coach:alonso  stage>=agreed  newer:30d"


class Legend(LineStyles):
    """What the stage glyphs mean."""

    def line_at(self, y: int, size: Size) -> Strip:
        return self.paint(LEGEND, size.width)


class ChangesScreen(Searching, DeedScreen):
    """Who left which seat, how, and who came; enter opens the story thread."""

    VIEW = "changes"
    BINDINGS = bindings_of("changes")
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self.order: Order = ORDERS[0]
        self.every = False

    def compose_panes(self) -> ComposeResult:
        with Vertical(id="changes-side", classes="pane"):
            yield SearchBar(hint=HINT, id="search")
            yield WeeksPicture(id="weeks")
            yield TableHead(id="changes-head")
            yield ChangeTable(id="changes", classes="stop")
            yield Legend(id="legend")

    def on_mount(self) -> None:
        self.focus_list()
        self.list_afresh()

    @property
    def table(self) -> ChangeTable:
        """The table."""
        return self.query_one("#changes", ChangeTable)

    # --- listing ---

    def focus_list(self) -> None:
        self.set_focus(self.table)

    def list_afresh(self) -> None:
        self.list_changes(self.search_text, self.order, self.every, afresh=True)

    def list_again(self) -> None:
        self.list_changes(self.search_text, self.order, self.every, afresh=False)

    @work(thread=True, exclusive=True, group="listing")
    def list_changes(self, query: str, order: Order, every: bool, *, afresh: bool) -> None:
        """Fetch the table, and count the weeks."""
        try:
            found = changes.change_list(self.room, query, every=every, order=order, prefix=True)
        except QueryError as error:
            self.post_message(messages.QueryRefused(query, str(error), error.at))
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.ChangesListed(query, order, found.rows, weeks_of(found.moves), afresh))

    @on(messages.ChangesListed)
    def changes_were_listed(self, event: messages.ChangesListed) -> None:
        if (event.query, event.order) != (self.search_text, self.order):
            return
        n_articles, query, every = len(self.room.store.headlines()), event.query, self.every
        self.table.guide = lambda width: empty_changes(query, every, n_articles, width)
        self._show(event)
        self.search_bar.show_found(len(event.rows) if query else None)

    @on(messages.QueryRefused)
    def query_was_refused(self, event: messages.QueryRefused) -> None:
        if event.query == self.search_text:
            self.table.guide = lambda width: ()
            self._show(messages.ChangesListed(event.query, self.order, (), None, True))
            self.search_bar.show_error(event.reason, event.at)

    def _show(self, event: messages.ChangesListed) -> None:
        self.table.show(event.rows, afresh=event.afresh)
        self.query_one("#weeks", WeeksPicture).show(event.weeks)
        self.query_one("#changes-head", TableHead).show(event.order)
        side = self.query_one("#changes-side")
        title = f"Search: {safe(event.query)}" if event.query else "Managerial changes"
        side.border_title = plain_content(f"{title} {len(event.rows):,}")
        side.border_subtitle = plain_content(event.order.told + (" · rumours too" if self.every else ""))

    def library_changed(self) -> None:
        self.list_again()
        self.refresh_bars()

    # --- keys ---

    def action_open(self) -> None:
        if row := self.table.current:
            self.app.push_screen(ThreadScreen(row.thread_id))

    @on(RowList.Chosen)
    def row_was_clicked(self) -> None:
        if self.has_class("-narrow"):
            self.action_open()

    def action_carousel(self) -> None:
        from touchline.tui.screens.carousel import CarouselScreen

        self.app.push_screen(CarouselScreen(self.search_text))

    def action_sort_table(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.list_afresh()

    def action_every_change(self) -> None:
        self.every = not self.every
        self.list_afresh()

    def action_export(self) -> None:
        rows = self.table.rows
        if not rows:
            self.tell("there is nothing to write: the table is empty")
            return
        kinds: tuple[FileKind, ...] = ("csv", "markdown", "json")
        texts = {kind: partial(changes.table_text, rows, kind) for kind in kinds}
        day = self.room.now().date().isoformat()
        self.offer_file(f"changes-{day}", texts, "1 change" if len(rows) == 1 else f"{len(rows):,} changes")

    def action_escape(self) -> None:
        if self.search_bar.display:
            self.clear_search()
        else:
            self.leave()
