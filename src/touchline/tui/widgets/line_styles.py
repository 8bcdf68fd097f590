"""How lines of `present` become what Textual paints: one look for each named style, told in app.tcss."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from touchline.present.lines import STYLES, Line


class LineStyles(Widget):
    """A widget that paints lines; the look of style "x" is the component class `line--x`."""

    COMPONENT_CLASSES = {f"line--{name}" for name in STYLES} | {"line--cursor"}

    def paint(self, line: Line, width: int, base: Style) -> Strip:
        """A strip of exactly `width` cells; text is never read as markup."""
        segments = [
            Segment(piece.text, base + self.get_component_rich_style(f"line--{piece.style}", partial=True))
            for piece in line
        ]
        return Strip(segments).adjust_cell_length(width, base)
