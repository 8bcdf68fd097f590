"""The nouns of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from touchline.fold import fold


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Commands of config.toml, each a program and its arguments, empty when not set; no shell reads them.

    `on_new` runs for every new article, `on_stage` for a followed thread whose stage changed; each is ended after
    `timeout_s`.
    """

    on_new: tuple[str, ...] = ()
    on_stage: tuple[str, ...] = ()
    timeout_s: int = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """How much a publisher's word counts: the club's or federation's own, and its tier (1 best, None unknown)."""

    official: bool = False
    tier: int | None = None


UNKNOWN = Standing()


@dataclass(frozen=True, kw_only=True)
class Config:
    """All that the user set. `warnings` are sentences that name file, line and what to do about it.

    `folder` is where it was read, None for one that was made here. `lexicon_folder` is where the user's own clubs and
    coaches may stand; it need not exist. `keys` are the user's keys by the action's name, `theme` is the reader's
    theme, None when not set. `refreshes_itself` is false when the reader shall fetch feeds only when told to.
    """

    feeds: tuple[FeedConfig, ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    warnings: tuple[str, ...] = ()
    folder: Path | None = None
    lexicon_folder: Path | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hooks: Hooks = Hooks()
    theme: str | None = None
    refreshes_itself: bool = True

    def feed(self, name: str) -> FeedConfig | None:
        """The feed with this name, whatever its case; None when there is none."""
        wanted = name.casefold()
        return next((feed for feed in self.feeds if feed.name.casefold() == wanted), None)

    def standing(self, feed: str | None, publisher: str | None) -> Standing:
        """The standing of an article's publisher.

        It is that of the feed that bears the publisher's name or lists it among its `publishers`; for a publisher that
        no feed knows, that of the feed that the article came from; else unknown.
        """
        if publisher:
            known = self._standings.get(fold(publisher))
            if known:
                return known
        return self._standings.get(fold(feed), UNKNOWN) if feed else UNKNOWN

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        found: dict[str, Standing] = {}
        for feed in self.feeds:
            for name in (feed.name, *feed.publishers):
                found.setdefault(fold(name), Standing(feed.official, feed.tier))
        return found
