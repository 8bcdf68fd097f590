"""Libraries of invented articles, made through the newsroom as an import would: `python -m bench.library DIR N`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bench.corpus import BEGINS_AT, N_DAYS, SEED, VERSION, corpus, feed_address
from touchline.extract.version import rulebook_version
from touchline.ingest.ids import entry_article_id
from touchline.model import Article
from touchline.newsroom import reading, upkeep
from touchline.newsroom.room import Newsroom, open_newsroom
from touchline.store.search_file import SEARCH_FILE

T = TypeVar("T")

BATCH = 500
"""Articles a write; many more than an import takes, since only the library that comes of it is wanted here."""
KEPT_BATCH = 2_000
STAMP = "made-by-bench"


def open_room(folder: Path) -> Newsroom:
    """The newsroom of a library, without a configuration."""
    return open_newsroom(folder, config_of(folder))


def config_of(folder: Path) -> Path:
    """A library's folder of configuration, which does not exist."""
    return folder.with_name(f"{folder.name}-config")


def make_library(folder: Path, n_articles: int, tell: Callable[[str], object] = print) -> None:
    """Make the library, or bring one that was made before up to date; claims, threads and index included.

    Claims stay what they are when the rulebook has changed since: the library only has to be like one, and making them
    anew, which is measured for itself, takes minutes.
    """
    stamp, wanted = folder / STAMP, f"{VERSION} {SEED} {n_articles}"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        room = open_room(folder)
        with timed(f"{n_articles:,} articles stored", tell):
            for batch in batches((told.article for told in corpus(n_articles)), BATCH):
                room.store.add_articles(batch)
        room.close()
        stamp.write_text(wanted, encoding="utf-8")
    # The index is made last, so that with it every claim is there.
    is_whole = (folder / SEARCH_FILE).is_file()
    room = open_room(folder)
    if is_whole:
        with timed("claims kept", tell):
            keep_claims(room)
    tell(", ".join(f"{part}: {seconds:.1f} s" for part, seconds in backlog_seconds(room).items()))
    room.close()


def keep_claims(room: Newsroom) -> None:
    """Let the claims that an older rulebook made pass for those of this one."""
    version = rulebook_version(room.own_lexicon)
    for waiting in batches(room.store.pending_claims(version), KEPT_BATCH):
        room.store.save_claims({one: room.store.claims(one) for one in waiting}, version)


def batches(of: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Lists of at most `size`, in order."""
    left = iter(of)
    while batch := list(islice(left, size)):
        yield batch


def backlog_seconds(room: Newsroom) -> dict[str, float]:
    """Work off the backlog, as `upkeep.drain` does and then the index; the seconds of its parts."""
    parts: dict[str, Callable[[], object]] = {
        "claims": lambda: upkeep.make_claims(room),
        "threads": lambda: upkeep.update_threads(room),
        "index": lambda: upkeep.index_texts(room),
        "tidying": lambda: upkeep.tidy(room),
    }
    seconds = {}
    for part, work_off in parts.items():
        start = perf_counter()
        work_off()
        seconds[part] = perf_counter() - start
    return seconds


def settle(folder: Path) -> None:
    """Leave a library as a reader does that was open for a while: nothing waits, and its own page says so."""
    room = open_room(folder)
    backlog_seconds(room)
    room.close()


def newest_headlines(folder: Path, n: int = 2) -> list[str]:
    """The headlines of a library's newest stories, newest first."""
    room = open_room(folder)
    headlines = [row.headline for row in reading.story_list(room).rows[:n]]
    room.close()
    return headlines


def newer_articles(n: int) -> list[Article]:
    """Articles that no library here has, newer than all of them, with their share of news."""
    begins_at = BEGINS_AT + timedelta(days=N_DAYS)
    return [
        replace(
            told.article,
            article_id=entry_article_id(feed_address(told.article.publisher or ""), f"newer {place}"),
            url=f"{told.article.url}-newer",
            published_at=begins_at + timedelta(minutes=place),
            first_seen_at=begins_at + timedelta(minutes=place + 20),
        )
        for place, told in enumerate(corpus(n, SEED + 1))
    ]


@contextmanager
def timed(what: str, tell: Callable[[str], object]) -> Iterator[None]:
    """Tell how long the body took."""
    start = perf_counter()
    yield
    tell(f"{what}: {perf_counter() - start:.1f} s")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("n_articles", type=int)
    made = arguments.parse_args()
    make_library(made.folder, made.n_articles)
