"""Claims that several processes made are those that one makes; stopping and going on loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from touchline.config import Config
from touchline.newsroom import claiming, file_contents, files_read, upkeep, workers
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom
from touchline.newsroom.sample import SAMPLE_FOLDER, sample_clock
from touchline.newsroom.upkeep import drain
from touchline.store.memory import MemoryStore


def sample_room() -> Newsroom:
    room = Newsroom(store=MemoryStore(), config=Config(), clock=sample_clock())
    list(import_paths(room, [SAMPLE_FOLDER]))
    return room


@pytest.fixture(scope="module")
def alone() -> Newsroom:
    """The sample library, made by one process."""
    room = sample_room()
    drain(room)
    return room


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Two workers for however few articles; gives the tasks that were begun."""
    begun: list[object] = []
    begin = workers.Workers.begin
    monkeypatch.setattr(
        workers.Workers, "begin", lambda self, work, task: [begun.append(work), begin(self, work, task)][1]
    )
    for module in (claiming, files_read):
        monkeypatch.setattr(module, "MIN_FOR_WORKERS", 1)
    for module in (claiming, workers):
        monkeypatch.setattr(module, "n_cores", lambda: 2)
    yield begun


def assert_same(room: Newsroom, other: Newsroom) -> None:
    assert len(room.store.all_claims()) > 50
    assert dict(room.store.all_claims()) == dict(other.store.all_claims())
    assert list(room.store.threads()) == list(other.store.threads())
    chips = [(row.article_id, row.chip, row.n_claims) for row in room.store.headlines()]
    assert chips == [(row.article_id, row.chip, row.n_claims) for row in other.store.headlines()]


def test_the_sample_is_the_same_however_many_made_it(alone: Newsroom, two_cores: list[object]) -> None:
    room = sample_room()
    ids = [row.article_id for row in alone.store.headlines()]
    assert [row.article_id for row in room.store.headlines()] == ids
    for article_id in ids:
        read, expected = room.store.article(article_id), alone.store.article(article_id)
        assert (read.text, read.published_at, read.path) == (expected.text, expected.published_at, expected.path)
    drain(room)
    assert {*two_cores} == {file_contents.read_files, claiming.claims_of}
    assert_same(room, alone)


def test_what_was_stopped_goes_on(alone: Newsroom, two_cores: list[object]) -> None:
    room = sample_room()
    told: list[tuple[int, int]] = []
    n_stops = 0
    while True:
        n_before = len(told)
        if drain(room, lambda *done: told.append(done), lambda n=n_before: len(told) > n) and not room.store.threads():
            n_stops += 1
            continue
        break
    assert n_stops
    n_all = len(room.store.headlines())
    assert sum(n_done for n_done, _ in told) == n_all
    assert told[-1][0] == told[-1][1]
    assert_same(room, alone)


def test_what_new_articles_need_is_loaded_ahead(
    room: Newsroom, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upkeep.get_ready(room)
    monkeypatch.delattr("touchline.extract.load_rulebook")
    list(import_paths(room, [clippings]))
    drain(room)
    assert room.store.all_claims()
    assert not room.store.headlines_of([""])
