"""What the start loads, paints and obeys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import open_newsroom
from touchline.newsroom.upkeep import drain

FIRST_LIST = """
import asyncio, json, sys
from pathlib import Path
from touchline.newsroom.room import open_newsroom
from touchline.tui.app import TouchlineApp

first = {}
shown = TouchlineApp.first_list_shown

def first_list_shown(app):
    if not first:
        screen = app.screen
        first["modules"] = sorted(sys.modules)
        first["widgets"] = sorted(type(widget).__name__ for widget in screen.walk_children())
        first["own_rules"] = sum(not rule.is_default_rules for rule in app.stylesheet.rules)
        first["top"] = "".join(piece.text for part in screen.query_one("#top").parts for piece in part.line)
        first["focused"] = screen.focused.id
    shown(app)

TouchlineApp.first_list_shown = first_list_shown

async def main():
    app = TouchlineApp(open_newsroom(Path(sys.argv[1]), Path(sys.argv[2])))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        print(json.dumps({**first, "n_rows": app.screen.stories.n_rows}))

asyncio.run(main())
"""
MAX_TOUCHLINE_MODULES = 80
"""Each costs a fraction of a millisecond at every start; what the first list does not need comes later."""
NOT_YET = {
    *("config.reading", "config.subscriptions", "config.hooks", "model.articles", "model.marks", "model.results"),
    *("model.threads", "newsroom.upkeep", "newsroom.views", "newsroom.refreshing", "present.threads", "present.help"),
    *("store.arrivals", "store.chips", "store.indexing", "store.search", "store.search_file", "store.batch"),
    *("tui.fetching", "tui.upkeep", "tui.screens.painted", "tui.screens.pages"),
    *("tui.screens.thread", "tui.screens.threads", "tui.screens.changes", "tui.screens.feeds", "tui.screens.prompts"),
}
"""Of touchline: what other screens, the disk's other files and the user's deeds need, mostly classes that take long to
make. A start without files of configuration."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of some articles, one of them about a coach, with claims and threads."""
    files = tmp_path / "files"
    files.mkdir()
    for number in range(30):
        text = f"date 2025-05-{number % 28 + 1:02d}\ntitle: Rain on quay {number}\n\nIt rained at the harbour.\n"
        (files / f"{number}.txt").write_text(text, encoding="utf-8")
    sacked = "date 2025-05-30\ntitle: Harbour Town sack Ole Brandt\n\nHarbour Town have sacked manager Ole Brandt.\n"
    (files / "sacked.txt").write_text(sacked, "utf-8")
    room = open_newsroom(tmp_path / "library", tmp_path / "config")
    list(import_paths(room, [files]))
    drain(room)
    room.store.tally()  # as every open reader counts
    room.close()
    return tmp_path / "library"


def at_first_list(library: Path, tmp_path: Path) -> Mapping[str, Any]:
    """What there is when the first list is shown, and has not been painted yet."""
    command = [sys.executable, "-c", textwrap.dedent(FIRST_LIST), str(library), str(tmp_path / "config")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_the_first_list_loads_next_to_nothing(library: Path, tmp_path: Path) -> None:
    loaded = set(at_first_list(library, tmp_path)["modules"])
    heavy = {"feedparser", "sqlite3", "urllib3", "trafilatura", "lxml", "bs4", "markdown_it", "yaml", "tomlkit"}
    assert not loaded & {*heavy, "tomllib", "hashlib", "argparse"}
    assert not loaded & {f"touchline.{name}" for name in NOT_YET}
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("touchline.")}
    assert not rooms & {"touchline.extract", "touchline.threads", "touchline.query", "touchline.ingest"}
    ours = [name for name in loaded if name.split(".")[0] == "touchline"]
    assert len(ours) <= MAX_TOUCHLINE_MODULES


def test_the_first_screen_is_small_and_whole(library: Path, tmp_path: Path) -> None:
    first = at_first_list(library, tmp_path)
    assert first["n_rows"] == 31
    assert first["focused"] == "stories"
    assert first["top"].startswith("touchline1 All 312 Unread 313 Starred 0"), "counted before anything is read"
    # Each widget and each rule costs every start half a millisecond and a tenth.
    panes = ["Horizontal", "ReadingPane", "SearchBar", "Sidebar", "StoryList", "Vertical"]
    assert first["widgets"] == sorted([*panes, "Bar", "Bar"])
    assert first["own_rules"] <= 42


def test_the_last_screen_needs_next_to_nothing(library: Path) -> None:
    code = (
        "import sys, re; from touchline.__main__ import main; import touchline.tui.last_screen as last;"
        "last.paint_last_screen(sys.argv[1]); print(*sorted(sys.modules))"
    )
    command = [sys.executable, "-S", "-c", code, str(library)]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environ)
    loaded = set(done.stdout.split())
    assert not loaded & {"pathlib", "typing", "contextlib", "argparse", "asyncio", "rich", "textual", "touchline.cli"}


HEADLESS = ("--help", "list --limit 1", "changes", "thread list", "tag list")


@pytest.mark.parametrize("words", HEADLESS)
def test_headless_commands_load_no_textual(library: Path, tmp_path: Path, words: str) -> None:
    code = (
        "import sys; from touchline.cli import run; code = run(sys.argv[1:]); "
        "assert code == 0, code; assert not {'textual', 'rich', 'feedparser', 'trafilatura'} & sys.modules.keys()"
    )
    folders = ["--library", str(library), "--config", str(tmp_path / "config")]
    done = subprocess.run(
        [sys.executable, "-c", code, *folders, *words.split()],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
