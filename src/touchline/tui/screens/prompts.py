"""Small questions: a yes or no, and tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from touchline.safe import safe
from touchline.tui.widgets.line_styles import plain_content


class AskScreen(ModalScreen[bool]):
    """A question; y or enter says yes, anything else no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", show=False),
        Binding("n,escape,q,h", "answer(False)", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="box small"):
            yield Static(plain_content(self._question))
            yield Static(Content("y yes    n no"), classes="hint")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)


class LineInput(Input):
    """One line that escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "screen.cancel", show=False)]


class LineScreen(ModalScreen[str | None]):
    """Asks for one line of text; `given` stands there already."""

    def __init__(self, title: str, wanted: str, keys: str, given: str = "") -> None:
        super().__init__()
        self._given = given
        self._title = title
        self._wanted = wanted
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="box small"):
            yield LineInput(self._given, placeholder=safe(self._wanted), select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        box = self.query_one(".box")
        box.border_title = plain_content(self._title)
        box.border_subtitle = plain_content(self._keys)
        self.query_one(LineInput).focus()

    @on(Input.Submitted)
    def line_was_typed(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        self.dismiss(None)


TagEdits = tuple[tuple[str, bool], ...]
"""Tags in the order typed, each with True to add and False to remove."""


def tag_edits(text: str) -> TagEdits:
    """Read "+tag -tag tag": a bare word adds."""
    return tuple((word.lstrip("+-#"), not word.startswith("-")) for word in text.split() if word.lstrip("+-#"))


class TagSuggester(Suggester):
    """Completes the last word: known tags after + or nothing, the article's own tags after -."""

    def __init__(self, own: Sequence[str], known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._own = own
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        before, space, word = value.rpartition(" ")
        stem = word.lstrip("+-#")
        if not stem:
            return None
        sign = word[: len(word) - len(stem)]
        tags = self._own if "-" in sign else self._known
        found = next((tag for tag in tags if tag.startswith(stem.casefold()) and tag != stem.casefold()), None)
        return f"{before}{space}{sign}{found}" if found else None


class TagInput(Input):
    """Tab takes the completion, as right arrow does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "cursor_right", show=False),
        Binding("escape", "screen.cancel", show=False),
    ]


class TagScreen(ModalScreen[TagEdits | None]):
    """Asks for tags to add and remove."""

    def __init__(self, own: Sequence[str], counts: Mapping[str, int]) -> None:
        super().__init__()
        self._own = own
        self._known = sorted(counts, key=lambda tag: (-counts[tag], tag))

    def compose(self) -> ComposeResult:
        with Vertical(classes="box small"):
            yield TagInput(
                placeholder="+tag adds it, -tag takes it off",
                suggester=TagSuggester(self._own, self._known),
                compact=True,
            )
            yield Static(plain_content(self._words("its own", self._own)), classes="hint")
            yield Static(
                plain_content(self._words("others", [tag for tag in self._known if tag not in self._own])),
                classes="hint",
            )

    def on_mount(self) -> None:
        box = self.query_one(".box")
        box.border_title = Content("Tags")
        box.border_subtitle = Content("tab completes · enter · esc")
        self.query_one(TagInput).focus()

    @staticmethod
    def _words(label: str, tags: Sequence[str]) -> str:
        return f"{label:<9}" + (" ".join(f"#{safe(tag)}" for tag in tags[:20]) or "–")

    @on(Input.Submitted)
    def tags_were_typed(self, event: Input.Submitted) -> None:
        self.dismiss(tag_edits(event.value))

    def action_cancel(self) -> None:
        self.dismiss(None)
