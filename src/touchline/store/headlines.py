"""All headlines in order, kept so while articles come and go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, overload

from touchline.model import Chip, Headline
from touchline.store.bulk import many_objects
from touchline.store.codec import decode

Row = Mapping[str, Any]
"""An article's headline as it is stored; its id is the document's."""
Placed = tuple[str, str, Row]
"""A row with what it is ordered by: time and id."""
MAX_FOUND = 10


def sort_time(row: Row) -> str:
    """The time that the article sorts by, as the string that is stored: these sort as the times do."""
    time: str = row.get("published_at") or row["first_seen_at"]
    return time


def month_of(row: Row) -> str:
    """The month ("2025-05") of `sort_time`, which is in the names of the files that the article belongs to."""
    return sort_time(row)[:7]


def make_headline(article_id: str, row: Row) -> Headline:
    """The headline of a stored row. The codec would do, in twice the time: it is asked for 100,000 at once."""
    get = row.get
    published_at, chip = get("published_at"), get("chip")
    return Headline(
        article_id=article_id,
        headline=row["headline"],
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
        feed=get("feed"),
        publisher=get("publisher"),
        language=get("language"),
        url=get("url"),
        shard=row["shard"],
        fold_key=row["fold_key"],
        chip=decode(Chip, chip) if chip else None,
        n_claims=get("n_claims", 0),
        author=get("author"),
    )


class HeadlineIndex:
    """Rows by id and in order. Headlines are made when first asked for: a screen shows 40 of 100,000."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._made: dict[str, Headline] = {}
        self._order: list[Placed] | None = None
        self._list: HeadlineList | None = None
        self._ids: list[str] | None = None

    def fill(self, rows: Mapping[str, Row]) -> None:
        """Take in many rows at the start."""
        self.rows.update(rows)

    def put(self, article_id: str, row: Row) -> None:
        """Take in one row, in place of the one with this id."""
        before = self.rows.get(article_id)
        self.rows[article_id] = row
        self._made.pop(article_id, None)
        self._list = None
        if before is None:
            self._ids = None
        if self._order is not None:
            if before is not None:
                del self._order[self._at(article_id, before)]
            self._order.insert(self._at(article_id, row), (sort_time(row), article_id, row))

    def drop(self, article_id: str) -> None:
        """Forget one row."""
        row = self.rows.pop(article_id)
        self._made.pop(article_id, None)
        self._list = self._ids = None
        if self._order is not None:
            del self._order[self._at(article_id, row)]

    def _at(self, article_id: str, row: Row) -> int:
        # A pair sorts before the triple that begins with it, and rows themselves are never compared.
        return bisect_left(self._order or [], (sort_time(row), article_id))

    def one(self, article_id: str) -> Headline | None:
        """One headline."""
        row = self.rows.get(article_id)
        return self.headline(article_id, row) if row else None

    def headline(self, article_id: str, row: Row) -> Headline:
        """The headline of a row, which may be one that was replaced since."""
        if self.rows.get(article_id) is not row:
            return make_headline(article_id, row)
        made = self._made.get(article_id)
        if made is None:
            made = self._made[article_id] = make_headline(article_id, row)
        return made

    def all(self) -> HeadlineList:
        """All headlines, newest first; O(1) when nothing changed."""
        if self._list is None:
            if self._order is None:
                with many_objects():
                    self._order = sorted((sort_time(row), article_id, row) for article_id, row in self.rows.items())
            self._list = HeadlineList(self, self._order[::-1])
        return self._list

    def newest_first(self, article_ids: Iterable[str]) -> list[str]:
        """These ids, newest first."""
        return sorted(article_ids, key=lambda one: (sort_time(self.rows[one]), one), reverse=True)

    def find(self, prefix: str) -> list[str]:
        """Ids that begin with `prefix`, at most 10, sorted."""
        if self._ids is None:
            self._ids = sorted(self.rows)
        start = bisect_left(self._ids, prefix)
        return [one for one in self._ids[start : start + MAX_FOUND] if one.startswith(prefix)]


class HeadlineList(Sequence[Headline]):
    """Headlines, newest first, as they were when this was made."""

    __slots__ = ("_index", "_made", "_placed")

    def __init__(self, index: HeadlineIndex, placed: Sequence[Placed]) -> None:
        self._index = index
        self._placed = placed
        self._made: list[Headline] | None = None

    def __len__(self) -> int:
        return len(self._placed)

    @overload
    def __getitem__(self, at: int) -> Headline: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Headline]: ...

    def __getitem__(self, at: int | slice) -> Headline | Sequence[Headline]:
        if isinstance(at, slice):
            return HeadlineList(self._index, self._placed[at])
        _, article_id, row = self._placed[at]
        return self._index.headline(article_id, row)

    def __iter__(self) -> Iterator[Headline]:
        # Who walks the list once walks it at every key of a search.
        if self._made is None:
            headline = self._index.headline
            with many_objects():
                self._made = [headline(article_id, row) for _, article_id, row in self._placed]
        return iter(self._made)
