"""The rows of a thread: its reports in time order, and rows borrowed from the threads that it is joined to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from touchline.model import Claim, Kind, StoryThread, TimelineRow
from touchline.threads.disputes import disputed
from touchline.threads.people import may_be
from touchline.threads.statements import Statement


def rows_of(statements: Sequence[Statement], recalled: Sequence[Statement]) -> tuple[TimelineRow, ...]:
    """One row for each report, in time order, undated ones last."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in (*statements, *recalled):
        by_article[statement.article_id].append(statement)
    contradicting = disputed(statements)
    rows = [
        TimelineRow(
            reported_on=told[0].on,
            article_id=article_id,
            publisher=told[0].report.publisher,
            claims=tuple(s.claim for s in sorted(told, key=lambda s: s.order)),
            disputes=article_id in contradicting,
        )
        for article_id, told in by_article.items()
    ]
    return in_order(rows)


def in_order(rows: Iterable[TimelineRow]) -> tuple[TimelineRow, ...]:
    """Rows by date, a borrowed one after the thread's own of the same day."""
    return tuple(sorted(rows, key=lambda row: (row.reported_on or date.max, row.neighbour or "", row.article_id)))


def borrowed(neighbour: StoryThread, person: str, kind: Kind) -> list[TimelineRow]:
    """The neighbour's rows that tell of the person's move: the first one at each stage that it rose to."""
    rows: list[TimelineRow] = []
    reached = -1
    for row in neighbour.timeline:
        if row.neighbour is not None or row.reported_on is None:
            continue
        claims = tuple(c for c in row.claims if _tells(c, person, kind))
        rank = max((c.stage.rank for c in claims if c.stage), default=-1)
        if rank > reached:
            reached = rank
            rows.append(
                TimelineRow(
                    reported_on=row.reported_on,
                    article_id=row.article_id,
                    publisher=row.publisher,
                    claims=claims,
                    neighbour=neighbour.thread_id,
                    disputes=row.disputes,
                )
            )
    return rows


def _tells(claim: Claim, person: str, kind: Kind) -> bool:
    return claim.kind is kind and not claim.denied and not claim.background and may_be(claim.person, person)
