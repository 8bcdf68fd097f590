"""Measure everything: `python -m bench` in minutes, `python -m bench --full` with 100,000 articles."""

from __future__ import annotations

import argparse
import compileall
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import textual

import touchline
from bench.figures import Row
from bench.measures import MEASURES, measure
from bench.plan import Plan, full, small
from bench.report import measured_with, page, table

TOP = Path(__file__).resolve().parent.parent


def in_new_process(name: str, plan: Plan) -> list[Row]:
    """All rows of one measure, in a process that holds nothing of the measures before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(measure, name, plan).result()


def main() -> None:
    """Make what is missing, measure, print the table, and write the page if asked to."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--full", action="store_true", help="100,000 articles")
    arguments.add_argument("--only", choices=MEASURES, action="append", help="one measure (may be repeated)")
    arguments.add_argument("--folder", type=Path, default=TOP / "build" / "bench", help="keeps libraries for next time")
    arguments.add_argument("--write", type=Path, metavar="FILE", help="write the table there as well")
    options = arguments.parse_args()
    plan = (full if options.full else small)(options.folder.resolve())
    # A start that compiles modules measures the compiler.
    for package in (touchline, textual):
        compileall.compile_dir(Path(str(package.__file__)).parent, quiet=2)
    plan.prepare()
    day = datetime.now(UTC).date()
    rows: list[Row] = []
    failed: list[str] = []
    for name in options.only or MEASURES:
        start = perf_counter()
        try:
            rows += in_new_process(name, plan)
        except Exception:  # noqa: BLE001 - whatever it was, the other measures are worth having
            failed.append(name)
            traceback.print_exc()
        # Measure by measure, so that what was measured is there when the next one is interrupted.
        if options.write and rows:
            options.write.write_text(page(plan, rows, day), encoding="utf-8")
        print(f"{name}: {perf_counter() - start:.0f} s", file=sys.stderr)
    print(f"{plan.n_large:,} articles. {measured_with(day)}\n\n{table(rows)}")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
