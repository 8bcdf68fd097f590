"""Opening a library loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from touchline.store.library import open_library
library = open_library(Path(sys.argv[1]), now=datetime(2025, 6, 1, tzinfo=UTC))
list(library.headlines()), library.marks().n_read, library.pending_claims("7"), library.catch_up()
heavy = {"sqlite3", "asyncio", "textual", "feedparser", "lxml", "subprocess", "email"} & set(sys.modules)
print(sorted(heavy))
library.search("harbour")
print("sqlite3" in sys.modules)
"""


def test_sqlite_waits_for_the_first_search(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("start") / "library"
    ran = subprocess.run([sys.executable, "-c", CODE, str(folder)], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["[]", "True"]
