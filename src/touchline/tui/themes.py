"""touchline's own two themes; Textual's others, the ANSI ones among them, work as well."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="touchline-dark",
    dark=True,
    primary="#7fb685",
    secondary="#6c93b8",
    accent="#e0b25c",
    success="#7fb685",
    warning="#e0b25c",
    error="#d9776c",
    foreground="#d8dbd3",
    background="#15191a",
    surface="#1b2021",
    panel="#252c2d",
    variables={"footer-key-foreground": "#e0b25c"},
)
LIGHT = Theme(
    name="touchline-light",
    dark=False,
    primary="#2f6f3e",
    secondary="#2d5f8a",
    accent="#8a5a00",
    success="#2f6f3e",
    warning="#8a5a00",
    error="#a8322a",
    foreground="#23282a",
    background="#f7f5ef",
    surface="#efece3",
    panel="#e3dfd3",
)
# Among Textual's own, so that an app has them from its beginning.
BUILTIN_THEMES.update({theme.name: theme for theme in (DARK, LIGHT)})
