"""How lines of `present` become what Textual paints: one look for each named style, told in `looks`.

What Textual's own widgets and borders show passes `plain_content`.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style as Look
from textual.widget import Widget

from touchline.present.lines import Line, StyleName
from touchline.safe import safe
from touchline.tui.widgets.line_cache import LineCache
from touchline.tui.widgets.looks import look_of

PLAIN = ""


class LineStyles(Widget):
    """A widget that paints lines, each in `line_at`."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[tuple[StyleName, str], Style] = {}
        self._styles_cache = LineCache(self.line_at)

    def line_at(self, y: int, size: Size) -> Strip:
        """The line at `y` of a content of this size, exactly as wide."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        return self.line_at(y, self.size)

    def notify_style_update(self) -> None:
        self._looks.clear()
        super().notify_style_update()

    def paint(self, line: Line, width: int, ground: str = PLAIN) -> Strip:
        """A strip of exactly `width` cells; text is never read as markup."""
        return Strip(self.segments(line, width, ground), width)

    def segments(self, line: Line, width: int, ground: str = PLAIN) -> list[Segment]:
        """The same, to be put into a strip: making those is half of what a key costs."""
        look = self.look
        segments = [Segment(piece.text, look(piece.style, ground)) for piece in line]
        missing = width - sum(cell_len(piece.text) for piece in line)
        if missing < 0:
            return [*Strip(segments).crop(0, width)]
        if missing:
            segments.append(Segment(" " * missing, look("text", ground)))
        return segments

    def look(self, name: StyleName, ground: str = PLAIN) -> Style:
        """What a named style looks like on a ground; see-through colours are mixed with what is below them."""
        found = self._looks.get((name, ground))
        if found is None:
            found = self._looks[name, ground] = self._make_look(name, ground)
        return found

    def _make_look(self, name: StyleName, ground: str) -> Style:
        background = self.background_colors[1]
        style = Style()
        if ground:
            below = self._told(ground)
            background = over(background, below.background or background)
            style += below.without_color.rich_style
        look = self._told(name)
        background = over(background, look.background or background)
        colour = over(background, look.foreground or self.colors[3])
        return style + look.without_color.rich_style + Style(color=colour.rich_color, bgcolor=background.rich_color)

    def _told(self, name: StyleName | str) -> Look:
        return Look.parse(look_of(name, ansi=self.app.native_ansi_color, colourless=self.app.no_color))


def over(below: Color, above: Color) -> Color:
    """The colour that is seen when `above` lies over `below`; the terminal's own colours cannot be mixed."""
    if above.ansi is not None or above.a == 1:
        return above
    if above.a == 0:
        return below
    if below.ansi is not None:
        return above.with_alpha(1)
    return below.blend(above, above.a, 1)


def plain_content(text: str) -> Content:
    """One line for a widget or a border of Textual's, whoever wrote it: without markup, and through the gate."""
    return Content(safe(text))
