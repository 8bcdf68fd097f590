"""The claims extracted from the sample are those of a careful reader, well above a floor."""

from __future__ import annotations

import pytest

from tests.sample.scoring import Score, score_sample

PRECISION = 0.95
RECALL = 0.7
STAGE = 0.9
ROLE = 0.95


@pytest.fixture(scope="module")
def score() -> Score:
    return score_sample()


def test_precision(score: Score) -> None:
    assert score.n_right >= PRECISION * (score.n_right + len(score.false)), score.report()


def test_recall(score: Score) -> None:
    assert score.n_right >= RECALL * (score.n_right + len(score.missed)), score.report()


def test_stage(score: Score) -> None:
    assert score.n_stage_right >= STAGE * score.n_right, score.report()


def test_role(score: Score) -> None:
    assert score.n_role_right >= ROLE * score.n_right, score.report()
