"""Examining and repairing: everything that can still be read is kept, and what is lost is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.making import NOW, make_article, make_claim, make_thread
from touchline.errors import LibraryDamagedError
from touchline.model import Article, Finding, MarkChange
from touchline.store.checking import check_library
from touchline.store.library import Library, open_library
from touchline.store.repairing import repair_library

APRIL = datetime(2025, 4, 9, tzinfo=UTC)
ARTICLES = {
    "a1": make_article(1),
    "a2": make_article(2, published_at=APRIL, author="Cal Marsh", url="https://harbour.example/2"),
    "a3": make_article(3, published_at=APRIL, title=None),
    "a4": make_article(4),
}
Damage = Callable[[bytes], bytes]


def mark(field: str, *keys: str, value: bool = True, tag: str | None = None) -> MarkChange:
    return MarkChange(field=field, keys=keys, value=value, tag=tag)


def flip(content: bytes) -> bytes:
    """One character of a text, a headline or a mark is another one."""
    at = content.rindex(b"a2")
    return content[:at] + b"A" + content[at + 1 :]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of April (a2, a3) and May (a1, a4); its files are folded, its journals hold the later marks and a3."""
    library = open_library(tmp_path / "library", now=NOW)
    library.add_articles([ARTICLES["a1"], ARTICLES["a2"], ARTICLES["a4"]])
    library.apply_marks([mark("read", "a1", "a2"), mark("tag", "a2", tag="quay"), mark("followed", "anchor")])
    library.apply_marks([mark("correction", "split a1", "merge a1 a2")])
    for name in ("marks", *library._shelf.names("headlines"), *library._shelf.names("articles")):
        library._shelf._file(name).journal.fold()
    library.add_articles([ARTICLES["a3"]])
    library.apply_marks([mark("starred", "a2")])
    library.apply_marks([mark("starred", "a3")])
    library.apply_marks([mark("read", "a1", value=False)])
    library.apply_marks([mark("read", "a4"), mark("correction", "merge a1 a2", value=False)])
    library.save_claims({one: (make_claim(),) for one in ARTICLES}, "7")
    library.save_threads([make_thread()])
    library.save_feed_states({"Quay": {"etag": "x"}})
    return tmp_path / "library"


def stored(library: Library) -> dict[str, Article | None]:
    return {row.article_id: library.article(row.article_id) for row in library.headlines()}


def damaged(folder: Path) -> list[Finding]:
    return [one for one in check_library(folder, now=NOW) if one.state == "damaged"]


def lost(findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.state == "lost"]


def repaired(folder: Path) -> tuple[Library, list[Finding]]:
    """The library after its repair, which can be written again, and what the repair said."""
    done = repair_library(folder, now=NOW)
    assert damaged(folder) == []
    library = open_library(folder, now=NOW)
    assert library.messages() == []
    assert library.add_articles([make_article(9)]) == ["added"]
    library.delete_articles(["a9"])
    return library, done


def marks_in(library: Library) -> tuple[set[str], ...]:
    marks = library.marks()
    read = {one for one in ARTICLES if marks.is_read(one)}
    return read, set(marks.starred()), set(marks.tagged("quay")), set(marks.followed()), set(marks.corrections())


ALL_MARKS = ({"a2", "a4"}, {"a2", "a3"}, {"a2"}, {"anchor"}, {"split a1"})


def test_a_sound_library(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = check_library(folder, now=NOW)
    assert {one.state for one in found} == {"ok"}
    assert {one.file for one in found} >= {
        "headlines/2025-04.json",
        "articles/2025-05-1.json",
        "marks.json",
        "claims/2025-05.json",
        "threads.json",
    }
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    library, done = repaired(folder)
    assert done == []
    assert stored(library) == ARTICLES
    assert marks_in(library) == ALL_MARKS
    assert list(library.pending_claims("7")) == ["a4", "a1", "a3", "a2"]
    assert (folder / "feed-states.json").exists()


@pytest.mark.parametrize("damage", [flip, cut])
@pytest.mark.parametrize("opened", [False, True], ids=["as found", "set aside"])
def test_headlines_are_made_anew_from_the_texts(folder: Path, damage: Damage, opened: bool) -> None:
    bad = folder / "headlines/2025-04.json"
    bad.write_bytes(damage(bad.read_bytes()))
    before = bad.read_bytes()
    if opened:
        library = open_library(folder, now=NOW)
        with pytest.raises(LibraryDamagedError, match="doctor --repair"):
            library.apply_marks([mark("read", "a3")])
    found = damaged(folder)
    assert any(one.file.startswith("headlines/2025-04.json") for one in found)
    (unnamed,) = [one for one in found if one.article_ids]
    assert set(unnamed.article_ids) == {"a2", "a3"}
    library, done = repaired(folder)
    assert stored(library) == ARTICLES
    assert marks_in(library) == ALL_MARKS
    assert lost(done) == []
    (kept,) = folder.glob("backups/*/headlines/2025-04.json.damaged-*")
    assert kept.read_bytes() == before


def test_texts_that_are_lost_leave_their_headlines(folder: Path) -> None:
    bad = folder / "articles/2025-04-1.json"
    bad.write_bytes(cut(bad.read_bytes()))
    assert "articles/2025-04-1.json" in {one.file for one in damaged(folder)}
    library, done = repaired(folder)
    (told,) = lost(done)
    # a3 came later, so that it stands in the journal, whose lines have checksums of their own.
    assert told.article_ids == ("a2",)
    assert "1 article" in told.words
    assert {one: text for one, text in stored(library).items() if one != "a2"} == {
        one: text for one, text in ARTICLES.items() if one != "a2"
    }
    left = library.article("a2")
    assert left is not None
    assert (left.headline, left.body) == (ARTICLES["a2"].headline, "")
    assert (left.published_at, left.author, left.url) == (APRIL, "Cal Marsh", "https://harbour.example/2")
    assert marks_in(library) == ALL_MARKS
    assert library.feed_states() == {}
    assert library.add_articles([ARTICLES["a2"]]) == ["updated"]
    assert library.article("a2") == ARTICLES["a2"]
    assert library.search("decided") == {"a1", "a2", "a3", "a4"}


def test_a_changed_text_is_not_taken_for_the_true_one(folder: Path) -> None:
    library = open_library(folder, now=NOW)
    library.add_articles([make_article(5, published_at=APRIL, body="The tide came in.")])
    for file in [library._shelf._file("articles/2025-04-1"), library._shelf._file("headlines/2025-04")]:
        file.journal.fold()
    bad = folder / "articles/2025-04-1.json"
    bad.write_bytes(bad.read_bytes().replace(b"tide came", b"tide cane"))
    library, done = repaired(folder)
    (told,) = lost(done)
    assert told.article_ids == ("a5",)
    assert library.article("a2") == ARTICLES["a2"]
    assert library.article("a5").body == ""


def test_a_text_file_that_is_gone(folder: Path) -> None:
    for path in folder.glob("articles/2025-05-1.*"):
        path.unlink()
    (missing,) = [one for one in damaged(folder) if one.article_ids]
    assert set(missing.article_ids) == {"a1", "a4"}
    library, done = repaired(folder)
    assert set(lost(done)[0].article_ids) == {"a1", "a4"}
    assert len(library.headlines()) == 4
    assert library.marks().is_read("a4")


def test_headlines_and_texts_of_a_month_at_once(folder: Path) -> None:
    for bad in (folder / "headlines/2025-04.json", folder / "articles/2025-04-1.json"):
        bad.write_bytes(bad.read_bytes() + b" ")
    for bad in folder.glob("articles/2025-04-1.json"):
        bad.write_bytes(cut(bad.read_bytes()))
    library, done = repaired(folder)
    assert lost(done)[0].article_ids == ("a2",)
    assert library.headline("a2").headline == ARTICLES["a2"].headline
    assert library.article("a3") == ARTICLES["a3"]


def test_marks_of_a_changed_file_come_back(folder: Path) -> None:
    bad = folder / "marks.json"
    bad.write_bytes(bad.read_bytes() + b"\n")
    library, done = repaired(folder)
    assert lost(done) == []
    assert marks_in(library) == ALL_MARKS
    assert marks_in(open_library(folder, now=NOW)) == ALL_MARKS


def test_marks_of_a_cut_file_come_back_as_far_as_the_journal_tells(folder: Path) -> None:
    bad = folder / "marks.json"
    bad.write_bytes(cut(bad.read_bytes()))
    journal = (folder / "marks.journal").read_bytes()
    library, done = repaired(folder)
    (told,) = lost(done)
    assert told.file == "marks.json"
    assert "last full write are lost" in told.words
    assert marks_in(library) == ({"a4"}, {"a2", "a3"}, set(), set(), set())
    (kept,) = folder.glob("backups/*/marks.journal.damaged-*")
    assert kept.read_bytes() == journal


def test_one_bad_line_of_the_journal_costs_one_change(folder: Path) -> None:
    bad = folder / "marks.journal"
    first, *others = bad.read_bytes().splitlines(keepends=True)
    assert len(others) == 3 and b"starred" in first
    before = first.replace(b"starred", b"started") + b"".join(others)
    bad.write_bytes(before)
    assert [one.file for one in damaged(folder)] == ["marks.journal"]
    library, done = repaired(folder)
    (told,) = lost(done)
    assert "1 line" in told.words
    assert marks_in(library) == ({"a2", "a4"}, {"a3"}, {"a2"}, {"anchor"}, {"split a1"})
    (kept,) = folder.glob("backups/*/marks.journal.damaged-*")
    assert kept.read_bytes() == before
    assert list(folder.glob("backups/*/marks.json"))


def test_a_repair_can_be_asked_for_again_after_a_kill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("marks.json", "headlines/2025-04.json", "articles/2025-04-1.json"):
        (folder / name).write_bytes((folder / name).read_bytes() + b" ")

    def killed(self: Path, target: Path) -> Path:
        if "backups" in str(target) and "damaged" in self.name:
            raise KeyboardInterrupt
        return true_replace(self, target)

    true_replace = Path.replace
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            repair_library(folder, now=NOW)
    assert damaged(folder)
    library, done = repaired(folder)
    assert lost(done) == []
    assert stored(library) == ARTICLES
    assert marks_in(library) == ALL_MARKS
    assert len(list(folder.glob("backups/*"))) == 2


def test_a_cut_off_line_is_no_damage(folder: Path) -> None:
    journal = folder / "marks.journal"
    journal.write_bytes(journal.read_bytes()[:-5])
    (found,) = [one for one in check_library(folder, now=NOW) if one.state != "ok"]
    assert (found.file, found.state) == ("marks.journal", "recovered")


@pytest.mark.parametrize("name", ["claims/2025-05", "threads"])
def test_derived_files_are_behind_not_damaged(folder: Path, name: str) -> None:
    (folder / f"{name}.json").write_bytes(b"garbage")
    (found,) = [one for one in check_library(folder, now=NOW) if one.state != "ok"]
    assert (found.file, found.state) == (f"{name}.json", "behind")
    library, _ = repaired(folder)
    assert stored(library) == ARTICLES


def test_a_newer_library_is_not_touched(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2'))
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    for deed in (check_library, repair_library):
        with pytest.raises(LibraryDamagedError, match="newer touchline"):
            deed(folder, now=NOW)
    assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before
