"""Text from outside as Markdown that says what the text says, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from touchline.safe import safe, safe_link

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"^([#+\-=]|\d+(?=[.)]))")


def escaped(text: str) -> str:
    """One line of text in which nothing is markup: no links, tags, entities, lists, headings, code or columns."""
    line = _ACTIVE.sub(lambda match: "\\" + match[0], safe(text).strip())
    start = _AT_START.match(line)
    if start is None:
        return line
    return f"{start[1]}\\{line[start.end() :]}" if start[1].isdigit() else "\\" + line


def link(text: str, url: str | None) -> str:
    """The text, as a link where the address is one that may be opened."""
    target = safe_link(url) if url else None
    return f"[{escaped(text)}](<{target}>)" if target else escaped(text)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """A pipe table; the columns whose numbers stand in `right` are aligned to the right."""
    rule = ["---:" if n in right else "---" for n in range(len(header))]
    lines = [[escaped(cell) for cell in header], rule, *([escaped(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
