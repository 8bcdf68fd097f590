"""The search line above the story list: input, number of hits, and what is wrong with a query, at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from touchline.safe import safe
from touchline.tui.widgets.line_styles import plain_content

HINT = 'words  "a phrase"  #tag  unread  club:brazil  coach:alonso'


class SearchInput(Input):
    """An input that hands the keys on which mean the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "to_list", show=False),
    ]

    def action_leave(self) -> None:
        self.post_message(SearchBar.Left())

    def action_to_list(self) -> None:
        self.post_message(SearchBar.Entered())


class SearchBar(Vertical):
    """Hidden until it is asked for."""

    @dataclass
    class Typed(Message):
        """The query is now `text`."""

        text: str

    class Entered(Message):
        """The user goes from the input to the list."""

    class Left(Message):
        """The user closes the search."""

    def __init__(self, *, hint: str = HINT, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hint = hint

    def on_mount(self) -> None:
        self.display = False

    def _fill(self) -> None:
        """Mount what the bar consists of: a reader starts without it."""
        row = Horizontal()
        self.mount(row, Static(Content(""), id="search-error"))
        row.mount(
            Static(Content("/"), id="search-mark"),
            SearchInput(placeholder=self._hint, compact=True, id="search-input"),
            Static(Content(""), id="search-found"),
        )

    @property
    def input(self) -> SearchInput:
        """The input."""
        return self.query_one(SearchInput)

    def open(self) -> None:
        """Show the search line and put the keyboard into it."""
        if not self.children:
            self._fill()
        self.display = True
        # At once: `focus()` waits its turn behind keys that are meant for the input.
        self.screen.set_focus(self.input)

    def show_query(self, text: str) -> None:
        """Show the search line with a query that is listed already; the keyboard stays where it is."""
        if not self.children:
            self._fill()
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.display = True

    def close(self) -> None:
        """Forget the query and hide."""
        if not self.children:
            return
        with self.input.prevent(Input.Changed):
            self.input.value = ""
        self.show_found(None)
        self.display = False

    def show_found(self, n: int | None, *, more: bool = False) -> None:
        """Show the number of hits (None for no search), or that there are `more`, and no error."""
        if not self.children:
            return
        found = "" if n is None else f"more than {n:,} found" if more else f"{n:,} found"
        self.query_one("#search-found", Static).update(plain_content(found))
        self._show_error("")

    def show_error(self, reason: str, at: int) -> None:
        """Show what is wrong, under the place where it goes wrong."""
        self.query_one("#search-found", Static).update(Content(""))
        # The sentence stays readable when the error is far to the right.
        room = max(0, self.size.width - 2 - len(reason))
        self._show_error(" " * (2 + min(at, room)) + f"▲ {safe(reason)}")

    def _show_error(self, text: str) -> None:
        error = self.query_one("#search-error", Static)
        error.update(plain_content(text))
        error.display = bool(text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered())
