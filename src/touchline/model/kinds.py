"""What happens at a seat, which one it is, and how far along things are: the words that also stand in lists."""

from __future__ import annotations

from enum import StrEnum
from functools import total_ordering


class Kind(StrEnum):
    """What a claim says happens at a seat."""

    DEPARTURE = "departure"
    APPOINTMENT = "appointment"
    STAY = "stay"


class Role(StrEnum):
    """The job that a claim is about."""

    HEAD_COACH = "head coach"
    INTERIM = "interim"
    ASSISTANT = "assistant"
    SPORTING_DIRECTOR = "sporting director"

    @property
    def family(self) -> str:
        """The role's seat: head coach and interim share one."""
        return Role.HEAD_COACH.value if self is Role.INTERIM else self.value


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
