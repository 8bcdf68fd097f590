"""The last screen: painted before Textual, and taken back whatever happens before Textual is there."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from touchline.tui.last_screen import ENTER, LEAVE, remember_screen

COLUMNS, ROWS = 60, 8
LINES = [[("Rain on the quay", "1;31")], [("\x1b]0;evil\x07 and \u202eturned", "")]]
PAINT_AND_WAIT = """
import sys, time
from touchline.tui.last_screen import paint_last_screen
paint_last_screen(sys.argv[1])
print("taken over", flush=True)
time.sleep(30)
"""


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: the user's and the program's."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def start(terminal: tuple[int, int], *arguments: str | Path) -> subprocess.Popen[bytes]:
    end = terminal[1]
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdin=end, stdout=end, stderr=end, start_new_session=True
    )


def shown(terminal: tuple[int, int], until: str = "", seconds: float = 20.0) -> str:
    """What was written, up to some words; without them all that comes before a pause."""
    text, deadline = b"", time.monotonic() + seconds
    while time.monotonic() < deadline and not (until and until.encode() in text):
        if select.select([terminal[0]], [], [], 0.2)[0]:
            text += os.read(terminal[0], 1 << 16)
        elif not until:
            break
    return text.decode()


def test_it_is_painted_safely_and_keys_are_not_echoed(tmp_path: Path, terminal: tuple[int, int]) -> None:
    remember_screen(tmp_path, COLUMNS, ROWS, LINES)
    process = start(terminal, "-c", PAINT_AND_WAIT, tmp_path)
    text = shown(terminal, "taken over")
    assert text.startswith(ENTER)
    assert "\x1b[0;1;31mRain on the quay" in text
    assert "\x1b]" not in text
    assert "\u202e" not in text
    assert not termios.tcgetattr(terminal[1])[3] & (termios.ECHO | termios.ICANON)
    process.kill()
    process.wait()


@pytest.mark.parametrize("size", [(COLUMNS - 1, ROWS), (COLUMNS, ROWS + 1)])
def test_another_size_paints_nothing(tmp_path: Path, terminal: tuple[int, int], size: tuple[int, int]) -> None:
    remember_screen(tmp_path, *size, LINES)
    process = start(terminal, "-c", PAINT_AND_WAIT, tmp_path)
    assert shown(terminal, "taken over").strip() == "taken over"
    process.kill()
    process.wait()


@pytest.mark.usefixtures("hang_up_ends")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_textual_gives_the_terminal_back(
    tmp_path: Path, terminal: tuple[int, int], number: signal.Signals
) -> None:
    before = termios.tcgetattr(terminal[1])
    remember_screen(tmp_path, COLUMNS, ROWS, LINES)
    process = start(terminal, "-c", PAINT_AND_WAIT, tmp_path)
    shown(terminal, "taken over")
    assert termios.tcgetattr(terminal[1]) != before
    process.send_signal(number)
    assert process.wait(timeout=20) == -number
    assert termios.tcgetattr(terminal[1]) == before
    assert LEAVE in shown(terminal)


def test_a_library_that_does_not_open_is_told_on_the_terminal_as_it_was(
    tmp_path: Path, terminal: tuple[int, int]
) -> None:
    before = termios.tcgetattr(terminal[1])
    remember_screen(tmp_path, COLUMNS, ROWS, LINES)
    (tmp_path / "manifest.json").write_text('{"schema": 99}', encoding="utf-8")
    process = start(terminal, "-m", "touchline", "--library", tmp_path, "--config", tmp_path / "config")
    text = shown(terminal, "newer touchline")
    assert process.wait(timeout=20) == 4
    assert text.index(ENTER) < text.index(LEAVE) < text.index("newer touchline")
    assert termios.tcgetattr(terminal[1]) == before
