"""What the commands print: results to stdout, messages to stderr, nothing dangerous to a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.safe import safe, safe_block

if TYPE_CHECKING:
    import argparse

    from touchline.newsroom.room import Newsroom


def say(message: str) -> None:
    """Print one message for the user to stderr."""
    print(safe_block(message), file=sys.stderr)


def put(text: str = "") -> None:
    """Print result text to stdout."""
    print(safe_block(text))


def put_line(text: str) -> None:
    """Print one line of result to stdout, whatever the text contains."""
    print(safe(text))


def put_json(value: Mapping[str, Any]) -> None:
    """Print one object on one line."""
    from touchline.exchange.json_values import json_text

    print(json_text(value))


class Progress:
    """A line on stderr that counts, only where stderr is a terminal; for work of a second and more."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._shown = sys.stderr.isatty()
        self._n_last = 0

    def __call__(self, n_done: int, n_all: int | None = None) -> None:
        """Show `n_done`, at most once every 25."""
        if not self._shown or (n_done - self._n_last < 25 and n_done != n_all):
            return
        self._n_last = n_done
        of_all = f" of {n_all:,}" if n_all else ""
        print(f"\r\x1b[K{n_done:,}{of_all} {self._noun}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Clear the line."""
        if self._shown and self._n_last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def library_folder(options: argparse.Namespace) -> Path:
    """The library folder: option, environment, else the platform's."""
    from touchline.config import default_library_folder

    return options.library or default_library_folder()


def config_folder(options: argparse.Namespace) -> Path:
    """The config folder: option, environment, else the platform's."""
    from touchline.config import default_config_folder

    return options.config or default_config_folder()


def open_room(options: argparse.Namespace, *, drained: bool = False) -> Newsroom:
    """Open the newsroom of the options, tell its messages, and work off the backlog where `drained`."""
    from touchline.newsroom.room import open_newsroom
    from touchline.newsroom.upkeep import drain

    room = open_newsroom(library_folder(options), config_folder(options))
    for message in (*room.store.messages(), *room.config.warnings):
        say(f"touchline: {message}")
    if drained:
        progress = Progress("articles read for claims")
        try:
            drain(room, progress)
        finally:
            progress.done()
    return room
