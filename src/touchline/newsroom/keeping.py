"""`keep_days`: a feed's old articles go, and do not come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from touchline.config import FeedConfig
from touchline.model import Article, Headline, MarkChange
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import story_threads

BATCH = 500
"""Articles deleted in one write."""


def drop_old(room: Newsroom) -> int:
    """Delete the articles that their feeds' `keep_days` are over for; returns how many.

    Starred articles, those with a tag that their feed did not give them, and those of followed threads stay. An
    undated article counts from when it was first seen, and is remembered, so that the next refresh does not bring it
    back; a dated one is recognised by its date (`is_welcome`).
    """
    kept = {feed.name: feed for feed in room.config.feeds if feed.keep_days is not None}
    if not kept:
        return 0
    latest = max(_limit(feed, room.now()) for feed in kept.values())
    old = room.store.headlines_between(None, latest)
    protected = {one for thread in story_threads(room, followed_only=True) for one in thread.article_ids}
    protected |= room.store.marks().starred()
    going = [row for row in old if _is_over(row, kept, room.now()) and not _is_protected(room, row, kept, protected)]
    for start in range(0, len(going), BATCH):
        rows = going[start : start + BATCH]
        undated = tuple(row.article_id for row in rows if row.published_at is None)
        if undated:
            room.store.apply_marks([MarkChange(field="dropped", keys=undated, value=True)])
        room.store.delete_articles([row.article_id for row in rows])
    return len(going)


def welcome(room: Newsroom, feed: FeedConfig, articles: Iterable[Article]) -> list[Article]:
    """Those articles of a feed that a refresh may store: not what was deleted, nor what would be dropped at once.

    An article that is stored already may always be updated.
    """
    dropped = room.store.marks().dropped()
    limit = _limit(feed, room.now()) if feed.keep_days is not None else None

    def is_welcome(article: Article) -> bool:
        if room.store.is_stored(article.article_id):
            return True
        too_old = limit is not None and article.published_at is not None and article.published_at < limit
        return article.article_id not in dropped and not too_old

    return [article for article in articles if is_welcome(article)]


def _limit(feed: FeedConfig, now: datetime) -> datetime:
    return now - timedelta(days=feed.keep_days or 0)


def _is_over(row: Headline, kept: Mapping[str, FeedConfig], now: datetime) -> bool:
    feed = kept.get(row.feed or "")
    return feed is not None and row.sort_at < _limit(feed, now)


def _is_protected(room: Newsroom, row: Headline, kept: Mapping[str, FeedConfig], protected: Collection[str]) -> bool:
    own_tags = set(room.store.marks().tags_of(row.article_id)).difference(kept[row.feed or ""].tags)
    return row.article_id in protected or bool(own_tags)
