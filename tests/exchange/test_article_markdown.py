"""An article as Markdown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from touchline.exchange import article_markdown
from touchline.model import Article

ARTICLE = Article(
    article_id="x",
    title="Rovers *sack* Brandt",
    text="Rovers *sack* Brandt\n\nIt is over.\n# No heading\n\n\n\n1. No [list](https://a.example)",
    published_at=datetime(2025, 5, 12, tzinfo=UTC),
    date_from="text",
    first_seen_at=datetime(2025, 5, 13, tzinfo=UTC),
    publisher="Hill Gazette",
    author="A. Writer",
    url="https://gazette.example/1",
)


def test_what_the_article_says_and_no_markup_of_its_own():
    assert article_markdown(ARTICLE) == (
        "# Rovers \\*sack\\* Brandt\n\nHill Gazette · A. Writer · 2025-05-12\n\n<https://gazette.example/1>\n\n"
        "It is over.\n\\# No heading\n\n1\\. No \\[list\\](https://a.example)\n"
    )


def test_what_is_not_known_is_left_out():
    bare = replace(
        ARTICLE, publisher=None, author=None, published_at=None, url="javascript:x", text="Rovers *sack* Brandt"
    )
    assert article_markdown(bare) == "# Rovers \\*sack\\* Brandt\n"
