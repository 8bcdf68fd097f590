"""A choice among many: the likeliest first, narrowed down by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from touchline.tui.widgets.choice_list import ChoiceList
from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from touchline.present.choices import Choice


class ChoiceInput(Input):
    """Letters narrow the list down, arrows move in it, enter chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "screen.move(1)", show=False),
        Binding("up,ctrl+p", "screen.move(-1)", show=False),
        Binding("ctrl+d,pagedown", "screen.move(10)", show=False, priority=True),
        Binding("ctrl+u,pageup", "screen.move(-10)", show=False, priority=True),
        Binding("escape", "screen.cancel", show=False),
    ]


class ChooseScreen(ModalScreen[str | None]):
    """Asks for one of some choices; gives its key, or None."""

    def __init__(self, heading: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._heading = heading
        self._choices = choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="box choosing"):
            yield ChoiceInput(placeholder="type to narrow down", compact=True)
            yield ChoiceList(self._choices, id="choices")

    def on_mount(self) -> None:
        box = self.query_one(".box")
        box.border_title = plain_content(self._heading)
        box.border_subtitle = Content("↑ ↓ move · enter chooses · esc")
        self.query_one(ChoiceInput).focus()

    @property
    def choices(self) -> ChoiceList:
        """The list."""
        return self.query_one("#choices", ChoiceList)

    def action_move(self, step: int) -> None:
        self.choices.move_by(step)

    @on(Input.Changed)
    def narrowed_down(self, event: Input.Changed) -> None:
        self.choices.narrow_down(event.value)

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def row_was_chosen(self) -> None:
        if current := self.choices.current:
            self.dismiss(current.key)

    def action_cancel(self) -> None:
        self.dismiss(None)
