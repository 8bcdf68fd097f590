"""The feeds of feeds.toml into the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from touchline.config import FeedConfig
from touchline.errors import NotFoundError
from touchline.model import Article, FeedResult, MarkChange
from touchline.newsroom.keeping import welcome
from touchline.newsroom.room import Newsroom
from touchline.safe import safe
from touchline.store.base import AddStatus

BATCH = 50
"""Articles a durable write, as at import."""


def refresh(
    room: Newsroom,
    names: Sequence[str] = (),
    *,
    now_please: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Iterator[FeedResult]:
    """Pull the feeds that are due, one result each, in the order of their answers; named ones are always due.

    A feed's state is remembered only after its articles are durable, so a kill in between costs one more request.

    Raises:
        NotFoundError: a name is not in feeds.toml.
    """
    from touchline.ingest.refresh import refresh_feeds
    from touchline.ingest.retrieve import StandardRetriever
    from touchline.ingest.states import state_as_json, state_from_json

    feeds = []
    for name in names:
        feed = room.config.feed(name)
        if feed is None:
            raise NotFoundError(f"no feed is called {safe(name)!r}; `touchline feeds list` shows them")
        feeds.append(feed)
    states = {name: state_from_json(state) for name, state in room.store.feed_states().items()}
    fetched_feeds = refresh_feeds(
        feeds or room.config.feeds,
        retriever=StandardRetriever(),
        now=room.now(),
        states=states,
        force=now_please or bool(names),
    )
    for fetched in fetched_feeds:
        articles = welcome(room, fetched.feed, fetched.articles)
        statuses: list[AddStatus] = []
        for start in range(0, len(articles), BATCH):
            statuses += _store(room, fetched.feed, articles[start : start + BATCH])
        if fetched.state != states.get(fetched.feed.name):
            room.store.save_feed_state(fetched.feed.name, state_as_json(fetched.state))
        yield FeedResult(
            feed=fetched.feed.name,
            status=fetched.status,
            n_added=statuses.count("added"),
            n_updated=statuses.count("updated"),
            error=fetched.error,
            new_ids=_added(articles, statuses) if fetched.feed.name in states else (),
        )


def _store(room: Newsroom, feed: FeedConfig, articles: Sequence[Article]) -> list[AddStatus]:
    """Store articles and give the new ones the feed's tags; those that came before keep what the user made of them."""
    statuses = room.store.add_articles(articles)
    new = _added(articles, statuses)
    if new and feed.tags:
        room.store.apply_marks([MarkChange(field="tag", keys=new, value=True, tag=tag) for tag in feed.tags])
    return statuses


def _added(articles: Sequence[Article], statuses: Sequence[AddStatus]) -> tuple[str, ...]:
    return tuple(article.article_id for article, status in zip(articles, statuses, strict=True) if status == "added")


def after_refresh(room: Newsroom, results: Sequence[FeedResult]) -> list[str]:
    """What follows once all feeds were pulled: old articles go, and hooks are told; a sentence for what went wrong.

    A hook for stages needs claims and threads, so that the backlog is worked off first.
    """
    from touchline.newsroom.hooks import tell_new, tell_stages
    from touchline.newsroom.keeping import drop_old
    from touchline.newsroom.upkeep import drain

    drop_old(room)
    new_ids = [article_id for result in results for article_id in result.new_ids]
    problems = tell_new(room, new_ids)
    if room.config.hooks.on_stage:
        drain(room)
        problems += tell_stages(room)
    return problems
