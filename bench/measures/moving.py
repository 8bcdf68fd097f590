"""How fast a key is answered in the open reader, and how much memory that has taken in the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from bench.figures import MS, Row, Series
from bench.library import newest_headlines
from bench.plan import Plan
from bench.readers import showing, touchline
from bench.terminal import Terminal

BLOCK = 10
"""Keys that one reader gets before it is the other's turn."""
SETTLED_S = 1.5
"""So long nothing is painted when what was to be loaded has been loaded."""


def rows(plan: Plan) -> Iterator[Row]:
    """Keys in turn for touchline and newsboat, both open on the same articles."""
    with plan.copy(plan.n_large) as library, ExitStack() as open_readers:
        ours = touchline(library, newest_headlines(library))
        terminal = open_readers.enter_context(Terminal(ours.command, ours.environ))
        terminal.wait_for(ours.ready)
        terminal.settle(SETTLED_S)
        other, of_other = _newsboat(plan, open_readers)
        answers: list[float] = []
        others: list[float] = []
        for _ in range(plan.n_keys // BLOCK):
            answers += _keys(terminal)
            if other:
                others += _keys(other)
        yield _keys_row(Series(answers), Series(others) if others else None)
        yield _memory(terminal, of_other)


def _newsboat(plan: Plan, open_readers: ExitStack) -> tuple[Terminal | None, float | None]:
    """newsboat with its list of all articles open, and its peak memory before: that list takes five times as much."""
    peer = plan.newsboat(plan.n_large)
    if peer is None:
        return None, None
    reader = peer.all_articles()
    terminal = open_readers.enter_context(Terminal(reader.command, reader.environ))
    terminal.wait_for(reader.ready)
    memory = terminal.peak_memory_mib()
    terminal.send("\r")
    terminal.wait_for(showing("Articles in feed"))
    terminal.settle(SETTLED_S)
    return terminal, memory


def _keys(terminal: Terminal) -> list[float]:
    """Seconds from each `j` to the last byte of its answer."""
    answers = [terminal.press("j") for _ in range(BLOCK)]
    return [answer.last_s for answer in answers if answer.last_s is not None]


def _keys_row(ours: Series, others: Series | None) -> Row:
    what, figure = "`j` with list and article, key to last byte", ours.tail()
    fast = ours.p(95) * MS <= 16.7 and max(ours.values) * MS <= 50
    target = "p95 at most 16.7 ms, never above 50 ms"
    if others is None:
        return Row(what, figure, target=target, reached=fast)
    ratio = ours.median / others.median
    against = f"newsboat's list of all articles: {others.tail()}"
    return Row(what, figure, against, f"{ratio:.2f}", f"p50 at most 1.0 times, {target}", fast and ratio <= 1)


def _memory(terminal: Terminal, theirs: float | None) -> Row:
    ours = terminal.peak_memory_mib() or terminal.leave("Q")
    what, figure = "peak memory of the open reader", f"{ours:.0f} MiB"
    if theirs is None:
        return Row(what, figure)
    ratio, against = ours / theirs, f"newsboat with its feed list: {theirs:.0f} MiB"
    return Row(what, figure, against, f"{ratio:.2f}", "at most 0.8 times", ratio <= 0.8)
