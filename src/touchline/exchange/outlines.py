"""What lists of feeds from other readers have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_TAG = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of another reader's list; `tags` are the folders that it stands in, outermost first, and its categories.

    `url` is the address as the file gives it: only http(s) addresses are kept, everything else is in the file's
    problems.
    """

    name: str
    url: str
    tags: tuple[str, ...] = ()


def tag_of(name: str) -> str:
    """A folder's name as one word, as tags are."""
    return re.sub(r"[^\w./+-]+", "-", name.casefold()).strip("-_./+")[:MAX_TAG]
