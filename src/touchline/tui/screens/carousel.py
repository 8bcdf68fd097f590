"""The carousel: chains of vacancies to walk through, with the card of the seat that the user stands on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from touchline.errors import QueryError, TouchlineError
from touchline.newsroom import carousel, stories
from touchline.present.claims import seat_name
from touchline.present.guide import empty_carousel
from touchline.present.threads import STATUS_WORDS, ThreadStory, reports_words
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.changes import HINT
from touchline.tui.screens.deeds import DeedScreen
from touchline.tui.screens.searching import Searching
from touchline.tui.screens.thread import ThreadScreen
from touchline.tui.widgets.card import Card
from touchline.tui.widgets.chain_list import ChainList
from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.row_list import RowList
from touchline.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.newsroom.new_files import FileKind


class CarouselScreen(Searching, DeedScreen):
    """Up and down go from chain to chain, left and right along one; enter opens the seat's story thread."""

    VIEW = "carousel"
    BINDINGS = bindings_of("carousel")
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self.search_text = query
        self._threads: Mapping[str, StoryThread] = {}

    def compose_panes(self) -> ComposeResult:
        with Vertical(id="carousel-side", classes="pane"):
            yield SearchBar(hint=HINT, id="search")
            yield ChainList(id="chains", classes="stop")
        yield Card(self.room.now().date(), id="card", classes="pane")

    def on_mount(self) -> None:
        if self.search_text:
            self.search_bar.show_query(self.search_text)
        self.focus_list()
        self.list_afresh()

    @property
    def chains(self) -> ChainList:
        """The list."""
        return self.query_one("#chains", ChainList)

    # --- listing ---

    def focus_list(self) -> None:
        self.set_focus(self.chains)

    def list_afresh(self) -> None:
        self.list_chains(self.search_text, afresh=True)

    def list_again(self) -> None:
        self.list_chains(self.search_text, afresh=False)

    @work(thread=True, exclusive=True, group="listing")
    def list_chains(self, query: str, *, afresh: bool) -> None:
        """Find the chains."""
        try:
            found = carousel.chains(self.room, query, prefix=True)
            threads = stories.by_id(self.room)
        except QueryError as error:
            self.post_message(messages.QueryRefused(query, str(error), error.at))
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.ChainsListed(query, found, threads, afresh))

    @on(messages.ChainsListed)
    def chains_were_listed(self, event: messages.ChainsListed) -> None:
        if event.query == self.search_text:
            self.chains.guide = lambda width: empty_carousel(event.query, width)
            self._show(event)
            self.search_bar.show_found(len(event.chains) if event.query else None)

    @on(messages.QueryRefused)
    def query_was_refused(self, event: messages.QueryRefused) -> None:
        if event.query == self.search_text:
            self.chains.guide = lambda width: ()
            self._show(messages.ChainsListed(event.query, (), {}, True))
            self.search_bar.show_error(event.reason, event.at)

    def _show(self, event: messages.ChainsListed) -> None:
        self._threads = event.threads
        self.chains.show(event.chains, afresh=event.afresh)
        title = f"Search: {safe(event.query)}" if event.query else "Carousel"
        n_chains = "1 chain" if len(event.chains) == 1 else f"{len(event.chains):,} chains"
        self.query_one("#carousel-side").border_title = plain_content(f"{title} · {n_chains}")
        self._show_card()

    @on(RowList.Moved)
    def _show_card(self) -> None:
        """Show the card of the seat under the cursor; its chain stands above already."""
        hop, card = self.chains.hop, self.query_one("#card", Card)
        thread = self._threads.get(hop.thread_id) if hop else None
        card.display = thread is not None
        if thread:
            card.border_title = plain_content(seat_name(thread.change.seat))
            told = f"{STATUS_WORDS[thread.status]} · {reports_words(len(thread.article_ids))}"
            card.border_subtitle = plain_content(told)
            card.show(ThreadStory(thread=thread, neighbours=self._threads))

    def library_changed(self) -> None:
        self.list_again()
        self.refresh_bars()

    # --- keys ---

    def action_hop_right(self) -> None:
        if not self.chains.step(1):
            self.tell("the chain ends here: this appointment opened no known vacancy")

    def action_hop_left(self) -> None:
        if not self.chains.step(-1):
            self.tell("the chain begins here: no known vacancy took this one's coach")

    def action_open(self) -> None:
        if hop := self.chains.hop:
            self.app.push_screen(ThreadScreen(hop.thread_id))

    def action_story_thread(self) -> None:
        self.action_open()

    def action_export(self) -> None:
        chains = self.chains.rows
        if not chains:
            self.tell("there is nothing to write: there is no chain")
            return
        kinds: tuple[FileKind, ...] = ("markdown", "json")
        texts = {kind: partial(carousel.chains_in_file, chains, kind) for kind in kinds}
        day = self.room.now().date().isoformat()
        self.offer_file(f"carousel-{day}", texts, "1 chain" if len(chains) == 1 else f"{len(chains):,} chains")

    def action_escape(self) -> None:
        if self.search_bar.display:
            self.clear_search()
        else:
            self.leave()
