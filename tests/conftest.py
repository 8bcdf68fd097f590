"""Options of the test run."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=25, help="how often processes are killed (make nightly: 500)")


@pytest.fixture
def n_kills(request: pytest.FixtureRequest) -> int:
    """How many processes a test of survival kills."""
    return int(request.config.getoption("--kills"))


@pytest.fixture(autouse=True, scope="module")
def collected() -> Iterator[None]:
    """Let garbage go that a start or a rulebook froze: a process has one of each, a test run has hundreds."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def hang_up_ends() -> Iterator[None]:
    """Processes end at a hang-up, also where the test run itself was told to ignore it (by nohup), as they would."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)
