"""The rows of the sidebar: views, tags and publishers under their headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SideRow:
    """A view with its counts; `n_unread` is None where it is not counted. Without a key it is a heading or a gap.

    `more`: there may be more than `n`.
    """

    key: str
    title: str
    n: int = 0
    n_unread: int | None = None
    more: bool = False

    @property
    def counts(self) -> str:
        """As "412", "37/412" for the unread of all, "34+" where there may be more."""
        n = f"{self.n:,}{'+' if self.more else ''}"
        return n if self.n_unread is None else f"{self.n_unread:,}/{n}"


HEADINGS = {"query": "Searches", "tag": "Tags", "feed": "Feeds", "publisher": "Publishers"}


def side_rows(views: Iterable[SideRow]) -> tuple[SideRow, ...]:
    """The views with a gap and a heading before the first of each kind (the word before the colon of their keys)."""
    rows: list[SideRow] = []
    kind_before = ""
    for view in views:
        kind = view.key.partition(":")[0] if ":" in view.key else ""
        if kind != kind_before:
            rows += [SideRow("", ""), SideRow("", HEADINGS.get(kind, kind))]
            kind_before = kind
        rows.append(view)
    return tuple(rows)
