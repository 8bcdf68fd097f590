"""All that the user set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

# Most starts ask for no subscription and run no hook.
if TYPE_CHECKING:
    from touchline.config.hooks import Hooks
    from touchline.config.subscriptions import FeedConfig, SavedQuery, Standing


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
    hooks: Hooks | None = None
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
        from touchline.config.subscriptions import UNKNOWN
        from touchline.fold import fold

        if publisher:
            known = self._standings.get(fold(publisher))
            if known:
                return known
        return self._standings.get(fold(feed), UNKNOWN) if feed else UNKNOWN

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        from touchline.config.subscriptions import Standing
        from touchline.fold import fold

        found: dict[str, Standing] = {}
        for feed in self.feeds:
            for name in (feed.name, *feed.publishers):
                found.setdefault(fold(name), Standing(feed.official, feed.tier))
        return found
