"""The rows of a thread: its reports in time order, and rows borrowed from the threads that it is joined to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from touchline.model import Claim, Kind, StoryThread, TimelineRow
from touchline.threads.disputes import disputed
from touchline.threads.folds import folded, news_of
from touchline.threads.people import may_be
from touchline.threads.statements import Statement


def rows_of(statements: Sequence[Statement], recalled: Sequence[Statement]) -> tuple[TimelineRow, ...]:
    """One row for each report, in time order, undated ones last; those that repeat another fold under it.

    A row's claims begin with what it adds to the rows before it.
    """
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted((*statements, *recalled), key=_when):
        by_article[statement.article_id].append(statement)
    before: list[Statement] = []
    for article_id, told in by_article.items():
        told.sort(key=lambda s: s.order)
        news = news_of(told, before)
        by_article[article_id] = [*news, *(s for s in told if s not in news)]
        before += news
    folds = folded(by_article)
    opposed = _beside_heads(disputed(statements), folds)
    return tuple(
        TimelineRow(
            reported_on=told[0].on,
            article_id=article_id,
            publisher=told[0].report.publisher,
            claims=tuple(s.claim for s in told),
            fold=folds.get(article_id),
            disputed_by=tuple(other for other in by_article if other in opposed.get(article_id, ())),
        )
        for article_id, told in by_article.items()
    )


def _when(statement: Statement) -> tuple[object, ...]:
    """Time order as far as it is known: within a day the moment, then the official word before those who repeat it."""
    report = statement.report
    moment = report.reported_at.timestamp() if report.reported_at else 0.0
    return (statement.on or date.max, moment, not report.official, statement.article_id)


def _beside_heads(contrary: Mapping[str, Collection[str]], folds: Mapping[str, str]) -> dict[str, set[str]]:
    """The contradicting rows of each article, a fold's told of its head: that row stands for all of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for article_id, others in contrary.items():
        for row in {article_id, folds.get(article_id, article_id)}:
            found[row] |= {folds.get(other, other) for other in others}
    return found


def in_order(rows: Iterable[TimelineRow]) -> tuple[TimelineRow, ...]:
    """Rows by date, those borrowed from a neighbour after the thread's own of the same day; else as they come."""
    return tuple(sorted(rows, key=lambda row: (row.reported_on or date.max, row.neighbour or "")))


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
                    disputed_by=row.disputed_by,
                )
            )
    return rows


def _tells(claim: Claim, person: str, kind: Kind) -> bool:
    return claim.kind is kind and not claim.denied and not claim.background and may_be(claim.person, person)
