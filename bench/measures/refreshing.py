"""What a refresh of 50 feeds takes, until all articles are durable, beside newsboat's with 8 threads."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bench.feed_server import N_ENTRIES, N_FEEDS, N_NEW, feed_server, go_to, host
from bench.figures import Ratio, Row, Series, number
from bench.library import config_of
from bench.plan import Plan
from bench.readers import environ
from touchline.newsroom.room import open_newsroom

N_RUNS = 5
N_THREADS = 8
CONFIG = f"auto-reload no\nrefresh-on-startup no\nmax-items 0\nreload-threads {N_THREADS}\nsuppress-first-reload yes\n"


@dataclass(slots=True)
class Times:
    """Seconds of one program's refreshes, and how many cores they kept busy."""

    cold: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)
    typical: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def rows(plan: Plan) -> Iterator[Row]:
    """Both in turn, each on an empty library at every run."""
    port = _free_port()
    ours, theirs = Times(), Times()
    with plan.scratch() as scratch, feed_server(port):
        for _ in range(N_RUNS):
            _run(_touchline(scratch / "touchline", port), ours, port, n_second=1)
            _check(scratch / "touchline")
            if shutil.which("newsboat"):
                # It sends what it knows of an answer from its third refresh on; that one counts.
                _run(_newsboat(scratch / "newsboat", port), theirs, port, n_second=2)
    yield from _table(ours, theirs if theirs.cold else None)


def _table(ours: Times, theirs: Times | None) -> Iterator[Row]:
    cold, second, typical = Series(ours.cold), Series(ours.second), Series(ours.typical)
    what = f"refresh of {N_FEEDS} feeds of {N_ENTRIES} entries, 100 ms away"
    yield _row(what, cold, ours.cpu, (theirs.cold, theirs.cpu) if theirs else None, 1.0)
    yield _row("the same with nothing new", second, [], (theirs.second, []) if theirs else None, 0.6)
    what, ratio = f"the same with {N_NEW} new in each", Ratio.paired(typical, second)
    against = f"itself with nothing new: {second}"
    yield Row(what, str(typical), against, str(ratio), "at most 1.2 times", ratio.median <= 1.2)
    if theirs:
        yield _row(what, typical, [], (theirs.typical, []), None)


def _row(
    what: str, times: Series, cpu: list[float], peer: tuple[list[float], list[float]] | None, most: float | None
) -> Row:
    figure = _with_cpu(times, cpu)
    if peer is None:
        return Row(what, figure)
    best = Series([min(peer[0])] * len(times.values))
    ratio = Ratio.paired(times, best)
    target = f"at most {most} times its best" if most else ""
    against = f"newsboat with {N_THREADS} threads: {_with_cpu(Series(peer[0]), peer[1])}"
    return Row(what, figure, against, str(ratio), target, ratio.median <= most if most else None)


def _with_cpu(times: Series, cpu: list[float]) -> str:
    return f"{times}, {number(Series(cpu).median)} s of CPU" if cpu else str(times)


def _run(command: tuple[list[str], dict[str, str]], times: Times, port: int, *, n_second: int) -> None:
    go_to(port, 0)
    before = os.times()
    times.cold.append(_seconds(command))
    after = os.times()
    times.cpu.append(after.children_user - before.children_user + after.children_system - before.children_system)
    times.second.append([_seconds(command) for _ in range(n_second)][-1])
    go_to(port, 1)
    times.typical.append(_seconds(command))


def _seconds(command: tuple[list[str], dict[str, str]]) -> float:
    start = perf_counter()
    subprocess.run(command[0], check=True, capture_output=True, env=command[1])
    return perf_counter() - start


def _touchline(library: Path, port: int) -> tuple[list[str], dict[str, str]]:
    config = config_of(library)
    for folder in (library, config):
        shutil.rmtree(folder, ignore_errors=True)
    config.mkdir(parents=True)
    feeds = (f'[[feed]]\nname = "Feed {n}"\nurl = "http://{host(n)}:{port}/feed"\n' for n in range(N_FEEDS))
    (config / "feeds.toml").write_text("\n".join(feeds), "utf-8")
    command = [sys.executable, "-m", "touchline", "--library", str(library), "--config", str(config), "refresh"]
    return command, environ(library.parent)


def _newsboat(folder: Path, port: int) -> tuple[list[str], dict[str, str]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "config").write_text(CONFIG, "utf-8")
    (folder / "urls").write_text("".join(f"http://{host(n)}:{port}/feed\n" for n in range(N_FEEDS)), "utf-8")
    files = {"-C": "config", "-u": "urls", "-c": "cache.db"}
    options = [part for flag, name in files.items() for part in (flag, str(folder / name))]
    return ["newsboat", *options, "-x", "reload"], environ(folder)


def _check(library: Path) -> None:
    room = open_newsroom(library, config_of(library))
    n_articles = room.store.tally().n_articles
    room.close()
    assert n_articles == N_FEEDS * (N_ENTRIES + N_NEW), f"{n_articles} articles came"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
