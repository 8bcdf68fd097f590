"""What is known of a feed, for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Health = Literal["new", "ok", "failed", "gone", "paused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """One feed of feeds.toml, its articles, and how it was when it was last asked.

    `health` is "new" for a feed that was never asked. `answered_at` is its last good answer, `next_at` the moment from
    which it is due again (None: at once); until `patience_at` its server asked to be left alone. `error` is what is
    wrong with it, a sentence that a user can act on; `n_failures` counts the failures in a row. `moved_to` is the new
    address that its server gave.
    """

    name: str
    address: str
    health: Health
    tags: tuple[str, ...] = ()
    n_articles: int = 0
    n_unread: int = 0
    answered_at: datetime | None = None
    next_at: datetime | None = None
    patience_at: datetime | None = None
    n_failures: int = 0
    error: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What an attempt at a feed found; nothing of it was stored.

    `newest` is the headline of its newest article, `newest_at` None where that is undated. `error` is what is wrong, or
    what is to be known; `feed_addresses` are the feeds that a page names which was asked in their place.
    """

    feed: str
    works: bool
    n_articles: int = 0
    n_undated: int = 0
    newest: str | None = None
    newest_at: datetime | None = None
    error: str | None = None
    feed_addresses: tuple[str, ...] = ()
