"""The table of managerial changes: what a query finds, in order, and written to a file."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from touchline.errors import QueryError
from touchline.model import Kind
from touchline.newsroom import changes, marking
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain

OTHER = """date 2025-05-20
title: Arsenal sack manager Pim Duval
publisher: Hill Gazette

Arsenal have sacked manager Pim Duval, the club announced on Tuesday.
"""


@pytest.fixture
def drained(room: Newsroom, clippings: Path) -> Newsroom:
    (clippings / "other.txt").write_text(OTHER, encoding="utf-8")
    list(import_paths(room, [clippings]))
    assert drain(room)
    return room


def teams(found: changes.ChangeList) -> list[str]:
    return [row.team for row in found.rows]


def test_a_query_a_club_and_a_league_choose_the_rows(drained: Newsroom) -> None:
    assert teams(changes.change_list(drained)) == ["Arsenal", "Harbour Town"]
    assert teams(changes.change_list(drained, "newer:2025-05-09", club="harbour")) == ["Harbour Town"]
    assert teams(changes.change_list(drained, "newer:2025-05-10")) == ["Arsenal"]
    assert teams(changes.change_list(drained, 'league:"england premier"')) == ["Arsenal"]
    assert teams(changes.change_list(drained, "followed")) == []
    marking.set_followed(drained, "harbour-town-2025-05", True)
    assert teams(changes.change_list(drained, "followed")) == ["Harbour Town"]
    assert teams(changes.change_list(drained)) == ["Arsenal", "Harbour Town"], "following changes no order"
    with pytest.raises(QueryError):
        changes.change_list(drained, "unread")


def test_the_moves_are_those_that_the_query_is_about(drained: Newsroom) -> None:
    moves = changes.change_list(drained, "before:2025-05-09").moves
    assert [(move.kind, move.told_on) for move in moves] == [(Kind.DEPARTURE, date(2025, 5, 2))]
    assert len(changes.change_list(drained).moves) == 3


def test_a_table_is_a_text_of_each_kind(drained: Newsroom) -> None:
    rows = changes.change_list(drained).rows
    table = list(csv.reader(changes.table_text(rows, "csv").splitlines()))
    assert [line[0] for line in table] == ["Team", "Arsenal", "Harbour Town"]
    assert "| Arsenal | Pim Duval | sacked |" in changes.table_text(rows, "markdown")
    lines = changes.table_text(rows, "json").splitlines()
    assert [json.loads(line)["team"] for line in lines] == ["Arsenal", "Harbour Town"]
