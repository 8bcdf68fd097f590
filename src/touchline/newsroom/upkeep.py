"""The backlog: claims of new articles, story threads, the search index; resumable, whoever works it off."""

from __future__ import annotations

from collections.abc import Callable

from touchline.model import Claim, Report
from touchline.newsroom.room import Newsroom

BATCH = 100
"""Articles a batch: small enough that stopping in between loses under a second of work."""


def drain(
    room: Newsroom,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> bool:
    """Work off the backlog; True when anything was done.

    `progress` is told articles done and articles in all; `stop` is asked between batches. What is done stays done.
    """
    from touchline.extract import extract

    store = room.store
    store.catch_up()
    rulebook = room.rulebook
    pending = store.pending_claims(rulebook.version)
    for start in range(0, len(pending), BATCH):
        if stop and stop():
            return start > 0
        batch: dict[str, tuple[Claim, ...]] = {}
        for article_id in pending[start : start + BATCH]:
            article = store.article(article_id)
            if article is not None:
                batch[article_id] = extract(article, rulebook).claims
        store.save_claims(batch, rulebook.version)
        if progress:
            progress(min(start + BATCH, len(pending)), len(pending))
    stale = store.threads_stale()
    if stale:
        rebuild_threads(room)
    return bool(pending) or stale


def index_texts(room: Newsroom, stop: Callable[[], bool] | None = None) -> bool:
    """Index the texts that wait for it, so that the next search need not; False when `stop` ended it early."""
    while room.store.index_texts(BATCH):
        if stop and stop():
            return False
    return True


def rebuild_threads(room: Newsroom) -> None:
    """Make all story threads anew from the stored claims."""
    from touchline.threads import build_threads

    room.store.save_threads(build_threads(reports(room)))


def reports(room: Newsroom) -> list[Report]:
    """What story threads need to know of every article that has claims."""
    made = []
    for article_id, claims in room.store.all_claims().items():
        headline = room.store.headline(article_id)
        if headline is None or not claims:
            continue
        standing = room.config.standing(headline.feed, headline.publisher)
        made.append(
            Report(
                article_id=article_id,
                reported_on=headline.published_at.date() if headline.published_at else None,
                first_seen_at=headline.first_seen_at,
                claims=claims,
                publisher=headline.publisher,
                official=standing.official,
                tier=standing.tier,
            )
        )
    return made
