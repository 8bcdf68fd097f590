"""The links of an article: its own and those in its text, numbered, with the host that they really lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from touchline.present.lines import BLANK, Page, Piece, line
from touchline.present.measure import clip_text
from touchline.safe import safe_link

if TYPE_CHECKING:
    from touchline.model import Article
    from touchline.present.lines import Line

MOST_LINKS = 99
_LINK = re.compile(r"https?://[^\s<>\"“”„«»]+", re.IGNORECASE)
_AFTER = ".,;:!?'’*_|"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def links_of(article: Article) -> tuple[str, ...]:
    """The links that may be opened, each once: the article's own first, then those of its text in their order."""
    links: dict[str, None] = {}
    for url in (article.url or "", *_links_in(article.text)):
        if len(links) == MOST_LINKS:
            break
        if link := safe_link(url):
            links.setdefault(link)
    return tuple(links)


def _links_in(text: str) -> Iterator[str]:
    """Links as they stand in a text, without what belongs to the sentence around them."""
    for found in _LINK.finditer(text):
        url = found.group()
        while url[-1] in _AFTER or (url[-1] in _BRACKETS and url.count(_BRACKETS[url[-1]]) < url.count(url[-1])):
            url = url[:-1]
        yield url


def link_lines(links: Sequence[str], width: int) -> list[Line]:
    """The foot of an article: each link on a line, with its number where there are several."""
    labels = [f"Link {number}  " if len(links) > 1 else "Link  " for number in range(1, len(links) + 1)]
    return [
        line(Piece(label, "label"), Piece(clip_text(link, width - len(label)), "muted"))
        for label, link in zip(labels, links, strict=True)
    ]


def links_page(links: Sequence[str], width: int) -> Page:
    """Links to choose from: number, host, and the rest of the address below."""
    lines: list[Line] = []
    for number, link in enumerate(links, 1):
        scheme, _, address = link.partition("://")
        host, slash, rest = address.partition("/")
        lines.append(line(Piece(f"{number:>2}  ", "key"), Piece(clip_text(host, width - 4), "strong")))
        lines.append(line("    ", Piece(clip_text(f"{scheme}://{host}{slash}{rest}", width - 4), "muted")))
        lines.append(BLANK)
    return Page(lines=tuple(lines[:-1]))


def chosen(typed: str, n_links: int, *, whole: bool) -> int | None:
    """The number that the digits mean; None where no link has it, and while more may follow: not after the `whole`."""
    number = int(typed or "0")
    if not 1 <= number <= n_links:
        return None
    return number if whole or number * 10 > n_links else None
