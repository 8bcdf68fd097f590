"""JSON Feed, versions 1 and 1.1: one draft for each of its entries.

Wrong types count as missing, and an entry that is no object is left out. What entries lack is defined as in the feed
format.

Source: https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from typing import Any

from touchline.errors import FormatError
from touchline.ingest.dates import parse_date
from touchline.ingest.decoding import decode
from touchline.ingest.draft import Document, Draft
from touchline.ingest.formats import MAX_ENTRIES, MAX_FIELD, ParsedFeed, made_entry_id
from touchline.ingest.markup import html_to_text, line_to_text
from touchline.ingest.plain import clean, clean_body, without_title


def parse(document: Document) -> list[Draft]:
    """Make a draft for each entry of a JSON Feed, in its order.

    Raises:
        FormatError: the bytes are no JSON, or JSON that is no feed.
    """
    return parse_feed(document).drafts


def parse_feed(document: Document) -> ParsedFeed:
    """The same, with what was left out.

    Raises:
        FormatError: the bytes are no JSON, or JSON that is no feed.
    """
    try:
        feed = json.loads(decode(document.raw, document.name), parse_int=str)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{document.name} is no valid JSON.") from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise FormatError(f"{document.name} is JSON, but no JSON Feed.")
    drafts: dict[str, Draft] = {}
    n_long = 0
    for place, entry in enumerate(entries[:MAX_ENTRIES]):
        if not isinstance(entry, dict):
            continue
        n_long += sum(isinstance(value, str) and len(value) > MAX_FIELD for value in entry.values())
        draft = _draft(entry, feed, place)
        if draft and draft.entry_id:
            drafts.setdefault(draft.entry_id, draft)
    return ParsedFeed(drafts=list(drafts.values()), n_entries=len(entries), n_long_fields=n_long)


def _draft(entry: dict[str, Any], feed: dict[str, Any], place: int) -> Draft | None:
    title = line_to_text(_word(entry, "title")) or None
    html, text = _word(entry, "content_html"), _word(entry, "content_text")
    body = (html_to_text(html) if html else "") or clean_body(text or _word(entry, "summary") or "")
    body = without_title(title, body)
    if not (title or body):
        return None
    url = _word(entry, "url")
    published_at = parse_date(_word(entry, "date_published")) or parse_date(_word(entry, "date_modified"))
    return Draft(
        title=title,
        body=body,
        published_at=published_at,
        date_from="feed" if published_at else "none",
        publisher=_word(feed, "title"),
        author=_author(entry) or _author(feed),
        url=url or _word(entry, "external_url"),
        language=_word(entry, "language") or _word(feed, "language"),
        entry_id=_word(entry, "id") or url or made_entry_id(title, body),
        feed_address=_word(feed, "feed_url"),
        place=place,
    )


def _word(part: dict[str, Any], key: str) -> str | None:
    """A string without outer blanks; numbers as ids occur, and are read as their digits."""
    value = part.get(key)
    return clean(value[:MAX_FIELD]).strip() or None if isinstance(value, str) else None


def _author(part: dict[str, Any]) -> str | None:
    """The names of `authors`, else of version 1's single `author`."""
    authors = part.get("authors") or [part.get("author")]
    listed = authors if isinstance(authors, list) else []
    names = [_word(author, "name") for author in listed if isinstance(author, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None
