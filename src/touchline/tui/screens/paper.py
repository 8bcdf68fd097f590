"""Asking where to an article goes: to a command, or to a file."""

from __future__ import annotations

from touchline.newsroom.piping import Piped
from touchline.present.piped import output_page
from touchline.safe import safe
from touchline.tui.screens.pages import PageScreen
from touchline.tui.screens.prompts import LineScreen


def command_question() -> LineScreen:
    """Asks for the command that an article is piped to."""
    return LineScreen("Pipe the article to a command", "such as: wc -w", "enter runs it · esc")


class OutputScreen(PageScreen):
    """What a command printed."""

    def __init__(self, command: str, piped: Piped) -> None:
        super().__init__(lambda width: output_page(piped.output, piped.problem, width))
        self.HEADING = f"| {safe(command)}"
