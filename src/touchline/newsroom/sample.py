"""The sample library: articles in our own words that tell the coaching changes of March 2025 to January 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import touchline
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom, utc_now
from touchline.newsroom.upkeep import drain

SAMPLE_FOLDER = Path(touchline.__file__).parent / "sample" / "articles"

SAMPLE_DAY = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
"""The morning after the newest article: with today's clock every open vacancy of the sample would look stale."""


def sample_clock() -> Callable[[], datetime]:
    """A clock that shows `SAMPLE_DAY` now and goes on from there."""
    ahead = utc_now() - SAMPLE_DAY
    return lambda: utc_now() - ahead


def import_sample(room: Newsroom, progress: Callable[[int, int | None], None] | None = None) -> int:
    """Import the sample's articles, make their claims and threads, and return how many articles there are."""
    n_read = 0
    for _ in import_paths(room, [SAMPLE_FOLDER]):
        n_read += 1
        if progress:
            progress(n_read, None)
    drain(room)
    return n_read
