"""The picture of the weeks: how many coaches left and came in each, as two rows of bars over the months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from touchline.model import Kind
from touchline.present.changes import Move
from touchline.present.dates import MONTHS
from touchline.present.lines import BLANK, Line, Piece, clip, line

HEIGHT = 3
BARS = "▁▂▃▄▅▆▇█"
NO_BAR = "·"
WIDEST_WEEK = 3
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Numbers of departures and appointments for each week from the one that begins on Monday `first`."""

    first: date
    departures: tuple[int, ...]
    appointments: tuple[int, ...]

    def last(self, n: int) -> Weeks:
        """The last `n` weeks, all where there are not so many."""
        n_left_out = max(0, len(self.departures) - n)
        return Weeks(self.first + n_left_out * WEEK, self.departures[n_left_out:], self.appointments[n_left_out:])


def weeks_of(moves: Iterable[Move]) -> Weeks | None:
    """Count moves by the week in which they were told; None without a dated one. A caretaker's coming counts."""
    counts: Counter[tuple[Kind, date]] = Counter(
        (move.kind, move.told_on - timedelta(days=move.told_on.weekday())) for move in moves if move.told_on
    )
    if not counts:
        return None
    first = min(monday for _, monday in counts)
    n_weeks = (max(monday for _, monday in counts) - first).days // 7 + 1
    mondays = [first + n * WEEK for n in range(n_weeks)]
    return Weeks(
        first,
        tuple(counts[Kind.DEPARTURE, monday] for monday in mondays),
        tuple(counts[Kind.APPOINTMENT, monday] for monday in mondays),
    )


def weeks_picture(weeks: Weeks | None, width: int) -> tuple[Line, ...]:
    """`HEIGHT` lines: the bars of departures, those of appointments, the months below them.

    Weeks are as wide as there is room for; where even narrow ones do not fit, the newest are shown and the labels say
    how many. The numbers stand before the bars, so that these need not be read.
    """
    if weeks is None:
        return (clip(line(Piece("No dated change to draw.", "muted")), width), BLANK, BLANK)
    labels = _labels(weeks, width)
    room = max(1, width - len(labels[0]))
    shown = weeks.last(room)
    n_weeks = len(shown.departures)
    cells = max(1, min(WIDEST_WEEK, room // n_weeks))
    most = max(*shown.departures, *shown.appointments)
    bars = (_bars(shown.departures, most, cells), _bars(shown.appointments, most, cells))
    note = f"{n_weeks} weeks" if n_weeks < len(weeks.departures) else "by week"
    return (
        clip(line(Piece(labels[0], "label"), Piece(bars[0], "stage-denied")), width),
        clip(line(Piece(labels[1], "label"), Piece(bars[1], "stage-agreed")), width),
        clip(line(Piece(f"{note:<{len(labels[0])}}", "muted"), Piece(_months(shown, cells, room), "muted")), width),
    )


def _labels(weeks: Weeks, width: int) -> tuple[str, str]:
    words = ("departures", "appointments") if width >= 70 else ("out", "in")
    numbers = [f"{sum(counts):,}" for counts in (weeks.departures, weeks.appointments)]
    number = max(map(len, numbers))
    # "by week" and "52 weeks" stand below them.
    wide = max(8, number + 1 + max(map(len, words)))
    return tuple(f"{f'{n:>{number}} {word}':<{wide}}  " for n, word in zip(numbers, words, strict=True))  # type: ignore[return-value]


def _bars(counts: tuple[int, ...], most: int, cells: int) -> str:
    gap = 1 if cells > 1 else 0
    return "".join(_bar(count, most) * (cells - gap) + " " * gap for count in counts)


def _bar(count: int, most: int) -> str:
    """The greatest number fills its cell; any number shows."""
    return BARS[max(0, round(count / most * len(BARS)) - 1)] if count else NO_BAR


def _months(weeks: Weeks, cells: int, room: int) -> str:
    """Names of months at the first week that begins in them, where there is room; January with its year."""
    made = ""
    for n in range(len(weeks.departures)):
        monday = weeks.first + n * WEEK
        at = n * cells
        if (n == 0 or monday.day <= 7) and (not made or len(made) < at):
            named = MONTHS[monday.month - 1] + (f" {monday.year}" if n == 0 or monday.month == 1 else "")
            made = f"{made:<{at}}{named}" if at + len(named) <= room else made
    return made
