"""The floors of the golden sets: figures that were reached once and are held from then on."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.golden.figures import Figures

FLOORS: Final = Path(__file__).with_name("floors.toml")

PLACES: Final = 3
"""Decimal places of a floor; figures are rounded down to them."""

SLACK: Final = {"claims_precision": 0.01, "claims_stage": 0.02, "claims_role": 0.02, "threads_precision": 0.01}
"""How far a floor lies below the figure reached: these are shares of what is found, and finding more moves them."""


def below(figures: Mapping[str, Figures], floors: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Each figure that has fallen below its floor, with how far."""
    for name, measured in figures.items():
        for figure, share in measured.shares().items():
            floor = floors[name][figure]
            if _rounded(share) < floor:
                yield f"{name}: {figure} is {share:.4f}, {floor - share:.4f} below its floor of {floor}"


def load_floors() -> Mapping[str, Mapping[str, float]]:
    """The floors by set and figure."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def as_floors(figures: Mapping[str, Figures]) -> str:
    """The floors that the figures reach, as floors.toml has them."""
    tables = []
    for name, measured in figures.items():
        lines = (f"{figure} = {_floor(figure, share)}" for figure, share in measured.shares().items())
        tables.append("\n".join([f"[{name}]", *lines]))
    return "\n\n".join(tables)


def _floor(figure: str, share: float) -> float:
    return _rounded(share - SLACK.get(figure, 0.0))


def _rounded(share: float) -> float:
    return math.floor(share * 10**PLACES + 1e-9) / 10**PLACES
