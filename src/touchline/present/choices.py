"""Rows to choose from: threads, and pairs of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from touchline.fold import fold, folded_words
from touchline.model import Seat, StoryThread
from touchline.present.claims import seat_name, team_name
from touchline.present.lines import Line, Piece, line, plain
from touchline.present.threads import move_words, reports_words, span_words
from touchline.safe import safe

_FILE_KINDS = {"csv": "CSV", "markdown": "Markdown", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One row and the key by which it is known."""

    key: str
    line: Line


def matching(choices: Sequence[Choice], typed: str) -> tuple[Choice, ...]:
    """The choices that contain every typed word, in their order."""
    words = folded_words(typed)
    return tuple(choice for choice in choices if all(word in fold(plain(choice.line)) for word in words))


def thread_choice(thread: StoryThread) -> Choice:
    """A story thread in one line: "Real Madrid  Ancelotti → Alonso  May 2025 · 5 reports"."""
    family = thread.change.seat.family
    role = f" · {safe(family)}" if family != Seat(club="").family else ""
    told = line(
        Piece(team_name(thread.change.seat), "strong"),
        Piece(role, "muted"),
        Piece(f"  {move_words(thread)}"),
        Piece(f"  {span_words(thread)} · {reports_words(len(thread.article_ids))}", "muted"),
    )
    return Choice(thread.thread_id, told)


def names_choice(key: str, one: str, seat: Seat, two: str, other_seat: Seat | None) -> Choice:
    """Two names that are taken for one person: at one seat, or with `other_seat` at two."""
    where = f"  {seat_name(seat)}" if other_seat is None else ""
    told = line(
        Piece(safe(one), "strong"),
        Piece(f" at {team_name(seat)}" if other_seat else "", "muted"),
        " and ",
        Piece(safe(two), "strong"),
        Piece(f" at {team_name(other_seat)}" if other_seat else where, "muted"),
    )
    return Choice(key, told)


def file_choice(key: str, path: Path) -> Choice:
    """A kind of file and where it will stand: "CSV  /home/ada/changes-2025-06-20.csv"."""
    name = _FILE_KINDS.get(key, key)
    return Choice(key, line(Piece(f"{name:<10}", "strong"), Piece(safe(str(path)), "muted")))
