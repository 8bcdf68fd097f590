"""An article's headline: the row that is stored of it, and what it is ordered by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from touchline.model import Chip, Headline
from touchline.store.codec import decode

Row = Mapping[str, Any]
"""An article's headline as it is stored; its id is the document's."""
Placed = tuple[str, str, Row]
"""A row with what it is ordered by: time and id."""


def sort_time(row: Row) -> str:
    """The time that the article sorts by, as the string that is stored: these sort as the times do."""
    time: str = row.get("published_at") or row["first_seen_at"]
    return time


def month_of(row: Row) -> str:
    """The month ("2025-05") of `sort_time`, which is in the names of the files that the article belongs to."""
    return sort_time(row)[:7]


def make_headline(article_id: str, row: Row) -> Headline:
    """The headline of a stored row. The codec would do, in twice the time: it is asked for 100,000 at once."""
    get = row.get
    published_at, chip = get("published_at"), get("chip")
    return Headline(
        article_id=article_id,
        headline=row["headline"],
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
        feed=get("feed"),
        publisher=get("publisher"),
        language=get("language"),
        url=get("url"),
        shard=row["shard"],
        fold_key=row["fold_key"],
        chip=decode(Chip, chip) if chip else None,
        n_claims=get("n_claims", 0),
        author=get("author"),
    )
