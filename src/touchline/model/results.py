"""What became of a file, a feed or a look at the library: failures are values here."""

from __future__ import annotations

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
    """What became of one feed at a refresh; `error` is one sentence that a user can act on."""

    feed: str
    status: FeedStatus
    n_added: int = 0
    n_updated: int = 0
    error: str | None = None


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
