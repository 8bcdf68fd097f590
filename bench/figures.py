"""Figures: series of times with their spread, ratios of paired runs, and the rows of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

MS = 1000.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `reached` is None for a figure that has no target or no peer here."""

    what: str
    figure: str
    against: str = ""
    ratio: str = ""
    target: str = ""
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Seconds of several runs."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one, in seconds."""
        return median(self.values)

    def p(self, percent: int) -> float:
        """The value that `percent` of the values do not exceed, in seconds."""
        ordered = sorted(self.values)
        return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]

    def __str__(self) -> str:
        return f"{milliseconds(self.median)} [{number(min(self.values) * MS)}–{number(max(self.values) * MS)}]"

    def tail(self) -> str:
        """Half, most and all of the values."""
        return " ".join(
            (
                f"p50 {number(self.p(50) * MS)}, p95 {number(self.p(95) * MS)},",
                f"max {number(max(self.values) * MS)} ms (n={len(self.values)})",
            )
        )


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long as its peer something took, run by run."""

    values: Sequence[float]

    @classmethod
    def paired(cls, ours: Series, theirs: Series) -> Ratio:
        """The ratios of runs that followed each other; a series that is shorter counts as far as it goes."""
        return cls([mine / other for mine, other in zip(ours.values, theirs.values, strict=False)])

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    def __str__(self) -> str:
        spread = Series(self.values)
        return f"{self.median:.2f} [{spread.p(10):.2f}–{spread.p(90):.2f}]"


def milliseconds(seconds: float) -> str:
    """A time for people."""
    return f"{number(seconds * MS)} ms"


def number(value: float) -> str:
    """A figure with no more digits than mean anything."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"
