"""A full disk, a folder that cannot be written, a clock that goes back, several programs at once."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import open_newsroom
from touchline.newsroom.upkeep import drain, index_texts

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def write_articles(folder: Path, n: int, body: str = "") -> Path:
    folder.mkdir()
    for number in range(n):
        text = (
            f"date 2025-05-{number % 28 + 1:02d}\ntitle: Harbour news {number}\n\nRain fell on quay {number}. {body}\n"
        )
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("disks can be mounted by root only")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_that_was_told(touchline, small_disk: Path, tmp_path: Path) -> None:
    library = ("--library", small_disk / "library")
    few = write_articles(tmp_path / "few", 20)
    assert touchline(*library, "import", few).code == 0
    assert touchline(*library, "tag", "add", "kept", "quay").code == 0
    big = write_articles(tmp_path / "big", 300, "It rained on and on. " * 400)
    ran = touchline(*library, "import", big, "--json")
    assert ran.code == 1
    assert "No space left on device" in ran.err and str(small_disk / "library") in ran.err
    assert "Traceback" not in ran.err
    added = {row["id"] for row in ran.json() if row["status"] == "added"}

    (small_disk / "filler").write_bytes(b"")
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"\0" * 1024):
                pass
        except OSError:
            pass
    # A query needs claims and the index, which must be written first.
    refused = touchline(*library, "mark", "star", "quay")
    assert refused.code == 1
    assert "No space left on device" in refused.err and str(small_disk / "library") in refused.err
    # What is there can still be read, and nothing was half done.
    room = open_newsroom(small_disk / "library", tmp_path / "config")
    stored = {row.article_id for row in room.store.headlines()}
    assert added <= stored
    assert len(stored) >= 20
    assert all(room.store.article(one) for one in stored)
    assert dict(room.store.marks().tag_counts()) == {"kept": 20}
    assert not room.store.marks().starred()
    room.close()

    (small_disk / "filler").unlink()
    assert touchline(*library, "mark", "star", *sorted(stored)[:3]).code == 0
    assert len(touchline(*library, "list", "starred", "--json").json()) == 3
    assert touchline(*library, "doctor").code == 0


def obey_permissions() -> None:
    """Let root be refused what the permissions of a file refuse."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="root is bound by permissions on Linux only")
def test_a_folder_that_cannot_be_written(touchline, clipping: Path, tmp_path: Path) -> None:
    (imported,) = touchline("import", clipping, "--tag", "quay", "--json").json()
    touchline("list", "sacked")
    library = tmp_path / "library"
    for path in (library, *library.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "touchline", "--library", str(library), *words]
        return subprocess.run(command, capture_output=True, text=True, preexec_fn=obey_permissions, check=False)

    try:
        before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
        refused = run("mark", "star", imported["id"])
        assert refused.returncode == 1
        assert str(library) in refused.stderr and "ermission denied" in refused.stderr
        assert "Traceback" not in refused.stderr
        shown = run("show", imported["id"])
        assert (shown.returncode, "sacked" in shown.stdout) == (0, True)
        assert imported["id"] in run("list", "--json").stdout
        assert imported["id"] in run("list", "#quay", "--json").stdout
        after = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
        assert after == before
    finally:
        for path in (library, *library.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert touchline("mark", "star", imported["id"]).code == 0


def test_a_clock_that_goes_back_breaks_nothing(tmp_path: Path) -> None:
    first = write_articles(tmp_path / "first", 5)
    second = write_articles(tmp_path / "second", 5)
    now = datetime.fromisoformat("2025-06-01T12:00:00+00:00")

    def at(moment: datetime) -> Callable[[], datetime]:
        return lambda: moment

    for moment, files in ((now, first), (now - timedelta(days=400), second), (now - timedelta(days=800), first)):
        room = open_newsroom(tmp_path / "library", tmp_path / "config", clock=at(moment))
        room.store.save_session(moment)
        list(import_paths(room, [files]))
        drain(room)
        index_texts(room)
        room.close()
        # Files are stamped by the same clock.
        for path in (tmp_path / "library").rglob("*"):
            os.utime(path, (moment.timestamp(), moment.timestamp()))
    room = open_newsroom(tmp_path / "library", tmp_path / "config", clock=at(now))
    rows = list(room.store.headlines())
    assert len(rows) == 10
    assert {row.first_seen_at for row in rows} == {now, now - timedelta(days=400)}
    assert len(room.store.search("rain")) == 10
    assert room.store.messages() == []


def test_many_programs_at_once(touchline, tmp_path: Path) -> None:
    folders = [write_articles(tmp_path / name, 30, f"Told by {name}.") for name in ("ada", "ben")]
    listing = tmp_path / "config"
    listing.mkdir()
    feed = write_articles(tmp_path / "feed", 25, "From the feed.")
    (listing / "feeds.toml").write_text(f'[[feed]]\nname = "Cron"\npath = "{feed}"\n', encoding="utf-8")
    touchline("import", write_articles(tmp_path / "early", 3))
    reader = open_newsroom(tmp_path / "library", listing)
    environment = {**os.environ, "TOUCHLINE_LIBRARY": str(tmp_path / "library"), "TOUCHLINE_CONFIG": str(listing)}
    commands: list[list[str]] = [
        *([*("import", str(folder)), "--tag", folder.name] for folder in folders),
        ["refresh"],
        *(["tag", "add", f"t{number}", "rain"] for number in range(4)),
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "touchline", *words],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for words in commands
    ]
    while any(process.poll() is None for process in running):
        reader.store.catch_up()
        drain(reader)
    for process in running:
        _, complaints = process.communicate()
        assert process.returncode == 0, complaints
    reader.store.catch_up()
    for room in (reader, open_newsroom(tmp_path / "library", listing)):
        rows = list(room.store.headlines())
        assert len(rows) == len({row.article_id for row in rows}) == 88
        counts = dict(room.store.marks().tag_counts())
        assert (counts["ada"], counts["ben"]) == (30, 30)
        assert room.store.messages() == []
        assert sum(row.feed == "Cron" for row in rows) == 25
    assert touchline("doctor").code == 0
