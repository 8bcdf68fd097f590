"""The one way of text into Textual's own widgets and borders: without markup, and through the gate."""

from __future__ import annotations

from textual.content import Content

from touchline.safe import safe


def plain_content(text: str) -> Content:
    """One line as a widget or a border shows it, whoever wrote it."""
    return Content(safe(text))
