"""What the start loads, paints and obeys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import open_newsroom
from touchline.newsroom.upkeep import drain

FIRST_LIST = """
import asyncio, json, sys
from pathlib import Path
from touchline.newsroom.room import open_newsroom
from touchline.tui.app import TouchlineApp

loaded = []
shown = TouchlineApp.first_list_shown

def first_list_shown(app):
    loaded.append(sorted(sys.modules))
    shown(app)

TouchlineApp.first_list_shown = first_list_shown

async def main():
    app = TouchlineApp(open_newsroom(Path(sys.argv[1]), Path(sys.argv[2])))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        print(json.dumps([loaded[0], app.screen.stories.n_rows]))

asyncio.run(main())
"""
MAX_TOUCHLINE_MODULES = 85
"""Each costs a fraction of a millisecond at every start; what the first list does not need comes later."""


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
    room.close()
    return tmp_path / "library"


def loaded_at_first_list(library: Path, tmp_path: Path) -> set[str]:
    command = [sys.executable, "-c", textwrap.dedent(FIRST_LIST), str(library), str(tmp_path / "config")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    loaded, n_rows = json.loads(done.stdout)
    assert n_rows == 31
    return set(loaded)


def test_the_first_list_loads_next_to_nothing(library: Path, tmp_path: Path) -> None:
    loaded = loaded_at_first_list(library, tmp_path)
    heavy = {"feedparser", "sqlite3", "urllib3", "trafilatura", "lxml", "bs4", "markdown_it", "yaml", "tomlkit"}
    assert not loaded & heavy
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("touchline.")}
    assert not rooms & {"touchline.extract", "touchline.threads", "touchline.query", "touchline.ingest"}
    assert "touchline.model.threads" not in loaded
    ours = [name for name in loaded if name.split(".")[0] == "touchline"]
    assert len(ours) <= MAX_TOUCHLINE_MODULES


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
