"""A screen as it stands there, as lines of text with the numbers of their SGR sequences."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.screen import Screen

if TYPE_CHECKING:
    from touchline.tui.last_screen import StyledLine

_STYLED = re.compile(r"\x1b\[([0-9;]*)m")


def painted_lines(screen: Screen[None]) -> list[StyledLine]:
    """The lines of a screen, from its top."""
    # Textual offers no other way to what it has painted than its compositor.
    strips = screen._compositor.render_strips()
    return [[(segment.text, _numbers(segment.style)) for segment in strip if segment.text] for strip in strips]


@cache
def _numbers(style: Style | None) -> str:
    """The numbers of a style's SGR sequence; links are left out."""
    if style is None:
        return ""
    found = _STYLED.match(style.update_link(None).render("x"))
    return found[1] if found else ""
