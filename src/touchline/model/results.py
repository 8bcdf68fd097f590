"""What became of a file, a feed or a look at the library: failures are values here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ImportStatus = Literal["added", "updated", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of one file or entry; "added" and "updated" are said only when the article is durable."""

    path: str
    status: ImportStatus
    article_id: str | None = None
    reason: str | None = None


FeedStatus = Literal["ok", "not-modified", "moved", "gone", "waiting", "paused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What became of one feed at a refresh; `error` is one sentence that a user can act on.

    `new_ids` are the articles that it added, empty at the first refresh of a feed: then all of it is new.
    `feed_addresses` are the feeds that a page names which was subscribed in their place.
    """

    feed: str
    status: FeedStatus
    n_added: int = 0
    n_updated: int = 0
    error: str | None = None
    new_ids: tuple[str, ...] = ()
    feed_addresses: tuple[str, ...] = ()


FindingState = Literal["ok", "recovered", "behind", "warning", "damaged", "repaired", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an examination or a repair says of one file.

    `file` is relative to the library's folder; `words` go on from it to a sentence. "behind" is what is derived and
    will be made anew, "warning" what the user should mend in the configuration; "repaired" and "lost" come of a repair.
    """

    file: str
    state: FindingState
    words: str
    article_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of what the user said, made before a repair or a restore.

    `n_marks` counts what stands in it ("read", "starred", "tags", "followed", "corrections"); None when that cannot be
    read. `n_damaged_files` counts the damaged files that are kept beside it.
    """

    name: str
    n_marks: Mapping[str, int] | None
    n_damaged_files: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles there are and are read: in all, and of each publisher that is known."""

    n_articles: int
    n_read: int
    publishers: Mapping[str, tuple[int, int]]
