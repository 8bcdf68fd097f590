"""What is stored and read: articles, their rows in the story list, and the user's marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from touchline.model.claims import Kind, Stage

DateFrom = Literal["text", "front matter", "meta", "feed", "file name", "file time", "none"]
"""Where an article's publication date was found; a "file time" is no publication date and is only told to the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is stored and read.

    `text` is title, blank line, body; the body alone when the article came without a title. `published_at` is None for
    an undated article; a date without a time of day is midnight UTC. `date_from` says where the date was found.
    `feed` is the subscription's name or None for a plain import; `publisher` is None when unknown; `language` is an ISO
    639-1 code or None when it could not be told; `path` is the absolute path of a local file (with `#n` for the n-th
    entry of a feed file), for the user's information. `first_seen_at` is set once and never changes.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """The one claim of an article that the story list shows: who, where, how sure."""

    kind: Kind
    person: str
    club: str
    stage: Stage | None
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """All that the story list shows of one article.

    `shard` is the name of the file that holds its text; `fold_key` is equal for copies of the same report; `chip` is
    None until claims were made or when there are none; `n_claims` counts the current (not background) ones.
    """

    article_id: str
    headline: str
    published_at: datetime | None
    first_seen_at: datetime
    feed: str | None
    publisher: str | None
    language: str | None
    url: str | None
    shard: str
    fold_key: str
    chip: Chip | None = None
    n_claims: int = 0
    author: str | None = None

    @property
    def sort_at(self) -> datetime:
        """The time that the article sorts by: published, else first seen."""
        return self.published_at or self.first_seen_at


MarkField = Literal["read", "starred", "tag", "followed", "correction", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChange:
    """One thing that the user says: `keys` get or lose a mark.

    `keys` are article ids for "read", "starred", "tag" and "dropped" (no refresh brings it back); for "followed" they
    are claim anchors (see `threads.anchor_of`), for "correction" corrections as text (see `threads.correction_key`).
    `tag` is the tag's name, for "tag" only.
    """

    field: MarkField
    keys: tuple[str, ...]
    value: bool
    tag: str | None = None


def as_utc(value: date | datetime) -> datetime:
    """Turn a date (midnight UTC) or a datetime (naive ones are taken as UTC) into an aware UTC datetime."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
