"""The feeds of feeds.toml as people see and change them: how each is, add, pause, tag, remove."""

from __future__ import annotations

import glob
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from touchline.config import FeedConfig, add_feed, change_feed, remove_feed
from touchline.config.addresses import absolute_path, is_web_address, made_name
from touchline.errors import NotFoundError
from touchline.ingest.states import FeedState, state_from_json
from touchline.model import Article, FeedCheck, FeedHealth, Health
from touchline.newsroom.marking import clean_tag
from touchline.newsroom.room import Newsroom

QUIET_INTERVAL_S = 1800
"""How often the reader fetches a feed by itself that has no interval of its own."""


def feed_healths(room: Newsroom) -> list[FeedHealth]:
    """How every feed is, in the order of feeds.toml; walks all headlines once after each change of the library."""
    states = {name: state_from_json(state) for name, state in room.store.feed_states().items()}
    n, n_unread = room.cached("articles of feeds", room.store.revision, lambda: _counted(room))
    return [_health(feed, states.get(feed.name, FeedState()), n, n_unread) for feed in room.config.feeds]


def _counted(room: Newsroom) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Articles and unread articles by the feed's name."""
    marks = room.store.marks()
    n: Counter[str] = Counter()
    n_unread: Counter[str] = Counter()
    for row in room.store.headlines():
        if row.feed:
            n[row.feed] += 1
            n_unread[row.feed] += not marks.is_read(row.article_id)
    return n, n_unread


def _health(feed: FeedConfig, state: FeedState, n: Mapping[str, int], n_unread: Mapping[str, int]) -> FeedHealth:
    return FeedHealth(
        name=feed.name,
        address=feed.shown_address,
        health=_state_word(feed, state),
        tags=feed.tags,
        n_articles=n.get(feed.name, 0),
        n_unread=n_unread.get(feed.name, 0),
        answered_at=state.answered_at,
        next_at=state.not_before_at,
        patience_at=state.patience_at,
        n_failures=state.n_failures,
        error=state.error,
        moved_to=state.moved_to,
    )


def _state_word(feed: FeedConfig, state: FeedState) -> Health:
    if not feed.enabled:
        return "paused"
    if state.gone:
        return "gone"
    if state.n_failures:
        return "failed"
    return "ok" if state.asked_at else "new"


def is_any_due(room: Newsroom) -> bool:
    """Whether a feed was last asked longer ago than its interval, or half an hour where it has none."""
    states = {name: state_from_json(state) for name, state in room.store.feed_states().items()}

    def is_due(feed: FeedConfig) -> bool:
        asked_at = states.get(feed.name, FeedState()).asked_at
        return asked_at is None or room.now() - asked_at >= timedelta(seconds=feed.interval_s or QUIET_INTERVAL_S)

    return any(feed.enabled and is_due(feed) for feed in room.config.feeds)


def changed_locally(room: Newsroom, stop: threading.Event) -> Iterator[frozenset[str]]:
    """Names of local feeds as their files change, until `stop` is set. Blocks; one thread at a time may ask."""
    from touchline.ingest.watching import changed_feeds

    return changed_feeds(room.config.feeds, stop)


def check(room: Newsroom, wanted: str | None = None) -> Iterator[FeedCheck]:
    """Try feeds without storing anything: the one of this name, an address that may become one, or all of feeds.toml.

    Raises:
        NotFoundError: it is neither a feed's name, nor an http or https address, nor a path that exists.
    """
    from touchline.ingest.refresh import Refresh, refresh_feeds
    from touchline.ingest.retrieve import StandardRetriever
    from touchline.newsroom.limited import LimitedWorkers
    from touchline.newsroom.refreshing import read_within_limits

    feeds = room.config.feeds if wanted is None else (_wanted(room, wanted),)
    enabled = [replace(feed, enabled=True) for feed in feeds]
    with LimitedWorkers() as workers:
        how = Refresh(
            retriever=StandardRetriever(),
            now=room.now(),
            states={},
            now_please=True,
            read_again=True,
            read=lambda task: read_within_limits(workers, task),
        )
        for batch in refresh_feeds(enabled, how):
            for fetched in batch:
                newest = max(fetched.articles, key=_age, default=None)
                works = fetched.status not in ("failed", "gone")
                yield FeedCheck(
                    feed=fetched.feed.name,
                    works=works,
                    n_articles=len(fetched.articles),
                    n_undated=sum(article.published_at is None for article in fetched.articles),
                    newest=newest.headline if newest else None,
                    newest_at=newest.published_at if newest else None,
                    error=fetched.error,
                    feed_addresses=fetched.feed_addresses,
                )


def _age(article: Article) -> tuple[bool, datetime]:
    """Sorts dated articles behind undated ones."""
    return article.published_at is not None, article.sort_at


def _wanted(room: Newsroom, wanted: str) -> FeedConfig:
    known = room.config.feed(wanted)
    if known is not None:
        return known
    if is_web_address(wanted):
        return FeedConfig(name=made_name(wanted), url=wanted)
    path = absolute_path(wanted, Path.cwd())
    if path.exists() or glob.has_magic(wanted):
        return FeedConfig(name=made_name(wanted), path=path)
    raise NotFoundError(f"{wanted!r} is no feed's name, no http or https address and no file or folder")


def add(room: Newsroom, address: str) -> str:
    """Add a URL, or a local file, folder or pattern, to feeds.toml; returns the name that it got.

    Raises:
        ConfigError: see `config.add_feed`.
    """
    name = add_feed(room.config_folder, address)
    room.reload_config()
    return name


def set_enabled(room: Newsroom, name: str, value: bool) -> None:
    """Pause a feed, or resume it. Raises NotFoundError and ConfigError."""
    change_feed(room.config_folder, name, {"enabled": value})
    room.reload_config()


def set_tags(room: Newsroom, name: str, tags: Sequence[str]) -> None:
    """Give a feed's coming articles these tags. Raises NotFoundError, ConfigError, UsageError."""
    change_feed(room.config_folder, name, {"tags": [clean_tag(tag) for tag in tags] or None})
    room.reload_config()


def remove(room: Newsroom, name: str) -> None:
    """Take a feed out of feeds.toml; its articles stay. Raises NotFoundError and ConfigError."""
    remove_feed(room.config_folder, name)
    room.reload_config()
