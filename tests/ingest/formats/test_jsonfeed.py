from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.builders import at, read, read_one
from touchline.errors import FormatError

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Invented Post",
    "feed_url": "https://post.example/feed.json",
    "language": "en-GB",
    "authors": [{"name": "The desk"}],
}


def feed(*entries: Any, **fields: Any) -> str:
    return json.dumps({"items": list(entries), **FEED, **fields})


def test_entries_become_articles(tmp_path: Path):
    entry = {
        "id": "1",
        "url": "https://post.example/1",
        "title": "Pilbeam &amp; Rovers",
        "content_html": "<p>The board met.</p><p>It was short.</p>",
        "date_published": "2025-05-10T21:30:00+02:00",
        "authors": [{"name": "Ada Writer"}, {"url": "https://x.example"}, {"name": "Ben Scribe"}],
    }
    article = read_one(tmp_path, "a.json", feed(entry))
    assert article.text == "Pilbeam & Rovers\n\nThe board met.\n\nIt was short."
    assert (article.published_at, article.date_from) == (at(2025, 5, 10, 19, 30), "feed")
    assert (article.publisher, article.author) == ("The Invented Post", "Ada Writer, Ben Scribe")
    assert (article.url, article.language) == ("https://post.example/1", "en")


def test_version_1_and_a_text_file_name_are_known_by_the_content(tmp_path: Path):
    old = feed(
        {"id": 7, "content_text": "Words.\n\nMore."},
        version="https://jsonfeed.org/version/1",
        authors=None,
        author={"name": "A"},
    )
    article = read_one(tmp_path, "a.txt", old)
    assert (article.text, article.author) == ("Words.\n\nMore.", "A")


def test_what_entries_lack_is_defined(tmp_path: Path):
    entries = (
        {"content_text": "No id."},
        {"id": "e"},
        "no object",
        {"id": ["x"], "title": "T"},
        {"title": ["x"], "summary": "S"},
    )
    first, second, third = read(tmp_path, "a.json", feed(*entries))
    again = read(tmp_path, "a.json", feed(*reversed(entries)))
    assert (first.text, second.text, third.text) == ("No id.", "T", "S")
    assert (first.published_at, first.date_from) == (None, "none")
    assert {article.article_id for article in again} == {first.article_id, second.article_id, third.article_id}


def test_the_first_of_two_entries_with_one_id_counts(tmp_path: Path):
    assert read_one(tmp_path, "a.json", feed({"id": "1", "title": "A"}, {"id": "1", "title": "B"})).title == "A"


def test_numbers_without_end_surrogates_and_nan_harm_nothing(tmp_path: Path):
    text = feed({"id": "1", "title": "x\ud800y"}).replace('"1"', "9" * 5_000).replace("[{", '[{"n": NaN, ')
    assert read_one(tmp_path, "a.json", text).title == "xy"


@pytest.mark.parametrize(
    "text",
    ["{}", "[1, 2]", '{"items": 3}', '{"a": ', "[" * 100_000, '{"version": "https://jsonfeed.org/version/1.1"}'],
    ids=["empty", "list", "number", "cut", "deep", "no entries"],
)
def test_json_that_is_no_feed_is_refused(tmp_path: Path, text: str):
    with pytest.raises(FormatError, match=r"a\.json is (no valid JSON|JSON, but no JSON Feed)"):
        read(tmp_path, "a.json", text)
