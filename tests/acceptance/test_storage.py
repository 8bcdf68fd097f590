"""Storage: acceptance cases 34 to 40 of docs/reliability.md."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import Terminal
from tests.newsroom.test_survival import assert_kept, folder, lines_of_a_life
from tests.store.making import NOW, make_article
from tests.store.test_kills import dying_at
from touchline.errors import LibraryLockedError, TouchlineError
from touchline.model import MarkChange
from touchline.newsroom.room import open_newsroom
from touchline.store.library import open_library
from touchline.store.lock import LibraryLock

__all__ = ["folder"]

ARTICLE = "date 2025-05-02 Harbour Town have sacked manager Ole Brandt, the club announced on Friday.\n"
HOLD = """
import sys, time
from pathlib import Path
from touchline.store.lock import LibraryLock
with LibraryLock(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def kept(touchline, tmp_path: Path) -> str:
    """A library with one article that has a tag and a star; its id."""
    (tmp_path / "a.txt").write_text(ARTICLE)
    (row,) = touchline("import", tmp_path / "a.txt", "--tag", "kept", "--json").json()
    touchline("mark", "star", row["id"])
    touchline("list", "sacked")
    return str(row["id"])


def sums(library: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in library.rglob("*") if path.is_file()}


def test_case_34_killed_at_any_moment_it_opens_with_all_that_was_told(folder: Path) -> None:
    # Five lives; newsroom/test_survival takes any number of them, and store/test_kills every step of a write.
    lines: set[str] = set()
    for seed in range(1_000, 1_005):
        lines |= set(lines_of_a_life(folder, seed))
        room = open_newsroom(folder / "library", folder / "config")
        assert_kept(room, lines)
        room.close()
    assert lines


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_case_35_a_disk_that_refuses_at_any_step_leaves_the_old_state(tmp_path: Path, number: int) -> None:
    star = MarkChange(field="starred", keys=("a1",), value=True)
    for step in range(1, 40):
        library = open_library(tmp_path / str(step), now=NOW)
        library.add_articles([make_article(1)])
        with dying_at(step, lambda: OSError(number, os.strerror(number))) as calls:
            try:
                library.add_articles([make_article(2)])
                library.apply_marks([star])
            except TouchlineError as error:
                assert os.strerror(number) in str(error)
        assert not list((tmp_path / str(step)).rglob("*.new"))
        again = open_library(tmp_path / str(step), now=NOW)
        assert again.article("a1") == make_article(1)
        assert again.messages() == []
        if len(calls) < step:
            return
    pytest.fail("the work never finished")


def test_case_36_a_stopped_owner_is_not_robbed_and_a_dead_one_locks_nobody_out(tmp_path: Path) -> None:
    lock = tmp_path / "library.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE) as owner:
        assert owner.stdout and owner.stdout.readline() == b"held\n"
        owner.send_signal(signal.SIGSTOP)
        with pytest.raises(LibraryLockedError, match="another touchline"), LibraryLock(lock).held(0.3):
            pass
        owner.kill()
        owner.wait()
        with LibraryLock(lock).held(0.3):
            pass


def flipped(raw: bytes) -> bytes:
    middle = len(raw) // 2
    return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "cut": lambda raw: raw[: len(raw) // 2],
    "tail": lambda raw: raw + b"tail",
    "wrong type": lambda raw: b"[1, 2, 3]",
    "foreign": lambda raw: b'{"_default": {"1": {"name": "x"}}}',
    "binary": lambda raw: os.urandom(2_000),
    "one bit": flipped,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_cases_37_and_38_damage_is_kept_aside_told_and_mended_by_one_command(
    touchline, kept: str, tmp_path: Path, how: str
) -> None:
    library = tmp_path / "library"
    bad = library / "articles" / "2025-05-1.json"
    damaged = DAMAGES[how](bad.read_bytes())
    bad.write_bytes(damaged)
    ran = touchline("show", kept)
    assert ran.code == 4
    assert "Traceback" not in ran.err
    refused = touchline("mark", "unstar", kept)
    assert refused.code == 4 and "touchline doctor" in refused.err
    assert hashlib.sha256(damaged).hexdigest() in sums(library), "the damaged bytes are nowhere any more"
    touchline("doctor", "--repair")
    assert touchline("doctor").code == 0
    assert hashlib.sha256(damaged).hexdigest() in sums(library)
    assert [row["id"] for row in touchline("list", "starred", "--json").json()] == [kept]


def test_case_37_a_library_of_a_newer_version_is_refused_whole(touchline, kept: str, tmp_path: Path) -> None:
    manifest = tmp_path / "library" / "manifest.json"
    manifest.write_text(json.dumps({"schema": 99}))
    before = sums(tmp_path / "library")
    for words in (("list",), ("mark", "unstar", kept), ("doctor", "--repair")):
        ran = touchline(*words)
        assert (ran.code, "newer touchline" in ran.err) == (4, True), words
    assert sums(tmp_path / "library") == before


SIGNALS = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "ctrl+c": None, "closed": None}


@pytest.mark.usefixtures("hang_up_ends")
@pytest.mark.parametrize("way", SIGNALS)
def test_case_40_however_it_ends_all_is_saved_and_the_terminal_is_given_back(
    touchline, kept: str, terminal: Callable[..., Terminal], tmp_path: Path, way: str
) -> None:
    reader = terminal()
    reader.read_until("Harbour Town")
    reader.read()
    reader.press("s")  # it had a star
    began_at = time.monotonic()
    if way == "ctrl+c":
        os.write(reader.ours, b"\x03")
    elif way == "closed":
        os.close(reader.theirs)
        os.close(reader.ours)
        reader.process.send_signal(signal.SIGHUP)  # which the kernel sends to the session of a terminal
    else:
        reader.process.send_signal(signal.Signals[way])
    if way == "closed":
        reader.process.wait(timeout=20)
    else:
        reader.ended()
        assert reader.seen.rindex(b"\x1b[?1049l") > reader.seen.rindex(b"\x1b[?1049h")
        assert termios.tcgetattr(reader.theirs) == reader.before
        assert b"Traceback" not in reader.seen
    assert time.monotonic() - began_at < 2
    assert touchline("list", "starred", "--json").out == ""
    assert touchline("doctor").code == 0
