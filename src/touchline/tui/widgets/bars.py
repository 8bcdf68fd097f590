"""Bars of one line: the views at the top, the keys that matter at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from touchline.present.lines import BLANK, Piece, clip, line_width, pad
from touchline.tui.widgets.line_styles import LineStyles

if TYPE_CHECKING:
    from touchline.present.lines import Line


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar; a click on it asks for `action`, empty for none."""

    line: Line
    action: str = ""


class Bar(LineStyles):
    """Parts from the left, a note at the right.

    Parts that are too wide stand closer together. What does not fit even so is left out: the last parts where the note
    comes first, else the note.
    """

    @dataclass
    class Clicked(Message):
        """A part was clicked that asks for `action`."""

        action: str

    def __init__(self, *, note_first: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.note_first = note_first
        self.parts: Sequence[Part] = ()
        self.note: Line = BLANK

    def show(self, parts: Sequence[Part] | None = None, note: Line | None = None) -> None:
        """Show other parts, another note, or both."""
        if parts is not None:
            self.parts = parts
        if note is not None:
            self.note = note
        self.refresh()

    def line_at(self, y: int, size: Size) -> Strip:
        width = size.width
        if y:
            return self.paint(BLANK, width)
        note = clip(self.note, max(0, width - 2))
        room = width - (line_width(note) + 2 if note else 0)
        left: list[Piece] = [Piece(" ")]
        gap = self._gap()
        used = 1
        for part in self.parts:
            needed = line_width(part.line)
            if used + needed > (room if self.note_first else width - 1):
                break
            left += [*part.line, Piece(" " * gap)]
            used += needed + gap
        if note and (self.note_first or used <= room):
            return self.paint((*pad(tuple(left), room), *note), width)
        return self.paint(tuple(left), width)

    def _gap(self) -> int:
        """Cells between two parts."""
        return 2 if 1 + sum(line_width(part.line) + 2 for part in self.parts) <= self.size.width + 1 else 1

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        start = 1
        for part in self.parts:
            end = start + line_width(part.line)
            if offset and start <= offset.x < end and part.action:
                self.post_message(self.Clicked(part.action))
                return
            start = end + self._gap()
