"""Months are read when they are asked for, let go for others, and known without being read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.conftest import Opener
from tests.store.making import NOW, make_article, make_claim
from touchline.model import Article, MarkChange
from touchline.store import shelf, storage
from touchline.store.ids import IDS_FILE
from touchline.store.library import Library, open_library
from touchline.store.manifest import MANIFEST
from touchline.store.snapshot import Snapshot, read_snapshot

N_A_MONTH = 40


def article_of(month: int, number: int) -> Article:
    """An article of a month after January 2015, with an id like those of real ones."""
    at = datetime(2015 + month // 12, month % 12 + 1, 1, tzinfo=UTC) + timedelta(hours=number)
    publisher = ("The Harbour Gazette", "Quay Weekly", None)[number % 3]
    name = f"{(month * 7919 + number * 104_729) % 2**40:010x}{month:03x}{number:03x}"
    return make_article(number, article_id=name, published_at=at, publisher=publisher)


def fill(folder: Path, n_months: int) -> None:
    """A library that was closed when everything was known: some articles read, some starred, claims made."""
    library = open_library(folder, now=NOW)
    articles = [article_of(month, number) for month in range(n_months) for number in range(N_A_MONTH)]
    library.add_articles(articles)
    ids = tuple(article.article_id for article in articles)
    library.apply_marks([MarkChange(field="read", keys=ids[::2], value=True)])
    library.apply_marks([MarkChange(field="starred", keys=ids[::9], value=True)])
    library.apply_marks([MarkChange(field="tag", keys=ids[::11], value=True, tag="coast")])
    library.save_claims({one: (make_claim(),) if at % 50 == 0 else () for at, one in enumerate(ids)}, "7")
    assert library.pending_claims("7") == []
    assert library.tally().n_read == len(ids) // 2
    library.close()


@pytest.fixture(params=[6, 40])
def n_months(request: pytest.FixtureRequest) -> int:
    """A small library and a large one, for bounds that hold for both."""
    n: int = request.param
    return n


@pytest.fixture
def folder(tmp_path: Path, n_months: int) -> Path:
    """A filled library."""
    fill(tmp_path / "library", n_months)
    return tmp_path / "library"


@contextmanager
def files_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the library files that are read meanwhile."""
    names: list[str] = []

    def reading(path: Path) -> Snapshot:
        names.append(f"{path.parent.name}/{path.stem}" if path.parent.name in shelf.MAX_ROWS else path.stem)
        return read_snapshot(path)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "read_snapshot", reading)
        yield names


@contextmanager
def few_rows(n: int) -> Iterator[None]:
    """Let hardly any documents be kept in memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "MAX_ROWS", dict.fromkeys(shelf.MAX_ROWS, n))
        yield


def months_in_memory(library: Library) -> set[str]:
    book = library._state.headlines
    held = {name for name in book.months() if book.known(name).rows is not None}
    assert held == {name for name in book.months() if library._shelf.is_open(f"headlines/{name}")}
    assert held >= {name for name in book.months() if book.known(name).shown.order is not None}
    return held


class TestStart:
    def test_opening_reads_no_month(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with files_read(monkeypatch) as names:
            library = open_library(folder, now=NOW)
            assert names == ["marks"]
            listed = library.headlines()
            assert library.catch_up() is False
            assert names == ["marks"]
            rows = [listed[at] for at in range(30)]
            assert [row.article_id for row in listed[:30]] == [row.article_id for row in rows]
            assert not library.marks().is_read("nobody")
            assert len(names) == 2

    def test_what_was_known_is_known(self, folder: Path, n_months: int, monkeypatch: pytest.MonkeyPatch) -> None:
        n = n_months * N_A_MONTH
        with files_read(monkeypatch) as names:
            library = open_library(folder, now=NOW)
            assert library.pending_claims("7") == []
            tally = library.tally()
            assert (tally.n_articles, tally.n_read) == (n, n // 2)
            assert sum(count for count, _ in tally.publishers.values()) == n - n_months * (N_A_MONTH // 3)
            assert library.marks().tag_counts() == {"coast": len(range(0, n, 11))}
            assert len(library.marks().starred()) == len(range(0, n, 9))
            assert library.is_stored(article_of(1, 1).article_id)
            assert library.find_ids(article_of(1, 1).article_id[:-1]) != []
            assert list(library.told(["Nowhere"])) == []
            assert names == ["marks"]

    def test_one_article_costs_no_whole_file_and_two_of_a_month_its_month_and_file_of_texts(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article, neighbour = article_of(2, 3), article_of(2, 4)
        library = open_library(folder, now=NOW)
        with files_read(monkeypatch) as names:
            assert library.article(article.article_id) == article
            assert names == []
            assert library.article(neighbour.article_id) == neighbour
            assert names == ["headlines/2015-03", "articles/2015-03-1"]

    def test_writes_read_what_they_touch(self, folder: Path, n_months: int, monkeypatch: pytest.MonkeyPatch) -> None:
        library = open_library(folder, now=NOW)
        with files_read(monkeypatch) as names:
            library.apply_marks([MarkChange(field="read", keys=(article_of(1, 1).article_id,), value=True)])
            assert names == []
            library.add_articles([article_of(n_months - 1, number) for number in range(N_A_MONTH, N_A_MONTH + 50)])
            assert {name.split("/")[1][:7] for name in names} == {f"{library.headlines()[0].sort_at:%Y-%m}"}
            assert len(names) <= 3
            names.clear()
            library.close()
        with files_read(monkeypatch) as names:
            assert open_library(folder, now=NOW).tally().n_read == n_months * N_A_MONTH // 2 + 1
            # One month's read articles were not counted since the mark, and another one has new articles.
            assert len(names) == 3

    @pytest.mark.parametrize("lost", [MANIFEST, IDS_FILE])
    @pytest.mark.parametrize("how", ["gone", "changed"])
    def test_what_is_derived_costs_time_only(self, folder: Path, n_months: int, lost: str, how: str) -> None:
        whole = open_library(folder, now=NOW)
        rows, tally = list(whole.headlines()), whole.tally()
        path = folder / lost
        if how == "gone":
            path.unlink()
        else:
            seen = path.stat()
            content = path.read_bytes()
            path.write_bytes(content[:-20] + b"x" * 20)
            os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        library = open_library(folder, now=NOW)
        assert library.is_stored(rows[-1].article_id)
        assert library.article(rows[-1].article_id) is not None
        assert (list(library.headlines()), library.tally()) == (rows, tally)
        assert library.find_ids(rows[7].article_id) == [rows[7].article_id]
        assert library.pending_claims("7") == []
        assert library.messages() == []
        library.close()
        assert list(open_library(folder, now=NOW).headlines()) == rows

    def test_what_others_did_since_is_read_again(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        killed = open_library(folder, now=NOW)
        gone, new = article_of(3, 3).article_id, article_of(2, 77)
        killed.delete_articles([gone])
        killed.add_articles([new])
        killed.apply_marks([MarkChange(field="read", keys=(new.article_id,), value=True)])
        with files_read(monkeypatch) as names:
            library = open_library(folder, now=NOW)
            assert sorted(names) == ["headlines/2015-03", "headlines/2015-04", "marks"]
        assert (library.is_stored(gone), library.is_stored(new.article_id)) == (False, True)
        assert len(library.headlines()) == len(killed.headlines())
        assert library.tally() == killed.tally()
        assert library.pending_claims("7") == [new.article_id]


class TestLettingGo:
    def test_a_walk_leaves_few_months_behind(self, folder: Path, n_months: int) -> None:
        with few_rows(3 * N_A_MONTH):
            library = open_library(folder, now=NOW)
            assert sum(1 for _ in library.headlines()) == n_months * N_A_MONTH
            assert len(months_in_memory(library)) == 3
            assert len(list(library.told())) == len(library.all_claims()) == len(range(0, n_months * N_A_MONTH, 50))
            assert len([name for name in library._shelf._open_names() if name.startswith("claims")]) <= 3
            for row in library.headlines()[::20]:
                assert library.article(row.article_id) is not None
            assert sum(name.startswith("articles") for name in library._shelf._open_names()) <= 3

    def test_a_batch_keeps_what_it_writes_to(self, folder: Path, n_months: int) -> None:
        with few_rows(N_A_MONTH):
            library = open_library(folder, now=NOW)
            articles = [article_of(month, 90 + number) for number in range(2) for month in range(n_months)]
            assert set(library.add_articles(articles)) == {"added"}
            assert set(library.add_articles(articles)) == {"unchanged"}
            assert len(months_in_memory(library)) == 1
            assert all(library.article(article.article_id) == article for article in articles)
            assert len(open_library(folder, now=NOW).headlines()) == n_months * (N_A_MONTH + 2)

    def test_many_writes_in_any_order_read_each_month_once(
        self, folder: Path, n_months: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with few_rows(N_A_MONTH), files_read(monkeypatch) as names:
            library = open_library(folder, now=NOW)
            with library.many_writes():
                for number in range(0, N_A_MONTH, 8):
                    articles = [article_of(month, number) for month in range(n_months)]
                    assert set(library.add_articles(articles)) == {"unchanged"}
            assert len(names) == 1 + n_months
            assert len(months_in_memory(library)) == 1

    def test_lists_go_on_showing_what_they_showed(self, folder: Path) -> None:
        with few_rows(N_A_MONTH):
            library = open_library(folder, now=NOW)
            listed = library.headlines()
            rows = list(listed)
            library.add_articles([article_of(1, 50), article_of(2, 51)])
            library.delete_articles([article_of(1, number).article_id for number in range(N_A_MONTH)])
            assert list(library.headlines()) != rows
            assert list(listed) == rows
            assert [listed[at] for at in range(0, len(rows), 7)] == rows[::7]

    def test_a_month_is_read_as_it_was_until_the_others_changes_are_taken_over(self, folder: Path) -> None:
        with few_rows(1):
            here, there = open_library(folder, now=NOW), open_library(folder, now=NOW)
            rows = list(here.headlines())
            there.delete_articles([article_of(1, 1).article_id])
            there.add_articles([article_of(1, 60), article_of(2, 60)])
            there.save_claims({article_of(1, 2).article_id: (make_claim(person="Bea Cove"),)}, "7")
            assert list(here.headlines()) == rows
            assert here.claims(article_of(1, 2).article_id) == ()
            assert here.catch_up() is True
            assert list(here.headlines()) == list(there.headlines())
            assert here.claims(article_of(1, 2).article_id) == (make_claim(person="Bea Cove"),)
            assert here.catch_up() is False

    def test_a_month_that_another_process_folded_is_not_missed(self, folder: Path) -> None:
        with few_rows(1):
            here, there = open_library(folder, now=NOW), open_library(folder, now=NOW)
            old = here.headlines()
            assert len([*old]) == len(old)
            # Two of one month, so that it is read whole and takes the place of the last one.
            for number in (2, 3):
                article_id = article_of(2, number).article_id
                assert here.headline(article_id) == there.headline(article_id)
            ids = [article_of(0, number).article_id for number in range(N_A_MONTH)]
            there.delete_articles(ids)
            there._shelf._file("headlines/2015-01").journal.fold()
            # All of the last month is gone, and the old list cannot know what stood there.
            assert old[len(old) - 1].article_id not in ids
            assert here.headline(ids[0]) is None
            here.catch_up()
            assert list(here.headlines()) == list(there.headlines())
            assert not here.is_stored(ids[0])

    def test_damage_that_nothing_told_of_makes_the_library_read_only(self, folder: Path) -> None:
        bad = folder / "headlines/2015-03.json"
        seen = bad.stat()
        bad.write_bytes(bad.read_bytes().replace(b"Harbour", b"harbour", 1))
        os.utime(bad, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        library = open_library(folder, now=NOW)
        assert library.messages() == []
        n, revision = len(library.headlines()), library.revision
        assert library.headline(article_of(2, 2).article_id) is None
        assert "2015-03" in library.messages()[0]
        assert library.revision > revision
        assert len(library.headlines()) == len(list(library.headlines())) == n - N_A_MONTH
        assert library.article(article_of(1, 1).article_id) == article_of(1, 1)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        library.close()
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_damage_that_shows_in_the_middle_of_a_write_stops_it(tmp_path: Path, open_again: Opener) -> None:
    fill(tmp_path / "library", 3)
    bad = tmp_path / "library/headlines/2015-02.json"
    seen = bad.stat()
    bad.write_bytes(bad.read_bytes()[:-9])
    os.utime(bad, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    library = open_again()
    with pytest.raises(Exception, match="reading only"):
        library.add_articles([article_of(0, 70), article_of(1, 70)])
    assert not library.is_stored(article_of(0, 70).article_id)
    assert not (tmp_path / "library/headlines/2015-02.json").exists()
