"""Headlines of stored rows, in order."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.making import make_article, of_type
from touchline.model import Headline
from touchline.store.arrivals import sort_out
from touchline.store.codec import decode, encode
from touchline.store.headlines import HeadlineIndex, make_headline, month_of


@given(of_type(Headline))
@settings(deadline=None)
def test_rows_are_read_as_the_codec_reads_them(headline: Headline) -> None:
    row = encode(headline)
    assert make_headline(headline.article_id, row) == decode(Headline, row) == headline


def row_of(number: int, **fields: Any) -> dict[str, Any]:
    _, (arrival,) = sort_out([make_article(number, **fields)], lambda article_id: None)
    return arrival.row("2025-05-1")


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["put", "other body", "drop", "list"])), max_size=30))
@settings(deadline=None)
def test_changes_keep_the_order(steps: list[tuple[int, str]]) -> None:
    index = HeadlineIndex()
    rows: dict[str, dict[str, Any]] = {}
    for number, step in steps:
        article_id = f"a{number}"
        if step == "list":
            assert len(index.all()) == len(rows)
        elif step == "drop":
            if article_id in rows:
                index.drop(article_id)
                del rows[article_id]
        else:
            rows[article_id] = row_of(
                number, body=step, published_at=None if step == "other body" else make_article(number).published_at
            )
            index.put(article_id, rows[article_id])
    made = [make_headline(article_id, row) for article_id, row in rows.items()]
    assert list(index.all()) == sorted(made, key=lambda one: (one.sort_at, one.article_id), reverse=True)
    assert index.find("a") == sorted(rows)
    assert index.newest_first(rows) == [one.article_id for one in index.all()]


def test_slices_are_lists_too() -> None:
    index = HeadlineIndex()
    index.fill({f"a{number}": row_of(number) for number in range(5)})
    listed = index.all()
    assert [one.article_id for one in listed[1:3]] == ["a3", "a2"]
    assert listed[-1].article_id == "a0"
    assert listed[0] is listed[0]
    assert listed[0] is next(iter(listed))
    assert month_of(index.rows["a0"]) == "2025-05"
