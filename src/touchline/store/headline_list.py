"""Headlines, newest first, as a list that holds none of them: it asks for the months that are looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import overload

from touchline.model import Headline
from touchline.store.bulk import many_objects
from touchline.store.headlines import Placed, make_headline


class MonthList:
    """One month's headlines as they were until a change made another list of them.

    `order` has its rows, oldest first; None while the month is not in memory. Once there it is never changed.
    """

    __slots__ = ("made", "month", "n", "order")

    def __init__(self, month: str, n: int, order: list[Placed] | None = None) -> None:
        self.month = month
        self.n = n
        self.order = order
        self.made: dict[int, Headline] = {}


class Picked:
    """Some articles of each month, in order: what a list of them has for `order_of`."""

    def __init__(
        self, months: Mapping[str, tuple[MonthList, Set[str]]], order_of: Callable[[MonthList], list[Placed]]
    ) -> None:
        self._months = months
        self._order_of = order_of
        self._last: tuple[str, list[Placed]] = ("", [])

    def __call__(self, shown: MonthList) -> list[Placed]:
        # Only the month that is looked at is kept: all of them may be the whole library.
        month, order = self._last
        if month != shown.month:
            whole, article_ids = self._months[shown.month]
            order = [placed for placed in self._order_of(whole) if placed[1] in article_ids]
            self._last = (shown.month, order)
        return order


class HeadlineList(Sequence[Headline]):
    """The headlines of some months, newest first; `order_of` brings a month into memory.

    A list goes on showing what it showed. Only of a month that was never looked at, and that another process changed
    meanwhile, it shows what there is now: as many rows as there were, the last one again where there are fewer.
    """

    __slots__ = ("_months", "_order_of", "_places", "_starts")

    def __init__(
        self,
        months: Sequence[MonthList],
        order_of: Callable[[MonthList], list[Placed]],
        places: range | None = None,
    ) -> None:
        self._months = months
        self._order_of = order_of
        self._starts = [0, *accumulate(month.n for month in months)]
        self._places = range(self._starts[-1]) if places is None else places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Headline: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Headline]: ...

    def __getitem__(self, at: int | slice) -> Headline | Sequence[Headline]:
        if isinstance(at, slice):
            return HeadlineList(self._months, self._order_of, self._places[at])
        place = self._places[at]
        number = bisect_right(self._starts, place) - 1
        month, at = self._months[number], place - self._starts[number]
        made = month.made.get(at)
        if made is None:
            placed = self._placed(number, at)
            # Kept, since a list paints the same rows again and again.
            made = month.made[at] = make_headline(placed[1], placed[2])
        return made

    def _placed(self, number: int, at: int) -> Placed:
        # Where nothing is left of the month its neighbour has to do, until this list is replaced.
        for other in range(number, number - len(self._months), -1):
            order = self._orders(other)
            if order:
                return order[max(-1 - at, -len(order))]
        raise IndexError("all headlines were deleted")

    def _orders(self, number: int) -> list[Placed]:
        month = self._months[number]
        order = month.order
        return self._order_of(month) if order is None else order

    def find(self, headline: Headline) -> int | None:
        """The row of an article, looked for where its time puts it; None when it is not there."""
        time = headline.sort_at.isoformat()
        number = next((number for number, month in enumerate(self._months) if month.month == time[:7]), None)
        if number is None:
            return None
        order = self._orders(number)
        at = bisect_left(order, (time, headline.article_id))
        if at == len(order) or order[at][1] != headline.article_id:
            return None
        place = self._starts[number] + len(order) - 1 - at
        return self._places.index(place) if place in self._places else None

    def __iter__(self) -> Iterator[Headline]:
        if self._places.step != 1:
            yield from (self[at] for at in range(len(self)))
            return
        for number, month in enumerate(self._months):
            start = self._starts[number]
            first, end = max(self._places.start - start, 0), min(self._places.stop - start, month.n)
            if first < end:
                order = self._orders(number)
                with many_objects():
                    made = [make_headline(one, row) for _, one, row in order[::-1][first:end]]
                yield from made
