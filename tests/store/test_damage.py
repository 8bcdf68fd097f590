"""Damaged files: set aside, never overwritten; the rest can be read, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from tests.store.conftest import Opener
from tests.store.making import NOW, make_article, make_claim, make_thread
from touchline.errors import LibraryDamagedError
from touchline.model import MarkChange
from touchline.store.batch import write_record
from touchline.store.journal import Change
from touchline.store.library import Library, open_library
from touchline.store.shelf import RECORD_NAME
from touchline.store.storage import JournalStorage

READ_A2 = MarkChange(field="read", keys=("a2",), value=True)
APRIL = datetime(2025, 4, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, open_again: Opener) -> Path:
    """A library with articles of April (a2) and May (a1) in its files, and with something in every journal."""
    library = open_again()
    library.add_articles([make_article(1), make_article(2, published_at=APRIL)])
    # What is written first is a file, and a line what comes later.
    library.apply_marks([MarkChange(field="followed", keys=("anchor",), value=True)])
    library.save_claims({"a1": (), "a2": ()}, "6")
    library.save_threads([])
    library.apply_marks([MarkChange(field="read", keys=("a1",), value=True)])
    library.apply_marks([MarkChange(field="starred", keys=("a1",), value=True)])
    library.apply_marks([READ_A2])
    library.save_claims({"a1": (make_claim(),), "a2": (make_claim(),)}, "7")
    library.save_threads([make_thread()])
    library.add_articles([make_article(3, published_at=APRIL), make_article(4)])
    library.add_articles([make_article(3, published_at=APRIL, body="Other."), make_article(4, body="Other.")])
    return tmp_path / "library"


def all_bytes(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def every_write(library: Library) -> list[Callable[[], object]]:
    return [
        lambda: library.add_articles([make_article(9)]),
        lambda: library.apply_marks([MarkChange(field="starred", keys=("a2",), value=True)]),
        lambda: library.delete_articles(["a2"]),
        lambda: library.save_claims({"a2": ()}, "8"),
        lambda: library.save_threads([]),
    ]


def assert_read_only(library: Library, folder: Path) -> None:
    for write in every_write(library):
        with pytest.raises(LibraryDamagedError, match="reading only"):
            write()
    assert any("reading only" in message for message in library.messages())
    library.close()
    again = open_library(folder, now=NOW)
    for write in every_write(again):
        with pytest.raises(LibraryDamagedError, match="reading only"):
            write()
    assert again.messages()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    at = content.index(b"Harbour") if b"Harbour" in content else len(content) // 2
    return content[:at] + b"h" + content[at + 1 :]


DAMAGES = {
    "empty": lambda content: b"",
    "cut": cut,
    "changed": flip,
    "longer": lambda content: content + b"x",
    "foreign": lambda content: b'{"_default": {"1": {"title": "mine"}}}',
    "no object": lambda content: b"[1, 2]",
    "zeros": lambda content: bytes(len(content)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_month_of_headlines(folder: Path, open_again: Opener, damage: str) -> None:
    bad = folder / "headlines/2025-04.json"
    bad.write_bytes(DAMAGES[damage](bad.read_bytes()))
    before = all_bytes(folder)
    library = open_again()
    assert {row.article_id for row in library.headlines()} == {"a1", "a4"}
    assert library.article("a1") == make_article(1)
    assert library.marks().is_starred("a1")
    assert library.search("harbour") == {"a1", "a4"}
    assert "2025-04.json" in library.messages()[0]
    assert_read_only(library, folder)
    assert all_bytes(folder) >= before
    assert not bad.exists()
    assert [path.name for path in folder.glob("headlines/*damaged*json*")] == []
    assert len(list(folder.glob("headlines/2025-04.*.damaged-*"))) == 2


@pytest.mark.parametrize("damage", ["empty", "cut", "changed"])
def test_damaged_marks(folder: Path, open_again: Opener, damage: str) -> None:
    bad = folder / "marks.json"
    bad.write_bytes(DAMAGES[damage](bad.read_bytes()))
    before = all_bytes(folder)
    library = open_again()
    assert len(library.headlines()) == 4
    assert library.marks().n_read == 0
    assert_read_only(library, folder)
    assert all_bytes(folder) >= before


@pytest.mark.parametrize("damage", ["empty", "cut", "changed"])
def test_a_damaged_file_of_texts(folder: Path, open_again: Opener, damage: str) -> None:
    bad = folder / "articles/2025-04-1.json"
    bad.write_bytes(DAMAGES[damage](bad.read_bytes()))
    before = all_bytes(folder)
    library = open_again()
    assert len(library.headlines()) == 4
    for _ in range(2):
        with pytest.raises(LibraryDamagedError, match="2025-04-1"):
            library.article("a2")
    assert library.article("a1") == make_article(1)
    # Found by its headline, as long as its text cannot be read.
    assert library.search("harbour AND decided") == {"a1"}
    assert "a2" in library.search("harbour")
    assert_read_only(library, folder)
    assert all_bytes(folder) >= before


def test_a_bad_line_in_the_middle_of_a_journal(folder: Path, open_again: Opener) -> None:
    bad = folder / "marks.journal"
    first, second, third = bad.read_bytes().splitlines(keepends=True)
    bad.write_bytes(first + second.replace(b"starred", b"started") + third)
    before = all_bytes(folder)
    library = open_again()
    marks = library.marks()
    assert (marks.is_read("a1"), marks.is_starred("a1"), marks.is_read("a2")) == (True, False, False)
    assert_read_only(library, folder)
    assert all_bytes(folder) >= before - {bad.read_bytes()}
    assert open_library(folder, now=NOW).marks().is_read("a1")
    (aside,) = folder.glob("marks.journal.damaged-*")
    assert aside.read_bytes() in before


def test_a_lost_line_is_damage_too(folder: Path, open_again: Opener) -> None:
    bad = folder / "marks.journal"
    first, _, third = bad.read_bytes().splitlines(keepends=True)
    bad.write_bytes(first + third)
    assert_read_only(open_again(), folder)


@pytest.mark.parametrize("name", ["marks", "headlines/2025-05", "articles/2025-05-1"])
def test_a_lost_snapshot_is_damage(folder: Path, open_again: Opener, name: str) -> None:
    (folder / f"{name}.json").unlink()
    before = all_bytes(folder)
    library = open_again()
    if name.startswith("articles"):
        with pytest.raises(LibraryDamagedError):
            library.article("a1")
    assert_read_only(library, folder)
    assert all_bytes(folder) >= before


def test_a_torn_last_line_is_dropped_with_one_message(folder: Path, open_again: Opener) -> None:
    journal = folder / "marks.journal"
    journal.write_bytes(journal.read_bytes()[:-5])
    library = open_again()
    assert (library.marks().is_read("a1"), library.marks().is_read("a2")) == (True, False)
    (message,) = library.messages()
    assert "marks" in message
    assert library.apply_marks([READ_A2])
    again = open_again()
    assert again.messages() == []
    assert again.marks().is_read("a2")


@pytest.mark.parametrize("name", ["claims/2025-05", "threads"])
@pytest.mark.parametrize("part", ["json", "journal"])
def test_damaged_derived_files_are_made_anew(folder: Path, open_again: Opener, name: str, part: str) -> None:
    (folder / f"{name}.{part}").write_bytes(b"garbage\ngarbage\n")
    library = open_again()
    assert library.pending_claims("7") == (["a4", "a1", "a3"] if name != "threads" else ["a4", "a3"])
    assert library.threads_stale()
    library.save_claims({"a1": (make_claim(),)}, "7")
    library.save_threads([make_thread()])
    assert open_again().claims("a1") == (make_claim(),)
    assert list(open_again().threads()) == [make_thread()]
    assert library.messages() == []


def test_deleted_derived_files_cost_time_only(folder: Path, open_again: Opener) -> None:
    for path in [*folder.glob("claims/*"), *folder.glob("threads*"), *folder.glob("search*"), folder / "manifest.json"]:
        path.unlink()
    library = open_again()
    assert library.pending_claims("7") == ["a4", "a1", "a3", "a2"]
    assert library.search("harbour") == {"a1", "a2", "a3", "a4"}
    library.save_claims({"a1": (make_claim(),)}, "7")
    assert library.threads_stale()
    assert library.messages() == []


def test_a_deleted_index_of_threads_is_stale(folder: Path, open_again: Opener) -> None:
    library = open_again()
    library.save_threads([make_thread()])
    assert not library.threads_stale()
    library.close()
    for path in folder.glob("threads*"):
        path.unlink()
    assert open_again().threads_stale()


@pytest.mark.parametrize("start", [0, 5_000])
def test_a_damaged_search_index_is_made_anew(folder: Path, open_again: Opener, start: int) -> None:
    library = open_again()
    library.search("harbour")
    library.close()
    index = folder / "search.sqlite3"
    content = index.read_bytes()
    index.write_bytes(content[:start] + b"garbage!" * ((len(content) - start) // 8))
    library = open_again()
    assert library.search("harbour") == {"a1", "a2", "a3", "a4"}
    assert library.search("decided") == {"a1", "a2"}
    assert library.messages() == []


@pytest.mark.parametrize("name", ["manifest.json", "marks.json", "headlines/2025-05.json"])
def test_a_library_of_a_newer_touchline_is_refused_whole(folder: Path, name: str) -> None:
    path = folder / name
    content = path.read_bytes()
    assert b'"schema":1' in content.replace(b" ", b"")
    path.write_bytes(content.replace(b'"schema": 1', b'"schema": 2').replace(b'"schema":1', b'"schema":2'))
    before = all_bytes(folder)
    with pytest.raises(LibraryDamagedError, match="newer touchline"):
        open_library(folder, now=NOW)
    assert all_bytes(folder) == before


def test_damage_that_comes_while_the_library_is_open(folder: Path, open_again: Opener) -> None:
    library = open_again()
    assert orjson.loads((folder / "marks.json").read_bytes())
    (folder / "marks.json").write_bytes(b"garbage")
    with pytest.raises(LibraryDamagedError):
        library.apply_marks([MarkChange(field="starred", keys=("a2",), value=True)])
    assert library.marks().is_starred("a1")
    assert len(library.headlines()) == 4
    assert_read_only(library, folder)


def test_files_are_for_the_owner_only(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("name", ["articles/2025-04-1", "headlines/2025-05", "threads"])
def test_a_damaged_file_of_an_unfinished_batch(folder: Path, name: str) -> None:
    library = open_library(folder, now=NOW)
    lines = {}
    for one, doc_id, fields in [
        ("articles/2025-04-1", "a2", {"author": "Cal Marsh"}),
        ("headlines/2025-05", "a1", {"author": "Cal Marsh"}),
        ("threads", "state", {"serial": 99}),
    ]:
        storage = library._shelf.table(one).storage
        assert isinstance(storage, JournalStorage)
        lines[one] = storage.next_line([Change("_default", doc_id, "set", fields)])
    write_record(folder / RECORD_NAME, lines)
    (folder / f"{name}.json").write_bytes(b"garbage")
    again = open_library(folder, now=NOW)
    assert again.marks().is_starred("a1")
    if name != "threads":
        assert_read_only(again, folder)
    else:
        assert not (folder / RECORD_NAME).exists()
        assert again.messages() == []
