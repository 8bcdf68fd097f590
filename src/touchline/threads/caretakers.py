"""Who comes as a caretaker and who comes to stay, where papers differ in the word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from touchline.model import Kind, Manner, Role, Stage
from touchline.threads.statements import Statement
from touchline.threads.windows import LATE_DAYS, QUIET_INTERIM_DAYS, SAME_NEWS_DAYS


def with_roles(statements: Sequence[Statement]) -> list[Statement]:
    """The statements (in time order) with each appointment's role as the reports of the same days have it together.

    Papers drop the word interim, and now and then one uses it of the new coach: what at least half of the reports
    within `SAME_NEWS_DAYS` call an interim spell is one, and so is what as many later ones do, or one when it ends. Who
    was appointed for good is none in what is told later.
    """
    by_person: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_person[statement.person].append(statement)
    read = {id(s): is_interim for told in by_person.values() for s, is_interim in _read(told)}
    return [replace(s, is_interim=read[id(s)]) if id(s) in read else s for s in statements]


def _read(told: Sequence[Statement]) -> Iterator[tuple[Statement, bool]]:
    """Each dated appointment of one person with what it was, from all that is told of him at the seat."""
    in_office: Statement | None = None
    stood_in = False
    rest = [s for s in told if s.claim.kind is Kind.APPOINTMENT and s.on]
    while rest:
        first = rest[0]
        news = [s for s in rest if _days(first, s) <= timedelta(days=SAME_NEWS_DAYS)]
        rest = rest[len(news) :]
        interim = {s.article_id for s in news if s.is_interim}
        plain = {s.article_id for s in news if not s.is_interim and not s.claim.denied}
        told_later = in_office is not None and _days(in_office, first) <= timedelta(days=LATE_DAYS)
        caretaking = bool(interim) and len(interim) >= len(plain - interim) and not told_later
        if not (caretaking or stood_in or told_later):
            caretaking = _is_called_so_later(told, first, plain, interim)
        stood_in |= caretaking
        for statement in news:
            yield statement, caretaking
        if not caretaking and any(s.claim.stage is Stage.CONFIRMED for s in news):
            in_office = first


def _is_called_so_later(told: Sequence[Statement], first: Statement, plain: set[str], interim: set[str]) -> bool:
    """True when reports after the news of his coming call him a caretaker: as many as not, or one when he goes."""
    later = [
        s
        for s in told
        if _says_caretaker(s)
        and (s.on is None or timedelta(days=SAME_NEWS_DAYS) < _days(first, s) <= timedelta(days=QUIET_INTERIM_DAYS))
    ]
    goes_on = [s.on for s in told if s.claim.kind is Kind.DEPARTURE and s.on and not s.claim.denied]
    goes = any(s.on and abs(s.on - on) <= timedelta(days=SAME_NEWS_DAYS) for s in later for on in goes_on)
    return bool(later) and (goes or len({s.article_id for s in later} | interim) >= len(plain))


def _says_caretaker(statement: Statement) -> bool:
    """True for one who stands in, or did; not for who might."""
    claim = statement.claim
    sure = claim.stage is not None and claim.stage >= Stage.AGREED
    return sure and (claim.role is Role.INTERIM or claim.manner is Manner.END_OF_INTERIM_SPELL)


def _days(earlier: Statement, later: Statement) -> timedelta:
    return later.on - earlier.on if later.on and earlier.on else timedelta()
