"""Medians, shares and ratios of runs."""

from __future__ import annotations

from bench.figures import Ratio, Row, Series
from bench.report import table


def test_shares_are_values_that_were_measured() -> None:
    series = Series([value / 1000 for value in range(1, 101)])
    assert (series.p(50), series.p(95), series.p(100)) == (0.050, 0.095, 0.100)
    assert Series([0.003]).p(95) == 0.003
    assert str(Series([0.002, 0.001, 0.150])) == "2.0 ms [1.0–150]"


def test_a_ratio_is_that_of_runs_that_followed_each_other() -> None:
    # The second run was disturbed for both: what tells is each pair.
    ratio = Ratio.paired(Series([0.2, 2.0, 0.3]), Series([0.1, 1.0, 0.1]))
    assert ratio.median == 2.0
    assert str(ratio) == "2.00 [2.00–3.00]"


def test_the_table_says_what_was_not_reached() -> None:
    lines = table([Row("start", "2 ms", "1 ms", "2.0", "1.0", False), Row("size", "1 MiB")]).splitlines()
    assert lines[2:] == ["| start | 2 ms | 1 ms | 2.0 | 1.0 | **no** |", "| size | 1 MiB |  |  |  |  |"]
