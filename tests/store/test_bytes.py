"""What a write costs on the disk: a line, never a file."""

from __future__ import annotations

from pathlib import Path

from tests.store.conftest import Opener
from tests.store.making import NOW, make_article, make_claim
from touchline.model import MarkChange
from touchline.store.library import Library, open_library
from touchline.store.storage import MAX_JOURNAL_CHANGES

N_ARTICLES = 1_000


def mark(key: str, value: bool = True) -> MarkChange:
    return MarkChange(field="read", keys=(key,), value=value)


def files(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, time and size of every file."""
    found = [(path, path.stat()) for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (one.st_ino, one.st_mtime_ns, one.st_size) for path, one in found}


def changed(before: dict[str, tuple[int, int, int]], after: dict[str, tuple[int, int, int]]) -> dict[str, int]:
    """Files that were written, with how much they grew."""
    new = (0, 0, 0)
    return {name: now[2] - before.get(name, new)[2] for name, now in after.items() if now != before.get(name)}


def full_library(tmp_path: Path) -> Library:
    """A thousand articles in one month, all folded, half of them read."""
    library = open_library(tmp_path / "library", now=NOW)
    day = make_article(1).published_at
    library.add_articles([make_article(number, published_at=day) for number in range(N_ARTICLES)])
    ids = tuple(f"a{number}" for number in range(N_ARTICLES // 2))
    library.apply_marks([MarkChange(field="read", keys=ids, value=True)])
    library._shelf.fold_outgrown()
    return library


def test_a_mark_is_one_short_line_however_many_there_are(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    folder = tmp_path / "library"
    for key, value in (("a999", True), ("a0", False), ("a998", True)):
        before = files(folder)
        library.apply_marks([mark(key, value)])
        grown = changed(before, files(folder))
        assert list(grown) == ["marks.journal"]
        assert 0 < grown["marks.journal"] < 100


def test_marks_that_change_nothing_write_nothing(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    before = files(tmp_path / "library")
    assert library.apply_marks([mark("a0"), mark("a999", False)]) == []
    assert library.add_articles([make_article(5, published_at=make_article(1).published_at)]) == ["unchanged"]
    assert library.delete_articles(["nobody"]) == []
    assert files(tmp_path / "library") == before


def test_an_article_writes_its_own_size(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    before = files(tmp_path / "library")
    article = make_article(1, article_id="new", body="x" * 5_000)
    library.add_articles([article])
    grown = changed(before, files(tmp_path / "library"))
    assert set(grown) == {"headlines/2025-05.journal", "articles/2025-05-4.journal"}
    assert grown["headlines/2025-05.journal"] < 1_000
    assert grown["articles/2025-05-4.journal"] < 6_000


def test_claims_write_lines_only(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    library.save_claims({"a1": (make_claim(),)}, "7")
    before = files(tmp_path / "library")
    library.save_claims({"a2": (make_claim(),)}, "7")
    grown = changed(before, files(tmp_path / "library"))
    assert set(grown) == {"headlines/2025-05.journal", "claims/2025-05.journal", "threads.journal"}
    assert sum(grown.values()) < 1_000


def test_a_file_holds_at_most_300_texts(tmp_path: Path) -> None:
    full_library(tmp_path)
    library = open_library(tmp_path / "library", now=NOW)
    sizes = [len(library._shelf.table(name).rows) for name in library._shelf.names("articles")]
    assert sizes == [300, 300, 300, 100]


def test_long_journals_are_folded(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    journal = tmp_path / "library/marks.journal"
    keys = [f"a{number}" for number in range(N_ARTICLES // 2, N_ARTICLES)]
    longest = 0
    for _ in range(MAX_JOURNAL_CHANGES // len(keys) + 1):
        for value in (True, False):
            library.apply_marks([mark(key, value) for key in keys])
            longest = max(longest, journal.stat().st_size)
    library.apply_marks([mark("a999")])
    assert journal.stat().st_size < longest
    again = open_library(tmp_path / "library", now=NOW)
    assert again.marks().n_read == library.marks().n_read == N_ARTICLES // 2 + 1


def test_closing_folds_what_outgrew_its_file(open_again: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = open_again()
    library.add_articles([make_article(1)])
    library.apply_marks([mark(f"k{number}") for number in range(50)])
    library.close()
    assert {path.stat().st_size for path in folder.rglob("*.journal")} == {0}
    assert b"Harbour Town" in (folder / "headlines/2025-05.json").read_bytes()
    before = files(folder)
    library = open_again()
    library.apply_marks([mark("one more")])
    library.close()
    assert list(changed(before, files(folder))) == ["marks.journal"]
    assert open_again().marks().is_read("one more")


def test_journals_are_folded_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = open_library(folder, now=NOW)
    first = [make_article(number) for number in range(0, 300, 40)]
    library.add_articles(first)
    days = [article.published_at for article in first * 3]
    library.add_articles([make_article(number, published_at=day) for number, day in enumerate(days, start=1000)])
    rows = list(library.headlines())
    outgrown = {f"{path.parent.name}/{path.stem}" for path in folder.glob("*/*.journal")}
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 4

    library.fold_journals(stop)
    assert sum(path.stat().st_size == 0 for path in folder.glob("*/*.journal")) == 4
    library.fold_journals()
    assert len(outgrown) > 4
    assert {path.stat().st_size for path in folder.glob("*/*.journal")} == {0}
    before = files(folder)
    library.fold_journals()
    assert files(folder) == before
    for one in (library, open_library(folder, now=NOW)):
        assert list(one.headlines()) == rows
        assert one.article("a40") == make_article(40)
