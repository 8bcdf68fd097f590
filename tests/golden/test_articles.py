"""The golden sets are as large and as varied as they should be, agree with their labels, and are our own prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.golden.changes import load_golden
from tests.golden.labels import load_labels
from tests.golden.sets import INVENTED, SETS
from touchline.model import Article

README = Path(__file__).with_name("README.md")
MATERIAL = Path(__file__).parents[2] / "../shared/material"
RUN_WORDS = 8
"""A run of this many words is a borrowed sentence; shorter ones are the idiom of the trade."""


@pytest.fixture(scope="module")
def articles() -> Mapping[str, Article]:
    return {f"{golden_set.name}/{name}": a for golden_set in SETS for name, a in golden_set.articles().items()}


def test_there_are_enough_articles_and_vacancies(articles: Mapping[str, Article]) -> None:
    assert len(articles) >= 120
    assert sum(len(load_golden(golden_set).changes) for golden_set in SETS) >= 30


def test_the_invented_articles_are_of_four_seasons() -> None:
    published = [article.published_on for article in INVENTED.articles().values()]
    assert {season(day) for day in published if day} == {2016, 2019, 2022, 2024}
    assert published.count(None) == 2


def season(day: date) -> int:
    """The year in which the season of a day began."""
    return day.year if day.month >= 7 else day.year - 1


def test_every_named_article_exists() -> None:
    for golden_set in SETS:
        names = set(golden_set.articles())
        for change in load_golden(golden_set).changes.values():
            assert change.articles | change.may_hold <= names, change.key


def test_claims_are_labelled_once() -> None:
    for golden_set in SETS:
        for name, claims in load_labels(golden_set, optional=True).items():
            keys = [claim.key for claim in claims]
            assert len(keys) == len(set(keys)), name


def test_articles_of_a_change_have_a_label_at_its_seat() -> None:
    for golden_set in SETS:
        labels = load_labels(golden_set, optional=True)
        for change in load_golden(golden_set).changes.values():
            for name in change.articles:
                assert change.seat in {claim.seat for claim in labels[name]}, (change.key, name)


def test_every_trap_of_the_checklist_is_set_twice(articles: Mapping[str, Article]) -> None:
    traps = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "`" in line]
    assert len(traps) >= 30
    for line in traps:
        named = re.findall(r"`([^`]+)`", line)
        assert len(named) >= 2, line
        assert set(named) <= set(articles), sorted(set(named) - set(articles))


def test_no_sentence_is_borrowed(articles: Mapping[str, Article]) -> None:
    if not MATERIAL.is_dir():
        pytest.skip("no material beside the repository")
    foreign = set()
    for path in MATERIAL.rglob("*"):
        if path.is_file():
            foreign.update(_runs(path.read_text(encoding="utf-8", errors="replace")))
    borrowed = {name: sorted(foreign.intersection(_runs(article.text))) for name, article in articles.items()}
    assert not {name: runs for name, runs in borrowed.items() if runs}


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.replace("’", "'").lower())
    for start in range(len(words) - RUN_WORDS + 1):
        yield " ".join(words[start : start + RUN_WORDS])
