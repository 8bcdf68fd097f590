"""Saved HTML pages: the main text by trafilatura, what the page says of itself by its own metadata.

Where trafilatura finds nothing, fails, or loses text (libxml2 drops what lies some 250 elements deep), the page's
`article`, `main` or `body` is read as it stands.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from touchline.errors import FormatError
from touchline.ingest.dates import parse_date
from touchline.ingest.decoding import decode_page
from touchline.ingest.draft import Document, Draft
from touchline.ingest.formats import PARSER_FAILURES
from touchline.ingest.markup import html_to_text
from touchline.ingest.metadata import read_metadata
from touchline.ingest.plain import clean, clean_body, without_title

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_XML_DECLARATION = re.compile(r"(?:\s*<\?xml[^>]*>?)+")
_LONG_GAPS = re.compile(r"\s{100,}")
"""Some of the extractor's patterns take quadratic time on long white space."""
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]+)")
"""What Chrome and SingleFile write into the pages that they save."""
_MAX_TREE = 2_000_000
"""Code points of the largest page that is made a tree: each million takes two seconds, and 100 MB. Of giants, the head
is asked for metadata, and the text is read as it stands."""
_HEAD = 200_000
_CLUTTER = ["nav", "aside", "footer", "header", "form", "script", "style", "noscript", "template"]
_LEAST_TEXT = 100
"""Code points; less than that of a page that holds three times as much is no main text."""
_DEEP = 200
"""Elements within elements; trees of libxml2 end at 256."""


def parse(document: Document) -> list[Draft]:
    """Make one draft of a page.

    Raises:
        FormatError: the bytes are no text, or the page has no text to read.
    """
    html = clean(decode_page(document.raw, document.name))
    declaration = _XML_DECLARATION.match(html)
    html = _LONG_GAPS.sub("\n", html[declaration.end() :] if declaration else html)
    is_giant = len(html) > _MAX_TREE
    soup = _soup(html[:_HEAD] if is_giant else html, document.name)
    stated = read_metadata(soup)
    saved_from = _SAVED_FROM.search(html[:_HEAD])
    url = stated.url or (saved_from[1] if saved_from else None)
    found = None if is_giant else _extracted(html, url)
    body = html_to_text(html) if is_giant else _main_text(found, soup)
    if not body:
        raise FormatError(f"{document.name} is a page without text.")
    title = stated.title or _guess(found, "title")
    published_at = stated.published_at or parse_date(_guess(found, "date"))
    return [
        Draft(
            title=title,
            body=without_title(title, body),
            published_at=published_at,
            date_from="meta" if published_at else "none",
            publisher=stated.publisher or _guess(found, "sitename"),
            author=stated.author or _guess(found, "author"),
            url=url or _guess(found, "url"),
            language=stated.language,
        )
    ]


def _soup(html: str, name: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup

    try:
        return BeautifulSoup(html.encode(), "lxml", from_encoding="utf-8")
    except PARSER_FAILURES as error:
        raise FormatError(f"{name} is a page too broken to be read.") from error


def _extracted(html: str, url: str | None) -> Any:
    """What trafilatura makes of the page; None for nothing or a failure."""
    # What its dates' parser thinks of a time zone belongs on no screen.
    warnings.filterwarnings("ignore", module=r"(?:dateutil|dateparser|htmldate|trafilatura|courlan|justext)\b")
    try:
        return _extractor()(
            html,
            url=url,
            include_comments=False,
            with_metadata=True,
            prune_xpath=["//*[@hidden]", "//noscript"],
            # Thorough search takes any date on the page, the copyright's too.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except PARSER_FAILURES:
        return None


@cache
def _extractor() -> Callable[..., Any]:
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        # Complaints about a page belong on no screen.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return cast(Callable[..., Any], bare_extraction)


def _guess(found: Any, field: str) -> str | None:
    value = getattr(found, field, None)
    return value.strip() or None if isinstance(value, str) else None


def _main_text(found: Any, soup: BeautifulSoup) -> str:
    text = _paragraphs(_guess(found, "text") or "")
    is_deep = _is_deep(soup)
    if len(text) >= _LEAST_TEXT and not is_deep:
        return text
    whole = _whole_text(soup)
    return whole if len(whole) > (1 if is_deep else 3) * len(text) else text


def _paragraphs(text: str) -> str:
    """Put a blank line between trafilatura's lines, each of which is a paragraph or an entry of a list."""
    lines = [line for line in clean_body(text).split("\n") if line]
    pieces: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        close = line.startswith("- ") and before.startswith("- ")
        pieces.append(("\n" if close else "\n\n") + line)
    return "".join(pieces).strip()


def _whole_text(soup: BeautifulSoup) -> str:
    for element in soup.find_all(_CLUTTER):
        element.extract()
    articles: list[Tag] = soup.find_all("article")
    texts = [html_to_text(str(element)) for element in articles]
    longest = max(texts, key=len, default="")
    if len(longest) >= _LEAST_TEXT:
        return longest
    container = soup.find("main") or soup.body or soup
    return html_to_text(str(container))


def _is_deep(soup: BeautifulSoup) -> bool:
    level: list[Any] = [soup]
    for _ in range(_DEEP):
        level = [child for element in level for child in element.children if hasattr(child, "children")]
        if not level:
            return False
    return True
