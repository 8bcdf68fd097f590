"""What an import of text files takes, beside merely reading and hashing them; and a second one of the same folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

from bench.corpus import corpus
from bench.corpus.files import write_texts
from bench.figures import MS, Row, milliseconds, number
from bench.library import backlog_seconds, config_of, open_room
from bench.plan import Plan
from bench.readers import environ

N_SECOND = 3


def rows(plan: Plan) -> Iterator[Row]:
    """The floor is taken before and after, the import once: it is long enough to even out."""
    with plan.scratch() as scratch:
        folder, library = scratch / "texts", scratch / "library"
        write_texts((told.article for told in corpus(plan.n_texts)), folder)
        read_and_hash(folder)
        floor = [read_and_hash(folder)]
        first, cores = _import(folder, library)
        parts = backlog_seconds(room := open_room(library))
        room.close()
        floor.append(read_and_hash(folder))
        again = [_import(folder, library)[0] for _ in range(N_SECOND)]
        floor.append(read_and_hash(folder))
    yield from _table(plan.n_texts, min(floor), first, cores, parts, min(again))


def _table(
    n_texts: int, floor: float, first: float, cores: float, parts: Mapping[str, float], again: float
) -> Iterator[Row]:
    whole = first + sum(parts.values())
    told = ", ".join(f"{part} {number(seconds)} s" for part, seconds in {"durable": first, **parts}.items())
    against = f"reading and hashing them: {milliseconds(floor)}"
    what = f"import of {n_texts:,} text files, claims, threads and index included"
    yield Row(what, f"{number(whole)} s: {told}", against, f"{whole / floor:.0f}", "stated")
    rate = n_texts / first
    figure = f"{rate:,.0f} a second, {cores:.1f} cores busy"
    yield Row("the same, until durable", figure, against, f"{first / floor:.1f}", "2,000 a second", rate >= 2_000)
    what, ratio = "a second import of the same folder", f"{again / floor:.1f}"
    yield Row(what, milliseconds(again), against, ratio, "at most 500 ms", again * MS <= 500)


def read_and_hash(folder: Path) -> float:
    """Seconds that it takes to read and hash all files below a folder."""
    start = perf_counter()
    for path in sorted(folder.rglob("*.txt")):
        blake2b(path.read_bytes(), digest_size=8).hexdigest()
    return perf_counter() - start


def _import(folder: Path, library: Path) -> tuple[float, float]:
    """Seconds of `touchline import`, a process of its own, and how many cores it kept busy."""
    command = [sys.executable, "-m", "touchline", "--library", str(library), "--config", str(config_of(library))]
    before, start = os.times(), perf_counter()
    subprocess.run([*command, "import", str(folder)], check=True, capture_output=True, env=environ(library.parent))
    taken, after = perf_counter() - start, os.times()
    busy = after.children_user - before.children_user + after.children_system - before.children_system
    return taken, busy / taken
