"""What the acceptance cases share: the real program without a terminal, and on one whose bytes are recorded."""

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
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import touchline
from tests.tui.conftest import open_reader

__all__ = ["open_reader", "touchline"]

SECONDS = 30.0


class Terminal:
    """The real program on a terminal of its own; `seen` are all bytes that it wrote."""

    def __init__(self, folder: Path, *words: str, size: tuple[int, int] = (100, 30)) -> None:
        self.ours, theirs = pty.openpty()
        self.before = termios.tcgetattr(theirs)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        folders = ("--library", str(folder / "library"), "--config", str(folder / "config"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "touchline", *folders, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "BROWSER": "false"},
        )
        self.theirs = theirs
        self.seen = b""

    def read(self, pause_s: float = 0.4) -> None:
        """Take what is written, up to a pause."""
        while select.select([self.ours], [], [], pause_s)[0]:
            try:
                self.seen += os.read(self.ours, 1 << 16)
            except OSError:
                return

    def read_until(self, words: str) -> None:
        until = time.monotonic() + SECONDS
        while words.encode() not in self.seen:
            assert time.monotonic() < until, self.seen[-2_000:]
            self.read(0.05)

    def press(self, *keys: str) -> None:
        """Type keys, and take what each of them shows."""
        for key in keys:
            os.write(self.ours, key.encode())
            self.read(0.25)

    def ended(self, within_s: float = SECONDS) -> int:
        """The exit code, once it ends."""
        until = time.monotonic() + within_s
        while self.process.poll() is None:
            assert time.monotonic() < until, "it did not end in time"
            self.read(0.02)
        self.read(0.05)
        return self.process.returncode


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `touchline WORDS` on a terminal, with the test's library and configuration."""
    started: list[Terminal] = []

    def start(*words: str, **how: tuple[int, int]) -> Terminal:
        started.append(Terminal(tmp_path, *words, **how))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.send_signal(signal.SIGKILL)
        each.process.wait()
        for end in (each.ours, each.theirs):
            with suppress(OSError):  # the test hung up
                os.close(end)
