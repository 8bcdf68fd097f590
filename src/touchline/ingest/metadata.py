"""What a saved page says of itself in its head: ld+json, Open Graph, `meta` names, `link`, `time`."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from touchline.ingest.dates import parse_date
from touchline.ingest.markup import line_to_text

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_ARTICLE_TYPES = re.compile(r"article|blogposting|report$|^newsstory$", re.IGNORECASE)
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "publishdate",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
)
_SEPARATORS = re.compile(r"\s+[|·•–—:-]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """The page's own statements; None where it makes none."""

    title: str | None
    author: str | None
    publisher: str | None
    url: str | None
    language: str | None
    published_at: datetime | None


def read_metadata(soup: BeautifulSoup) -> PageMetadata:
    """Read what the page's head says; ld+json is trusted most, then `meta`, then headings and the page's title."""
    posting = _posting(soup)
    named = _named(soup)
    publisher = _name(posting.get("publisher")) or named.get("og:site_name") or named.get("application-name")
    author = _name(posting.get("author")) or named.get("author") or named.get("article:author")
    return PageMetadata(
        title=_title(soup, posting, named, publisher),
        author=None if author and author.startswith(("http:", "https:")) else author,
        publisher=publisher,
        url=_address(soup, posting, named),
        language=_text(posting.get("inLanguage")) or _language(soup, named),
        published_at=_published_at(soup, posting, named),
    )


def _posting(soup: BeautifulSoup) -> dict[str, Any]:
    """The first ld+json object that is some kind of article; {} for none."""
    for script in soup.find_all("script", type=re.compile(r"ld\+json", re.IGNORECASE)):
        try:
            tree = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for node in _nodes(tree):
            kinds = node.get("@type")
            listed = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in listed):
                return node
    return {}


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = deque([tree])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _named(soup: BeautifulSoup) -> dict[str, str]:
    """Contents of `meta` elements by lower-case name, property or itemprop; the first of each name counts."""
    named: dict[str, str] = {}
    for element in soup.find_all("meta"):
        content = line_to_text(_text(element.get("content")))
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = _text(element.get(key))
            if name and content:
                named.setdefault(name.lower(), content)
    return named


def _title(soup: BeautifulSoup, posting: dict[str, Any], named: dict[str, str], publisher: str | None) -> str | None:
    headings = [heading.get_text(" ") for heading in soup.find_all("h1", limit=2)]
    candidates = (
        _text(posting.get("headline")),
        named.get("og:title"),
        headings[0] if len(headings) == 1 else None,
        soup.title.get_text() if soup.title else None,
        *headings,
    )
    title = next((title for title in map(line_to_text, candidates) if title), None)
    return _without_site(title, publisher) if title else None


def _without_site(title: str, publisher: str | None) -> str:
    """Cut the paper's name off the end of a title ("Boss goes | The Invented Post")."""
    ends = [found.start() for found in _SEPARATORS.finditer(title)]
    if publisher and ends:
        last = _SEPARATORS.sub("", title[ends[-1] :], count=1).strip().casefold()
        if last and (last in publisher.casefold() or publisher.casefold() in last):
            return title[: ends[-1]].strip()
    return title


def _published_at(soup: BeautifulSoup, posting: dict[str, Any], named: dict[str, str]) -> datetime | None:
    times = soup.select('time[itemprop="datePublished"], time[pubdate], article time[datetime], main time[datetime]')
    stated = (
        _text(posting.get("datePublished")),
        *(named.get(name) for name in _DATE_NAMES),
        *(_text(element.get("datetime")) or element.get_text() for element in times),
    )
    return next((moment for moment in map(parse_date, stated) if moment), None)


def _address(soup: BeautifulSoup, posting: dict[str, Any], named: dict[str, str]) -> str | None:
    canonical = soup.select_one('link[rel="canonical"]')
    page = posting.get("mainEntityOfPage")
    stated = (
        _text(canonical.get("href")) if canonical else None,
        named.get("og:url"),
        _text(posting.get("url")),
        _text(page.get("@id")) if isinstance(page, dict) else _text(page),
    )
    return next((url for url in stated if url and url.startswith(("http://", "https://"))), None)


def _language(soup: BeautifulSoup, named: dict[str, str]) -> str | None:
    root = soup.select_one("html")
    stated = _text(root.get("lang")) or _text(root.get("xml:lang")) if root else None
    return stated or named.get("content-language") or named.get("og:locale")


def _name(value: Any) -> str | None:
    """The name or names of ld+json people and organisations."""
    values = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in values]
    return ", ".join(dict.fromkeys(line_to_text(name) for name in names if name)) or None


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
