"""A query and rows of the table of managerial changes -> those that match, with the moves that do.

The language is the one of stories, as far as it asks for what a change has: `club`, `league`, `coach`, `kind`, `stage`,
`newer`, `before`, `thread`, `followed`, and words of team, names and manner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Protocol

from touchline.errors import QueryError
from touchline.fold import folded_words
from touchline.model import League, Stage
from touchline.present.changes import ChangeRow, Move
from touchline.query.comparing import COMPARE, league_test, name_test
from touchline.query.tree import Ago, And, Field, Flag, Node, Not, Or, Phrase, Query, Tag, Word

KNOWN = "club, league, coach, kind, stage, newer, before, thread, followed and words"

Test = Callable[[ChangeRow, Move | None], bool]
"""Whether a row matches with one of its moves; a row without names has none."""


class ChangeFacts(Protocol):
    """What a query may ask about changes, besides their rows."""

    def is_followed(self, thread_id: str, /) -> bool: ...

    def league(self, club: str, /) -> League | None:
        """The league of a club that the lexicon knows."""
        ...


def select_changes(
    query: Query, rows: Iterable[ChangeRow], facts: ChangeFacts, *, now: datetime, prefix: bool = False
) -> Iterator[tuple[ChangeRow, Sequence[Move]]]:
    """The rows that match, in their order, each with those of its moves that do.

    Fields that stand side by side must hold for one move: `kind:departure newer:7d` is about who left this week. With
    `prefix` the leaf that the query's text ends with counts as a beginning: its user is still typing it.

    Raises:
        QueryError: the query asks for what only articles have; `at` says where.
    """
    compiler = _Compiler(facts, now, query.open_at if prefix else None)
    test: Test = compiler.test(query.root) if query.root else lambda row, move: True
    # Wrong queries fail here and not at the first row.
    return ((row, moves) for row in rows if (moves := _matching(row, test)) is not None)


def _matching(row: ChangeRow, test: Test) -> Sequence[Move] | None:
    """The moves of a row that match; None when the row does not."""
    if not row.moves:
        return () if test(row, None) else None
    return tuple(move for move in row.moves if test(row, move)) or None


@dataclass(slots=True)
class _Compiler:
    facts: ChangeFacts
    now: datetime
    open_at: int | None

    def test(self, node: Node) -> Test:
        match node:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                tests = [self.test(part) for part in parts]
                return lambda row, move: any(test(row, move) for test in tests)
            case Not(part):
                denied = self.test(part)
                return lambda row, move: _matching(row, denied) is None
            case Word() | Phrase():
                return self._text(node)
            case Flag("followed"):
                return lambda row, move: self.facts.is_followed(row.thread_id)
            case Field("kind" | "coach" | "stage" | "newer" | "before"):
                return _of_move(self._move_test(node))
            case Field():
                return self._of_row(node)
            case Flag(name, at):
                raise QueryError(f"{name} is about articles; of changes one can ask {KNOWN}", at)
            case Tag(_, at):
                raise QueryError(f"tags are articles'; of changes one can ask {KNOWN}", at)

    def _all(self, parts: Sequence[Node]) -> Test:
        """All parts hold for one move; of two coaches, each for a move of its own."""
        coaches = sum(isinstance(part, Field) and part.name == "coach" for part in parts)
        tests = [self.test(part) for part in parts]
        if coaches < 2:
            return lambda row, move: all(test(row, move) for test in tests)
        return lambda row, move: all(_matching(row, test) is not None for test in tests)

    def _text(self, node: Word | Phrase) -> Test:
        whole = " ".join(folded_words(node.text))
        begins = node.at == self.open_at or (isinstance(node, Word) and node.prefix)
        pattern = re.compile(rf"\b{re.escape(whole)}" + ("" if begins else r"\b"))
        return lambda row, move: pattern.search(_words_of(row)) is not None

    def _of_row(self, field: Field) -> Test:
        match field.name, field.value:
            case "club", _:
                fits = cache(name_test(field, self.open_at))
                return lambda row, move: fits(row.seat.club)
            case "league", _:
                plays_there, league_of = league_test(field, self.open_at), cache(self.facts.league)
                return lambda row, move: row.seat.squad == "first" and plays_there(league_of(row.seat.club))
            case "thread", str(thread):
                whole = re.compile(re.escape(thread) + r"(-\d[\d-]*)?")
                return lambda row, move: whole.fullmatch(row.thread_id) is not None
        raise QueryError(f"{field.name} is about articles; of changes one can ask {KNOWN}", field.at)

    def _move_test(self, field: Field) -> Callable[[Move], bool]:
        match field.name, field.value:
            case "coach", _:
                fits = cache(name_test(field, self.open_at))
                return lambda move: fits(move.person)
            case "kind", kind:
                return lambda move: move.kind == kind
            case "stage", Stage() as stage:
                compare = COMPARE[field.op]
                return lambda move: move.stage is not None and compare(move.stage, stage)
            case "newer", date() | Ago() as value:
                since = _day(value, self.now)
                return lambda move: move.told_on is not None and move.told_on >= since
            case "before", date() | Ago() as value:
                until = _day(value, self.now)
                return lambda move: move.told_on is not None and move.told_on < until
        raise QueryError("the table of changes has nothing that is denied", field.at)


def _of_move(test: Callable[[Move], bool]) -> Test:
    return lambda row, move: move is not None and test(move)


def _day(value: date | Ago, now: datetime) -> date:
    return value.since(now).date() if isinstance(value, Ago) else value


def _words_of(row: ChangeRow) -> str:
    told = (row.team, row.outgoing, row.incoming, row.manner, "interim" if row.interim else None)
    return " ".join(word for part in told if part for word in folded_words(part))
