"""How fast all that is derived is made anew: claims, threads, index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from bench.figures import Row
from bench.library import backlog_seconds, open_room
from bench.plan import Plan

DERIVED = ("claims", "threads*", "search.sqlite3*", "manifest*")
TARGETS = {"claims": None, "threads": 2_000, "index": 3_000}


def rows(plan: Plan) -> Iterator[Row]:
    """Deletes what is derived and works off the backlog, as a reader that is opened on such a library would."""
    with plan.copy(plan.n_large) as library:
        for pattern in DERIVED:
            for path in library.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        room = open_room(library)
        parts = backlog_seconds(room)
        n_telling = sum(1 for _ in room.store.all_claims())
        room.close()
    for part, target in TARGETS.items():
        n, seconds = n_telling if part == "threads" else plan.n_large, parts[part]
        rate = n / seconds
        what = f"{part} of {n:,} articles{' with claims' if part == 'threads' else ''} made anew"
        figure = f"{rate:,.0f} articles a second ({seconds:,.1f} s)"
        if target:
            yield Row(what, figure, target=f"{target:,} a second", reached=rate >= target)
        else:
            yield Row(what, figure)
