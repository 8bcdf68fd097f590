"""Feeds in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from touchline.model import FeedHealth
from touchline.present.feeds import feed_page, feed_row, health_words
from touchline.present.lines import line_width, plain

NOW = datetime(2025, 6, 20, 9, 0, tzinfo=UTC)


def feed(**changes: object) -> FeedHealth:
    return FeedHealth(**{"name": "The Whistle", "address": "https://w.example/rss", "health": "ok", **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"health": "new"}, "never fetched yet"),
        ({"health": "paused", "error": "x"}, "paused"),
        ({"answered_at": NOW - timedelta(minutes=3)}, "answered 3 minutes ago"),
        (
            {"answered_at": NOW - timedelta(minutes=3), "next_at": NOW + timedelta(minutes=27)},
            "answered 3 minutes ago · next in 27 minutes",
        ),
        ({"answered_at": NOW, "next_at": NOW - timedelta(minutes=1)}, "answered a moment ago"),
        (
            {"health": "failed", "n_failures": 1, "error": "It refuses.", "next_at": NOW + timedelta(hours=2)},
            "failed: It refuses. · next in 2 hours",
        ),
        (
            {"health": "failed", "n_failures": 4, "error": "Busy", "patience_at": NOW + timedelta(hours=1)},
            "failed (4 times): Busy · asks for patience, next in 1 hour",
        ),
        ({"health": "gone", "error": "Gone.\x1b[2J"}, "Gone."),
    ],
)
def test_how_a_feed_is_in_one_line(changes: dict[str, object], words: str) -> None:
    assert health_words(feed(**changes), NOW) == words


@pytest.mark.parametrize("width", [20, 40, 58, 100])
def test_rows_fill_the_width_and_pages_keep_to_it(width: int) -> None:
    long = feed(name="戦術" * 40, health="failed", error="It does not answer. " * 9, tags=("a" * 30,), n_articles=1200)
    for made in (long, feed(), feed(health="paused", n_articles=1)):
        rows = feed_row(made, width, NOW)
        assert [line_width(row) for row in rows] == [width, width]
        assert all(line_width(row) <= width for row in feed_page(made, width, NOW).lines[1:])


def test_a_page_tells_all_that_is_known() -> None:
    page = feed_page(
        feed(tags=("uk",), n_articles=12, n_unread=3, answered_at=NOW, moved_to="https://new.example/", health="ok"),
        60,
        NOW,
    )
    assert [plain(each) for each in page.lines] == [
        "The Whistle",
        "",
        "Address",
        "  https://w.example/rss",
        "Tags",
        "  #uk",
        "Articles",
        "  12 articles · 3 unread",
        "Last good answer",
        "  2025-06-20 09:00 UTC",
        "New address",
        "  https://new.example/",
        "",
        "answered a moment ago · moved: see beside",
        "",
        "r fetches it now.",
    ]
