"""Departures that one report tells as news, and others as long gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from touchline.model import Kind
from touchline.threads.statements import Statement, effective_span
from touchline.threads.windows import EFFECTIVE_SLACK_DAYS, LATE_DAYS, SAME_NEWS_DAYS


def with_bygone(statements: Sequence[Statement]) -> list[Statement]:
    """The statements (in time order), with departures as background that as many reports tell as past.

    "He joins from Hull" may be said of one who left Hull in March. He did when a report of more than `SAME_NEWS_DAYS`
    before recalls it, or one of these months dates it `EFFECTIVE_SLACK_DAYS` or more before the news.
    """
    news: dict[str, list[Statement]] = defaultdict(list)
    recalled: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.claim.kind is Kind.DEPARTURE and not statement.claim.denied:
            (recalled if statement.claim.background else news)[statement.person].append(statement)
    bygone = {id(s) for person, told in news.items() if _is_bygone(told, recalled[person]) for s in told}
    return [replace(s, claim=replace(s.claim, background=True)) if id(s) in bygone else s for s in statements]


def _is_bygone(news: Sequence[Statement], recalled: Sequence[Statement]) -> bool:
    past = {s.article_id for s in recalled if _is_before(s, news[0])}
    return bool(past) and len(past) >= len({s.article_id for s in news})


def _is_before(recalled: Statement, news: Statement) -> bool:
    """True when a report recalls the departure before it is news, or dates it long before."""
    if news.on is None:
        return False
    span = effective_span(recalled.claim)
    if span is not None:
        return timedelta(days=EFFECTIVE_SLACK_DAYS) <= news.on - span[1] <= timedelta(days=LATE_DAYS)
    return recalled.on is not None and timedelta(days=SAME_NEWS_DAYS) < news.on - recalled.on <= timedelta(
        days=LATE_DAYS
    )
