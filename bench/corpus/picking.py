"""Choosing at random, the same on every Python: only `random.random` is promised to give the same numbers for ever."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Picker:
    """Picks by a seed of words and numbers."""

    def __init__(self, *seed: object) -> None:
        self._random = Random(":".join(map(str, seed))).random

    def __call__(self, of: Sequence[T]) -> T:
        """One of a sequence."""
        return of[int(self._random() * len(of))]

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def several(self, of: Sequence[T], n: int) -> list[T]:
        """`n` different ones, in no order."""
        left = list(of)
        return [left.pop(int(self._random() * len(left))) for _ in range(n)]
