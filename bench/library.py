"""Libraries of invented articles, made through the newsroom as an import would: `python -m bench.library DIR N`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bench.corpus import SEED, VERSION, corpus
from touchline.newsroom import upkeep
from touchline.newsroom.room import Newsroom, open_newsroom

T = TypeVar("T")

BATCH = 500
"""Articles a write; many more than an import takes, since only the library that comes of it is wanted here."""
STAMP = "made-by-bench"


def open_room(folder: Path) -> Newsroom:
    """The newsroom of a library, without a configuration."""
    return open_newsroom(folder, config_of(folder))


def config_of(folder: Path) -> Path:
    """A library's folder of configuration, which does not exist."""
    return folder.with_name(f"{folder.name}-config")


def make_library(folder: Path, n_articles: int, tell: Callable[[str], object] = print) -> None:
    """Make the library, or bring one that was made before up to date; claims, threads and index included."""
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
    room = open_room(folder)
    with timed("claims and threads", tell):
        upkeep.drain(room)
    with timed("index", tell):
        upkeep.index_texts(room)
    room.close()


def batches(of: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Lists of at most `size`, in order."""
    left = iter(of)
    while batch := list(islice(left, size)):
        yield batch


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
