"""Which of some articles are new, changed or known; the same for every store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.store.ready import ReadyArticle

if TYPE_CHECKING:
    from touchline.store.base import AddStatus


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a stored article: its content's digest, when it was first seen, where its text lies."""

    digest: str
    first_seen_at: str
    shard: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that is to be written, with what was known of it before."""

    article: ReadyArticle
    before: Known | None


def sort_out(
    articles: Sequence[ReadyArticle], known: Callable[[str], Known | None]
) -> tuple[list[AddStatus], list[Arrival]]:
    """The status of each article, as if they came one after the other, and what is to be written in the end."""
    statuses: list[AddStatus] = []
    latest: dict[str, Arrival] = {}
    for article in articles:
        earlier = latest.get(article.article_id)
        before = earlier.before if earlier else known(article.article_id)
        present = earlier.article.digest if earlier else before and before.digest
        statuses.append("added" if present is None else "unchanged" if present == article.digest else "updated")
        seen_by = before or (earlier and earlier.article)
        if seen_by:
            article = article.seen_before(seen_by.first_seen_at)
        latest[article.article_id] = Arrival(article, before)
    changed = [one for one in latest.values() if one.before is None or one.before.digest != one.article.digest]
    return statuses, changed
