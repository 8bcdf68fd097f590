"""All feeds, each with its result; what fails is a value, and the others go on."""

from __future__ import annotations

import queue
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from touchline import __version__
from touchline.config import FeedConfig
from touchline.config.toml_file import pattern_of
from touchline.errors import RetrieveError
from touchline.fold import fold
from touchline.ingest import answers
from touchline.ingest.answers import Reading, ReadTask, first_problem
from touchline.ingest.delta import Entries, entries_of
from touchline.ingest.known_entries import KnownEntry, remembered, with_steady_ids
from touchline.ingest.retrieve import AnswerError, NotModified, Retrieved, Retriever
from touchline.ingest.schedule import Jitter, at_rest, failed, rested
from touchline.ingest.states import FeedState
from touchline.ingest.walk import WalkProblem
from touchline.model import Article, FeedStatus

N_THREADS = 50
"""Feeds that are waited for at a time; `lines` sees to it that no host has many."""
TOGETHER_S = 0.2
"""What comes within it is told together: to store it waits for the disk several times, be it much or little."""
_GONE = 410
_STOP_EVERY_S = 0.1

Read = Callable[[ReadTask], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFeed:
    """What one feed gave.

    `state` and `entries` are to be remembered for the next refresh once the articles are stored; `entries` is None
    when what is remembered stays. `problems` are the files of a local feed that could not be read; the others are among
    `articles` all the same. `error` is one sentence that a user can act on, also for "moved" and for an "ok" with
    problems. `feed_addresses` are the feeds that a page names which was subscribed in their place.
    """

    feed: FeedConfig
    status: FeedStatus
    state: FeedState
    articles: tuple[Article, ...] = ()
    entries: tuple[KnownEntry, ...] | None = None
    problems: tuple[WalkProblem, ...] = ()
    error: str | None = None
    feed_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """How feeds are refreshed.

    `states` and `entries` are what was remembered, by the feeds' names. With `now_please` the user asked for it: every
    enabled feed is due. With `read_again` their answers are read again even when they did not change. `read` makes
    articles of answers, perhaps in another process. `jitter` gives numbers from 0 to 1. `stop` is asked ten times a
    second; once it is true, what is under way is cut.
    """

    retriever: Retriever
    now: datetime
    states: Mapping[str, FeedState]
    entries: Callable[[str], Sequence[KnownEntry]] = lambda name: ()
    now_please: bool = False
    read_again: bool = False
    read: Read = answers.read
    jitter: Jitter = random.random
    stop: Callable[[], bool] = lambda: False
    n_threads: int = N_THREADS


def refresh_feeds(feeds: Sequence[FeedConfig], how: Refresh) -> Iterator[list[FetchedFeed]]:
    """Refresh the feeds that are due and yield a result for each of `feeds`, the quick ones first.

    Results come as lists of what is there at that moment, so that who stores them can do so at once. When it is
    stopped, the feeds that are not there yet give none.
    """
    due: list[FeedConfig] = []
    resting: list[FetchedFeed] = []
    for feed in feeds:
        state = how.states.get(feed.name, FeedState())
        reason = at_rest(feed, state, how.now, is_wanted=how.now_please or how.read_again)
        if reason:
            resting.append(FetchedFeed(feed=feed, status=reason[0], state=state, error=reason[1]))
        else:
            due.append(feed)
    if resting:
        yield resting
    if not due:
        return
    executor = ThreadPoolExecutor(max_workers=min(how.n_threads, len(due)), thread_name_prefix="refresh")
    try:
        done: queue.SimpleQueue[Future[FetchedFeed]] = queue.SimpleQueue()
        for feed in _spread(due):
            executor.submit(_refresh, feed, how).add_done_callback(done.put)
        n_left = len(due)
        while n_left and (there := _there(done, n_left, how.stop)):
            n_left -= len(there)
            yield [future.result() for future in there]
    finally:
        how.retriever.close()
        # What a name server or a parser takes its time for is not waited for when nobody wants it any more.
        executor.shutdown(wait=not how.stop(), cancel_futures=True)


def _there(
    done: queue.SimpleQueue[Future[FetchedFeed]], n_left: int, stop: Callable[[], bool]
) -> list[Future[FetchedFeed]]:
    """What is done within a moment after the first, of so many that are still to come; [] once it is stopped."""
    there: list[Future[FetchedFeed]] = []
    until = None
    while len(there) < n_left and not stop():
        left_s = _STOP_EVERY_S if until is None else until - time.monotonic()
        try:
            there.append(done.get(timeout=min(max(left_s, 0), _STOP_EVERY_S)))
        except queue.Empty:
            if until is not None and time.monotonic() >= until:
                break
        else:
            until = until or time.monotonic() + TOGETHER_S
    return [] if stop() else there


def _spread(feeds: Sequence[FeedConfig]) -> list[FeedConfig]:
    """The feeds in an order in which those of one host, who wait for each other, do not hold up the others."""
    by_host: defaultdict[str, list[FeedConfig]] = defaultdict(list)
    for feed in feeds:
        by_host[urlsplit(feed.url).netloc if feed.url else feed.name].append(feed)
    rounds = zip_longest(*by_host.values())
    return [feed for feed in chain.from_iterable(rounds) if feed is not None]


def _refresh(feed: FeedConfig, how: Refresh) -> FetchedFeed:
    state = how.states.get(feed.name, FeedState())
    settings = _settings(feed)
    is_anew = how.read_again or state.read_with not in (None, settings)
    try:
        found = how.retriever.retrieve(feed, FeedState(moved_to=state.moved_to) if is_anew else state)
    except AnswerError as error:
        if error.code == _GONE:
            gone = replace(state, asked_at=how.now, gone=True, error=str(error))
            return FetchedFeed(feed=feed, status="gone", state=gone, error=str(error))
        return _failure(feed, how, str(error), wait_s=error.wait_s)
    except RetrieveError as error:
        return _failure(feed, how, str(error))
    if isinstance(found, NotModified):
        return _unchanged(feed, how, found)
    return _read(feed, how, found, () if is_anew else how.entries(feed.name))


def _unchanged(feed: FeedConfig, how: Refresh, found: NotModified) -> FetchedFeed:
    before = how.states.get(feed.name, FeedState())
    is_moved = _is_moved(found.moved_to, before)
    state = replace(
        before,
        etag=found.etag or before.etag,
        last_modified=found.last_modified or before.last_modified,
        moved_to=found.moved_to,
    )
    return FetchedFeed(
        feed=feed,
        status="moved" if is_moved else "not-modified",
        state=rested(state, feed, how.now, found.fresh_s),
        error=_moved_words(found.moved_to) if is_moved else None,
    )


def _read(feed: FeedConfig, how: Refresh, found: Retrieved, known: Sequence[KnownEntry]) -> FetchedFeed:
    task = ReadTask(feed=feed.name, now=how.now, paths=found.paths, address=feed.first_url or feed.url or "")
    entries = entries_of(found.document) if found.document else None
    if found.document is None:
        reading = how.read(task)
    elif entries is None:
        reading = how.read(replace(task, document=found.document))
    else:
        reading = _read_new(how.read, task, entries, known)
    problems = (*found.problems, *reading.problems)
    told = reading.error or (first_problem(problems) if not reading.articles else None)
    if told:
        return _failure(feed, how, told, problems=problems, feed_addresses=reading.feed_addresses)
    fresh = FeedState(
        etag=found.etag,
        last_modified=found.last_modified,
        fingerprint=found.fingerprint,
        read_with=_settings(feed),
        moved_to=found.moved_to,
    )
    is_moved = _is_moved(found.moved_to, how.states.get(feed.name, FeedState()))
    news = [_moved_words(found.moved_to)] if is_moved else []
    return FetchedFeed(
        feed=feed,
        status="moved" if is_moved else "ok",
        state=rested(fresh, feed, how.now, found.fresh_s),
        articles=tuple(article for article in reading.articles if _is_wanted(article, feed)),
        entries=remembered(reading.entries, known) if reading.entries is not None else None,
        problems=problems,
        error=" ".join([*news, *filter(None, [first_problem(problems)]), *reading.limits]) or None,
    )


def _read_new(read: Read, task: ReadTask, entries: Entries, known: Sequence[KnownEntry]) -> Reading:
    """Read the entries that are not known; the others only tell which articles are in the answer."""
    unchanged = {one.raw: one for one in known}
    new = [raw for raw in entries.hashes if raw not in unchanged]
    limits = (answers.entries_left_out(task.feed, len(entries.hashes) + entries.n_more),) if entries.n_more else ()
    if not new:
        return Reading(entries=tuple(unchanged[raw] for raw in entries.hashes), limits=limits)
    is_all = len(new) == len(entries.hashes) and not entries.n_more
    document = entries.document if is_all else entries.only(set(new))
    reading = read(replace(task, document=document, hashes=tuple(new)))
    if reading.error is not None:
        return reading
    return replace(_without_known(reading, entries, unchanged), limits=(*limits, *reading.limits))


def _without_known(reading: Reading, entries: Entries, unchanged: Mapping[str, KnownEntry]) -> Reading:
    """What was read now, beside the entries that were not: as if all had been read at once."""
    first = {raw: place for place, raw in reversed([*enumerate(entries.hashes)])}
    known_at = {one.article_id: first[raw] for raw, one in reversed([*unchanged.items()]) if raw in first}
    new_at = {one.article_id: first[one.raw] for one in reading.entries or ()}
    # Of entries with one id the first counts, wherever in the answer they stand.
    late = {one for one, place in known_at.items() if place < new_at.get(one, place + 1)}
    read = [article for article in reading.articles if article.article_id not in late]
    articles = with_steady_ids(read, [*unchanged.values()], known_at)
    names = {before.article_id: after.article_id for before, after in zip(read, articles, strict=True)}
    present = None
    if reading.entries is not None:
        now = {one.raw: replace(one, article_id=names.get(one.article_id, one.article_id)) for one in reading.entries}
        present = tuple({**unchanged, **now}[raw] for raw in entries.hashes)
    return replace(reading, articles=tuple(articles), entries=present)


def _is_wanted(article: Article, feed: FeedConfig) -> bool:
    if _any_stands(feed.exclude, article.headline):
        return False
    return not feed.include or _any_stands(feed.include, article.headline)


def _any_stands(words: Sequence[str], headline: str) -> bool:
    """Whether one of the words, whatever their case and accents, or of the patterns stands in a headline."""
    folded = fold(headline)
    return any(
        pattern.search(headline) is not None if (pattern := pattern_of(word)) else fold(word) in folded
        for word in words
    )


def _is_moved(address: str | None, before: FeedState) -> bool:
    return address is not None and address != before.moved_to


def _moved_words(address: str | None) -> str:
    return f"Its new address is {address}."


def _settings(feed: FeedConfig) -> str:
    """A hash of all that decides what becomes of an answer: after a change of it, everything is read again."""
    told = repr((__version__, feed.first_url or feed.address, feed.include, feed.exclude))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _failure(
    feed: FeedConfig,
    how: Refresh,
    error: str,
    *,
    wait_s: float | None = None,
    problems: tuple[WalkProblem, ...] = (),
    feed_addresses: tuple[str, ...] = (),
) -> FetchedFeed:
    """A failure: the articles and what the last good answer was known by stay; the next attempt comes later."""
    state = failed(how.states.get(feed.name, FeedState()), feed, how.now, error, wait_s=wait_s, jitter=how.jitter)
    return FetchedFeed(
        feed=feed, status="failed", state=state, problems=problems, error=error, feed_addresses=feed_addresses
    )
