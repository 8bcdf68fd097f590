"""Feeds and saved queries, and how much a publisher's word counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedConfig:
    """One subscription of feeds.toml: exactly one of `url` and `path` is set.

    `path` is absolute and may be a file, a folder or a glob pattern. `publishers` are other names under which this
    feed's publisher appears. `tier` is 1 for the best publishers, None when not set; `official` is true for the
    club's or federation's own. `include` and `exclude` are words or patterns of headlines. `interval_s` and `timeout_s`
    are None when not set. `headers` are sent with every request.
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
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    enabled: bool = True

    @property
    def address(self) -> str:
        """The URL, or the path as text."""
        return self.url or str(self.path)


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
