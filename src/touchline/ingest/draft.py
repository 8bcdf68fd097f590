"""What stands between bytes and articles: the document that a format reads and the drafts that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from touchline.model import DateFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The bytes of one file or answer.

    `name` is what messages call it; `address` is the URL that it came from, None for a local file; `media_type` is the
    whole Content-Type that came with it, None for a local file.
    """

    raw: bytes
    name: str
    address: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one format found in a document, one per article; every field but `body` may be missing.

    `published_at` and `date_from` belong together; `undated` is true when the article says itself that its date is not
    known, so that no file name is asked. Entries of feeds have an `entry_id`, stable from one reading to the next, and
    the `feed_address` that the feed gives as its own, if any, and their `place` among the feed's entries, from 0.
    """

    body: str
    title: str | None = None
    published_at: datetime | None = None
    date_from: DateFrom = "none"
    undated: bool = False
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    entry_id: str | None = None
    feed_address: str | None = None
    place: int | None = None
