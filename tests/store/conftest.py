"""Stores to test: every implementation of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.making import NOW
from touchline.store.base import Store
from touchline.store.library import Library, open_library
from touchline.store.memory import MemoryStore

Opener = Callable[[], Library]


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened: Store = MemoryStore() if request.param == "memory" else open_library(tmp_path / "library", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def open_again(tmp_path: Path) -> Iterator[Opener]:
    """Opens the same library folder as often as it is called; each time as another process would."""
    opened: list[Library] = []

    def open_it() -> Library:
        opened.append(open_library(tmp_path / "library", now=NOW))
        return opened[-1]

    yield open_it
    for library in opened:
        library.close()
