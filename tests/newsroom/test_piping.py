"""Commands that get an article's text."""

from __future__ import annotations

import sys
import time

import pytest

from touchline.errors import TouchlineError
from touchline.newsroom.piping import MAX_OUTPUT, pipe

PYTHON = f"{sys.executable} -S -c"


def test_a_command_reads_the_text_and_what_it_prints_comes_back() -> None:
    piped = pipe("Müller stays.\n", f"{PYTHON} 'import sys; sys.stdout.write(sys.stdin.read().upper())'")
    assert (piped.output, piped.problem) == ("MÜLLER STAYS.\n", None)


def test_no_shell_reads_the_command() -> None:
    assert pipe("", "echo '$HOME' ; *").output == "$HOME ; *\n"


def test_errors_are_told_with_what_was_printed() -> None:
    piped = pipe("x" * 1_000_000, f"{PYTHON} 'import sys; sys.exit(\"no such paper\")'")
    assert (piped.output, piped.problem) == ("no such paper\n", f"{sys.executable} ended with exit code 1")


@pytest.mark.parametrize("command", ["", "  ", "'open", "nothing-of-this-name x"])
def test_what_cannot_be_started_is_told(command: str) -> None:
    with pytest.raises(TouchlineError, match=r"no command|cannot be started"):
        pipe("x", command)


def test_a_command_without_an_end_is_stopped() -> None:
    piped = pipe("x", "sleep 60", limit_s=0.3)
    assert piped.problem == "sleep did not end within 0.3 s; it was stopped"
    closed = pipe("x", f"{PYTHON} 'import os, time; os.close(1); os.close(2); time.sleep(60)'", limit_s=1)
    assert closed.problem is not None
    started = time.monotonic()
    assert pipe("x", "sleep 60", stop=lambda: True).problem is not None
    assert time.monotonic() - started < 10


def test_a_command_that_prints_without_an_end_is_stopped() -> None:
    piped = pipe("x", "yes")
    assert piped.problem == "yes printed too much; it was stopped"
    assert len(piped.output) == MAX_OUTPUT


def test_what_goes_on_in_the_background_is_not_waited_for() -> None:
    code = 'import subprocess; subprocess.Popen(["sleep", "5"]); print("kept")'
    started = time.monotonic()
    piped = pipe("x", f"{PYTHON} '{code}'")
    assert (piped.output, piped.problem) == ("kept\n", None)
    assert time.monotonic() - started < 4
