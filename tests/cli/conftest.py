from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Ran:
    """A finished command: exit code, stdout, stderr, and stdout read as JSON lines."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def json(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def touchline(tmp_path: Path) -> Callable[..., Ran]:
    """Runs the real program in a process of its own, with a library and a config folder of the test's."""
    environment = {
        **os.environ,
        "TOUCHLINE_LIBRARY": str(tmp_path / "library"),
        "TOUCHLINE_CONFIG": str(tmp_path / "config"),
        "PYTHONWARNINGS": "error",
    }

    def run(*words: object) -> Ran:
        command = [sys.executable, "-m", "touchline", *map(str, words)]
        return Ran(
            subprocess.run(
                command, env=environment, capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=120, check=False
            )
        )

    return run


@pytest.fixture
def clipping(tmp_path: Path) -> Path:
    path = tmp_path / "clipping.txt"
    path.write_text(
        "date 2025-05-02 Harbour Town have sacked manager Ole Brandt, the club announced on Friday.\n", encoding="utf-8"
    )
    return path
