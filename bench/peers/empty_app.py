"""The floor of every start: a Textual app with one line that knows one key. Run as a program."""

from __future__ import annotations

from textual.app import App, ComposeResult, RenderResult
from textual.reactive import reactive
from textual.widget import Widget


class Row(Widget):
    """One line that says how often `j` was pressed."""

    n: reactive[int] = reactive(0)

    def render(self) -> RenderResult:
        return f"row {self.n}"


class EmptyApp(App[None]):
    """An app with nothing in it."""

    BINDINGS = [("j", "down", "Down"), ("Q", "quit", "Quit")]  # noqa: RUF012 - Textual's way

    def compose(self) -> ComposeResult:
        yield Row()

    def action_down(self) -> None:
        self.query_one(Row).n += 1


if __name__ == "__main__":
    EmptyApp().run()
