"""In which order the table of managerial changes stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from touchline.fold import fold
from touchline.present.changes import ChangeRow


@dataclass(frozen=True, slots=True)
class Order:
    """An order: its name on the command line, what people are told, the heading of its column, and what it compares.

    Rows whose value is None stand last; with `falling` great values stand first. The first of `ORDERS` compares
    nothing: it is how the rows come.
    """

    name: str
    told: str
    column: str
    value: Callable[[ChangeRow], str | int | None]
    falling: bool = True


ORDERS: Final = (
    Order("newest", "newest report first", "", lambda row: None),
    Order("team", "by team", "Team", lambda row: fold(row.team), falling=False),
    Order("vacancy", "by date of vacancy", "Vacant", lambda row: row.vacated),
    Order("appointment", "by date of appointment", "Appointed", lambda row: row.appointed),
    Order("days", "by days vacant", "Days", lambda row: row.days_vacant),
    Order("reports", "by number of reports", "Reports", lambda row: row.n_articles),
)


def in_order(rows: Sequence[ChangeRow], order: Order) -> list[ChangeRow]:
    """The rows in an order; those that are equal in it keep theirs."""
    valued = [(order.value(row), row) for row in rows]
    known = sorted(
        ((value, row) for value, row in valued if value is not None), key=lambda pair: pair[0], reverse=order.falling
    )
    return [*(row for _, row in known), *(row for value, row in valued if value is None)]
