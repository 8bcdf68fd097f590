"""RSS, Atom and RDF: one draft for each entry. The only user of feedparser, which reads all that is not common.

What entries lack is defined here. Without an id: the link is the id; without both, a hash of title and text. With an id
that an earlier entry of the same feed has: left out. Without title and text: left out. Without a date that can be read:
undated. Without a title: untitled, and the text stands alone.
"""

from __future__ import annotations

import calendar
import codecs
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException

from touchline.errors import FormatError
from touchline.ingest.dates import parse_date
from touchline.ingest.decoding import decode, refuse_binary
from touchline.ingest.draft import Document, Draft
from touchline.ingest.formats import MAX_ENTRIES, MAX_FIELD, PARSER_FAILURES, ParsedFeed, made_entry_id
from touchline.ingest.formats.common_feed import read_common
from touchline.ingest.markup import html_to_text, line_to_text
from touchline.ingest.plain import without_title

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")


def parse(document: Document) -> list[Draft]:
    """Make a draft for each entry of a feed, in the feed's order; an empty list for a feed without entries.

    Raises:
        FormatError: the bytes are no feed.
    """
    return parse_feed(document).drafts


def parse_feed(document: Document) -> ParsedFeed:
    """The same, with what was left out.

    Raises:
        FormatError: the bytes are no feed.
    """
    answer = read_common(document) or _parsed(document)
    feed, entries = answer["feed"], answer["entries"]
    is_cut = isinstance(answer.get("bozo_exception"), SAXException)
    if not entries and (is_cut or not answer.get("version")):
        raise FormatError(f"{document.name} is no feed that touchline can read.")
    drafts: dict[str, Draft] = {}
    for draft in _drafts(entries[:MAX_ENTRIES], feed, document.address):
        assert draft.entry_id is not None
        drafts.setdefault(draft.entry_id, draft)
    n_long = sum(len(text) > MAX_FIELD for entry in entries[:MAX_ENTRIES] for text in _texts(entry))
    return ParsedFeed(drafts=list(drafts.values()), n_entries=len(entries), n_long_fields=n_long)


def _parsed(document: Document) -> Any:
    import feedparser

    # White space before the root element costs feedparser quadratic time.
    raw = document.raw.lstrip(b" \t\r\n")
    if raw.startswith(_UTF16_MARKS):
        # Most are UTF-8 by their own declaration, written again by an editor.
        raw = _DECLARATION.sub("", decode(raw, document.name), count=1).encode("utf-8", "replace")
    refuse_binary(raw, document.name)
    headers = {"content-type": document.media_type} if document.media_type else {}
    try:
        # Bytes only: a str would be opened as a path or URL. The sanitizer is slow on hostile input, and of no use
        # where all HTML becomes plain text.
        return feedparser.parse(
            BytesIO(raw), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except PARSER_FAILURES as error:
        raise FormatError(f"{document.name} is a feed too broken to be read.") from error


def _drafts(entries: list[Any], feed: Any, retrieved_from: str | None) -> Iterator[Draft]:
    own = next((link.get("href") for link in feed.get("links", ()) if link.get("rel") == "self"), None)
    address = own if isinstance(own, str) and own else None
    # Addresses are made whole here: feedparser would make the ids whole as well, differently for each mirror.
    base = retrieved_from or address or _word(feed, "link") or ""
    for place, entry in enumerate(entries):
        title = line_to_text(_word(entry, "title")) or None
        body = without_title(title, _body(entry))
        if not (title or body):
            continue
        link = _word(entry, "link")
        author = _word(entry.get("author_detail") or {}, "name") or _word(entry, "author")
        published_at = _date(entry)
        yield Draft(
            title=title,
            body=body,
            published_at=published_at,
            date_from="feed" if published_at else "none",
            publisher=line_to_text(_word(entry.get("source") or {}, "title")) or line_to_text(_word(feed, "title")),
            author=line_to_text(author),
            url=_joined(base, link),
            language=_word(entry.get("title_detail") or {}, "language") or _word(feed, "language"),
            entry_id=_word(entry, "id") or link or made_entry_id(title, body),
            feed_address=address,
            place=place,
        )


def _joined(base: str, link: str | None) -> str | None:
    try:
        return urljoin(base, link) if link else None
    except ValueError:
        return None  # "http://[::1" is no address


def _word(part: Any, key: str) -> str | None:
    # dict.get: feedparser's own look-up maps missing keys to others and warns about it.
    value = dict.get(part, key)
    return value[:MAX_FIELD].strip() or None if isinstance(value, str) else None


def _texts(entry: Any) -> list[str]:
    parts = [entry, *(dict.get(entry, "content") or ())]
    values = [dict.get(part, key) for part in parts for key in ("title", "summary", "value")]
    return [value for value in values if isinstance(value, str)]


def _body(entry: Any) -> str:
    """The longest of contents and summary: some feeds put the article in one, some in the other."""
    texts = [_word(content, "value") for content in dict.get(entry, "content") or ()]
    texts.append(_word(entry, "summary"))
    return max((html_to_text(text) for text in texts if text), key=len, default="")


def _date(entry: Any) -> datetime | None:
    """The raw words first: feedparser reads "1793613600" as the year 1793 and an impossible zone as another day."""
    for key in ("published", "updated", "created"):
        words = _word(entry, key)
        if words is None:
            continue
        moment = parse_date(words) or _moment(dict.get(entry, f"{key}_parsed"))
        if moment:
            return moment
    return None


def _moment(parsed: object) -> datetime | None:
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
