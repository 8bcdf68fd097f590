"""Readers in a terminal: how each is started, and how its screen tells that it is ready and that it obeyed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.library import config_of
from bench.peers import empty_app
from bench.terminal import Seen

MATCHED = 24
"""So many letters of a headline are looked for: what fits into the list at 140 columns."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A program to start; `shows` its first content, `ready` for keys, `obeyed` the first `j`."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    shows: Seen
    ready: Seen
    obeyed: Seen
    leave: str = "Q"


def environ(home: Path) -> dict[str, str]:
    """The environment of every program that is measured: the same terminal, and nothing of the user's own."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def touchline(library: Path, headlines: Sequence[str]) -> Reader:
    """The reader itself on a library whose newest stories have these headlines, newest first."""
    assert headlines[0][:MATCHED] != headlines[1][:MATCHED], "the cursor's row could not be told"
    script = Path(sys.executable).with_name("touchline")
    program = [str(script)] if script.is_file() else [sys.executable, "-m", "touchline"]
    return Reader(
        name="touchline",
        command=[*program, "--library", str(library), "--config", str(config_of(library))],
        environ=environ(library.parent),
        shows=showing(headlines[0][:MATCHED]),
        ready=standing_on(headlines[0]),
        obeyed=standing_on(headlines[1]),
    )


def empty(scratch: Path) -> Reader:
    """The empty Textual app."""
    return Reader(
        name="empty Textual app",
        command=[sys.executable, str(Path(empty_app.__file__))],
        environ=environ(scratch),
        shows=showing("row 0"),
        ready=showing("row 0"),
        obeyed=showing("row 1"),
    )


def showing(text: str) -> Seen:
    """The text stands anywhere on the screen."""
    return lambda screen: any(text in line for line in screen.display)


def standing_on(headline: str) -> Seen:
    """touchline's cursor stands on the row of a headline."""
    row = re.compile(r"▌.{0,16}" + re.escape(headline[:MATCHED]))
    return lambda screen: any(row.search(line) for line in screen.display)
