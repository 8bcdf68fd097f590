"""The orders of the table of changes, and the heading that tells which one it is in."""

from __future__ import annotations

import pytest

from tests.threads.telling import interim, into, out, told
from touchline.present.changes import change_rows
from touchline.present.changes_order import ORDERS, in_order
from touchline.present.changes_table import table_head
from touchline.present.lines import line_width, plain
from touchline.threads import build_threads

ROWS = change_rows(
    build_threads(
        [
            told("2025-03-01", out("Ole Brandt", "Örebro")),
            told("2025-03-11", into("Tom Askew", "Örebro")),
            told("2025-04-01", out("Pim Duval", "Preston North End"), interim("Lars Noor", "Preston North End")),
            told("2025-05-01", out("Jo Hart", "Arsenal")),
            told("2025-05-02", into("Bo Ek", "Arsenal")),
        ]
    )
)


@pytest.mark.parametrize(
    ("name", "teams"),
    [
        ("newest", ["Arsenal", "Preston North End", "Preston North End", "Örebro"]),
        ("team", ["Arsenal", "Örebro", "Preston North End", "Preston North End"]),
        ("vacancy", ["Arsenal", "Preston North End", "Örebro", "Preston North End"]),
        ("appointment", ["Arsenal", "Preston North End", "Örebro", "Preston North End"]),
        ("days", ["Örebro", "Arsenal", "Preston North End", "Preston North End"]),
        ("reports", ["Arsenal", "Örebro", "Preston North End", "Preston North End"]),
    ],
)
def test_rows_in_each_order_those_without_a_value_last(name: str, teams: list[str]) -> None:
    (order,) = (order for order in ORDERS if order.name == name)
    assert [row.team for row in in_order(ROWS, order)] == teams


@pytest.mark.parametrize(("order", "mark"), [("days", "Days▼"), ("team", "Team▲"), ("appointment", "Appointed▼")])
def test_the_head_marks_the_column(order: str, mark: str) -> None:
    (chosen,) = (each for each in ORDERS if each.name == order)
    head = table_head(118, chosen)
    assert mark in plain(head)
    assert line_width(head) == 118


@pytest.mark.parametrize("width", [56, 76, 96, 116])
def test_the_headings_stand_above_their_columns_whatever_is_sorted(width: int) -> None:
    heads = [plain(table_head(width, order)).replace("▼", " ").replace("▲", " ") for order in ORDERS]
    assert len(set(heads)) == 1
    assert "…" not in heads[0]
