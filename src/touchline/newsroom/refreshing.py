"""The feeds of feeds.toml into the library."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.config import FeedConfig
from touchline.errors import ConfigError, NotFoundError
from touchline.model import FeedResult, MarkChange
from touchline.newsroom.full_texts import fill_full_texts, keep_full_text
from touchline.newsroom.keeping import welcome
from touchline.newsroom.limited import LIMIT_S, MAX_MEMORY, WORTH_A_WORKER, LimitedWorkers, LimitError
from touchline.newsroom.room import Newsroom
from touchline.safe import safe
from touchline.store.base import AddStatus

if TYPE_CHECKING:
    from touchline.ingest.answers import Reading, ReadTask
    from touchline.ingest.refresh import FetchedFeed, Refresh


def refresh(
    room: Newsroom,
    names: Sequence[str] = (),
    force: bool = False,
    *,
    now_please: bool = False,
    stop: Callable[[], bool] = lambda: False,
    jitter: Callable[[], float] = random.random,
) -> Iterator[FeedResult]:
    """Pull the feeds that are due, one result each, in the order of their answers; named ones are always due.

    With `now_please`, as for named feeds, intervals and waits after failures do not count. With `force`
    answers that did not change are read again, too. Neither shortens the patience that a server asked for. Once
    `stop` is true, what is under way is cut; the feeds that are not there yet have no result.

    A feed's state is remembered only after its articles are durable, so a kill in between costs one more request.

    Raises:
        NotFoundError: a name is not in feeds.toml.
    """
    from touchline.ingest.known_entries import entries_from_json
    from touchline.ingest.refresh import Refresh, refresh_feeds
    from touchline.ingest.retrieve import StandardRetriever
    from touchline.ingest.states import state_from_json

    feeds = _named(room, names) if names else room.config.feeds
    workers = LimitedWorkers()
    how = Refresh(
        retriever=StandardRetriever(),
        now=room.now(),
        states={name: state_from_json(state) for name, state in room.store.feed_states().items()},
        entries=lambda name: entries_from_json(room.store.feed_entries(name)),
        now_please=now_please or bool(names),
        read_again=force,
        read=lambda task: read_within_limits(workers, task),
        jitter=jitter,
        stop=stop,
    )
    pages: list[tuple[FeedResult, list[str]]] = []
    # Feeds' entries are of any month.
    with workers, room.store.many_writes():
        for fetched_feeds in refresh_feeds(feeds, how):
            for result, changed in _store(room, [_welcome(room, fetched) for fetched in fetched_feeds], how):
                if changed:
                    pages.append((result, changed))
                else:
                    yield result
    for result, changed in pages:
        problems = fill_full_texts(room, changed, stop)
        yield replace(result, error=" ".join(filter(None, [result.error, *_first(problems)])) or None)


def _first(problems: Sequence[str]) -> list[str]:
    """One of the pages that cannot be had, and how many there are."""
    many = f"{len(problems)} pages of articles cannot be had, such as: " if len(problems) > 1 else ""
    return [f"{many}{problems[0]}"] if problems else []


def read_within_limits(workers: LimitedWorkers, task: ReadTask) -> Reading:
    """Make articles of an answer, where its author can do no harm."""
    from touchline.ingest import answers

    try:
        return workers.do(answers.read, task, len(task.document.raw) if task.document else WORTH_A_WORKER)
    except LimitError as error:
        reasons = {
            "time": f"{task.feed} takes longer than {LIMIT_S:g} s to be read, and was given up.",
            "memory": f"{task.feed} takes more than {MAX_MEMORY >> 20:,} MB of memory to be read, and was given up.",
            "died": f"{task.feed} cannot be read: the process that tried broke off.",
        }
        return answers.Reading(error=reasons[error.what])


def _named(room: Newsroom, names: Sequence[str]) -> list[FeedConfig]:
    feeds = []
    for name in names:
        feed = room.config.feed(name)
        if feed is None:
            raise NotFoundError(f"no feed is called {safe(name)!r}; `touchline feeds list` shows them")
        feeds.append(feed)
    return feeds


def _welcome(room: Newsroom, fetched: FetchedFeed) -> FetchedFeed:
    articles = welcome(room, fetched.feed, fetched.articles)
    return replace(fetched, articles=tuple(keep_full_text(room, article) for article in articles))


def _store(room: Newsroom, fetched_feeds: Sequence[FetchedFeed], how: Refresh) -> list[tuple[FeedResult, list[str]]]:
    """Store the articles of some feeds in one durable write, then what is to be remembered of the feeds.

    Beside each result stand the articles whose pages are to be read.
    """
    from touchline.ingest.known_entries import entries_as_json
    from touchline.ingest.states import state_as_json

    articles = [article for fetched in fetched_feeds for article in fetched.articles]
    statuses = iter(room.store.add_articles(articles) if articles else ())
    by_feed = [[next(statuses) for _ in fetched.articles] for fetched in fetched_feeds]
    _tag(room, fetched_feeds, by_feed)
    for fetched in fetched_feeds:
        if fetched.entries is not None:
            room.store.save_feed_entries(fetched.feed.name, entries_as_json(fetched.entries))
    states = {each.feed.name: each.state for each in fetched_feeds if each.state != how.states.get(each.feed.name)}
    if states:
        room.store.save_feed_states({name: state_as_json(state) for name, state in states.items()})
    return [
        (_result(room, fetched, told, how), _changed_ids(fetched, told) if fetched.feed.full_text else [])
        for fetched, told in zip(fetched_feeds, by_feed, strict=True)
    ]


def _changed_ids(fetched: FetchedFeed, statuses: Sequence[AddStatus]) -> list[str]:
    told = zip(fetched.articles, statuses, strict=True)
    return [article.article_id for article, status in told if status != "unchanged"]


def _tag(room: Newsroom, fetched_feeds: Sequence[FetchedFeed], by_feed: Sequence[Sequence[AddStatus]]) -> None:
    """Give new articles their feeds' tags; those that came before keep what the user made of them."""
    changes = []
    for fetched, statuses in zip(fetched_feeds, by_feed, strict=True):
        if new := _new_ids(fetched, statuses):
            changes += [MarkChange(field="tag", keys=new, value=True, tag=tag) for tag in fetched.feed.tags]
    if changes:
        room.store.apply_marks(changes)


def _new_ids(fetched: FetchedFeed, statuses: Sequence[AddStatus]) -> tuple[str, ...]:
    told = zip(fetched.articles, statuses, strict=True)
    return tuple(article.article_id for article, status in told if status == "added")


def _result(room: Newsroom, fetched: FetchedFeed, statuses: Sequence[AddStatus], how: Refresh) -> FeedResult:
    error = fetched.error
    if fetched.status == "moved" and fetched.state.moved_to:
        error = f"{error} {_move(room, fetched.feed.name, fetched.state.moved_to)}"
    return FeedResult(
        feed=fetched.feed.name,
        status=fetched.status,
        n_added=statuses.count("added"),
        n_updated=statuses.count("updated"),
        error=error,
        new_ids=_new_ids(fetched, statuses) if fetched.feed.name in how.states else (),
        feed_addresses=fetched.feed_addresses,
    )


def _move(room: Newsroom, name: str, url: str) -> str:
    """Put a feed's new address in feeds.toml, and say whether that was done."""
    from touchline.config import load_config, move_feed

    folder = room.config.folder
    try:
        if folder is not None and move_feed(folder, name, url):
            room.config = load_config(folder)
            return "It stands in feeds.toml now."
    except (ConfigError, NotFoundError) as error:
        return f"It could not be put in feeds.toml: {error}"
    return "If that is right, put it in feeds.toml."


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
    if room.config.hooks and room.config.hooks.on_stage:
        drain(room)
        problems += tell_stages(room)
    return problems
