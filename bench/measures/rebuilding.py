"""How fast all that is derived is made anew: claims, threads, index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.figures import Row
from bench.library import backlog_seconds, open_room
from bench.plan import Plan
from touchline.extract.version import rulebook_version

DERIVED = ("threads*", "search.sqlite3*", "manifest*")
TARGETS = {"claims": None, "threads": 2_000, "index": 3_000}


def rows(plan: Plan) -> Iterator[Row]:
    """Deletes what is derived and works off the backlog, as a reader that is opened on such a library would.

    Of the claims only some months' are deleted: the rate is the same, and all of them take minutes.
    """
    with plan.copy(plan.n_large) as library:
        for pattern in (*DERIVED, *_some_months(library, plan.n_large // plan.n_claimed)):
            for path in library.glob(pattern):
                path.unlink()
        room = open_room(library)
        n_claimed = len(room.store.pending_claims(rulebook_version(room.own_lexicon)))
        parts = backlog_seconds(room)
        n_telling = sum(1 for _ in room.store.all_claims())
        room.close()
    numbers = {"claims": n_claimed, "threads": n_telling, "index": plan.n_large}
    for part, target in TARGETS.items():
        n, seconds = numbers[part], parts[part]
        rate = n / seconds
        what = f"{part} of {n:,} articles{' with claims' if part == 'threads' else ''} made anew"
        figure = f"{rate:,.0f} articles a second ({seconds:,.1f} s)"
        if target:
            yield Row(what, figure, target=f"{target:,} a second", reached=rate >= target)
        else:
            yield Row(what, figure)


def _some_months(library: Path, step: int) -> list[str]:
    """The claims of every so many months, as patterns of the names of their files."""
    months = sorted({path.stem for path in (library / "claims").glob("*.json")})
    return [f"claims/{month}.*" for month in months[:: max(1, step)]]
