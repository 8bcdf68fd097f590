"""Files that the user asks for: never over one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from touchline.errors import TouchlineError
from touchline.newsroom.new_files import free_path, stem_of, typed_path, write_new


def test_a_free_path_is_where_nothing_is(tmp_path: Path) -> None:
    assert free_path("changes", "csv", tmp_path) == tmp_path / "changes.csv"
    (tmp_path / "changes.csv").touch()
    (tmp_path / "changes-2.csv").symlink_to(tmp_path / "nowhere")
    assert free_path("changes", "csv", tmp_path) == tmp_path / "changes-3.csv"
    assert free_path("changes", "markdown", tmp_path) == tmp_path / "changes.md"


def test_the_working_folder_is_meant_unless_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert free_path("a", "json") == gone / "a.jsonl"
    gone.rmdir()
    with pytest.raises(TouchlineError, match="is gone"):
        free_path("a", "json")


@pytest.mark.parametrize(
    ("headline", "stem"),
    [
        ("Müller's Rovers win 3-1!", "muller-s-rovers-win-3-1"),
        ("word " * 30, "-".join(["word"] * 12)),
        ("x" * 90, "x" * 60),
        ("../..", "article"),
    ],
)
def test_a_headline_names_a_file(headline: str, stem: str) -> None:
    assert stem_of(headline) == stem


def test_a_typed_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert typed_path("~/a.md") == Path("/home/ada/a.md")
    with pytest.raises(TouchlineError, match="cannot be made"):
        typed_path("~nobody-of-this-name/a.md")


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_new(path, "first\n")
    with pytest.raises(TouchlineError, match="cannot be made: File exists"):
        write_new(path, "second\n")
    assert path.read_text() == "first\n"
    with pytest.raises(TouchlineError, match="cannot be made"):
        write_new(tmp_path / "nowhere" / "a.md", "x")


def test_half_a_file_does_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with pytest.raises(UnicodeEncodeError):
        write_new(path, "lone \ud800 surrogate")
    assert not path.exists()
