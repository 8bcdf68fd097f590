"""Hooks: what they are told, when they run, and what happens when they fail."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.newsroom.test_correcting import FIRST
from touchline.config import Hooks
from touchline.newsroom import hooks, marking
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain

WRITES_DOWN = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


@pytest.fixture
def told(room: Newsroom, tmp_path: Path) -> Path:
    """The file where the hooks of `room` write down what they are told."""
    path = tmp_path / "told.jsonl"
    command = (sys.executable, "-c", WRITES_DOWN, str(path))
    room.config = replace(room.config, hooks=Hooks(on_new=command, on_stage=command))
    return path


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def imported(room: Newsroom, *paths: Path) -> list[str]:
    ids = [result.article_id for result in import_paths(room, list(paths)) if result.article_id]
    drain(room)
    return ids


def test_new_articles_are_told_one_by_one_the_oldest_first(room: Newsroom, clippings: Path, told: Path) -> None:
    ids = imported(room, clippings)
    assert hooks.tell_new(room, ids) == []
    assert [event["published"] for event in events(told)] == ["2025-05-02", "2025-05-09", "2025-05-11"]
    first = events(told)[0]
    assert (first["schema"], first["event"], first["threads"]) == (1, "new", [FIRST])
    assert first["title"] == "Harbour Town sack manager Ole Brandt"


def test_of_very_many_the_newest_are_told(room: Newsroom, clippings: Path, told: Path, monkeypatch) -> None:
    monkeypatch.setattr(hooks, "MOST_RUNS", 2)
    hooks.tell_new(room, imported(room, clippings))
    assert [event["published"] for event in events(told)] == ["2025-05-09", "2025-05-11"]


def test_a_followed_thread_is_told_when_its_stage_changed_and_only_once(
    room: Newsroom, clippings: Path, told: Path
) -> None:
    imported(room, clippings / "sacked.txt")
    assert hooks.tell_stages(room) == []
    marking.set_followed(room, FIRST, True)
    hooks.tell_stages(room)
    assert events(told) == [], "a thread that was never told of is only remembered"
    imported(room, clippings / "match.txt")
    hooks.tell_stages(room)
    assert events(told) == []
    imported(room, clippings / "named.txt")
    hooks.tell_stages(room)
    hooks.tell_stages(room)
    (event,) = events(told)
    assert (event["event"], event["id"], event["in_stage"], event["incoming"]) == (
        "stage",
        FIRST,
        "confirmed",
        "Tom Askew",
    )
    assert event["before"]["in_stage"] is None
    assert event["before"]["out_stage"] == "confirmed"


def test_no_shell_reads_the_command(room: Newsroom, clippings: Path, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    command = (sys.executable, "-c", "pass", f"; touch {touched}", "$(touch x)", "")
    room.config = replace(room.config, hooks=Hooks(on_new=command))
    assert hooks.tell_new(room, imported(room, clippings)) == []
    assert not touched.exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("no-such-program",), "cannot be started: No such file"),
        ((sys.executable, "-c", "raise SystemExit(3)"), "ended with exit code 3"),
        ((sys.executable, "-c", "import time; time.sleep(60)"), "did not end within 1 s and was stopped"),
    ],
)
def test_what_fails_is_told_once(room: Newsroom, clippings: Path, command: tuple[str, ...], words: str) -> None:
    room.config = replace(room.config, hooks=Hooks(on_new=command, timeout_s=1))
    began = time.monotonic()
    (problem,) = hooks.tell_new(room, imported(room, clippings))
    assert words in problem and "config.toml" in problem
    assert time.monotonic() - began < 30
