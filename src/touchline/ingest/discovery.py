"""The feeds that an HTML page names as its own: `<link rel="alternate" type="application/rss+xml" href="...">`.

Source: the HTML standard, section 4.6.7.1, and the RSS Advisory Board's autodiscovery specification.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urljoin

from touchline.errors import FormatError
from touchline.ingest.decoding import decode_page
from touchline.ingest.draft import Document
from touchline.ingest.ids import comparable_address
from touchline.ingest.plain import clean

_HEAD = 200_000
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_MAX_FEEDS = 10


def find_feeds(document: Document) -> tuple[str, ...]:
    """The http(s) addresses of a page's feeds, in its order; () when it names none or is no page.

    Of those of one type the page means the first to be its main feed; comments' feeds stand behind it.
    """
    try:
        html = decode_page(document.raw[:_HEAD], document.name)
    except FormatError:
        return ()
    from lxml import etree

    links = _Links()
    # Bytes with a fixed encoding, as for the texts: the parser need not look for one.
    parser: Any = etree.HTMLParser(target=cast(Any, links), encoding="utf-8")
    parser.feed(clean(html).encode())
    parser.close()
    base = urljoin(document.address or "", links.base)
    found = [address for address in (_joined(base, link) for link in links.found) if comparable_address(address)]
    return tuple(dict.fromkeys(found))[:_MAX_FEEDS]


class _Links:
    """Target of lxml's parser: collects the links to feeds and the address that they count from."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.base = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        values = {name: value.strip() for name, value in attributes.items()}
        if tag == "base" and not self.base:
            self.base = values.get("href", "")
        kind = values.get("type", "").partition(";")[0].strip().lower()
        is_alternate = "alternate" in values.get("rel", "").lower().split()
        if tag == "link" and is_alternate and kind in _TYPES and values.get("href"):
            self.found.append(values["href"])

    def close(self) -> None:
        """Called by the parser at the end of the document."""


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""
