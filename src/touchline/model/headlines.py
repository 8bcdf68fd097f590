"""Articles as rows of the story list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from touchline.model.kinds import Kind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """The one claim of an article that the story list shows: who, where, how sure."""

    kind: Kind
    person: str
    club: str
    stage: Stage | None
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """All that the story list shows of one article.

    `shard` is the name of the file that holds its text; `fold_key` is equal for copies of the same report; `chip` is
    None until claims were made or when there are none; `n_claims` counts the current (not background) ones.
    """

    article_id: str
    headline: str
    published_at: datetime | None
    first_seen_at: datetime
    feed: str | None
    publisher: str | None
    language: str | None
    url: str | None
    shard: str
    fold_key: str
    chip: Chip | None = None
    n_claims: int = 0
    author: str | None = None

    @property
    def sort_at(self) -> datetime:
        """The time that the article sorts by: published, else first seen."""
        return self.published_at or self.first_seen_at
