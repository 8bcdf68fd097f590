"""Threads made of the hand-made claims are those of the golden file: both files agree, and the merging is right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.sample.golden import ARTICLES, Told, article_key, differences, edges_of, load_golden, match, unexpected
from tests.sample.labels import load_labels
from touchline.ingest.reading import read_path
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import Report
from touchline.threads import build_threads

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
GOLDEN = load_golden()


@pytest.fixture(scope="module", params=[False, True], ids=["needed claims", "optional claims too"])
def told(request: pytest.FixtureRequest) -> Told:
    labels = load_labels(optional=request.param)
    reports = []
    for path in walk([ARTICLES]):
        assert not isinstance(path, WalkProblem), path
        for article in read_path(path, now=NOW):
            name = article_key(article)
            reports.append(
                Report(
                    article_id=name,
                    reported_on=article.published_on,
                    first_seen_at=NOW,
                    claims=labels[name],
                    publisher=article.publisher,
                )
            )
    names = {report.article_id: report.article_id for report in reports}
    assert set(names) == set(labels)
    return match(GOLDEN, build_threads(reports), names)


@pytest.mark.parametrize("key", sorted(GOLDEN.changes))
def test_labels_tell_the_golden_change(told: Told, key: str) -> None:
    found = list(differences(GOLDEN.changes[key], told))
    assert not found, f"{key}:\n  " + "\n  ".join(found)


def test_labels_open_no_other_thread(told: Told) -> None:
    assert not unexpected(GOLDEN, told)


def test_labels_make_the_golden_chains(told: Told) -> None:
    assert edges_of(told) == GOLDEN.edges
