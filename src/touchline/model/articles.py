"""What is stored and read: articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

DateFrom = Literal["text", "front matter", "meta", "feed", "file name", "file time", "none"]
"""Where an article's publication date was found; a "file time" is no publication date and is only told to the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is stored and read.

    `text` is title, blank line, body; the body alone when the article came without a title. `published_at` is None for
    an undated article; a date without a time of day is midnight UTC. `date_from` says where the date was found.
    `feed` is the subscription's name or None for a plain import; `publisher` is None when unknown; `language` is an ISO
    639-1 code or None when it could not be told; `path` is the absolute path of a local file (with `#n` for the n-th
    entry of a feed file), for the user's information. `first_seen_at` is set once and never changes. `feed_text` is
    what `text` was before the article's page was read for it, else None.
    """

    article_id: str
    title: str | None
    text: str
    published_at: datetime | None
    date_from: DateFrom
    first_seen_at: datetime
    feed: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None
    feed_text: str | None = None

    @property
    def body_start(self) -> int:
        """Offset in `text` where the body begins: 0 without a title, else after the title and its blank line."""
        return 0 if self.title is None else min(len(self.title) + 2, len(self.text))

    @property
    def body(self) -> str:
        """`text` without the title."""
        return self.text[self.body_start :]

    @property
    def headline(self) -> str:
        """The title, or one made of the first sentence (at most 100 code points), or "(no text)"."""
        return self.title or make_headline(self.text)

    @property
    def published_on(self) -> date | None:
        """The publication date in UTC, None for an undated article."""
        return self.published_at.date() if self.published_at else None

    @property
    def sort_at(self) -> datetime:
        """The time that the article sorts by: published, else first seen."""
        return self.published_at or self.first_seen_at

    @property
    def n_words(self) -> int:
        """Number of words in the body."""
        return len(self.body.split())


_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]*\s")
MAX_MADE_HEADLINE = 100


def make_headline(text: str) -> str:
    """Make a headline of the first sentence of a text that has no title."""
    first = _SENTENCE_END.split(text.strip().split("\n", 1)[0], maxsplit=1)[0].strip().rstrip(".;")
    if not first:
        return "(no text)"
    if len(first) <= MAX_MADE_HEADLINE:
        return first
    return first[: MAX_MADE_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def as_utc(value: date | datetime) -> datetime:
    """Turn a date (midnight UTC) or a datetime (naive ones are taken as UTC) into an aware UTC datetime."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
