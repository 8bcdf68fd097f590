"""One file or one answer of a feed's address -> articles."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from touchline.errors import FormatError
from touchline.ingest import ids
from touchline.ingest.dates import date_in_name, plausible
from touchline.ingest.draft import Document, Draft
from touchline.ingest.files import MAX_BYTES, read_file, shown_name
from touchline.ingest.formats import ParsedFeed, parse, parse_feed
from touchline.ingest.language import detect_language, language_code
from touchline.ingest.plain import clean_line, clean_title, join, shown_path
from touchline.model import Article, DateFrom


def read_path(path: Path, *, now: datetime, max_bytes: int = MAX_BYTES, feed: str | None = None) -> list[Article]:
    """Read one local file: one article, or one for each entry of a saved feed.

    `now` becomes `first_seen_at`; `feed` is the name of the subscription that the file belongs to.

    Raises:
        RetrieveError: the file is missing, unreadable, too large, or no regular file.
        FormatError: the file is empty, binary, broken, or holds no text.
    """
    raw = read_file(path, max_bytes)
    path = path.resolve()
    name = shown_name(path)
    drafts = parse(Document(raw=raw, name=name))
    if not drafts:
        raise FormatError(f"{name} is a feed without entries.")
    if drafts[0].entry_id is not None:
        return [_entry_of_file(draft, path, n, now, feed) for n, draft in enumerate(drafts, start=1)]
    draft = drafts[0]
    if not (draft.title or draft.body):
        raise FormatError(f"{name} holds no text.")
    article_id = (ids.address_article_id(draft.url) if draft.url else None) or ids.path_article_id(path)
    published_at, date_from = _date_of_file(draft, path, now)
    return [_article(draft, article_id, published_at, date_from, now=now, feed=feed, path=shown_path(path))]


def read_entries(
    document: Document, *, feed_address: str, now: datetime, feed: str | None = None
) -> tuple[ParsedFeed, list[Article]]:
    """Read what the address of a feed answered: what it holds, and an article for each of its drafts, perhaps none.

    `feed_address` is the subscribed address, which the ids are made of: it stays when the feed is redirected.

    Raises:
        FormatError: the answer is no feed, or a broken one.
    """
    parsed = parse_feed(document)
    return parsed, [_entry(draft, feed_address, now, feed, None) for draft in parsed.drafts]


def _entry_of_file(draft: Draft, path: Path, n: int, now: datetime, feed: str | None) -> Article:
    return _entry(draft, draft.feed_address or str(path), now, feed, f"{shown_path(path)}#{n}")


def _entry(draft: Draft, feed_address: str, now: datetime, feed: str | None, path: str | None) -> Article:
    assert draft.entry_id is not None
    article_id = ids.entry_article_id(feed_address, draft.entry_id)
    published_at = plausible(draft.published_at, now)
    date_from: DateFrom = draft.date_from if published_at else "none"
    return _article(draft, article_id, published_at, date_from, now=now, feed=feed, path=path)


def _date_of_file(draft: Draft, path: Path, now: datetime) -> tuple[datetime | None, DateFrom]:
    """The article's own date, else the file name's; a "file time" is named as such and gives no date.

    An article that says itself that its date is unknown is believed: its date is from "none".
    """
    published_at = plausible(draft.published_at, now)
    if published_at:
        return published_at, draft.date_from
    if draft.undated:
        return None, "none"
    published_at = plausible(date_in_name(path.name), now)
    return (published_at, "file name") if published_at else (None, "file time")


def _article(
    draft: Draft,
    article_id: str,
    published_at: datetime | None,
    date_from: DateFrom,
    *,
    now: datetime,
    feed: str | None,
    path: str | None,
) -> Article:
    title = clean_title(draft.title)
    text = join(title, draft.body)
    url = clean_line(draft.url)
    domain = ids.domain_of(url)
    return Article(
        article_id=article_id,
        title=title,
        text=text,
        published_at=published_at,
        date_from=date_from,
        first_seen_at=now,
        feed=feed,
        publisher=clean_line(draft.publisher) or domain,
        author=clean_line(draft.author),
        url=url if domain else None,
        language=language_code(draft.language) or detect_language(text),
        path=path,
    )
