"""The reader remembers when it was in use; the demo does not."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from touchline.cli import reader
from touchline.newsroom.room import Newsroom
from touchline.store.library import open_library


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    monkeypatch.setattr(reader, "_need_terminal", lambda: None)
    return argparse.Namespace(
        library=tmp_path / "library", config=tmp_path / "config", no_reader=False, keep=tmp_path / "library"
    )


def test_beginning_and_end_of_a_session_are_kept(options: argparse.Namespace, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(room: Newsroom, demo: bool = False) -> int:
        seen.extend([room.last_session_at, room.store.last_session_at()])
        return 0

    monkeypatch.setattr("touchline.tui.app.run", run)
    assert reader.open_reader(options) == 0
    reader.open_reader(options)
    before, began, before_second, began_second = seen
    assert before is None
    assert began < before_second < began_second


def test_the_demo_is_no_session(options: argparse.Namespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("touchline.tui.app.run", lambda room, demo=False: 0)
    assert reader.demo(options) == 0
    assert open_library(options.library, now=datetime.now(UTC)).last_session_at() is None
