"""Files and configuration: acceptance cases 41 to 47 of docs/reliability.md."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from touchline.errors import ConfigError, TouchlineError
from touchline.ingest.walk import walk
from touchline.newsroom.new_files import free_path, write_new
from touchline.newsroom.refreshing import refresh
from touchline.newsroom.room import open_newsroom

NOW = datetime(2025, 6, 1, tzinfo=UTC)
COUNT_MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""
QUIET = "title: {0}\ndate: 2025-05-18\n\nNothing happened at the club in the week of {0}."


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    """A folder with one article and with everything that is none."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "good.txt").write_text(QUIET.format("rain"))
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.jsonl")
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may be 100 characters only
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.txt")
    os.chdir(here)
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "kernel.txt").symlink_to("/proc/kmsg")
    (folder / "outside.txt").symlink_to(tmp_path / "elsewhere.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "to-itself.txt").symlink_to("to-itself.txt")
    (folder / "folder.md").mkdir()
    (folder / "locked.txt").write_text(QUIET.format("snow"))
    (folder / "locked.txt").chmod(0)
    with (folder / "sparse.txt").open("wb") as sparse:
        sparse.truncate(500_000_000)
    (folder / "long.txt").write_bytes(b"Rain fell on the quay.\n" * 2_700_000)
    (folder / "page.html").write_bytes(b"<p>Rain fell.</p>" * 1_200_000)
    (tmp_path / "elsewhere.txt").write_text(QUIET.format("sun"))
    return folder


def sums_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Content and time of every regular file, and of links their target."""
    found: dict[str, tuple[str, int]] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            found[str(path)] = (str(path.readlink()), 0)
        elif stat.S_ISREG(status.st_mode) and status.st_size < 100_000_000:
            path.chmod(0o600)
            found[str(path)] = (hashlib.sha256(path.read_bytes()).hexdigest(), status.st_mtime_ns)
            path.chmod(status.st_mode)
    return found


def test_case_41_special_files_are_skipped_with_a_reason_in_seconds(touchline, odd_folder: Path) -> None:
    began_at = time.monotonic()
    ran = touchline("import", odd_folder, "--json")
    assert time.monotonic() - began_at < 10
    rows = {Path(row["path"]).name: row for row in ran.json()}
    assert rows["good.txt"]["status"] == "added"
    for name in ("pipe.txt", "pipe.jsonl", "socket.txt", "endless.txt", "kernel.txt", "outside.txt", "loop"):
        assert rows[name]["status"] == "skipped", name
        assert rows[name]["reason"].startswith("It is a "), name
    for name in ("sparse.txt", "long.txt", "page.html"):
        assert rows[name]["status"] == "failed"
    assert "folder.md" not in rows
    if os.geteuid():
        assert rows["locked.txt"]["status"] == "failed"
    for name in ("pipe.txt", "endless.txt"):
        (named,) = touchline("import", odd_folder / name, "--json").json()
        assert (named["status"], named["id"]) == ("skipped", None)


@pytest.mark.parametrize("name", ["feeds.toml", "config.toml"])
def test_case_41_a_pipe_in_place_of_a_configuration_is_not_waited_for(touchline, tmp_path: Path, name: str) -> None:
    (tmp_path / "config").mkdir()
    os.mkfifo(tmp_path / "config" / name)
    ran = touchline("feeds", "list")
    assert "a pipe or a device, not a file" in ran.err
    os.mkfifo(tmp_path / "list.opml")
    ran = touchline("opml", "import", tmp_path / "list.opml")
    assert (ran.code, "named pipe" in ran.err) == (1, True)


def test_case_42_any_name_is_read_shown_safely_and_opened_again(touchline, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    names = [b"new\nline.txt", b"esc\x1b]0;x\x07.txt", b"latin-\xe9\xff.txt", b"-flag.txt", b"--json.txt"]
    names += [b"a" * 251 + b".txt", "caf\u00e9.txt".encode(), "cafe\u0301.txt".encode(), b" .txt", b"$(id).txt"]
    for number, name in enumerate(names):
        (folder / os.fsdecode(name)).write_text(QUIET.format(f"week {number}"))
    ran = touchline("import", folder, "--json")
    rows = ran.json()
    assert [row["status"] for row in rows] == ["added"] * len(names)
    assert len({row["id"] for row in rows}) == len(names)
    assert "\x1b" not in ran.out + touchline("import", folder).out
    again = touchline("import", folder, "--json").json()
    assert {row["id"]: row["status"] for row in again} == {row["id"]: "unchanged" for row in rows}
    for row in rows:
        assert "Nothing happened at the club" in touchline("show", row["id"]).out


def test_case_43_after_a_churn_every_stored_text_equals_its_file(tmp_path: Path) -> None:
    folder, config = tmp_path / "clips", tmp_path / "config"
    folder.mkdir()
    config.mkdir()
    (config / "feeds.toml").write_text(f'[[feed]]\nname = "Clips"\npath = "{folder}"\n')
    room = open_newsroom(tmp_path / "library", config, clock=lambda: NOW)

    def write(name: str, word: str) -> None:
        (folder / name).write_text(QUIET.format(word))

    def replace() -> None:
        write("new", "replaced")
        (folder / "new").replace(folder / "one.txt")

    def to_folder() -> None:
        (folder / "two.txt").unlink()
        (folder / "two.txt").mkdir()
        write("two.txt/inside.txt", "inside")

    churn = [
        lambda: [write(f"{name}.txt", name) for name in ("one", "two", "three", "four")],
        replace,
        lambda: (folder / "three.txt").write_text(""),
        lambda: (folder / "four.txt").rename(folder / "five.txt"),
        to_folder,
        lambda: write("three.txt", "back again"),
        lambda: (folder / "one.txt").unlink(),
        lambda: write("one.txt", "here again"),
    ]
    for change in churn:
        change()
        (result,) = refresh(room, ["Clips"])
        assert result.status in ("ok", "not-modified", "failed"), result
    (result,) = refresh(room, ["Clips"])
    articles = {row.article_id: room.store.article(row.article_id) for row in room.store.headlines()}
    for path in walk([folder]):
        assert isinstance(path, Path)
        (stored,) = [one for one in articles.values() if one and one.path == str(path)]
        title, _, body = path.read_text().partition("\ndate: 2025-05-18\n\n")
        assert stored.text == f"{title.removeprefix('title: ')}\n\n{body}"
    room.close()


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "..", "", "a\0b", "x" * 5_000, "\x1b[31m", "con\ncat"])
def test_case_44_an_export_stays_in_its_folder_and_overwrites_nothing(touchline, tmp_path: Path, name: str) -> None:
    article = tmp_path / "article.txt"
    told = f"Harbour Town{name} have sacked manager Ole Brandt, the club announced on Friday.".replace("\0", "")
    article.write_text(f"date 2025-05-02 {told}\n", encoding="utf-8")
    touchline("import", article, "--tag", "kept")
    for thread in touchline("thread", "list", "--json").json():
        assert Path(thread["id"]).name == thread["id"].strip(".")
        assert thread["id"].isprintable() and len(thread["id"]) < 120
        path = free_path(thread["id"], "markdown", tmp_path / "out")
        assert path.resolve().parent == (tmp_path / "out").resolve()
    out = tmp_path / "out.jsonl"
    out.symlink_to(tmp_path / "victim")
    refused = touchline("export", "--all", "--output", out)
    assert refused.code == 1
    assert not (tmp_path / "victim").exists()
    assert free_path("out", "json", tmp_path).name == "out-2.jsonl"
    with pytest.raises(TouchlineError, match="cannot be made"):
        write_new(out, "text")


def test_case_45_a_broken_feeds_toml_names_its_line_and_the_rest_stays(touchline, tmp_path: Path) -> None:
    config, trace = tmp_path / "config", tmp_path / "trace"
    config.mkdir()
    (tmp_path / "clip.txt").write_text(QUIET.format("rain"))
    good = f'[[feed]]\nname = "Clips"\npath = "{tmp_path / "clip.txt"}"\n'
    lines = [
        f'url = "exec:touch {trace}"',
        f'url = "|touch {trace}"',
        f'url = "filter:touch {trace}:https://hill.example/"',
        'url = "file:///etc/passwd"',
        'url = "https://hill.example/\\u001b]0;x\\u0007"',
        "url = 7",
        'url = ["https://hill.example/"]',
    ]
    bad = "".join(f'\n[[feed]]\nname = "bad{number}"\n{line}\n' for number, line in enumerate(lines))
    (config / "feeds.toml").write_text(good + bad + good)
    ran = touchline("refresh", "--json")
    assert [row["feed"] for row in ran.json() if row["status"] == "ok"] == ["Clips"]
    for number in (*range(7, 7 + 4 * len(lines), 4), 33):
        assert f"feeds.toml, line {number}: " in ran.err
    assert "\x1b" not in ran.err and "Traceback" not in ran.err
    (config / "feeds.toml").write_text(good + "[[feed]\n")
    ran = touchline("refresh")
    assert ran.code and "feeds.toml, line 4" in ran.err
    assert not trace.exists()


def test_case_45_the_last_good_feeds_stay_while_the_file_is_broken(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nname = "Clips"\npath = "{tmp_path / "clip.txt"}"\n')
    room = open_newsroom(tmp_path / "library", tmp_path, clock=lambda: NOW)
    (tmp_path / "feeds.toml").write_text("[[feed]]\nname = \n")
    with pytest.raises(ConfigError, match=r"feeds\.toml, line 2"):
        room.reload_config()
    assert [feed.name for feed in room.config.feeds] == ["Clips"]
    room.close()


def test_case_45_ten_thousand_feeds_and_a_hostile_opml(touchline, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    addresses = [f"|touch {trace}", f"exec:touch {trace}", "file:///etc/passwd", "https://hill.example/&#x85;x", "-x"]
    outlines = "".join(f'<outline type="rss" text="[/b]&#x202e;{n}" xmlUrl="{a}"/>' for n, a in enumerate(addresses))
    many = "".join(f'<outline type="rss" text="n{n}" xmlUrl="https://n{n}.example/rss"/>' for n in range(10_000))
    path = tmp_path / "list.opml"
    path.write_text(f'<opml version="2.0"><body>{outlines}{many}</body></opml>', encoding="utf-8")
    ran = touchline("opml", "import", path)
    assert ran.code == 3
    assert ran.err.count("left out: ") == len(addresses)
    assert "10,000 added" in ran.err
    assert "\u202e" not in ran.err + ran.out
    assert len(touchline("feeds", "list", "--json").json()) == 10_000
    assert not trace.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux only")
def test_case_46_enormous_files_are_refused_by_their_size(odd_folder: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "touchline", "--library", str(tmp_path / "library"), "import", "--json"]
    counting = [sys.executable, "-c", COUNT_MEMORY, *words]
    plain, odd = (
        subprocess.run([*counting, str(path)], capture_output=True, text=True, check=False)
        for path in (odd_folder / "good.txt", odd_folder)
    )
    rows = {Path(row["path"]).name: row for row in map(json.loads, odd.stdout.splitlines())}
    for name in ("sparse.txt", "long.txt", "page.html"):
        assert rows[name]["reason"].endswith("is larger than 15 MB; no article is.")
    assert int(odd.stderr.split()[-1]) - int(plain.stderr.split()[-1]) < 150_000


def test_case_47_no_file_of_the_users_is_ever_changed(touchline, odd_folder: Path) -> None:
    before = sums_of(odd_folder)
    for words in (("import", odd_folder), ("extract", odd_folder), ("list",), ("doctor", "--repair")):
        touchline(*words)
    assert sums_of(odd_folder) == before
