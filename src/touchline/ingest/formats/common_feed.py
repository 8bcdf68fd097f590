"""The common shapes of RSS 2.0 and Atom, read without feedparser, which takes most of a large refresh's time.

What is read is what feedparser would give, or nothing: whatever is rare, ambiguous or broken is left to it, and tests
hold the two against each other. So no rule here says what an odd feed means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree

from touchline.ingest.dates import parse_date
from touchline.ingest.draft import Document

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_KEYS = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "description": "summary",
    "{http://purl.org/rss/1.0/modules/content/}encoded": "content",
    "pubDate": "published",
    f"{_DC}date": "updated",
    "author": "author",
    f"{_DC}creator": "author",
    f"{_ATOM}title": "title",
    f"{_ATOM}id": "id",
    f"{_ATOM}summary": "summary",
    f"{_ATOM}content": "content",
    f"{_ATOM}published": "published",
    f"{_ATOM}updated": "updated",
}
"""The elements of an entry that are read, and what feedparser calls them."""
_PASSED_OVER = frozenset(
    (
        *("category", "comments", "enclosure", f"{_ATOM}category", f"{_ATOM}rights"),
        *(f"{_DC}{name}" for name in ("subject", "identifier", "type", "format")),
        *(f"{_MEDIA}{name}" for name in ("thumbnail", "content", "credit", "keywords", "rating")),
        "{http://purl.org/rss/1.0/modules/slash/}comments",
        "{http://wellformedweb.org/CommentAPI/}commentRss",
    )
)
_RARE = (b"<!DOCTYPE", b"<!ENTITY", b"xml:base", b"<source", b":source", b"<?xml-model")
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PLAIN_TYPES = frozenset({None, "text", "html", "text/plain", "text/html"})
_C1 = re.compile("[\x80-\x9f]")
_ODD_ADDRESS = re.compile(r":///|&\w+;|\s")


class _UncommonError(Exception):
    """It is for feedparser."""


def read_common(document: Document) -> dict[str, Any] | None:
    """What feedparser would make of a feed, as far as drafts need it: `feed`, `entries`, `version`; None to ask it."""
    raw = document.raw
    if any(rare in raw for rare in _RARE) or not _is_utf8(document):
        return None
    try:
        root = ElementTree.fromstring(raw)
        if root.tag == "rss" and len(root) == 1 and root[0].tag == "channel" and b"xml:lang" not in raw:
            channel = root[0]
            return _feed(channel, "item", None)
        if root.tag == f"{_ATOM}feed":
            language = root.attrib.pop("{http://www.w3.org/XML/1998/namespace}lang", None)
            if raw.count(b"xml:lang") == (language is not None):
                return _feed(root, f"{_ATOM}entry", language)
    except (ElementTree.ParseError, LookupError, ValueError, _UncommonError):
        pass
    return None


def _is_utf8(document: Document) -> bool:
    declared = _DECLARED.match(document.raw)
    stated = _CHARSET.search(document.media_type or "")
    names = [name for name in (declared and declared[1].decode("latin-1"), stated and stated[1]) if name]
    if any(name.lower() not in ("utf-8", "utf8") for name in names):
        return False
    try:
        document.raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _feed(top: ElementTree.Element, entry_tag: str, language: str | None) -> dict[str, Any]:
    feed: dict[str, Any] = {"links": [dict(link.attrib) for link in top.iterfind(f"{_ATOM}link")]}
    for child in top:
        name = child.tag.rpartition("}")[2]
        if name not in ("title", "link", "language") or child.tag == f"{_ATOM}link":
            continue
        if name in feed or child.tag not in ("title", "link", "language", f"{_ATOM}title"):
            raise _UncommonError
        feed[name] = _text(child)
    entries = [_entry(child, language) for child in top if child.tag == entry_tag]
    return {"feed": feed, "entries": entries, "version": "common"}


def _entry(element: ElementTree.Element, language: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"title_detail": {"language": language}}
    is_permalink = False
    for child in element:
        key = _KEYS.get(child.tag)
        if key is None:
            _pass_over(child, entry)
            continue
        if key == "author":
            entry.setdefault("author_detail", {"name": _author(child)})
            continue
        if key in entry:
            raise _UncommonError
        if key == "id":
            is_permalink = child.attrib.pop("isPermaLink", "true") == "true"
        text = _text(child)
        if key in ("id", "link") and (not text or _ODD_ADDRESS.search(text)):
            raise _UncommonError
        if key in ("published", "updated") and parse_date(text) is None:
            raise _UncommonError
        entry[key] = [{"value": text}] if key == "content" else text
    if is_permalink:
        entry.setdefault("link", entry["id"])
    return entry


def _pass_over(child: ElementTree.Element, entry: dict[str, Any]) -> None:
    """Take over an Atom link; make sure that anything else is of those that say nothing of what is read."""
    if child.tag == f"{_ATOM}author":
        names = [part for part in child if part.tag == f"{_ATOM}name"]
        if len(names) != 1 or len(child) != 1 or not _text(names[0]):
            raise _UncommonError
        entry.setdefault("author_detail", {"name": _text(names[0])})
    elif child.tag == f"{_ATOM}link":
        told = child.attrib
        href, rel, kind = told.get("href", ""), told.get("rel", "alternate"), told.get("type", "text/html")
        if not href or _ODD_ADDRESS.search(href):
            raise _UncommonError
        if rel == "alternate":
            if kind != "text/html" or "link" in entry:
                raise _UncommonError
            entry["link"] = href
    elif child.tag not in _PASSED_OVER or _says_more(child.iter()):
        raise _UncommonError


def _says_more(elements: Iterable[ElementTree.Element]) -> bool:
    return any(element.tag.rpartition("}")[2] in ("title", "description", "text") for element in elements)


def _author(child: ElementTree.Element) -> str:
    name = _text(child)
    # Of "desk@post.example (The desk)" it makes name and address.
    if not name or "@" in name:
        raise _UncommonError
    return name


def _text(element: ElementTree.Element) -> str:
    """The text of an element without markup of its own and with no attribute but a plain type."""
    rest: Mapping[str, str] = element.attrib
    if len(element) or rest.keys() - {"type"} or rest.get("type") not in _PLAIN_TYPES:
        raise _UncommonError
    text = (element.text or "").strip()
    if not text.isascii():
        # UTF-8 that was taken for Latin-1 and made UTF-8 once more.
        with suppress(UnicodeError):
            text = text.encode("iso-8859-1").decode()
        if _C1.search(text):
            raise _UncommonError
    return text
