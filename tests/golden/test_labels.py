"""Threads made of the hand-made claims are those of the golden files: both files agree, and the merging is right."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

import pytest

from tests.golden.changes import Golden, Told, differences, edges_of, load_golden, match, unexpected
from tests.golden.labels import load_labels
from tests.golden.sets import SETS, GoldenSet
from touchline.model import Claim, Kind, Report, Role, Stage
from touchline.threads import as_of, build_threads


@dataclass(frozen=True, slots=True)
class Labelled:
    """A golden set, the reports that its hand-made claims make, and what they tell."""

    golden: Golden
    reports: list[Report]
    told: Told


@pytest.fixture(scope="module", params=[False, True], ids=["needed claims", "optional claims too"])
def optional(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module", params=SETS, ids=[golden_set.name for golden_set in SETS])
def labelled(request: pytest.FixtureRequest, optional: bool) -> Labelled:
    golden_set: GoldenSet = request.param
    golden, articles = load_golden(golden_set), golden_set.articles()
    labels = load_labels(golden_set, optional=optional)
    assert set(articles) == set(labels)
    reports = [
        Report(
            article_id=name,
            reported_on=article.published_on,
            first_seen_at=golden_set.now,
            claims=labels[name],
            publisher=article.publisher,
        )
        for name, article in articles.items()
    ]
    threads = [as_of(thread, golden_set.now.date()) for thread in build_threads(reports)]
    return Labelled(golden, reports, match(golden, threads, {name: name for name in articles}))


def test_labels_tell_the_golden_changes(labelled: Labelled) -> None:
    found = {key: list(differences(change, labelled.told)) for key, change in labelled.golden.changes.items()}
    wrong = [f"{key}: {line}" for key, lines in found.items() for line in lines]
    assert not wrong, "\n".join(wrong)


def test_labels_open_no_other_thread(labelled: Labelled) -> None:
    assert not unexpected(labelled.golden, labelled.told)


def test_labels_make_the_golden_chains(labelled: Labelled) -> None:
    assert edges_of(labelled.told) == labelled.golden.edges


def test_order_of_reports_changes_nothing(labelled: Labelled) -> None:
    whole = build_threads(labelled.reports)
    for seed in range(5):
        shuffled = random.Random(seed).sample(labelled.reports, len(labelled.reports))
        assert build_threads(shuffled) == whole


def test_report_about_another_club_changes_no_thread(labelled: Labelled) -> None:
    stranger = Claim(
        kind=Kind.DEPARTURE, person="Ilse Vandam", club="Ebbfleet Rovers", role=Role.HEAD_COACH, stage=Stage.CONFIRMED
    )
    report = Report(article_id="stranger", reported_on=date(2025, 6, 10), first_seen_at=SETS[0].now, claims=(stranger,))
    threads = build_threads([*labelled.reports, report])
    grown = [thread for thread in threads if thread.change.seat != stranger.seat]
    assert grown == list(build_threads(labelled.reports))
