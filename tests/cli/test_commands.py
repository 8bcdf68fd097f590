"""The commands of DESIGN section 4 as a user or a script meets them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def test_import_list_show_thread_and_changes_tell_one_story(touchline, clipping: Path) -> None:
    (imported,) = touchline("import", clipping, "--json").json()
    assert (imported["schema"], imported["status"], imported["path"]) == (1, "added", str(clipping))
    (row,) = touchline("list", "--json").json()
    expected = {"schema", "id", "title", "published", "first_seen", "feed", "publisher", "author", "url", "language"}
    assert set(row) == expected | {"read", "starred", "tags", "threads", "claims"}
    assert (row["id"], row["published"], row["claims"]) == (imported["id"], "2025-05-02", 1)
    assert row["threads"] == ["harbour-town-2025-05"]
    (shown,) = touchline("show", imported["id"][:6], "--json").json()
    assert shown["text"].startswith("Harbour Town have sacked")
    (claim,) = shown["claims"]
    assert (claim["kind"], claim["person"], claim["manner"]) == ("departure", "Ole Brandt", "sacked")
    (thread,) = touchline("thread", "show", row["threads"][0], "--json").json()
    assert thread["timeline"][0]["article"] == imported["id"]
    (change,) = touchline("changes", "--json").json()
    assert change["schema"] == 1
    assert "Ole Brandt" in touchline("changes").out
    assert touchline("changes", "--csv").out.startswith("Team,Outgoing,Manner of departure,Date of vacancy")
    assert "| Harbour Town |" in touchline("changes", "--markdown").out


def test_extract_needs_no_library(touchline, clipping: Path, tmp_path: Path) -> None:
    (article,) = touchline("extract", clipping, "--json").json()
    assert article["date_from"] == "text"
    assert article["claims"][0]["evidence"]
    for span in article["claims"][0]["evidence"]:
        assert article["text"][span["start"] : span["end"]].strip()
    assert not (tmp_path / "library").exists()


def test_extract_explains_itself_in_lines_of_a_hundred_columns(touchline, clipping: Path, tmp_path: Path) -> None:
    shown = touchline("extract", clipping, "--explain").out.splitlines()[1:]
    assert any("[who: " in line and "«" in line for line in shown)
    assert any(line.split()[:1] == ["rule"] for line in shown)
    assert max(map(len, shown)) <= 100
    (tmp_path / "pies.txt").write_text("The pies were warm and the tea was cold.\n")
    assert touchline("extract", tmp_path / "pies.txt", "--explain").out.splitlines()[1:] == [
        "  Nothing in it says that a coach comes, goes or stays."
    ]


def test_some_failed_files_end_in_3_and_the_rest_is_stored(touchline, clipping: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = touchline("import", clipping, tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert ran.code == 3
    assert "empty.txt" in ran.err and "missing.txt" in ran.err
    assert "Traceback" not in ran.err
    assert "1 added" in ran.out


@pytest.mark.parametrize(
    "words",
    [["list", "stage:perhaps"], ["list", '"open'], ["nonsense"], ["import"], ["list", "--limit", "0"]],
)
def test_wrong_usage_ends_in_2_with_a_reason(touchline, words: list[str]) -> None:
    ran = touchline(*words)
    assert ran.code == 2
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", [["show", "zzzz"], ["thread", "show", "nowhere-2025-05"], ["mark", "read", "zzzz"]])
def test_unknown_ids_end_in_1_with_a_way_out(touchline, words: list[str]) -> None:
    ran = touchline(*words)
    assert ran.code == 1
    assert "Traceback" not in ran.err


def test_marks_and_tags_from_the_command_line(touchline, clipping: Path) -> None:
    touchline("import", clipping, "--tag", "Quay")
    (row,) = touchline("list", "#quay", "--json").json()
    assert row["tags"] == ["quay"]
    touchline("mark", "star", row["id"])
    touchline("mark", "read", "club:harbour")
    (row,) = touchline("list", "starred", "--json").json()
    assert (row["read"], row["starred"]) == (True, True)
    assert touchline("list", "unread", "--json").json() == []
    touchline("tag", "rename", "quay", "docks")
    assert touchline("tag", "list").out == "#docks  1\n"
    assert touchline("delete", row["id"]).out == "1 deleted\n"
    assert touchline("list", "--json").json() == []


def test_an_escape_sequence_in_a_title_never_reaches_the_terminal(touchline, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_bytes("title: Boss \x1b]0;owned\x07 \u202egone\u009b2J\n\nNothing else.\n".encode())
    touchline("import", path)
    for words in (
        ["list"],
        ["list", "--json"],
        ["extract", path],
        ["show", touchline("list", "--json").json()[0]["id"]],
    ):
        printed = touchline(*words).out
        assert not {"\x1b", "\x07", "\u202e", "\u009b"} & set(printed), words


def test_the_reader_without_a_terminal_says_so(touchline) -> None:
    ran = touchline()
    assert ran.code == 2
    assert "terminal" in ran.err


def test_the_sample_library_can_be_kept(touchline, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    assert touchline("demo", "--keep", folder, "--no-reader").code == 0
    assert len(touchline("--library", folder, "list", "--json").json()) >= 48
    assert not (tmp_path / "library").exists()


def test_threads_are_corrected_from_the_command_line(touchline, clipping: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text("date 2025-05-09 Harbour Town have appointed Tom Askew as their new manager.\n", encoding="utf-8")
    sacked, named = (row["id"] for row in touchline("import", clipping, later, "--json").json())
    thread = "harbour-town-2025-05"
    assert touchline("thread", "correct", "list").out == ""
    assert "split 1 report off Harbour Town" in touchline("thread", "correct", "split", thread, named[:8]).out
    assert [row["articles"] for row in touchline("thread", "list", "--json").json()] == [[named], [sacked]]
    assert "merged" in touchline("thread", "correct", "merge", thread, f"{thread}-2").out
    assert "took 1 report out" in touchline("thread", "correct", "not-this-story", thread, sacked).out
    (row,) = touchline("thread", "list", "--json").json()
    assert row["articles"] == [named]
    assert "attached 1 report" in touchline("thread", "correct", "attach", row["id"], sacked).out
    assert "apart" in touchline("thread", "correct", "not-same-person", "Askew", "Tom Askew", "--thread", thread).out
    listed = touchline("thread", "correct", "list", "--json").json()
    assert [row["rule"] for row in listed] == ["attach", "merge", "not the same person", "split"]
    attach, _, apart, split = listed
    assert (attach["schema"], attach["articles"], attach["names"]) == (1, [sacked, named], [])
    assert attach["seats"] == [{"club": "Harbour Town", "squad": "first", "role": "head coach"}]
    assert (apart["articles"], apart["names"]) == ([], ["Askew", "Tom Askew"])
    told = touchline("thread", "correct", "list").out
    assert f"{split['id']}  “Harbour Town have appointed Tom Askew" in told
    for row in listed:
        assert row["id"] in touchline("thread", "correct", "remove", row["id"]).out
    (row,) = touchline("thread", "list", "--json").json()
    assert row["articles"] == [sacked, named]
    assert touchline("thread", "correct", "split", thread, sacked).code == 2
    assert touchline("thread", "correct", "remove", listed[0]["id"]).code == 1


HEAVY = {"textual", "rich", "feedparser", "trafilatura", "lxml", "bs4", "urllib3", "sqlite3", "yaml", "markdown_it"}


@pytest.mark.parametrize(
    ("words", "allowed"), [(["--help"], set()), (["list"], {"sqlite3"}), (["mark", "read", "unread"], set())]
)
def test_headless_commands_load_no_interface_and_no_parser(
    touchline, clipping: Path, words: list[str], allowed: set[str], tmp_path: Path
) -> None:
    touchline("import", clipping)
    code = (
        "import sys, touchline.cli\n"
        f"touchline.cli.run(['--library', {str(tmp_path / 'library')!r}, '--config', {str(tmp_path)!r}, *{words!r}])\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert not (HEAVY - allowed) & set(done.stderr.split())
