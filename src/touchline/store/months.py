"""All headlines, by month: each month's are read when they are asked for, and let go for others."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from touchline.model import Headline
from touchline.store.bulk import many_objects
from touchline.store.damage import FileSetAsideError
from touchline.store.headline_list import HeadlineList, MonthList, Picked
from touchline.store.headlines import Placed, Row, make_headline, sort_time
from touchline.store.ids import IdIndex
from touchline.store.shelf import HEADLINES, Shelf

Rows = Mapping[str, Row]


class Moved(NamedTuple):
    """A headline that came, changed or went: its row before and after, None where there was or is none."""

    article_id: str
    before: Row | None
    after: Row | None


class Month:
    """What is known of a month without its rows; `rows` are there while it is in memory.

    `shards` counts articles by the file of their text, `publishers` by publisher ("" for none), `read` those of them
    that are read; None for the latter two where they are to be counted anew.
    """

    __slots__ = ("publishers", "read", "rows", "shards", "shown")

    def __init__(
        self, shown: MonthList, rows: dict[str, Row] | None = None, shards: Counter[str] | None = None
    ) -> None:
        self.shown = shown
        self.rows = rows
        self.shards: Counter[str] = Counter() if shards is None else shards
        self.publishers: Mapping[str, int] | None = None
        self.read: Mapping[str, int] | None = None


class MonthBook:
    """Every month's headlines, as `shelf` knows the months' files.

    Lists of them may be used from any thread, all else with `guard` held. `n_lost` counts the months that turned out to
    be empty when they were read.
    """

    def __init__(self, shelf: Shelf, ids: IdIndex, guard: threading.RLock) -> None:
        self.ids = ids
        self.n_in_shard: Counter[str] = Counter()
        self.n_lost = 0
        self._guard = guard
        self._shelf = shelf
        self._months: dict[str, Month] = {}
        self._names: list[str] | None = None
        self._list: HeadlineList | None = None

    # --- what is known without reading a month ---

    def months(self) -> list[str]:
        """Names of the months that have articles, newest first."""
        if self._names is None:
            self._names = sorted((name for name, month in self._months.items() if month.shown.n), reverse=True)
        return self._names

    def month(self, article_id: str) -> str | None:
        """The month of an article; None for an id that no article has."""
        return self.ids.month(article_id)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.ids

    def stamp(self, month: str) -> str | None:
        """Equal stamps mean equal headlines of a month, also in other processes and later; None when nobody knows."""
        edition = self._shelf.edition(f"{HEADLINES}/{month}")
        return " ".join(map(str, edition.seen)) if edition else None

    def known(self, name: str) -> Month:
        """What is known of a month that has, or had, articles."""
        return self._months[name]

    def all(self) -> HeadlineList:
        """All headlines, newest first; O(1) when nothing changed."""
        if self._list is None:
            self._list = HeadlineList([self._months[name].shown for name in self.months()], self.order_of)
        return self._list

    def between(self, since: datetime | None, until: datetime | None) -> HeadlineList:
        """The headlines of the months that lie, in part at least, between two times."""
        first, last = since.isoformat()[:7] if since else "", until.isoformat()[:7] if until else "9999-99"
        names = [name for name in self.months() if first <= name <= last]
        return HeadlineList([self._months[name].shown for name in names], self.order_of)

    def some(self, article_ids: Iterable[str]) -> HeadlineList:
        """The headlines of those of these articles that are stored."""
        chosen: dict[str, set[str]] = {}
        for article_id in article_ids:
            name = self.ids.month(article_id)
            if name is not None:
                chosen.setdefault(name, set()).add(article_id)
        names = sorted(chosen, reverse=True)
        picked = Picked({name: (self._months[name].shown, chosen[name]) for name in names}, self.order_of)
        return HeadlineList([MonthList(name, len(chosen[name])) for name in names], picked)

    # --- reading months ---

    def rows(self, name: str) -> Rows:
        """The rows of a month, by id; not to be kept."""
        month = self._months.get(name)
        if month is None:
            return {}
        if month.rows is not None:
            self._shelf.touch(f"{HEADLINES}/{name}")
            return month.rows
        month.rows = self._read(name)
        if month.shown.n and not month.rows:
            # It was damaged since, or all of it was deleted by another process.
            self.n_lost += 1
            self.take(name)
        return self._months[name].rows or {}

    def _read(self, name: str) -> dict[str, Row]:
        with many_objects():
            try:
                return dict(self._shelf.table(f"{HEADLINES}/{name}").rows)
            except FileSetAsideError:
                # The library is read-only from now on, and can be read without these.
                return {}

    def row(self, article_id: str) -> Row | None:
        """One row; of a month that is not in memory it alone is read, where it can be told from the others."""
        name = self.ids.month(article_id)
        if name is None:
            return None
        month = self._months.get(name)
        alone = self._shelf.peek(f"{HEADLINES}/{name}", article_id) if month and month.rows is None else None
        return self.rows(name).get(article_id) if alone is None else alone

    def headline(self, article_id: str) -> Headline | None:
        """One headline."""
        row = self.row(article_id)
        return make_headline(article_id, row) if row else None

    def order_of(self, shown: MonthList) -> list[Placed]:
        """A month's rows in order, oldest first, for a list that shows them."""
        with self._guard:
            if shown.order is None:
                rows, now = self.rows(shown.month), self._months[shown.month].shown
                if shown is not now:
                    # The list is older than a change by another process, and nothing remembers how it was.
                    return self.order_of(now)
                shown.order = _in_order(rows)
            return shown.order

    def newest_first(self, name: str, article_ids: Iterable[str]) -> list[str]:
        """These ids of one month, newest first."""
        rows = self.rows(name)
        return sorted(article_ids, key=lambda one: (sort_time(rows[one]), one), reverse=True)

    # --- changes ---

    def expect(self, name: str, month: Month) -> None:
        """Take over what is known of a month whose file did not change since."""
        self._months[name] = month
        self.n_in_shard.update(month.shards)
        self._names = self._list = None

    def take(self, name: str) -> None:
        """Read a month that is new, or of which is not known what changed."""
        before = self._months.get(name)
        if before:
            self._freeze(before)
            self.n_in_shard.subtract(before.shards)
        rows = self._read(name)
        self.ids.replace(name, rows.keys())
        self.expect(name, Month(MonthList(name, len(rows)), rows, Counter([row["shard"] for row in rows.values()])))

    def absorb(self, name: str, article_ids: Iterable[str]) -> list[Moved] | None:
        """Take over changes of some rows, which the month's file shows already; None when all may have changed."""
        month = self._months.setdefault(name, Month(MonthList(name, 0, []), {}))
        if month.rows is None:
            self.take(name)
            return None
        file_rows = self._shelf.table(f"{HEADLINES}/{name}").rows
        order = self._freeze(month).copy()
        moved = []
        for article_id in article_ids:
            one = Moved(article_id, month.rows.get(article_id), file_rows.get(article_id))
            if one.before is not one.after:
                self._move(name, month, order, one)
                moved.append(one)
        month.shown = MonthList(name, len(order), order)
        self._names = self._list = None
        return moved

    def _move(self, name: str, month: Month, order: list[Placed], one: Moved) -> None:
        article_id, before, after = one
        rows = month.rows if month.rows is not None else {}
        if before is not None:
            del order[_place(order, article_id, before)]
            self._count(month, before["shard"], -1)
        if after is None:
            del rows[article_id]
            self.ids.drop(article_id, name)
        else:
            order.insert(_place(order, article_id, after), (sort_time(after), article_id, after))
            rows[article_id] = after
            self._count(month, after["shard"], 1)
            if before is None:
                self.ids.put(article_id, name)
        if before is None or after is None or before.get("publisher") != after.get("publisher"):
            month.publishers = month.read = None

    def _count(self, month: Month, shard: str, step: int) -> None:
        month.shards[shard] += step
        self.n_in_shard[shard] += step

    def _freeze(self, month: Month) -> list[Placed]:
        """Let lists that were made go on showing what the month was, where it is in memory."""
        if month.shown.order is None and month.rows is not None:
            month.shown.order = _in_order(month.rows)
        return month.shown.order or []

    def let_go(self, name: str) -> None:
        """The file of this name is not in memory any more."""
        room, _, stem = name.partition("/")
        month = self._months.get(stem) if room == HEADLINES else None
        if month:
            month.rows = month.shown.order = None
            month.shown.made.clear()

    # --- counts ---

    def read_changed(self, article_ids: Iterable[str]) -> None:
        """Articles became read or unread."""
        for article_id in article_ids:
            name = self.ids.month(article_id)
            if name:
                self._months[name].read = None

    def totals(self) -> tuple[int, int | None]:
        """How many articles there are and are read, as far as that is known; reads no month."""
        months = [self._months[name] for name in self.months()]
        n_read: int | None = 0
        for month in months:
            n_read = None if n_read is None or month.read is None else n_read + sum(month.read.values())
        return sum(month.shown.n for month in months), n_read

    def count(self, is_read: Callable[[str], bool]) -> list[Month]:
        """All months, with their publishers and reads counted; reads those that were not. Needs no guard."""
        with self._guard:
            names = self.months()
        counted = []
        for name in names:
            with self._guard:
                self.count_month(self._months[name], is_read)
                counted.append(self._months[name])
            give_way()
        return counted

    def count_month(self, month: Month, is_read: Callable[[str], bool]) -> None:
        """Count the publishers and reads of one month, where they are not known."""
        if month.publishers is None or month.read is None:
            rows = self.rows(month.shown.month)
            month.publishers = Counter([row.get("publisher") or "" for row in rows.values()])
            month.read = Counter([row.get("publisher") or "" for one, row in rows.items() if is_read(one)])


def give_way() -> None:
    """Let a thread that waits for the guard have its turn, in the middle of a walk over all months."""
    time.sleep(0)


def _in_order(rows: Rows) -> list[Placed]:
    with many_objects():
        return sorted([(sort_time(row), article_id, row) for article_id, row in rows.items()])


def _place(order: list[Placed], article_id: str, row: Row) -> int:
    # A pair sorts before the triple that begins with it, and rows themselves are never compared.
    return bisect_left(order, (sort_time(row), article_id))
