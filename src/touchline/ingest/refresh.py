"""All feeds, each with its result; what fails is a value, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from touchline.config import FeedConfig
from touchline.config.toml_file import pattern_of
from touchline.errors import FormatError, RetrieveError
from touchline.fold import fold
from touchline.ingest.files import shown_name
from touchline.ingest.reading import read_answer, read_path
from touchline.ingest.retrieve import AnswerError, Retrieved, Retriever
from touchline.ingest.states import FeedState
from touchline.ingest.walk import WalkProblem
from touchline.model import Article, FeedStatus

N_THREADS = 8
FIRST_WAIT = timedelta(minutes=5)
"""After the first failure; doubled with each further one."""
LONGEST_WAIT = timedelta(hours=24)
_GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFeed:
    """What one feed gave.

    `state` is to be remembered for the next refresh once the articles are stored. `problems` are the files of a local
    feed that could not be read; the others are among `articles` all the same. `error` is one sentence that a user can
    act on, also for "moved" and for an "ok" with problems.
    """

    feed: FeedConfig
    status: FeedStatus
    state: FeedState
    articles: tuple[Article, ...] = ()
    problems: tuple[WalkProblem, ...] = ()
    error: str | None = None


def refresh_feeds(
    feeds: Sequence[FeedConfig],
    *,
    retriever: Retriever,
    now: datetime,
    states: Mapping[str, FeedState],
    force: bool = False,
    n_threads: int = N_THREADS,
) -> Iterator[FetchedFeed]:
    """Refresh the feeds that are due and yield a result for each of `feeds`, the quick ones first.

    `states` are the remembered states by the feeds' names. With `force` every enabled feed is due, and its answer is
    read again even when it did not change.
    """
    due: list[FeedConfig] = []
    for feed in feeds:
        state = states.get(feed.name, FeedState())
        at_rest = _at_rest(feed, state, now, force)
        if at_rest:
            yield FetchedFeed(feed=feed, status=at_rest[0], state=state, error=at_rest[1])
        else:
            due.append(feed)
    if not due:
        return
    executor = ThreadPoolExecutor(max_workers=min(n_threads, len(due)), thread_name_prefix="refresh")
    try:
        futures = [
            executor.submit(_refresh, feed, retriever, now, states.get(feed.name, FeedState()), force) for feed in due
        ]
        for future in as_completed(futures):
            yield future.result()
    finally:
        executor.shutdown(cancel_futures=True)


def _at_rest(feed: FeedConfig, state: FeedState, now: datetime, force: bool) -> tuple[FeedStatus, str | None] | None:
    if not feed.enabled:
        return "paused", None
    if force:
        return None
    if state.gone:
        return "gone", f"{feed.name} does not exist any more; take it out of feeds.toml, or refresh it by its name."
    if state.not_before_at and now < state.not_before_at:
        return "waiting", None
    return None


def _refresh(feed: FeedConfig, retriever: Retriever, now: datetime, state: FeedState, force: bool) -> FetchedFeed:
    known = FeedState() if force else state
    try:
        retrieved = retriever.retrieve(feed, known)
        if retrieved is None:
            return FetchedFeed(feed=feed, status="not-modified", state=_rested(state, feed, now))
        return _read(feed, retrieved, now, state)
    except AnswerError as error:
        if error.code == _GONE:
            state = replace(state, asked_at=now, gone=True)
            return FetchedFeed(feed=feed, status="gone", state=state, error=str(error))
        return _failed(feed, state, now, str(error), error.wait_s)
    except (RetrieveError, FormatError) as error:
        return _failed(feed, state, now, str(error), None)


def _read(feed: FeedConfig, retrieved: Retrieved, now: datetime, state: FeedState) -> FetchedFeed:
    articles: list[Article] = []
    problems = list(retrieved.problems)
    if retrieved.document is not None:
        assert feed.url is not None
        articles += read_answer(retrieved.document, feed_address=feed.url, now=now, feed=feed.name)
    for path in retrieved.paths:
        try:
            articles += read_path(path, now=now, feed=feed.name)
        except (RetrieveError, FormatError) as error:
            problems.append(WalkProblem(path=path, status="failed", reason=str(error)))
    if problems and not articles:
        return _failed(feed, state, now, _first_problem(problems), None, tuple(problems))
    fresh = FeedState(
        etag=retrieved.etag,
        last_modified=retrieved.last_modified,
        fingerprint=retrieved.fingerprint,
        moved_to=retrieved.moved_to,
    )
    return FetchedFeed(
        feed=feed,
        status="moved" if retrieved.moved_to else "ok",
        state=_rested(fresh, feed, now),
        articles=tuple(article for article in articles if _is_wanted(article, feed)),
        problems=tuple(problems),
        error=f"Its new address is {retrieved.moved_to}." if retrieved.moved_to else _first_problem(problems),
    )


def _first_problem(problems: Sequence[WalkProblem]) -> str | None:
    if not problems:
        return None
    others = f" ({len(problems) - 1} more files failed)" if len(problems) > 1 else ""
    reason = problems[0].reason
    return (reason if shown_name(problems[0].path) in reason else f"{shown_name(problems[0].path)}: {reason}") + others


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


def _rested(state: FeedState, feed: FeedConfig, now: datetime) -> FeedState:
    """The state after an answer: no failures, and due again after the feed's own interval."""
    wait = timedelta(seconds=feed.interval_s or 0)
    return replace(
        state,
        asked_at=now,
        answered_at=now,
        n_failures=0,
        error=None,
        gone=False,
        not_before_at=now + wait if wait else None,
    )


def _failed(
    feed: FeedConfig,
    state: FeedState,
    now: datetime,
    error: str | None,
    wait_s: float | None,
    problems: tuple[WalkProblem, ...] = (),
) -> FetchedFeed:
    """A failure: the articles and what the last good answer was known by stay; the next attempt comes later."""
    n_failures = state.n_failures + 1
    wait = timedelta(seconds=wait_s) if wait_s is not None else FIRST_WAIT * 2 ** min(n_failures - 1, 16)
    not_before_at = now + min(wait, LONGEST_WAIT) if feed.url else None
    state = replace(state, asked_at=now, n_failures=n_failures, error=error, not_before_at=not_before_at)
    return FetchedFeed(feed=feed, status="failed", state=state, problems=problems, error=error)
