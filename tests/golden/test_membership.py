"""B-cubed on memberships small enough to count by hand."""

from __future__ import annotations

import pytest

from tests.golden.membership import Memberships, b_cubed


def threads(**articles: str) -> Memberships:
    """Memberships by article: `a="xy"` puts article a into the threads x and y."""
    return {article: frozenset(names) for article, names in articles.items()}


def test_same_threads_under_other_names_are_perfect() -> None:
    score = b_cubed(threads(a="x", b="x", c="y"), threads(a="1", b="1", c="2"))
    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)


def test_two_threads_told_as_one_cost_precision() -> None:
    score = b_cubed(threads(a="x", b="x", c="x", d="x"), threads(a="1", b="1", c="2", d="2"))
    assert (score.precision, score.recall) == (0.5, 1.0)


def test_one_thread_told_as_two_costs_recall() -> None:
    score = b_cubed(threads(a="x", b="x", c="y", d="y"), threads(a="1", b="1", c="1", d="1"))
    assert (score.precision, score.recall) == (1.0, 0.5)


def test_article_that_was_left_out_costs_recall_alone() -> None:
    score = b_cubed(threads(a="x", b="x", c=""), threads(a="1", b="1", c="1"))
    assert score.precision == 1.0
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_article_in_a_thread_where_none_belongs_costs_precision_alone() -> None:
    score = b_cubed(threads(a="x", b="x", c="x"), threads(a="1", b="1"))
    assert score.precision == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert score.recall == 1.0


def test_article_of_two_threads_must_be_in_both() -> None:
    golden = threads(a="1", b="12", c="2")
    whole = b_cubed(threads(a="x", b="xy", c="y"), golden)
    assert (whole.precision, whole.recall) == (1.0, 1.0)
    half = b_cubed(threads(a="x", b="x", c="y"), golden)
    assert half.precision == 1.0
    # a agrees with itself and b; b half with itself, wholly with a and not with c; c with itself and not with b.
    assert half.recall == pytest.approx((1 + (0.5 + 1 + 0) / 3 + 0.5) / 3)


def test_pair_of_articles_that_shares_two_threads_is_told_twice() -> None:
    golden = threads(a="12", b="12")
    score = b_cubed(threads(a="x", b="x"), golden)
    assert (score.precision, score.recall) == (1.0, 0.5)


def test_scores_of_two_sets_add_up_article_by_article() -> None:
    perfect = b_cubed(threads(a="x"), threads(a="1"))
    split = b_cubed(threads(a="x", b="y", c="z"), threads(a="1", b="1", c="1"))
    assert (perfect + split).recall == pytest.approx((1 + 3 * (1 / 3)) / 4)
