"""Feeds out as OPML 2.0, and lists of feeds in from other readers' OPML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit, urlunsplit
from xml.parsers import expat

from touchline.config import FeedConfig
from touchline.errors import FormatError
from touchline.exchange.outlines import Outline, tag_of
from touchline.safe import safe, safe_link

MAX_BYTES = 10_000_000
MAX_OUTLINES = 20_000
MAX_DEPTH = 32


def write_opml(feeds: Iterable[FeedConfig], *, title: str = "touchline feeds", by_tag: bool = False) -> str:
    """The feeds that have a URL as an OPML 2.0 document; tags become categories.

    With `by_tag` each feed stands in a folder with the name of its first tag, for readers that know no categories;
    feeds without tags follow the folders.
    """
    folders: dict[str, list[str]] = {}
    for feed in feeds:
        if feed.url:
            folder = feed.tags[0] if by_tag and feed.tags else ""
            folders.setdefault(folder, []).append(_outline(feed))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{_text(title)}</title></head>", "  <body>"]
    outside = folders.pop("", [])
    for folder, outlines in sorted(folders.items()):
        name = _attribute(folder)
        lines += [f"    <outline text={name} title={name}>", *(f"  {each}" for each in outlines), "    </outline>"]
    return "\n".join([*lines, *outside, "  </body>", "</opml>"]) + "\n"


def _outline(feed: FeedConfig) -> str:
    name, url = _attribute(feed.name), _attribute(_without_password(feed.url or ""))
    category = f" category={_attribute(','.join(feed.tags))}" if feed.tags else ""
    return f'    <outline type="rss" text={name} title={name} xmlUrl={url}{category}/>'


def read_opml(raw: bytes) -> tuple[tuple[Outline, ...], tuple[str, ...]]:
    """The feeds of an OPML document, each address once, and a sentence for every outline that was left out.

    Raises:
        FormatError: it is no OPML, too large, or declares entities, which OPML has no use for.
    """
    if len(raw) > MAX_BYTES:
        raise FormatError(f"the OPML file is larger than {MAX_BYTES // 1_000_000} MB")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise FormatError(f"the OPML file is no XML: line {error.lineno}: {expat.ErrorString(error.code)}") from error
    except (LookupError, ValueError) as error:  # an encoding that expat does not know
        raise FormatError(f"the OPML file cannot be read: {error}") from error
    return tuple(reader.found.values()), tuple(reader.problems)


def looks_like_opml(raw: bytes) -> bool:
    """Whether bytes are to be read as OPML: they begin as XML does, whatever the file is called."""
    head = raw[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return head.startswith(b"<")


class _Reader:
    """Collects outlines as expat meets them; the folders around the current one are a stack of names."""

    def __init__(self) -> None:
        self.found: dict[str, Outline] = {}
        self.problems: list[str] = []
        self._folders: list[str | None] = []
        self._n_outlines = 0
        self._seen_root = False

    def refuse_doctype(self, *_: object) -> None:
        raise FormatError("the OPML file declares a document type, which may hold entities; remove the declaration")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower()
        if not self._seen_root:
            self._seen_root = True
            if tag != "opml":
                raise FormatError(f"the file is no OPML: it begins with <{safe(tag)[:40]}>")
        if tag != "outline":
            return
        self._n_outlines += 1
        if self._n_outlines > MAX_OUTLINES or len(self._folders) >= MAX_DEPTH:
            raise FormatError(
                f"the OPML file has more than {MAX_OUTLINES:,} outlines or {MAX_DEPTH} folders in folders"
            )
        named = {name.lower(): value for name, value in attributes.items()}
        name = safe(named.get("text") or named.get("title") or "").strip()
        url = named.get("xmlurl", "").strip()
        self._folders.append(None if url else name)
        if url:
            self._feed(name, url, named.get("category", ""))

    def end(self, tag: str) -> None:
        if tag.lower() == "outline":
            self._folders.pop()

    def _feed(self, name: str, url: str, category: str) -> None:
        # Other readers take "exec:..." and "|command" for programs to run; here an address is an address.
        link = safe_link(url)
        if link is None:
            self.problems.append(f"{name or 'an outline'}: {safe(url)[:200]!r} is no http or https address")
        elif link not in self.found:
            categories = (part.strip("/ ") for part in safe(category).split(","))
            tags = [folder for folder in self._folders if folder] + [part for part in categories if part]
            self.found[link] = Outline(
                name=name or link, url=link, tags=tuple(dict.fromkeys(filter(None, map(tag_of, tags))))
            )


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _attribute(text: str) -> str:
    return f'"{_text(text)}"'


def _text(text: str) -> str:
    return escape(safe(text))
