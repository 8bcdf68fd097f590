"""What is new in a thread since the user left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsroom.test_correcting import FIRST
from touchline.newsroom import looking, stories
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain


def add(room: Newsroom, folder: Path, name: str, text: str | None = None) -> None:
    path = folder / f"{name}.txt"
    if text:
        path.write_text(text, encoding="utf-8")
    list(import_paths(room, [path]))
    drain(room)


@pytest.fixture
def looked(room: Newsroom, clippings: Path) -> Newsroom:
    add(room, clippings, "sacked")
    thread = stories.find_thread(room, FIRST)
    assert looking.since_last_look(room, thread) is None
    looking.remember_look(room, thread)
    return room


def test_nothing_is_told_at_the_first_look_and_when_nothing_changed(looked: Newsroom) -> None:
    thread = stories.find_thread(looked, FIRST)
    assert looking.since_last_look(looked, thread) is None
    assert looking.news_of(looked, [thread]) == {}


def test_what_came_in_since_is_told_until_the_next_look(looked: Newsroom, clippings: Path) -> None:
    add(looked, clippings, "named")
    thread = stories.find_thread(looked, FIRST)
    told = looking.since_last_look(looked, thread)
    assert told is not None
    assert told.news == ("in confirmed (Askew)", "1 new report")
    assert looking.news_of(looked, [thread]) == {FIRST: told}
    looking.remember_look(looked, thread)
    assert looking.since_last_look(looked, thread) is None


def test_a_look_is_found_after_an_older_report_has_moved_the_threads_id(looked: Newsroom, clippings: Path) -> None:
    add(looked, clippings, "late", "date 2025-04-28\nHarbour Town are expected to sack manager Ole Brandt.\n")
    (thread,) = stories.story_threads(looked)
    assert thread.thread_id != FIRST
    told = looking.since_last_look(looked, thread)
    assert told is not None
    assert told.news == ("1 new report",)
    looking.remember_look(looked, thread)
    assert len(looked.store.looks()) == 1
