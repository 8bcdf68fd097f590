"""Copies of a report stand behind the newest of them, and no article vanishes from its own feed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.newsroom.conftest import NOW
from touchline.model import Headline
from touchline.newsroom.folding import MAX_FOLDED, FoldedRows, fold_copies


def row(number: int, feed: str | None, text: str, url: str | None = None, hours: float = 0) -> Headline:
    at = NOW - timedelta(hours=hours or number)
    return Headline(
        article_id=f"{number}",
        headline=f"Report {number}",
        published_at=at,
        first_seen_at=at,
        feed=feed,
        publisher=feed,
        language="en",
        url=url,
        shard="x",
        fold_key=text,
    )


def folded(*rows: Headline) -> list[tuple[str, list[str]]]:
    shown = fold_copies(rows)
    copies = shown.copies if isinstance(shown, FoldedRows) else lambda at: []
    return [(one.article_id, [each.article_id for each in copies(at)]) for at, one in enumerate(shown)]


def test_the_same_text_in_other_feeds_stands_behind_the_newest():
    rows = [row(0, "A", "x"), row(1, "B", "y"), row(2, "B", "x"), row(3, "C", "x"), row(4, "A", "z")]
    assert folded(*rows) == [("0", ["2", "3"]), ("1", []), ("4", [])]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://post.example/1", "http://www.post.example/1/?utm_source=rss#top", True),
        ("https://post.example/1?id=7", "https://post.example/1?id=7&at_medium=rss", True),
        ("https://post.example/1?id=7", "https://post.example/1?id=8", False),
        ("https://post.example/", "https://post.example", False),
        (None, None, False),
    ],
)
def test_the_same_link_is_the_same_report(one: str | None, other: str | None, same: bool):
    rows = [row(0, "A", "x", one), row(1, "B", "y", other)]
    assert folded(*rows) == ([("0", ["1"])] if same else [("0", []), ("1", [])])


def test_what_is_like_a_copy_is_a_copy():
    rows = [row(0, "A", "x", "https://post.example/1"), row(1, "B", "y", "https://post.example/1"), row(2, "C", "y")]
    assert folded(*rows) == [("0", ["1", "2"])]


def test_reports_of_one_feed_stay_apart():
    assert folded(row(0, "A", "x"), row(1, "A", "x"), row(2, "B", "x"), row(3, "B", "x")) == [
        ("0", []),
        ("1", ["2"]),
        ("3", []),
    ]
    assert folded(row(0, None, "x"), row(1, None, "x")) == [("0", []), ("1", [])]


def test_what_is_days_apart_is_news_again():
    assert folded(row(0, "A", "x"), row(1, "B", "x", hours=80), row(2, "C", "x", hours=81)) == [("0", []), ("1", ["2"])]


def test_an_opened_fold_shows_all_of_its_rows():
    rows = [row(0, "A", "x"), row(1, "B", "x"), row(2, "C", "x"), row(3, "A", "y"), row(4, "B", "y")]
    shown = fold_copies(rows, opened={"0"})
    assert [one.article_id for one in shown] == ["0", "1", "2", "3"]


def test_a_list_without_copies_is_the_list_itself():
    rows = [row(n, "A", str(n)) for n in range(5)]
    assert fold_copies(rows) is rows
    assert fold_copies(()) == ()


def test_rows_and_places_belong_together():
    rows = [row(n, "ABC"[n % 3], str(n // 2)) for n in range(40)]
    shown = fold_copies(rows)
    assert isinstance(shown, FoldedRows)
    assert len(shown) == len(list(shown)) == 20
    assert shown[-1].article_id == shown[len(shown) - 1].article_id
    assert [one.article_id for one in shown[3:6]] == [shown[at].article_id for at in (3, 4, 5)]
    for place, one in enumerate(rows):
        at = shown.row_of_place(place)
        assert one in (shown[at], *shown.copies(at))
    with pytest.raises(IndexError):
        shown[20]


def test_far_down_rows_stay_as_they_are():
    rows = [row(n, str(n), "x" if n >= MAX_FOLDED else str(n), hours=1) for n in range(MAX_FOLDED + 5)]
    assert fold_copies(rows) is rows
