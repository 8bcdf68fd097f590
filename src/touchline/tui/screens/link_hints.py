"""The links of an article above its screen: a number opens one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from touchline.present.links import chosen, links_page
from touchline.tui.screens.pages import PageScreen
from touchline.tui.widgets.line_styles import plain_content


class LinksScreen(PageScreen):
    """Each link with its number and its real host; the number opens it, as soon as it can mean no other."""

    HEADING = "Open a link"
    HINT = "its number opens it · j k scroll · esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_typed", show=False),
        Binding("backspace", "take_back", show=False),
    ]

    def __init__(self, links: Sequence[str], open_one: Callable[[str], None]) -> None:
        super().__init__(lambda width: links_page(links, width))
        self._links = links
        self._open_one = open_one
        self._typed = ""

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "0123456789":
            event.stop()
            self._type(self._typed + event.character)

    def _type(self, digits: str) -> None:
        self._typed = digits if len(digits) <= 2 else ""
        self.query_one(".box").border_subtitle = plain_content(
            f"{self._typed}_ · enter opens" if self._typed else self.HINT
        )
        self._open(whole=False)

    def action_take_back(self) -> None:
        self._type(self._typed[:-1])

    def action_open_typed(self) -> None:
        self._open(whole=True)

    def _open(self, *, whole: bool) -> None:
        number = chosen(self._typed, len(self._links), whole=whole)
        if number is not None:
            self.dismiss()
            self._open_one(self._links[number - 1])
