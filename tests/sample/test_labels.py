"""Threads made of the hand-made claims are those of the golden file: both files agree, and the merging is right."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from tests.sample.golden import ARTICLES, Told, article_key, differences, edges_of, load_golden, match, unexpected
from tests.sample.labels import load_labels
from touchline.ingest.reading import read_path
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import Claim, Kind, Report, Role, Stage
from touchline.threads import build_threads

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
GOLDEN = load_golden()


@pytest.fixture(scope="module", params=[False, True], ids=["needed claims", "optional claims too"])
def reports(request: pytest.FixtureRequest) -> list[Report]:
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
    assert {report.article_id for report in reports} == set(labels)
    return reports


@pytest.fixture(scope="module")
def told(reports: list[Report]) -> Told:
    return match(GOLDEN, build_threads(reports), {report.article_id: report.article_id for report in reports})


@pytest.mark.parametrize("key", sorted(GOLDEN.changes))
def test_labels_tell_the_golden_change(told: Told, key: str) -> None:
    found = list(differences(GOLDEN.changes[key], told))
    assert not found, f"{key}:\n  " + "\n  ".join(found)


def test_labels_open_no_other_thread(told: Told) -> None:
    assert not unexpected(GOLDEN, told)


def test_labels_make_the_golden_chains(told: Told) -> None:
    assert edges_of(told) == GOLDEN.edges


def test_order_of_reports_changes_nothing(reports: list[Report]) -> None:
    whole = build_threads(reports)
    for seed in range(5):
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert build_threads(shuffled) == whole


def test_report_about_another_club_changes_no_thread(reports: list[Report]) -> None:
    stranger = Claim(
        kind=Kind.DEPARTURE, person="Ilse Vandam", club="Ebbfleet Rovers", role=Role.HEAD_COACH, stage=Stage.CONFIRMED
    )
    report = Report(article_id="stranger", reported_on=date(2025, 6, 10), first_seen_at=NOW, claims=(stranger,))
    grown = [thread for thread in build_threads([*reports, report]) if thread.change.seat != stranger.seat]
    assert grown == list(build_threads(reports))
