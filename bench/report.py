"""The table, and what it was measured with."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version

import touchline
from bench.figures import Row
from bench.peers import newsboat
from bench.plan import Plan

HEADINGS = ("what", "touchline", "peer or floor in the same run", "ratio", "target", "reached")
INTRODUCTION = """\
# Benchmarks

Written by `make bench-full`; `bench/README.md` says how everything is measured. Times are medians [least–most]; ratios
are those of runs that followed each other. They count more than the times, which change with the machine and the hour.
"""


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADINGS, tuple("---" for _ in HEADINGS)]
    for row in rows:
        reached = {True: "yes", False: "**no**", None: ""}[row.reached]
        lines.append((row.what, row.figure, row.against, row.ratio, row.target, reached))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(plan: Plan, rows: Sequence[Row], day: date) -> str:
    """docs/benchmarks.md."""
    sizes = f"{plan.n_large:,} articles of 3.5 kB, where nothing else is said."
    return "\n".join((INTRODUCTION, f"{sizes} {measured_with(day)}", "", table(rows), ""))


def measured_with(day: date) -> str:
    """Machine, versions and day, in one sentence; nothing that tells whose machine it is."""
    peers = f"newsboat {found}" if (found := newsboat.version()) else "no newsboat"
    programs = (
        f"Python {platform.python_version()}",
        f"Textual {version('textual')}",
        f"SQLite {sqlite3.sqlite_version}",
        peers,
        f"touchline {touchline.__version__}",
    )
    machine = f"{os.cpu_count()} processors ({platform.machine()}), {_system()}"
    return f"Measured on {day.isoformat()} with {', '.join(programs)}; {machine}."


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
