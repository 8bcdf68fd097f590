"""Watching local feeds: real files, a real watcher."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from touchline.config import FeedConfig
from touchline.ingest.watching import changed_feeds, watched_folder


@pytest.mark.parametrize(
    ("path", "folder", "is_deep"),
    [
        ("clips", "clips", True),
        ("clips/one.xml", "clips", False),
        ("clips/*.md", "clips", False),
        ("clips/**/*.md", "clips", True),
        ("c*s/x/*.md", "", True),
        ("none/later.xml", "none", False),
    ],
)
def test_what_is_watched(tmp_path: Path, path: str, folder: str, is_deep: bool) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "one.xml").write_text("x")
    assert watched_folder(tmp_path / path) == (tmp_path / folder, is_deep)


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_changes_are_told_by_the_feeds_names_until_it_is_stopped(tmp_path: Path, stop: threading.Event) -> None:
    for name in ("deep", "flat", "other"):
        (tmp_path / name).mkdir()
    feeds = [
        FeedConfig(name="Deep", path=tmp_path / "deep"),
        FeedConfig(name="File", path=tmp_path / "flat" / "feed.xml"),
        FeedConfig(name="Paused", path=tmp_path / "other", enabled=False),
        FeedConfig(name="Missing", path=tmp_path / "missing" / "feed.xml"),
        FeedConfig(name="Web", url="https://a.example/"),
    ]
    told: list[frozenset[str]] = []
    came = threading.Event()

    def listen() -> None:
        for names in changed_feeds(feeds, stop):
            told.append(names)
            came.set()

    thread = threading.Thread(target=listen)
    thread.start()
    (tmp_path / "other" / "x.txt").write_text("x")
    for n in range(200):  # the watcher needs a moment to begin
        (tmp_path / "deep" / "sub").mkdir(exist_ok=True)
        (tmp_path / "deep" / "sub" / f"{n}.txt").write_text("x")
        if came.wait(0.1):
            break
    assert told and set().union(*told) == {"Deep"}
    for n in range(200):
        (tmp_path / "flat" / "feed.xml").write_text(str(n))
        if any("File" in names for names in told):
            break
        came.clear()
        came.wait(0.1)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert set().union(*told) == {"Deep", "File"}


def test_nothing_local_means_nothing_to_wait_for(tmp_path: Path, stop: threading.Event) -> None:
    assert list(changed_feeds([FeedConfig(name="Missing", path=tmp_path / "none" / "x")], stop)) == []
