"""How lines of `present` become what Textual paints: one look for each named style, told in app.tcss."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from touchline.present.lines import STYLES, Line, StyleName

PLAIN = ""
CURSOR = "cursor"
"""The ground of the row under the cursor, told in app.tcss as `line--cursor`."""


LINE_CLASSES = {f"line--{name}" for name in (*STYLES, CURSOR)}
"""The looks, one component class for each; they are the screens', since Textual styles each of them anew for every
widget that has them, at every change of focus."""


class LineStyles(Widget):
    """A widget that paints lines; the look of style "x" is the component class `line--x` of its screen."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[tuple[StyleName, str], Style] = {}

    def notify_style_update(self) -> None:
        self._looks.clear()
        super().notify_style_update()

    def paint(self, line: Line, width: int, ground: str = PLAIN) -> Strip:
        """A strip of exactly `width` cells; text is never read as markup."""
        segments = [Segment(piece.text, self.look(piece.style, ground)) for piece in line]
        return Strip(segments).adjust_cell_length(width, self.look("text", ground))

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
            below = self.screen.get_component_styles(f"line--{ground}")
            background = over(background, below.background)
            style += below.text_style
        styles = self.screen.get_component_styles(f"line--{name}")
        if styles.has_rule("background"):
            background = over(background, styles.background)
        colour = over(background, styles.color if styles.has_rule("color") else self.colors[3])
        return style + styles.text_style + Style(color=colour.rich_color, bgcolor=background.rich_color)


def over(below: Color, above: Color) -> Color:
    """The colour that is seen when `above` lies over `below`; the terminal's own colours cannot be mixed."""
    if above.ansi is not None or above.a == 1:
        return above
    if above.a == 0:
        return below
    if below.ansi is not None:
        return above.with_alpha(1)
    return below.blend(above, above.a, 1)
