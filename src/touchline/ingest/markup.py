"""HTML -> readable plain text: paragraphs, lists, code; no tags, no scripts.

The parser reports events and builds no tree: libxml2 silently drops what lies some 250 elements deep in a tree.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Any, cast

from touchline.ingest.plain import clean, clean_body

_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w{1,30});")


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HIDDEN = _tags(
    "script style template head title noscript svg math iframe object embed audio video canvas map select "
    "button input textarea dialog"
)
_PARAGRAPHS = _tags(
    "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table figure "
    "figcaption address form fieldset details summary hr body html center"
)
_LINES = _tags("li tr dt dd caption legend")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAX_INDENTS = 6
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
_UNEVEN = ("  ", "\n", "\t", "\r", "\f", "\u00a0")
"""Of what `_SPACE` makes one blank: looking for it is much faster than replacing every blank by itself."""


def html_to_text(html: str) -> str:
    """Return the text that a reader of this HTML sees, one blank line between paragraphs; "" for none."""
    if not _TAG.search(html):
        return clean_body(html)
    return clean_body(_parsers.read(f"<div>{clean(html)}</div>"))


class _Parsers(threading.local):
    """A parser for each thread: to make one takes as long as to read a short text with it."""

    parser: Any = None
    reader: _Reader

    def read(self, html: str) -> str:
        """The text of a fragment."""
        if self.parser is None:
            from lxml import etree

            self.reader = _Reader()
            # Bytes with a fixed encoding: a <meta charset> in a fragment would make the parser change its mind half
            # way. The parser recovers from everything that can be called HTML.
            self.parser = etree.HTMLParser(target=cast(Any, self.reader), encoding="utf-8", huge_tree=True)
        parser, self.parser = self.parser, None
        self.reader.begin()
        parser.feed(html.encode())
        parser.close()
        # One that failed is not used again.
        self.parser = parser
        return self.reader.text()


_parsers = _Parsers()


def line_to_text(html_or_text: str | None) -> str:
    """Return a title or name as plain text; feeds write "&amp;" and "<b>" in fields that they call plain."""
    return " ".join(html_to_text(html_or_text).split()) if html_or_text else ""


class _Reader:
    """Target of lxml's parser, which calls `start`, `end`, `data` and `close`; collects text and the breaks in it."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget what was read."""
        self._pieces: list[str] = []
        self._break = ""
        self._n_hidden = 0
        self._n_pre = 0
        self._lists: list[int | None] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._n_hidden or tag in _HIDDEN or "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style", "")):
            self._n_hidden += 1
            return
        if tag == "br":
            self._need("\n" if self._break != "\n" else "\n\n")
        elif tag in {"td", "th"}:
            self._need(" ")
        elif tag == "li":
            self._start_entry()
        elif tag == "q":
            self.data("“")
        else:
            self._block(tag)
            if tag in {"ul", "ol"}:
                self._lists.append(1 if tag == "ol" else None)
            self._n_pre += tag == "pre"

    def end(self, tag: str) -> None:
        if self._n_hidden:
            self._n_hidden -= 1
            return
        if tag == "q":
            self._write("”")
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        self._n_pre -= tag == "pre"
        self._block(tag)

    def data(self, text: str) -> None:
        if self._n_hidden:
            return
        if self._n_pre:
            self._write(text)
            return
        words = _SPACE.sub(" ", text) if any(blank in text for blank in _UNEVEN) else text
        if words.startswith(" "):
            self._need(" ")
        if words.strip(" "):
            self._write(words.strip(" "))
            if words.endswith(" "):
                self._need(" ")

    def close(self) -> None:
        """Called by the parser at the end of the document."""

    def text(self) -> str:
        """All of the text that was seen."""
        return "".join(self._pieces)

    def _block(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            # Nested lists and the paragraphs of an entry stay close together.
            self._need("\n" if self._lists else "\n\n")
        elif tag in _LINES:
            self._need("\n")

    def _start_entry(self) -> None:
        self._need("\n")
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        indent = "  " * min(len(self._lists) - 1, _MAX_INDENTS)
        self._write(indent + (f"{number}. " if number is not None else "- "))
        self._break = "-"  # a paragraph inside the entry begins on its line

    def _need(self, separator: str) -> None:
        """Ask for at least this much space before the next text."""
        if self._break == "-":
            if separator == "\n\n" or not self._pieces:
                return
            separator = "" if separator == " " else separator
        if len(separator) > len(self._break) or (separator.strip(" ") == "\n" and self._break == " "):
            self._break = separator

    def _write(self, text: str) -> None:
        if self._break != "-" and self._pieces:
            self._pieces.append(self._break)
        self._break = ""
        self._pieces.append(text)
