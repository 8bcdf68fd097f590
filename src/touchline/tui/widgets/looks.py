"""What each named style of `present` looks like, in Textual's words for styles and the theme's names for colours.

A table, and no rules in app.tcss: Textual would style each look anew for every screen, at every change of it.
"""

from __future__ import annotations

from touchline.present.lines import StyleName

CURSOR = "cursor"
"""The ground of the row under the cursor."""

LOOKS: dict[StyleName | str, str] = {
    "text": "",
    "muted": "$foreground 60%",
    "strong": "bold",
    "heading": "bold $foreground",
    "label": "$secondary",
    "rule": "$foreground 30%",
    "unread": "$accent",
    "star": "$accent",
    "tag": "$secondary",
    "here": "bold $primary",
    "neighbour": "italic $secondary",
    "evidence": "on $accent 18%",
    "edge": "$accent",
    "match": "on $secondary 45%",
    "match-here": "bold underline on $secondary 60%",
    "warning": "$warning",
    "key": "bold $accent",
    "stage-rumour": "$foreground 65%",
    "stage-talks": "$secondary",
    "stage-expected": "$warning",
    "stage-agreed": "$success",
    "stage-confirmed": "bold $success",
    "stage-denied": "$error",
    CURSOR: "on $panel",
}
ANSI_LOOKS: dict[StyleName | str, str] = {
    "muted": "dim ansi_default",
    "rule": "dim ansi_default",
    "stage-rumour": "dim ansi_default",
    "evidence": "underline on ansi_default",
    "match": "reverse on ansi_default",
    "match-here": "bold underline reverse on ansi_default",
    CURSOR: "bold on ansi_default",
}
"""The terminal's own colours know no shades: attributes tell apart what shades tell elsewhere."""
COLOURLESS_LOOKS: dict[StyleName | str, str] = {
    "evidence": f"underline {LOOKS['evidence']}",
    "match": f"reverse {LOOKS['match']}",
    "match-here": f"reverse {LOOKS['match-here']}",
    CURSOR: f"bold {LOOKS[CURSOR]}",
}
"""Where NO_COLOR is set."""


def look_of(name: StyleName | str, *, ansi: bool, colourless: bool) -> str:
    """The look of a style in a theme of the terminal's own colours, and where no colours are wanted."""
    special = {**(COLOURLESS_LOOKS if colourless else {}), **(ANSI_LOOKS if ansi else {})}
    return special.get(name, LOOKS[name])
