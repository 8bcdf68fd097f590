"""What the user says of articles and story threads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MarkField = Literal["read", "starred", "tag", "followed", "correction", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChange:
    """One thing that the user says: `keys` get or lose a mark.

    `keys` are article ids for "read", "starred", "tag" and "dropped" (no refresh brings it back); for "followed" they
    are claim anchors (see `threads.anchor_of`), for "correction" corrections as text (see `threads.correction_key`).
    `tag` is the tag's name, for "tag" only.
    """

    field: MarkField
    keys: tuple[str, ...]
    value: bool
    tag: str | None = None
