from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from touchline.config import load_config
from touchline.newsroom.room import Newsroom
from touchline.store.memory import MemoryStore

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)

SACKED = """date 2025-05-02
title: Harbour Town sack manager Ole Brandt
publisher: The Quayside Echo

Harbour Town have sacked manager Ole Brandt after five straight defeats, the club announced on Friday.
"""
NAMED = """date 2025-05-09
title: Harbour Town name Tom Askew as manager
publisher: The Quayside Echo

Harbour Town have appointed Tom Askew as their new manager on a two-year contract.
"""
MATCH = """date 2025-05-11
title: Goalless on the hill
publisher: Hill Gazette

Nobody scored and nobody complained: the rain saw to that. The referee blew early.
"""


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(store=MemoryStore(), config=load_config(tmp_path / "config"), clock=lambda: NOW)


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name, text in (("sacked.txt", SACKED), ("named.txt", NAMED), ("match.txt", MATCH)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
