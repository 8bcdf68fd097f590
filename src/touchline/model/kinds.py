"""What happens at a seat, and how far along it is: the two words that also stand in the story list."""

from __future__ import annotations

from enum import StrEnum
from functools import total_ordering


class Kind(StrEnum):
    """What a claim says happens at a seat."""

    DEPARTURE = "departure"
    APPOINTMENT = "appointment"
    STAY = "stay"


@total_ordering
class Stage(StrEnum):
    """How far along a claim says things are; ordered from rumour to confirmed."""

    RUMOUR = "rumour"
    TALKS = "talks"
    EXPECTED = "expected"
    AGREED = "agreed"
    CONFIRMED = "confirmed"

    rank: int
    """Position in the order, 0 for a rumour."""

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Stage) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Stage) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Stage) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Stage) else NotImplemented


for _rank, _stage in enumerate(Stage):
    _stage.rank = _rank
