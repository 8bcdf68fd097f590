"""Where the cursor stands after a list was made anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.model import Headline


def row_to_stand_on(rows: Sequence[Headline], before: Sequence[Headline], at: int) -> int:
    """The row of the article that was at row `at` of the list `before`; when it is gone, of the next that is left."""
    if not before:
        return 0
    row_of = {row.article_id: i for i, row in enumerate(rows)}
    for old in (*before[at:], *reversed(before[:at])):
        if old.article_id in row_of:
            return row_of[old.article_id]
    return 0
