"""The table of managerial changes: what a query finds, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from touchline.fold import fold
from touchline.model import League
from touchline.newsroom.leagues import league_of
from touchline.newsroom.new_files import FileKind
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import by_id, is_followed
from touchline.present.changes import ChangeRow, Move, change_rows
from touchline.present.changes_order import ORDERS, Order, in_order


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Rows of the table, and those of their moves that the query is about."""

    query: str
    rows: Sequence[ChangeRow]
    moves: Sequence[Move]


def change_list(
    room: Newsroom,
    query_text: str = "",
    *,
    club: str | None = None,
    every: bool = False,
    order: Order = ORDERS[0],
    prefix: bool = False,
) -> ChangeList:
    """The managerial changes that match a query; without `every`, only what is agreed or confirmed.

    `club` keeps those whose club's name contains it. Rows come by their thread's newest report. With `prefix` the last
    word matches as a beginning, as while typing.

    Raises:
        QueryError: the query is wrong, or asks for what changes do not have; `at` says where.
    """
    wanted = fold(club or "")
    rows = [row for row in change_rows(by_id(room).values(), every) if wanted in fold(row.seat.club)]
    if not query_text.strip():
        return ChangeList(query_text, in_order(rows, order), [move for row in rows for move in row.moves])
    from touchline import query as queries
    from touchline.query.changes import select_changes

    query = queries.parse(query_text)
    found = list(select_changes(query, rows, _Facts(room), now=room.now(), prefix=prefix))
    moves = [move for _, moves in found for move in moves]
    return ChangeList(query_text, in_order([row for row, _ in found], order), moves)


class _Facts:
    """What a query asks about changes (`query.changes.ChangeFacts`)."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._by_id = by_id(room)

    def is_followed(self, thread_id: str) -> bool:
        return is_followed(self._room, self._by_id[thread_id])

    def league(self, club: str) -> League | None:
        return league_of(self._room, club)


def table_text(rows: Sequence[ChangeRow], kind: FileKind) -> str:
    """Rows of the table as the text of a file."""
    from touchline.exchange import change_json, changes_csv, changes_markdown
    from touchline.exchange.json_values import json_text

    match kind:
        case "csv":
            return changes_csv(rows)
        case "markdown":
            return changes_markdown(rows)
        case "json":
            return "".join(f"{json_text(change_json(row))}\n" for row in rows)
