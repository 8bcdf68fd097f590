"""The card of a story thread; the seats of its chain can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from touchline.present.lines import BLANK
from touchline.present.threads import LABEL_WIDTH, ThreadStory, card_lines, drawn_chain
from touchline.tui.widgets.line_styles import LineStyles


class Card(LineStyles):
    """As high as its lines."""

    @dataclass
    class HopClicked(Message):
        """A seat of the chain was clicked."""

        thread_id: str

    def __init__(self, today: date, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.today = today
        self._story: ThreadStory | None = None

    def show(self, story: ThreadStory) -> None:
        """Show another thread's card."""
        self._story = story
        self.styles.height = len(card_lines(story, 200, self.today)) + self.gutter.height
        self.refresh()

    def line_at(self, y: int, size: Size) -> Strip:
        width = size.width
        lines = card_lines(self._story, width, self.today) if self._story else ()
        return self.paint(lines[y] if y < len(lines) else BLANK, width)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        story = self._story
        if offset is None or story is None or not story.chain:
            return
        width = self.size.width
        below = 1 if story.since else 0
        if offset.y != len(card_lines(story, width, self.today)) - 1 - below:
            return
        for thread_id, start, end in drawn_chain(story, width).places:
            if start <= offset.x - LABEL_WIDTH < end:
                self.post_message(self.HopClicked(thread_id))
