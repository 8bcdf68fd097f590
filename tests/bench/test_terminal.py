"""The driver of programs in a terminal: what it sees is what the program painted."""

from __future__ import annotations

import sys

import pytest
from bench.readers import showing, standing_on
from bench.terminal import COLUMNS, ROWS, NotSeenError, Terminal

ECHO = """
import os, sys, termios, tty
tty.setraw(0)
print(*os.get_terminal_size(0), end="\\r\\n", flush=True)
while (key := os.read(0, 1)) != b"q":
    print(f"\\x1b[5;3H\\x1b[1m▌ key {key.decode()}", end="", flush=True)
"""


def program(code: str) -> Terminal:
    return Terminal([sys.executable, "-c", code], {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"})


def test_keys_go_in_and_what_is_painted_comes_out() -> None:
    with program(ECHO) as terminal:
        painted_at = terminal.wait_for(showing(f"{COLUMNS} {ROWS}"), timeout_s=20)
        assert painted_at > terminal.started_at
        answer = terminal.press("j")
        assert answer.n_bytes == len("\x1b[5;3H\x1b[1m▌ key j".encode())
        assert answer.first_s is not None
        assert answer.last_s is not None
        assert 0 < answer.first_s <= answer.last_s
        assert terminal.screen.display[4].startswith("  ▌ key j")
        assert standing_on("key j")(terminal.screen)
        assert not standing_on("key k")(terminal.screen)
        assert terminal.leave("q", timeout_s=20) is not None


def test_what_never_comes_is_told_with_the_screen() -> None:
    with program("print('all there is')") as terminal, pytest.raises(NotSeenError, match=r"(?s)ended.*all there is"):
        terminal.wait_for(showing("more"), timeout_s=20)
