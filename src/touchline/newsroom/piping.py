"""A command that the user types gets an article's text on its standard input; what it prints comes back."""

from __future__ import annotations

import os
import selectors
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from touchline.errors import TouchlineError

LIMIT_S = 60.0
MAX_OUTPUT = 1_000_000
"""Bytes of what a command prints; one that prints more is stopped."""
_LOOK_UP_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Piped:
    """What a command printed, errors included, and what went wrong with it: None where nothing did."""

    output: str
    problem: str | None = None


def pipe(text: str, command: str, stop: Callable[[], bool] = lambda: False, limit_s: float = LIMIT_S) -> Piped:
    """Run a command without a shell and without the terminal, with a text on its standard input.

    `stop` is asked now and then; a command that is stopped, or takes longer than `limit_s`, is killed. What it leaves
    running in the background, as a clipboard's keeper does, goes on.

    Raises:
        TouchlineError: it cannot be started.
    """
    words, problem = _words(command), None
    try:
        process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise TouchlineError(f"{words[0]!r} cannot be started: {reason}") from error
    assert process.stdin
    assert process.stdout
    feeder = threading.Thread(target=_feed, args=(process.stdin, text), daemon=True)
    feeder.start()
    ends = time.monotonic() + limit_s
    with process.stdout:
        output = _read(process, process.stdout.fileno(), lambda: stop() or time.monotonic() > ends)
        if process.poll() is None:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            reason = "printed too much" if len(output) > MAX_OUTPUT else f"did not end within {limit_s:g} s"
            problem = f"{words[0]} {reason}; it was stopped"
        elif process.returncode:
            problem = f"{words[0]} ended with exit code {process.returncode}"
    feeder.join(_LOOK_UP_S)
    return Piped(output=output[:MAX_OUTPUT].decode("utf-8", errors="replace"), problem=problem)


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise TouchlineError(f"this is no command: {error}") from error
    if not words or "\0" in command:
        raise TouchlineError("this is no command: a program's name comes first")
    return words


def _feed(pipe: IO[bytes], text: str) -> None:
    # A command need not read what it is given.
    with suppress(OSError, ValueError), pipe:
        pipe.write(text.encode("utf-8", errors="replace"))


def _read(process: subprocess.Popen[bytes], fd: int, is_over: Callable[[], bool]) -> bytes:
    """What a command prints until it ends, prints too much, or time is over."""
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(fd, selectors.EVENT_READ)
        is_open = True
        while len(output) <= MAX_OUTPUT and not is_over():
            if is_open and selector.select(_LOOK_UP_S):
                part = os.read(fd, 1 << 16)
                output += part
                is_open = bool(part)
            elif process.poll() is not None:
                break
            elif not is_open:
                time.sleep(_LOOK_UP_S / 10)
    return bytes(output)
