"""Feeds and saved queries, and how much a publisher's word counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedConfig:
    """One subscription of feeds.toml: exactly one of `url` and `path` is set.

    `path` is absolute and may be a file, a folder or a glob pattern. `publishers` are other names under which this
    feed's publisher appears. `tier` is 1 for the best publishers, None when not set; `official` is true for the
    club's or federation's own. `include` and `exclude` are words of headlines, or patterns between slashes.
    `interval_s` and `timeout_s` are None when not set, `keep_days` is None for ever. `headers` are sent with every
    request to the feed's own server. `first_url` is the address that the feed had before it moved, None when it never
    did: the ids of its articles are made of it.
    """

    name: str
    url: str | None = None
    path: Path | None = None
    tags: tuple[str, ...] = ()
    league: str | None = None
    publishers: tuple[str, ...] = ()
    tier: int | None = None
    official: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    interval_s: int | None = None
    timeout_s: int | None = None
    full_text: bool = False
    keep_days: int | None = None
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    enabled: bool = True
    first_url: str | None = None

    @property
    def address(self) -> str:
        """The URL, or the path as text."""
        return self.url or str(self.path)

    @property
    def shown_address(self) -> str:
        """The address without a name and password, to be shown."""
        scheme, mark, rest = self.address.partition("://")
        if not (self.url and mark):
            return self.address
        host, slash, path = rest.partition("/")
        return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query that stands in the sidebar under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How much a publisher's word counts: the club's or federation's own, and its tier (1 best, None unknown)."""

    official: bool = False
    tier: int | None = None


UNKNOWN = Standing()
