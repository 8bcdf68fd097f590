"""The file formats: one module each, and one table that says which bytes belong to which.

Every module has `parse(document: Document) -> list[Draft]`, which raises `FormatError` when the bytes are not what they
seemed to be. A new format is one module and one line of the table. Modules are imported when first needed: trafilatura
alone takes longer than reading a thousand text files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import PurePath
from typing import cast

from touchline.errors import FormatError
from touchline.ingest.draft import Document, Draft

PARSER_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What other people's parsers raise on bytes that they were not made for; caught around the call of a parser only."""

MAX_ENTRIES = 2_000
"""Entries that are read of one feed, from its beginning; feedparser needs half a second for each thousand."""

MAX_FIELD = 524_288
"""Code points that are read of one field of an entry; no report is as long, and some patterns take quadratic time."""

_HEAD = 4_096
_BLANK = b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"
"""White space, byte order marks, and the zero bytes of either in UTF-16."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A row of the table: `looks_like` is matched against the document's ASCII skeleton, `suffixes` decide else."""

    name: str
    module: str
    looks_like: re.Pattern[bytes] | None = None
    suffixes: tuple[str, ...] = ()
    is_feed: bool = False

    def parse(self, document: Document) -> list[Draft]:
        """Make drafts of a document; imports the format's module.

        Raises:
            FormatError: the document is broken.
        """
        module = import_module(f"{__name__}.{self.module}")
        return cast(Callable[[Document], list[Draft]], module.parse)(document)


# What may stand before a root element: white space, processing instructions, comments, a document type.
_PROLOGUE = rb"\s*(?:<\?[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*"
FORMATS = (
    Format(
        name="feed",
        module="feed",
        looks_like=re.compile(_PROLOGUE + rb"<(?:[a-z]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE),
        suffixes=(".rss", ".atom", ".rdf", ".xml"),
        is_feed=True,
    ),
    Format(
        name="JSON Feed",
        module="jsonfeed",
        looks_like=re.compile(rb'\s*\{.*"version"\s*:\s*"https?:(?:/|\\/){2}jsonfeed\.org', re.DOTALL),
        suffixes=(".json", ".jsonfeed"),
        is_feed=True,
    ),
    Format(
        name="HTML page",
        module="html",
        looks_like=re.compile(rb"\s*<!doctype\s+html|" + _PROLOGUE + rb"<(?:html|head|body)[\s>]", re.IGNORECASE),
        suffixes=(".html", ".htm", ".xhtml"),
    ),
    Format(
        name="Markdown",
        module="markdown",
        looks_like=re.compile(rb"(-{3}|\+{3})[ \t]*\r?\n\s*[\w-]+[ \t]*[:=][\s\S]*?\n\1[ \t]*(?:\r?\n|$)"),
        suffixes=(".md", ".markdown", ".mdown", ".mkd"),
    ),
)
_OPML = re.compile(_PROLOGUE + rb"<opml[\s>]", re.IGNORECASE)
TEXT = Format(name="text", module="text")
"""What everything else is; a suffix that no format claims says nothing about a file."""


def choose_format(document: Document) -> Format:
    """Choose by content first, then by the name's suffix, else plain text.

    Raises:
        FormatError: the document is a list of feeds, whose text is addresses only.
    """
    skeleton = _skeleton(document.raw)
    if _OPML.match(skeleton):
        raise FormatError(f"{document.name} is a list of feeds (OPML), not an article.")
    for known in FORMATS:
        if known.looks_like and known.looks_like.match(skeleton):
            return known
    suffix = PurePath(document.name).suffix.lower()
    return next((known for known in FORMATS if suffix in known.suffixes), TEXT)


def parse(document: Document) -> list[Draft]:
    """Make drafts of a document in the format that it is in.

    Raises:
        FormatError: the document is empty, broken, or no article.
    """
    if not document.raw.strip(_BLANK):
        raise FormatError(f"{document.name} is empty.")
    return choose_format(document).parse(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed holds: a draft of each of its entries that tells anything, in order.

    `n_entries` counts all entries of the document, `n_long_fields` the fields that were cut.
    """

    drafts: list[Draft]
    n_entries: int
    n_long_fields: int = 0


def parse_feed(document: Document) -> ParsedFeed:
    """Make drafts of what a feed's address answered: a feed, and nothing else.

    Raises:
        NotFeedError: it is something else.
        FormatError: it is empty or broken.
    """
    if not document.raw.strip(_BLANK):
        raise FormatError(f"{document.name} is empty.")
    form = choose_format(document)
    if not form.is_feed:
        raise NotFeedError(f"{document.name} answered with {_with_article(form.name)}, not with a feed.")
    module = import_module(f"{__name__}.{form.module}")
    return cast(Callable[[Document], ParsedFeed], module.parse_feed)(document)


class NotFeedError(FormatError):
    """A feed's address answered with a page, a text or the like."""


def is_json_feed(document: Document) -> bool:
    """Whether a document is a JSON Feed."""
    return document.raw.lstrip(_BLANK).startswith(b"{") and choose_format(document).module == "jsonfeed"


def made_entry_id(title: str | None, body: str) -> str:
    """Return an id for an entry without id and link: equal for equal text, so that reading it again adds nothing."""
    return blake2b(f"{title or ''}\0{body}".encode(), digest_size=16).hexdigest()


def _skeleton(raw: bytes) -> bytes:
    """The document's beginning, without blanks and the zero bytes of UTF-16, so that ASCII can be matched.

    JSON may name its version at its end, and front matter may be long: of these it is the whole document.
    """
    skeleton = raw.lstrip(_BLANK)
    if not skeleton.startswith((b"{", b"---", b"-\0", b"+++", b"+\0")):
        skeleton = skeleton[:_HEAD]
    return skeleton.replace(b"\0", b"") if b"\0" in skeleton[:_HEAD] else skeleton


def _with_article(noun: str) -> str:
    return ("an " if noun.startswith("HTML") else "") + noun
