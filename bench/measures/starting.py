"""How soon the reader is there: headlines on the screen, and the first `j` obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import MS, Ratio, Row, Series, milliseconds
from bench.library import newest_headlines
from bench.plan import Plan
from bench.readers import Reader, empty, touchline
from bench.terminal import NotSeenError, Terminal

OBEYED_S = 60.0
"""A reader that has not obeyed by then has lost the key."""
SETTLED_S = 1.0
"""So long nothing is painted when the reader is surely there."""
EARLY_S = 0.03
"""When a hasty user types his first key, after the start."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Seconds from the start of the process, run by run: first content on the screen, first `j` obeyed.

    Each run leaves the cursor on the second row. So a last screen, painted before the reader itself is there, shows it
    there, and only the living list has it on the first: no picture passes for a list that is ready.
    """

    shown: list[float] = field(default_factory=list)
    obeyed: list[float] = field(default_factory=list)

    def run(self, reader: Reader) -> None:
        """Start a reader once more, and end it."""
        with Terminal(reader.command, reader.environ) as terminal:
            self.shown.append(terminal.wait_for(reader.shows) - terminal.started_at)
            terminal.wait_for(reader.ready)
            terminal.send("j")
            self.obeyed.append(terminal.wait_for(reader.obeyed, OBEYED_S) - terminal.started_at)
            terminal.settle()
            terminal.leave(reader.leave)


def rows(plan: Plan) -> Iterator[Row]:
    """Starts of all readers in turn, so that what disturbs the machine disturbs them all."""
    with plan.copy(plan.n_large) as large, plan.copy(plan.n_small, "small") as small:
        yield from _rows(plan, large, small)


def _rows(plan: Plan, large: Path, small: Path) -> Iterator[Row]:
    readers = {
        "empty": empty(plan.folder),
        "large": touchline(large, newest_headlines(large)),
        "small": touchline(small, newest_headlines(small)),
    }
    slow: dict[str, Reader] = {}
    peer_large, peer_small = plan.newsboat(plan.n_large), plan.newsboat(plan.n_small)
    if peer_large and peer_small:
        readers["newsboat small"] = peer_small.feed_list()
        slow["newsboat large"] = peer_large.feed_list()
    for reader in readers.values():
        Starts().run(reader)  # files come into the system's cache, and touchline keeps its last screen
    starts = {name: Starts() for name in (*readers, *slow)}
    for number in range(plan.n_starts):
        for name, reader in readers.items():
            starts[name].run(reader)
        if number < plan.n_slow_starts:
            for name, reader in slow.items():
                starts[name].run(reader)
    yield from _table(plan, starts)
    yield _early(readers["large"])


def _table(plan: Plan, starts: dict[str, Starts]) -> Iterator[Row]:
    ours, n = Series(starts["large"].obeyed), f"{plan.n_large:,}"
    floor = Series(starts["empty"].obeyed)
    ratio = Ratio.paired(ours, floor)
    what = "list painted and the first `j` obeyed"
    yield Row(what, str(ours), f"empty Textual app: {floor}", str(ratio), "at most 1.15 times", ratio.median <= 1.15)
    if "newsboat large" in starts:
        peer = Series(starts["newsboat large"].obeyed)
        ratio = Ratio.paired(ours, peer)
        against = f"newsboat's feed list, {n}: {peer}"
        yield Row(what, str(ours), against, str(ratio), "at most 0.1 times", ratio.median <= 0.1)
    shown = Series(starts["large"].shown)
    if "newsboat small" in starts:
        peer = Series(starts["newsboat small"].shown)
        ratio = Ratio.paired(shown, peer)
        reached = ratio.median <= 0.3 and shown.median * MS <= 50
        against = f"newsboat's feed list, {plan.n_small:,}: {peer}"
        yield Row("first headlines on the screen", str(shown), against, str(ratio), "at most 0.3 times, 50 ms", reached)
    else:
        target = "at most 50 ms"
        yield Row("first headlines on the screen", str(shown), target=target, reached=shown.median * MS <= 50)
    few = Series(starts["small"].obeyed)
    ratio = Ratio.paired(ours, few)
    against = f"itself, {plan.n_small:,}: {few}"
    yield Row(f"start at {n} articles", str(ours), against, str(ratio), "at most 1.1 times", ratio.median <= 1.1)


def _early(reader: Reader) -> Row:
    """Whether a key is obeyed that was typed before anything could read it."""
    with Terminal(reader.command, reader.environ) as terminal:
        terminal.wait_for(reader.ready)
        terminal.settle(SETTLED_S)
        terminal.leave(reader.leave)  # the last screen has its cursor on the first row now, where no `j` has been yet
    what, target = f"`j` typed {EARLY_S * MS:.0f} ms after the start", "obeyed"
    with Terminal(reader.command, reader.environ) as terminal:
        terminal.rest_until(terminal.started_at + EARLY_S)
        terminal.send("j")
        try:
            at = terminal.wait_for(reader.obeyed, timeout_s=10.0)
        except NotSeenError:
            return Row(what, "lost", target=target, reached=False)
    return Row(what, f"obeyed at {milliseconds(at - terminal.started_at)}", target=target, reached=True)
