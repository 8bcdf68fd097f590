"""When a feed is asked again: after an answer, after a failure, and when the user wants it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from touchline.config import FeedConfig
from touchline.ingest.states import FeedState
from touchline.model import FeedStatus

FIRST_WAIT = timedelta(minutes=5)
"""After the first failure; doubled with each further one."""
LONGEST_WAIT = timedelta(hours=24)
"""However often it failed, and whatever a server says of its answer or asks for."""
JITTER = 0.25
"""A wait after a failure is longer by up to this share, so that not all readers come back at the same moment."""

Jitter = Callable[[], float]
"""A number from 0 to 1, another one each time."""


def at_rest(
    feed: FeedConfig, state: FeedState, now: datetime, *, is_wanted: bool
) -> tuple[FeedStatus, str | None] | None:
    """Why a feed is not asked now, and the sentence that tells it; None when it is.

    `is_wanted` is true when the user asked for it just now: that goes before its interval, before failures and before
    what is known of it, but never before the patience that its server asked for.
    """
    if not feed.enabled:
        return "paused", None
    if state.patience_at and now < state.patience_at:
        return "waiting", state.error
    if is_wanted:
        return None
    if state.gone:
        return "gone", f"{feed.name} does not exist any more; take it out of feeds.toml, or refresh it by its name."
    if state.not_before_at and now < state.not_before_at:
        return "waiting", state.error
    return None


def rested(state: FeedState, feed: FeedConfig, now: datetime, fresh_s: float | None) -> FeedState:
    """The state after an answer: no failures; due again after the feed's interval, and once its answer is old."""
    wait = max(timedelta(seconds=feed.interval_s or 0), _within_reason(fresh_s or 0))
    return replace(
        state,
        asked_at=now,
        answered_at=now,
        not_before_at=now + wait if wait else None,
        patience_at=None,
        n_failures=0,
        error=None,
        gone=False,
    )


def failed(
    state: FeedState, feed: FeedConfig, now: datetime, error: str, *, wait_s: float | None = None, jitter: Jitter
) -> FeedState:
    """The state after a failure: what the last good answer was known by stays, and the next attempt comes later.

    `wait_s` is the patience that the server asked for, None when it did not. Local files can be tried again at once.
    """
    n_failures = state.n_failures + 1
    if wait_s is not None:
        wait = _within_reason(wait_s)
    else:
        doubled = FIRST_WAIT * 2 ** min(n_failures - 1, 16)
        wait = min(doubled * (1 + JITTER * jitter()), LONGEST_WAIT)
    return replace(
        state,
        asked_at=now,
        not_before_at=now + wait if feed.url else None,
        patience_at=now + wait if wait_s is not None else None,
        n_failures=n_failures,
        error=error,
    )


def _within_reason(seconds: float) -> timedelta:
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
