"""Where the cursor stands after a list was made anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from touchline.newsroom.reading import row_of

if TYPE_CHECKING:
    from touchline.model import Headline


def row_to_stand_on(rows: Sequence[Headline], before: Sequence[Headline], at: int) -> int:
    """The row of the article that was at row `at` of the list `before`; when it is gone, of the next that is left."""
    if not rows:
        return 0
    for old in chain(range(at, len(before)), range(min(at, len(before)) - 1, -1, -1)):
        found = row_of(rows, before[old])
        if found is not None:
            return found
    return 0
