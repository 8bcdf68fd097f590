"""Markdown with optional front matter in YAML (between `---`) or TOML (between `+++`).

Keys of the front matter are known in any case: title, date (published, pubdate), publisher (site, source, sitename),
author (authors, by), url (link, canonical), language (lang). Others are ignored. Without a title there, a first
`# heading` is the title.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from touchline.errors import FormatError
from touchline.ingest.dates import parse_date
from touchline.ingest.decoding import decode
from touchline.ingest.draft import Document, Draft
from touchline.ingest.markup import html_to_text
from touchline.ingest.plain import clean, clean_body, clean_line, clean_title, without_title
from touchline.model import as_utc

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FRONT = re.compile(r"\s*(-{3}|\+{3})[ \t]*\n(?P<head>.*?)(?:^|\n)(?:\1|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(
    r"\s*#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)|\s*(?P<lined>[^\s#>*\-+`][^\n]*)\n=+[ \t]*(?:\n|\Z)"
)
_BARE_COLON = re.compile(r"^(\w+):[ \t]+([^\s'\"\[{|>&*#][^\n]*?: [^\n]*)$", re.MULTILINE)
_MAX_FRONT = 100_000
"""Code points of front matter that are read; YAML needs seconds for megabytes."""

_MAX_RENDERED = 500_000
"""Code points of the longest body that is rendered; longer ones stay as they are: these take 2 to 5 seconds."""


def parse(document: Document) -> list[Draft]:
    """Make one draft of a Markdown file.

    Raises:
        FormatError: the bytes are no text, or the front matter cannot be read.
    """
    text = clean(decode(document.raw, document.name))
    front, start = _read_front(text, document.name)
    body = text[start:]
    title = clean_title(_word(front, "title"))
    heading = _HEADING.match(body)
    if heading and title is None:
        title = clean_title(_plain(heading["title"] or heading["lined"]))
        body = body[heading.end() :]
    published_at, undated = _date(front)
    return [
        Draft(
            title=title,
            body=without_title(title, _plain(body)),
            published_at=published_at,
            date_from="front matter" if published_at else "none",
            undated=undated,
            publisher=_word(front, "publisher", "sitename", "site", "source"),
            author=_word(front, "author", "authors", "by"),
            url=_word(front, "url", "link", "canonical"),
            language=_word(front, "language", "lang"),
        )
    ]


def _read_front(text: str, name: str) -> tuple[dict[str, Any], int]:
    """Read the front matter; also return where the body begins. A ruler at the start (`---`) is no front matter."""
    found = _FRONT.match(text)
    if found is None or len(found["head"]) > _MAX_FRONT:
        return {}, 0
    if found[1] == "+++":
        try:
            front: Any = tomllib.loads(found["head"])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise FormatError(f"{name} has front matter that is no valid TOML.") from error
    else:
        front = _read_yaml(found["head"], name)
    if not isinstance(front, dict):
        return {}, 0
    return {str(key).lower(): value for key, value in front.items()}, found.end()


def _read_yaml(head: str, name: str) -> Any:
    import yaml

    # Headlines are full of colons, and few people know that YAML wants quotes around them then.
    for version in (head, _BARE_COLON.sub(lambda line: f"{line[1]}: {json.dumps(line[2])}", head)):
        try:
            return yaml.safe_load(version)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            failure = error
    raise FormatError(f"{name} has front matter that is no valid YAML.") from failure


def _word(front: dict[str, Any], *keys: str) -> str | None:
    """The first of the keys that has a value; lists of names are joined."""
    for key in keys:
        value = front.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(str(part) for part in value if isinstance(part, str | int))
        if value is not None and not isinstance(value, dict) and (line := clean_line(str(value))):
            return line
    return None


def _date(front: dict[str, Any]) -> tuple[datetime | None, bool]:
    """The date, and whether the front matter says that it is not known."""
    for key in ("date", "published", "pubdate", "published_at", "publishdate"):
        value = front.get(key)
        if isinstance(value, date):
            return as_utc(value), False
        words = clean_line(str(value)) if isinstance(value, str | int) else None
        if words:
            return parse_date(words), words.lower() in {"unknown", "undated"}
    return None, False


def _plain(markdown: str) -> str:
    if len(markdown) > _MAX_RENDERED:
        return clean_body(markdown)
    return html_to_text(_renderer().render(markdown))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
