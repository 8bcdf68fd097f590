"""The last screen of the last session, painted before anything heavy is imported: no Textual here, and little else.

Even pathlib, typing and contextlib are a quarter of the time that this takes; they come later.

The file is derived: it is written when the reader ends and may be deleted at any time. It holds lines of pieces of
text, each with the numbers of its SGR sequence; what it says passes `safe` on its way to the terminal.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import termios
import tty
from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType
    from typing import Any

FILE = "last-screen.json"
SCHEMA = 1
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
"""To the alternate screen and back."""
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_SGR = re.compile(r"[0-9;]{0,80}")

StyledLine = Sequence[tuple[str, str]]
"""Pieces of a line: the text, and the numbers of its SGR sequence."""


class EarlyScreen:
    """A terminal that was taken over before Textual; Textual's driver goes on from it, or `leave` gives it back."""

    def __init__(self, terminal: int, attributes: list[Any]) -> None:
        self.attributes = attributes
        self._terminal = terminal

    def leave(self) -> None:
        """Give the terminal back as it was found."""
        try:
            os.write(self._terminal, f"\x1b[0m{LEAVE}{_SHOW_CURSOR}".encode())
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, self.attributes)  # type: ignore[union-attr]
        except (OSError, termios.error):
            # It is gone, as after a SIGHUP.
            pass

    def leave_when_ended(self) -> None:
        """Give the terminal back also when a signal ends the program, until Textual's loop has its own answer to it."""

        def end(number: int, _: FrameType | None) -> None:
            self.leave()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

        for number in (signal.SIGTERM, signal.SIGHUP):
            # Under nohup a hang-up is nothing to end at.
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, end)


_early: EarlyScreen | None = None


def hand_over() -> EarlyScreen | None:
    """The terminal that was taken over, once; from now on the caller looks after it. None when there is none."""
    global _early
    early, _early = _early, None
    return early


def leave_early_screen() -> None:
    """Give a terminal back that was taken over and that nobody goes on from."""
    if early := hand_over():
        early.leave()


def paint_last_screen(library: str | Path) -> None:
    """Paint the last screen of a library where there is one for a terminal of this size; else do nothing.

    Keys that are typed from now on are not echoed, and wait for the reader.
    """
    global _early
    if not (sys.__stdin__ and sys.__stdout__ and sys.__stderr__):
        return
    if not (sys.__stdin__.isatty() and sys.__stdout__.isatty() and sys.__stderr__.isatty()):
        return
    # Textual draws on stderr.
    terminal = sys.__stderr__.fileno()
    try:
        with open(os.path.join(library, FILE), "rb") as file:  # noqa: PTH118, PTH123
            painted = _painted(json.load(file), os.get_terminal_size(terminal))
        attributes = termios.tcgetattr(sys.__stdin__.fileno())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, termios.error):
        return
    if painted is None:
        return
    _early = EarlyScreen(terminal, attributes)
    _early.leave_when_ended()
    try:
        tty.setraw(sys.__stdin__.fileno(), termios.TCSANOW)
        os.write(terminal, painted)
    except (OSError, termios.error):
        leave_early_screen()


def _painted(content: Any, size: os.terminal_size) -> bytes | None:
    """The bytes of a screen; None when it was made for another size or by another version."""
    if (content["schema"], content["columns"], content["rows"]) != (SCHEMA, *size):
        return None
    lines = []
    for number, pieces in enumerate(content["lines"], 1):
        shown = "".join(f"\x1b[0;{style}m{_shown(text)}" for text, style in pieces if _SGR.fullmatch(style))
        lines.append(f"\x1b[{number};1H{shown}")
    return f"{ENTER}{_HIDE_CURSOR}{''.join(lines)}\x1b[0m".encode()


def _shown(text: str) -> str:
    if text.isprintable() and text.isascii():
        return text
    # Two milliseconds that most screens need not wait for.
    from touchline.safe import safe

    return safe(text)


def remember_screen(library: Path, columns: int, rows: int, lines: Sequence[StyledLine]) -> None:
    """Write a screen down for the next start; a disk that refuses costs that start a moment only."""
    content = {"schema": SCHEMA, "columns": columns, "rows": rows, "lines": lines}
    temporary = library / f".{FILE}.{os.getpid()}.new"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
        temporary.replace(library / FILE)
    except OSError:
        pass
