"""The table of managerial changes: one row for each change, and one for each interim spell."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from touchline.model import InterimSpell, Kind, Manner, Role, Seat, Stage, StoryThread, Way

COLUMNS: Final = (
    "Team",
    "Outgoing",
    "Manner of departure",
    "Date of vacancy",
    "Incoming",
    "Date of appointment",
    "Out stage",
    "In stage",
    "Days vacant",
    "Articles",
)

START_OF_CONTRACT_DAYS: Final = 7
"""A new coach's first day that is nearer to the announcement is a training session or a match, not a new date."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way of a change: who leaves, or who comes; how sure, and on which day it was told first."""

    kind: Kind
    person: str
    stage: Stage | None
    told_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One row of the table.

    `vacated` and `appointed` are ISO dates or months: when it takes effect where that is known (for `appointed`, when
    it is at least a week after the announcement), else when it was announced. `days_vacant` is None while the seat is
    vacant or where a date is missing, and never below 0. In the row of an interim spell `incoming` is the caretaker,
    `interim` is true, and nobody is outgoing. Names below agreed (only with `every`) are the likeliest ones, and their
    stage tells so. `out_told_on` and `in_told_on` are the days on which each way was first told at its stage, where no
    report tells that the thread's first.
    """

    seat: Seat
    thread_id: str
    outgoing: str | None
    manner: Manner | None
    vacated: str | None
    incoming: str | None
    appointed: str | None
    out_stage: Stage | None
    in_stage: Stage | None
    days_vacant: int | None
    n_articles: int
    interim: bool = False
    out_told_on: date | None = None
    in_told_on: date | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """Who leaves and who comes, as far as there is a name for it."""
        ways = (
            (Kind.DEPARTURE, self.outgoing, self.out_stage, self.out_told_on),
            (Kind.APPOINTMENT, self.incoming, self.in_stage, self.in_told_on),
        )
        return tuple(Move(kind, person, stage, told_on) for kind, person, stage, told_on in ways if person)

    @property
    def team(self) -> str:
        """The club, with squad and role where the seat is not the first team's head coach."""
        marks = [
            mark
            for mark, plain in ((self.seat.squad, "first"), (self.seat.family, Role.HEAD_COACH.value))
            if mark != plain
        ]
        return f"{self.seat.club} ({', '.join(marks)})" if marks else self.seat.club

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as text, one cell for each of `COLUMNS`; empty where nothing is known."""
        incoming = f"{self.incoming} (interim)" if self.incoming and self.interim else self.incoming
        shown = (self.team, self.outgoing, self.manner, self.vacated, incoming, self.appointed)
        counted = (self.out_stage, self.in_stage, self.days_vacant, self.n_articles)
        return tuple("" if value is None else str(value) for value in (*shown, *counted))


def change_rows(threads: Iterable[StoryThread], every: bool = False) -> list[ChangeRow]:
    """The rows of these threads, in their order, an interim spell above the change that ended it.

    Without `every` only what is agreed or confirmed of head coaches; with it also what is only talked about, and the
    changes of assistants and sporting directors.
    """
    return [row for thread in threads for row in _rows_of(thread, every)]


def _rows_of(thread: StoryThread, every: bool) -> list[ChangeRow]:
    change = thread.change
    if change.seat.family != Role.HEAD_COACH.value and not every:
        return []
    spells = [_spell_row(thread, spell) for spell in change.interims]
    settled = change.out.person is not None or change.into.person is not None
    if not settled and not every:
        return spells
    return [*spells, _row(thread, every)]


def _row(thread: StoryThread, every: bool) -> ChangeRow:
    change = thread.change
    out, into = change.out, change.into
    outgoing, incoming, in_stage = out.person, into.person, into.stage
    vacated, appointed = _day_of(out), _appointed(into)
    if every:
        outgoing = outgoing or _talked_of(out)
        if incoming is None:
            likeliest = next((candidate for candidate in change.candidates if not candidate.denied), None)
            incoming, in_stage = (likeliest.person, likeliest.stage) if likeliest else (None, in_stage)
    return ChangeRow(
        seat=change.seat,
        thread_id=thread.thread_id,
        outgoing=outgoing,
        manner=out.manner,
        vacated=vacated if outgoing else None,
        incoming=incoming,
        appointed=appointed if into.person else None,
        out_stage=out.stage if outgoing else None,
        in_stage=in_stage if incoming else None,
        days_vacant=days_between(vacated, appointed) if out.person and into.person else None,
        n_articles=len(thread.article_ids),
        out_told_on=out.announced_on or thread.opened_on,
        in_told_on=into.announced_on or thread.opened_on,
    )


def _spell_row(thread: StoryThread, spell: InterimSpell) -> ChangeRow:
    """The row of a caretaker; who left before him stands in the change's own row, so that nobody is counted twice."""
    return ChangeRow(
        seat=thread.change.seat,
        thread_id=thread.thread_id,
        outgoing=None,
        manner=None,
        vacated=None,
        incoming=spell.person,
        appointed=_appointed(spell),
        out_stage=None,
        in_stage=spell.stage,
        days_vacant=None,
        n_articles=_n_naming(thread, spell.person),
        interim=True,
        in_told_on=spell.announced_on or thread.opened_on,
    )


def _n_naming(thread: StoryThread, person: str) -> int:
    """Articles of the thread that speak of a caretaker; claims may name him shorter than the card does."""
    surname = person.split()[-1].casefold()
    return len(
        {
            row.article_id
            for row in thread.timeline
            if row.neighbour is None and any(surname in claim.person.casefold() for claim in row.claims)
        }
    )


def _talked_of(out: Way) -> str | None:
    proof = out.proofs.get("stage")
    return proof.claim.person if proof else None


def _day_of(way: Way | InterimSpell) -> str | None:
    return way.effective or (way.announced_on.isoformat() if way.announced_on else None)


def _appointed(into: Way | InterimSpell) -> str | None:
    """The day of the announcement, as tables have it; a contract that begins a week later or more has its own day."""
    first_day = _edge(into.effective, last=False)
    if into.announced_on and (first_day is None or (first_day - into.announced_on).days < START_OF_CONTRACT_DAYS):
        return into.announced_on.isoformat()
    return _day_of(into)


def days_between(vacated: str | None, appointed: str | None) -> int | None:
    """Days that a seat was empty: 0 when the successor was there first, None where a date is missing.

    A month without a day counts in the seat's favour: vacated on its last day, filled on its first.
    """
    start, end = _edge(vacated, last=True), _edge(appointed, last=False)
    return max(0, (end - start).days) if start and end else None


def _edge(day: str | None, *, last: bool) -> date | None:
    if not day:
        return None
    try:
        if len(day) == len("2025-05"):
            year, month = int(day[:4]), int(day[5:])
            return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
        return date.fromisoformat(day)
    except ValueError:
        return None
