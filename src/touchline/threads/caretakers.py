"""Who comes as a caretaker and who comes to stay, where papers differ in the word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from touchline.model import Kind, Stage
from touchline.threads.statements import Statement
from touchline.threads.windows import LATE_DAYS, SAME_NEWS_DAYS


def with_roles(statements: Sequence[Statement]) -> list[Statement]:
    """The statements (in time order) with each appointment's role as the reports of the same days have it together.

    Papers drop the word interim, and now and then one uses it of the new coach: what at least half of the reports
    within `SAME_NEWS_DAYS` call an interim spell is one. Who was appointed for good is none in what is told later.
    """
    by_person: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.claim.kind is Kind.APPOINTMENT and statement.on:
            by_person[statement.person].append(statement)
    read = {id(s): is_interim for news in by_person.values() for s, is_interim in _read(news)}
    return [replace(s, is_interim=read[id(s)]) if id(s) in read else s for s in statements]


def _read(appointments: Sequence[Statement]) -> Iterator[tuple[Statement, bool]]:
    in_office: Statement | None = None
    rest = list(appointments)
    while rest:
        first = rest[0]
        news = [s for s in rest if _days(first, s) <= timedelta(days=SAME_NEWS_DAYS)]
        rest = rest[len(news) :]
        interim = {s.article_id for s in news if s.is_interim}
        plain = {s.article_id for s in news if not s.is_interim and not s.claim.denied}
        told_later = in_office is not None and _days(in_office, first) <= timedelta(days=LATE_DAYS)
        caretaking = bool(interim) and len(interim) >= len(plain - interim) and not told_later
        for statement in news:
            yield statement, caretaking
        if not caretaking and any(s.claim.stage is Stage.CONFIRMED for s in news):
            in_office = first


def _days(earlier: Statement, later: Statement) -> timedelta:
    return later.on - earlier.on if later.on and earlier.on else timedelta()
