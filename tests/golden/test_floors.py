"""No figure of the golden sets falls below the floor that was reached."""

from __future__ import annotations

import pytest

from tests.golden.figures import Figures, Tally, measure_all
from tests.golden.floors import as_floors, below, load_floors
from tests.golden.scoring import ClaimScore


def test_no_figure_is_below_its_floor() -> None:
    fallen = list(below(measure_all(), load_floors()))
    assert not fallen, "\n".join(fallen)


def test_figure_below_its_floor_is_named_with_how_far() -> None:
    half = ClaimScore(n_right=1, missed=("  a: missed",))
    figures = {"tiny": Figures(claims=half, rows=Tally(n_right=1), edges=Tally(n_right=1))}
    floors = {"tiny": {**dict.fromkeys(figures["tiny"].shares(), 0.0), "claims_recall": 0.75}}
    assert list(below(figures, floors)) == ["tiny: claims_recall is 0.5000, 0.2500 below its floor of 0.75"]


def test_floors_are_never_above_the_figures_that_they_are_made_of() -> None:
    third = Tally(n_right=1, wrong=("one", "two"))
    figures = {"tiny": Figures(claims=ClaimScore(n_right=1), rows=third, edges=third)}
    assert "rows_right = 0.333" in as_floors(figures)


@pytest.mark.parametrize("name", ["sample", "invented", "total"])
def test_every_figure_of_a_set_has_a_floor(name: str) -> None:
    figures = Figures(claims=ClaimScore(n_right=1), rows=Tally(n_right=1), edges=Tally(n_right=1))
    assert set(load_floors()[name]) == set(figures.shares())
