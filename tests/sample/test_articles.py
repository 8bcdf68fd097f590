"""The sample's articles: enough of them, in every format, and read right."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.golden.sets import SAMPLE
from touchline.model import Article


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return dict(SAMPLE.articles())


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
