"""How much a run of the benchmarks does, and where it keeps what it makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.library import make_library, settle
from bench.peers.newsboat import Newsboat, newsboat


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes of one run; `folder` keeps libraries and caches from run to run."""

    folder: Path
    n_large: int
    n_small: int
    n_starts: int
    n_slow_starts: int
    """Of a peer that takes many seconds."""
    n_keys: int
    n_texts: int
    n_claimed: int
    """Articles of which claims are made anew, or some more: whole months."""

    def library(self, n_articles: int) -> Path:
        """The library of so many articles, which no measure may change."""
        return self.folder / f"library-{n_articles}"

    def newsboat(self, n_articles: int) -> Newsboat | None:
        """newsboat with so many articles."""
        return newsboat(self.folder / f"newsboat-{n_articles}", n_articles)

    def prepare(self) -> None:
        """Make what is missing: libraries and newsboat's caches."""
        for n_articles in (self.n_small, self.n_large):
            make_library(self.library(n_articles), n_articles)
            self.newsboat(n_articles)

    @contextmanager
    def copy(self, n_articles: int, name: str = "large") -> Iterator[Path]:
        """A library to work in, taken away afterwards."""
        with self.scratch(name) as folder:
            shutil.copytree(self.library(n_articles), folder / "library")
            # The files of a copy are others, so it is looked through when it is opened for the first time.
            settle(folder / "library")
            yield folder / "library"

    @contextmanager
    def scratch(self, name: str = "scratch") -> Iterator[Path]:
        """An empty folder, taken away afterwards; on the same disk as the libraries."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def small(folder: Path) -> Plan:
    """Minutes: a tenth of the articles, fewer runs."""
    return Plan(
        folder, n_large=10_000, n_small=1_000, n_starts=5, n_slow_starts=3, n_keys=60, n_texts=1_000, n_claimed=2_000
    )


def full(folder: Path) -> Plan:
    """What a reader of ten years has."""
    return Plan(
        folder, n_large=100_000, n_small=1_000, n_starts=9, n_slow_starts=3, n_keys=100, n_texts=10_000, n_claimed=8_000
    )
