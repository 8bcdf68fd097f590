from __future__ import annotations

import os
from pathlib import Path

import pytest

from touchline.ingest.walk import WalkProblem, walk


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(folder: Path, *paths: Path) -> list[str]:
    return [
        str(found.relative_to(folder))
        if isinstance(found, Path)
        else f"{found.status} {found.path.relative_to(folder)}"
        for found in walk(paths or [folder])
    ]


def test_folders_are_walked_in_stable_order_files_first(tmp_path: Path):
    write(tmp_path, "b.txt", "a.txt", "sub/z.md", "sub/deep/y.html", "another/x.txt")
    assert names(tmp_path) == ["a.txt", "b.txt", "another/x.txt", "sub/z.md", "sub/deep/y.html"]


def test_hidden_files_and_backups_are_passed_over(tmp_path: Path):
    write(tmp_path, ".hidden.txt", ".git/a.txt", "a.txt~", "a.txt")
    assert names(tmp_path) == ["a.txt"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path):
    write(tmp_path, ".hidden.txt")
    assert names(tmp_path, tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_the_folder_beside_a_saved_page_is_passed_over(tmp_path: Path):
    write(tmp_path, "page.html", "page_files/ad.html", "other_files/a.txt")
    assert names(tmp_path) == ["page.html", "other_files/a.txt"]


def test_files_that_are_no_articles_are_skipped_with_a_reason_unless_named(tmp_path: Path):
    write(tmp_path, "style.css", "feeds.toml")
    assert names(tmp_path) == ["skipped feeds.toml", "skipped style.css"]
    assert names(tmp_path, tmp_path / "style.css") == ["style.css"]


def test_links_inside_folders_are_skipped_so_that_no_walk_loops_or_leaves(tmp_path: Path):
    write(tmp_path, "in/a.txt", "out/b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "away").symlink_to(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "dead").symlink_to(tmp_path / "none")
    assert names(tmp_path, tmp_path / "in") == ["in/a.txt", "skipped in/away", "skipped in/dead", "skipped in/loop"]
    assert names(tmp_path, tmp_path / "in" / "loop") == [
        "in/loop/a.txt",
        "skipped in/loop/away",
        "skipped in/loop/dead",
        "skipped in/loop/loop",
    ]


def test_special_files_are_skipped_with_their_kind(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    [inside] = walk([tmp_path])
    [named] = walk([tmp_path / "pipe.txt"])
    assert (
        inside
        == named
        == WalkProblem(path=tmp_path / "pipe.txt", status="skipped", reason="It is a named pipe, not a file.")
    )


def test_a_folder_with_an_articles_name_is_a_folder(tmp_path: Path):
    write(tmp_path, "x.md/a.txt")
    assert names(tmp_path) == ["x.md/a.txt"]


def test_a_file_that_is_reached_twice_is_given_once(tmp_path: Path):
    write(tmp_path, "a.txt", "sub/b.txt")
    assert names(tmp_path, tmp_path / "sub", tmp_path, tmp_path / "a.txt") == ["sub/b.txt", "a.txt"]


def test_what_is_missing_fails_with_a_reason_and_the_rest_goes_on(tmp_path: Path):
    write(tmp_path, "a.txt")
    missing, found = walk([tmp_path / "none.txt", tmp_path / "a.txt"])
    assert isinstance(missing, WalkProblem)
    assert (missing.status, missing.reason) == ("failed", "It cannot be read: no such file or directory.")
    assert found == tmp_path / "a.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_a_value(tmp_path: Path):
    write(tmp_path, "closed/a.txt", "open/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        assert names(tmp_path) == ["failed closed", "open/b.txt"]
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_deep_folders_end_in_no_recursion_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # Relative steps: the whole path would be longer than the system allows.
    monkeypatch.chdir(tmp_path)
    folder = Path(*(["d"] * 900))
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("x")
    assert [found for found in walk([Path("d")]) if isinstance(found, Path)] == [folder / "a.txt"]
