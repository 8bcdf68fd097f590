"""The line below the panes in which one types what to find in the article."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.reading_pane import ReadingPane

HINT = "enter next · ↑ before · esc closes"


class FindInput(Input):
    """An input in which keys go from match to match."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+f", "step(1)", show=False)]

    def action_step(self, step: int) -> None:
        self.query_ancestor(FindBar).action_step(step)


class FindBar(Horizontal):
    """What is typed, and at which of how many matches in the pane one is."""

    # Here and not in app.tcss, whose rules every start reads.
    DEFAULT_CSS = """
    FindBar { height: 1; padding: 0 1; }
    FindBar #find-mark { width: auto; color: $accent; }
    FindBar #find-input { width: 1fr; background: $background; }
    FindBar #find-found { width: auto; color: $foreground 60%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def __init__(self, pane: ReadingPane, close: Callable[[], object]) -> None:
        super().__init__()
        self._pane = pane
        self._close = close

    def compose(self) -> ComposeResult:
        yield Static(Content("find "), id="find-mark")
        yield FindInput(placeholder=HINT, compact=True, id="find-input")
        yield Static(Content(""), id="find-found")

    def on_mount(self) -> None:
        # At once: `focus()` waits its turn behind keys that are meant for the input.
        self.screen.set_focus(self.query_one(FindInput))

    def page_changed(self) -> None:
        """The pane shows another page, or the same one anew."""
        self._show(*self._pane.found)

    def _show(self, at: int, n: int) -> None:
        is_asked = bool(self.query_one(FindInput).value.strip())
        found = f" {at:,} of {n:,}" if n else " not found" if is_asked else ""
        self.query_one("#find-found", Static).update(plain_content(found))

    @on(Input.Changed)
    def wanted_was_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(*self._pane.seek(event.value))

    @on(Input.Submitted)
    def next_is_wanted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, step: int) -> None:
        """Go on by a match, or back."""
        self._show(*self._pane.seek_next(step))

    def action_leave(self) -> None:
        """Close the line."""
        self._close()
