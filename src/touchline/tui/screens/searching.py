"""Searching as one types: the search line, and what it asks of the screen below it."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from touchline.tui.screens.base import DeskScreen
from touchline.tui.screens.corrections import CorrectionScreen
from touchline.tui.widgets.search_bar import SearchBar

TYPING_PAUSE_S = 0.12


class Searching(DeskScreen):
    """A screen with a search line; `search_text` is empty while nothing is searched for."""

    _typing: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self.search_text = ""

    # --- what a subclass says ---

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        raise NotImplementedError

    def list_afresh(self) -> None:
        """List what is asked for now, from its top."""
        raise NotImplementedError

    def list_again(self) -> None:
        """List what is asked for now; the cursor stays on its article."""
        raise NotImplementedError

    # --- searching ---

    @property
    def search_bar(self) -> SearchBar:
        """The search line."""
        return self.query_one("#search", SearchBar)

    def action_search(self) -> None:
        self.focus_list()
        self.search_bar.open()

    @on(SearchBar.Typed)
    def query_was_typed(self, event: SearchBar.Typed) -> None:
        if self._typing:
            self._typing.stop()
        self._typing = self.set_timer(TYPING_PAUSE_S, lambda: self._search_for(event.text))

    def _search_for(self, text: str) -> None:
        self.search_text = text.strip()
        self.list_afresh()

    @on(SearchBar.Entered)
    def search_was_entered(self) -> None:
        self.focus_list()

    @on(SearchBar.Left)
    def search_was_left(self) -> None:
        self.clear_search()

    def forget_search(self) -> None:
        """Close the search line and forget the query."""
        if self._typing:
            self._typing.stop()
        self.search_text = ""
        self.search_bar.close()

    def clear_search(self) -> None:
        """Leave the search; the view below it comes back with the cursor on the same article."""
        self.forget_search()
        self.list_again()
        self.focus_list()


class SearchScreen(Searching, CorrectionScreen):
    """A screen that lists articles: they are searched for, read and corrected."""
