"""The `urls` file of newsboat: one address a line, tags behind it, `"~name"` for a name of one's own.

Source: https://newsboat.org/releases/2.21/docs/newsboat.html, "Feeds".
"""

from __future__ import annotations

import shlex

from touchline.errors import FormatError
from touchline.exchange.outlines import Outline, tag_of
from touchline.safe import safe, safe_link

MAX_BYTES = 10_000_000
_PROGRAMS = ("exec:", "filter:")


def read_urls(raw: bytes) -> tuple[tuple[Outline, ...], tuple[str, ...]]:
    """The feeds of a `urls` file, each address once, and a sentence for every line that was left out.

    Nothing in it is run: "exec:" and "filter:" lines, saved queries and local files are left out.

    Raises:
        FormatError: it is too large.
    """
    if len(raw) > MAX_BYTES:
        raise FormatError(f"the urls file is larger than {MAX_BYTES // 1_000_000} MB")
    found: dict[str, Outline] = {}
    problems: list[str] = []
    for number, written in enumerate(raw.decode("utf-8-sig", "replace").splitlines(), 1):
        words = _words(written)
        if not words:
            continue
        address, *marks = words
        link = safe_link(address)
        if link is None:
            problems.append(f"line {number}: {_why(address)}")
        elif link not in found:
            names = [mark[1:] for mark in marks if mark.startswith("~")]
            tags = (tag_of(mark.lstrip("!")) for mark in marks if not mark.startswith("~"))
            name = safe(names[-1]).strip() if names else ""
            found[link] = Outline(name=name or link, url=link, tags=tuple(dict.fromkeys(filter(None, tags))))
    return tuple(found.values()), tuple(problems)


def _words(line: str) -> list[str]:
    """The words of a line, quoted ones whole; a line that begins with `#` is a comment."""
    if line.lstrip().startswith("#"):
        return []
    try:
        return shlex.split(line)
    except ValueError:  # a quotation mark that is never closed
        return line.split()


def _why(address: str) -> str:
    if address.startswith("query:"):
        return "a saved query; write it as [[query]] in feeds.toml"
    if address.startswith(_PROGRAMS):
        return "it runs a program, which touchline does not do for feeds"
    return f"{safe(address)[:200]!r} is no http or https address"
