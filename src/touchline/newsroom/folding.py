"""The same report in several feeds stands as one row of a story list: the newest, with how many more there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import overload

from touchline.model import Headline

MAX_FOLDED = 1_000
"""Rows from the top of a list among which copies are looked for: nobody waits for a library of ten years."""
APART = timedelta(days=3)
"""Copies further apart than that are news again."""


class FoldedRows(Sequence[Headline]):
    """A story list without the rows that are copies of one above them.

    `copies` are these, by the row that they stand behind; both count from the top of the whole list.
    """

    def __init__(self, rows: Sequence[Headline], copies: Mapping[int, Sequence[int]]) -> None:
        self._rows = rows
        self._copies = copies
        hidden = sorted(place for places in copies.values() for place in places)
        # How many rows are shown above each hidden one: there the list goes on one further down.
        self._steps = [place - number for number, place in enumerate(hidden)]
        self._hidden = hidden

    def __len__(self) -> int:
        return len(self._rows) - len(self._hidden)

    @overload
    def __getitem__(self, at: int) -> Headline: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Headline]: ...

    def __getitem__(self, at: int | slice) -> Headline | Sequence[Headline]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return self._rows[self._place(range(len(self))[at])]

    def copies(self, row: int) -> list[Headline]:
        """The reports that a row stands for besides its own, newest first."""
        return [self._rows[place] for place in self._copies.get(self._place(row), ())]

    def row_of_place(self, place: int) -> int:
        """The row that shows what stands at a place of the whole list: itself, or the one that it is folded behind."""
        shown = next((top for top, places in self._copies.items() if place in places), place)
        return shown - bisect_right(self._hidden, shown)

    @property
    def whole(self) -> Sequence[Headline]:
        """The list with all of its rows."""
        return self._rows

    def _place(self, row: int) -> int:
        return row + bisect_right(self._steps, row)


def fold_copies(rows: Sequence[Headline], opened: Collection[str] = (), n_most: int = MAX_FOLDED) -> Sequence[Headline]:
    """A story list in which copies stand behind the first of them; the list itself when it has none.

    Copies are rows of different feeds with the same link or the same text, within three days. Reports of one feed stay
    apart, so that none ever vanishes from its own feed. `opened` are ids of articles whose copies stay rows; only the
    first `n_most` rows are looked at.
    """
    first: dict[tuple[str, str], int] = {}
    copies: dict[int, list[int]] = {}
    feeds: dict[int, set[str | None]] = {}
    looked_at = list(islice(rows, n_most))
    for place, row in enumerate(looked_at):
        keys = [("text", row.fold_key), *([("link", link)] if (link := _link(row.url)) else [])]
        top = next((first[key] for key in keys if key in first), None)
        if top is None or row.feed in feeds[top] or abs(looked_at[top].sort_at - row.sort_at) > APART:
            first.update(dict.fromkeys(keys, place))
            feeds[place] = {row.feed}
            continue
        feeds[top].add(row.feed)
        for key in keys:
            first.setdefault(key, top)
        if looked_at[top].article_id not in opened:
            copies.setdefault(top, []).append(place)
    return FoldedRows(rows, copies) if copies else rows


def whole(rows: Sequence[Headline]) -> Sequence[Headline]:
    """A story list with all of its rows."""
    return rows.whole if isinstance(rows, FoldedRows) else rows


def _link(url: str | None) -> str:
    """What two spellings of an address have in common, worked out with what is imported at every start.

    "" where it names no single page. Parameters that begin with `utm_` or `at_` tell where a reader came from.
    """
    if not url:
        return ""
    address = url.partition("://")[2].partition("#")[0].removeprefix("www.")
    path, _, query = address.partition("?")
    kept = [one for one in query.split("&") if one and not one.startswith(("utm_", "at_"))]
    path = path.rstrip("/")
    return f"{path}?{'&'.join(kept)}" if "/" in path or kept else ""
