"""`touchline export` and the way back: nothing changes on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.newsroom.conftest import MATCH, NAMED, SACKED


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name, text in (("sacked", SACKED), ("named", NAMED), ("match", MATCH)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "undated.txt").write_text("date: unknown\ntitle: A quiet week\n\nNothing “happened”\x85here.\n", "utf-8")
    return folder


def everything(touchline, *options: object) -> list[object]:
    """All that the library says of its articles, threads, changes and corrections."""
    listed = touchline(*options, "list", "--json").json()
    shown = [touchline(*options, "show", row["id"], "--json").json() for row in listed]
    threads = touchline(*options, "thread", "list", "--json").json()
    corrected = touchline(*options, "thread", "correct", "list", "--json").json()
    return [listed, shown, threads, touchline(*options, "changes", "--all", "--json").json(), corrected]


def test_a_whole_library_comes_back_as_it_was(touchline, articles: Path, tmp_path: Path) -> None:
    first, *others = [row["id"] for row in touchline("import", articles, "--tag", "quay", "--json").json()]
    touchline("mark", "star", first)
    touchline("mark", "read", *others)
    touchline("tag", "add", "second-tag", first)
    (thread,) = touchline("thread", "list", "--json").json()
    outside = next(one for one in [first, *others] if one not in thread["articles"])
    touchline("thread", "correct", "attach", thread["id"], outside)
    before = everything(touchline)
    assert before[-1], "a correction is part of it"

    out = tmp_path / "whole.jsonl"
    ran = touchline("export", "--all", "--output", out)
    assert ran.code == 0 and "5 lines" in ran.err
    assert touchline("export", "--all").out == out.read_text("utf-8")
    assert not set(out.read_text("utf-8")) & set("\x85\u2028\u202e")

    other = ("--library", tmp_path / "other")
    results = touchline(*other, "import", out, "--json").json()
    assert [row["status"] for row in results] == ["added"] * 4
    assert everything(touchline, *other) == before
    assert {row["status"] for row in touchline(*other, "import", out, "--json").json()} == {"unchanged"}
    again = touchline(*other, "export", "--all").out
    assert again == out.read_text("utf-8")


def test_a_part_is_what_a_query_finds(touchline, articles: Path) -> None:
    touchline("import", articles)
    lines = touchline("export", "stage:confirmed").json()
    assert {line["touchline"] for line in lines} == {"article"}
    assert len(lines) == 2


def test_nothing_is_overwritten_and_nothing_half_is_left(touchline, articles: Path, tmp_path: Path) -> None:
    touchline("import", articles)
    there = tmp_path / "there.jsonl"
    there.write_text("mine")
    ran = touchline("export", "--all", "--output", there)
    assert ran.code == 1 and "there.jsonl" in ran.err
    assert there.read_text() == "mine"
    assert touchline("export").code == 2
    assert touchline("export", "--all", "words").code == 2
    assert touchline("export", "club:", "--output", tmp_path / "new.jsonl").code == 2
    assert not (tmp_path / "new.jsonl").exists()


def test_a_bad_line_fails_alone(touchline, articles: Path, tmp_path: Path) -> None:
    touchline("import", articles)
    good = touchline("export", "--all").out.splitlines()
    newer = {**json.loads(good[0]), "schema": 99}
    dateless = {**json.loads(good[1]), "first_seen_at": "yesterday"}
    bad = [good[0], json.dumps(newer), json.dumps(dateless), good[2][:-9], '{"touchline":"article"}', good[3]]
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join(bad), encoding="utf-8")
    ran = touchline("--library", tmp_path / "other", "import", path, "--json")
    assert ran.code == 3
    assert [row["status"] for row in ran.json()] == ["failed"] * 4 + ["added"] * 2
    assert [row["path"].rpartition("#")[2] for row in ran.json() if row["status"] == "failed"] == ["2", "3", "4", "5"]
    assert "newer touchline" in ran.json()[0]["reason"]


def test_a_lost_text_comes_back_from_an_export(touchline, clipping: Path, tmp_path: Path) -> None:
    (imported,) = touchline("import", clipping, "--json").json()
    out = tmp_path / "whole.jsonl"
    touchline("export", "--all", "--output", out)
    for path in (tmp_path / "library" / "articles").iterdir():
        path.unlink()
    touchline("doctor", "--repair")
    assert '"status":"updated"' in touchline("import", out, "--json").out
    assert "sacked" in touchline("show", imported["id"]).out


def test_what_was_deleted_is_remembered_elsewhere(touchline, articles: Path, tmp_path: Path) -> None:
    first = touchline("import", articles, "--json").json()[0]["id"]
    touchline("delete", first)
    out = tmp_path / "whole.jsonl"
    touchline("export", "--all", "--output", out)
    assert json.loads(out.read_text().splitlines()[-1])["dropped"] == [first]
    touchline("--library", tmp_path / "other", "import", out)
    assert touchline("--library", tmp_path / "other", "export", "--all").out == out.read_text("utf-8")
