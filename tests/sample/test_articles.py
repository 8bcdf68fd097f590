"""The sample's articles: enough of them, in every format, read right, and all in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.sample.golden import ARTICLES, article_key
from touchline.ingest.reading import read_path
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import Article

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
MATERIAL = Path(__file__).parents[2] / "../shared/material"
RUN_WORDS = 8
"""A run of this many words is a borrowed sentence; shorter ones are the idiom of the trade."""


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    read = {}
    for path in walk([ARTICLES]):
        assert not isinstance(path, WalkProblem), path
        for article in read_path(path, now=NOW):
            read[article_key(article)] = article
    return read


def test_there_are_enough_articles_in_every_format(articles: dict[str, Article]) -> None:
    assert len(articles) >= 100
    suffixes = {Path(name.partition("#")[0]).suffix for name in articles}
    assert suffixes == {".txt", ".md", ".html", ".xml", ".json"}


def test_every_article_is_english_and_dated_but_one(articles: dict[str, Article]) -> None:
    assert {article.language for article in articles.values()} == {"en"}
    undated = [name for name, article in articles.items() if article.published_at is None]
    assert undated == ["clippings/leverkusen-training.txt"]
    days = [article.published_on for article in articles.values() if article.published_on]
    assert (min(days), max(days)) == (date(2025, 3, 15), date(2026, 1, 14))


def test_dates_in_file_names_are_those_of_the_articles(articles: dict[str, Article]) -> None:
    for name, article in articles.items():
        named = re.search(r"/(\d{4}-\d\d-\d\d)-", name)
        if named:
            assert article.published_on == date.fromisoformat(named[1]), name


def test_articles_know_their_publishers(articles: dict[str, Article]) -> None:
    unknown = {name for name, article in articles.items() if article.publisher is None}
    assert all(name.startswith("clippings/") for name in unknown), sorted(unknown)
    assert len({article.publisher for article in articles.values()}) >= 10


def test_articles_are_short_and_whole(articles: dict[str, Article]) -> None:
    for name, article in articles.items():
        shortest = 25 if name.startswith("quayside-wire") else 80
        assert shortest <= article.n_words <= 250, (name, article.n_words)
        assert "<" not in article.text, name
        assert "recycled paper" not in article.text, name


def test_no_sentence_is_borrowed(articles: dict[str, Article]) -> None:
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
