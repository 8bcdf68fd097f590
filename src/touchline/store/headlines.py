"""All headlines in order, kept so while articles come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from touchline.model import Headline
from touchline.store.codec import decode

Row = Mapping[str, Any]
MAX_FOUND = 10


class Entry:
    """A stored row, made into a headline when first asked for: a screen asks for 40 of 100,000."""

    __slots__ = ("_made", "article_id", "row")

    def __init__(self, article_id: str, row: Row) -> None:
        self.article_id = article_id
        self.row = row
        self._made: Headline | None = None

    @property
    def headline(self) -> Headline:
        """The headline."""
        if self._made is None:
            self._made = decode(Headline, {**self.row, "article_id": self.article_id})
        return self._made

    @property
    def sort_at(self) -> str:
        """The time that the article sorts by, as the string that is stored."""
        sort_at: str = self.row.get("published_at") or self.row["first_seen_at"]
        return sort_at

    @property
    def month(self) -> str:
        """The month ("2025-05") of `sort_at`, which is the name of the files that the article belongs to."""
        return self.sort_at[:7]


class HeadlineList(Sequence[Headline]):
    """Headlines, newest first, as they were when this was made."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Headline: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Headline]: ...

    def __getitem__(self, index: int | slice) -> Headline | Sequence[Headline]:
        if isinstance(index, slice):
            return HeadlineList(self._entries[index])
        return self._entries[index].headline

    def __iter__(self) -> Iterator[Headline]:
        return (entry.headline for entry in self._entries)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class HeadlineIndex:
    """Entries by id and in order; the list is made anew only after a change."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._order: list[tuple[str, str]] = []
        self._list: HeadlineList | None = None
        self._ids: list[str] | None = None

    def fill(self, rows: Mapping[str, Row]) -> None:
        """Take in many rows at once; `tidy` must follow."""
        self.entries.update((article_id, Entry(article_id, row)) for article_id, row in rows.items())

    def tidy(self) -> None:
        """Put everything in order."""
        self._order = sorted((entry.sort_at, entry.article_id) for entry in self.entries.values())
        self._list = self._ids = None

    def put(self, article_id: str, row: Row) -> None:
        """Take in one row, in place of the one with this id."""
        entry = Entry(article_id, row)
        before = self.entries.get(article_id)
        if before is None or before.sort_at != entry.sort_at:
            if before is not None:
                self._take_out(before)
            insort(self._order, (entry.sort_at, article_id))
        if before is None:
            self._ids = None
        self.entries[article_id] = entry
        self._list = None

    def drop(self, article_id: str) -> None:
        """Forget one row."""
        entry = self.entries.pop(article_id, None)
        if entry is not None:
            self._take_out(entry)
            self._list = self._ids = None

    def _take_out(self, entry: Entry) -> None:
        del self._order[bisect_left(self._order, (entry.sort_at, entry.article_id))]

    def all(self) -> HeadlineList:
        """All headlines, newest first; O(1) when nothing changed."""
        if self._list is None:
            self._list = HeadlineList([self.entries[article_id] for _, article_id in reversed(self._order)])
        return self._list

    def newest_first(self, article_ids: set[str]) -> list[str]:
        """These ids, newest first."""
        return sorted(article_ids, key=lambda one: (self.entries[one].sort_at, one), reverse=True)

    def find(self, prefix: str) -> list[str]:
        """Ids that begin with `prefix`, at most 10, sorted."""
        if self._ids is None:
            self._ids = sorted(self.entries)
        start = bisect_left(self._ids, prefix)
        found = []
        for article_id in self._ids[start : start + MAX_FOUND]:
            if not article_id.startswith(prefix):
                break
            found.append(article_id)
        return found
