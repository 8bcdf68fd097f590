"""The golden articles tell the same story threads in whatever order and portions they come in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.golden.sets import SETS
from touchline.ingest.walk import WalkProblem, walk
from touchline.model import StoryThread
from touchline.newsroom import importing, stories, upkeep
from touchline.newsroom.room import open_newsroom

PORTION = 10
"""Files an import: as a reader would fetch them, a few at a time."""

NOW = max(golden_set.now for golden_set in SETS)


@pytest.fixture(scope="module")
def paths() -> list[Path]:
    found = list(walk([golden_set.folder for golden_set in SETS]))
    assert not [path for path in found if isinstance(path, WalkProblem)]
    return [path for path in found if isinstance(path, Path)]


@pytest.fixture(scope="module")
def at_once(paths: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[StoryThread]:
    return told([paths], tmp_path_factory.mktemp("at-once"))


@pytest.mark.parametrize("seed", range(2))
def test_ten_at_a_time_in_any_order(paths: list[Path], at_once: list[StoryThread], tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(paths, len(paths))
    assert told(portions(shuffled), tmp_path) == at_once


def test_newest_first(paths: list[Path], at_once: list[StoryThread], tmp_path: Path) -> None:
    assert told(portions(sorted(paths, key=lambda path: path.name, reverse=True)), tmp_path) == at_once


def portions(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    return (paths[start : start + PORTION] for start in range(0, len(paths), PORTION))


def told(imports: Iterator[Sequence[Path]] | Sequence[Sequence[Path]], folder: Path) -> list[StoryThread]:
    """The story threads of a library that was filled with one import after the other."""
    room = open_newsroom(folder / "library", folder / "config", clock=lambda: NOW)
    for portion in imports:
        results = list(importing.import_paths(room, portion))
        assert {result.status for result in results} == {"added"}
        upkeep.drain(room)
    threads = sorted(stories.story_threads(room), key=lambda thread: thread.thread_id)
    room.close()
    return threads
