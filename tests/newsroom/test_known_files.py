"""A second import reads what changed, and nothing else; nothing that changed passes for unchanged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.newsroom.conftest import MATCH, NAMED
from touchline.ingest import reading
from touchline.newsroom import known_files
from touchline.newsroom.importing import import_paths
from touchline.newsroom.marking import delete
from touchline.newsroom.room import Newsroom

Statuses = dict[str, str]
FEED = """<rss version="2.0"><channel><title>Quay Times</title><link>https://quay.example/</link>
<item><guid>one</guid><title>Harbour Town draw</title><description>No goals at all.</description></item>
<item><guid>two</guid><title>Harbour Town win</title><description>{}</description></item>
</channel></rss>"""


@pytest.fixture
def n_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many files were read since this was last asked."""
    names: list[Path] = []
    read_file = reading.read_file
    monkeypatch.setattr(reading, "read_file", lambda path, n: [read_file(path, n), names.append(path)][0])

    def asked() -> int:
        n = len(names)
        names.clear()
        return n

    return asked


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once: nobody waits two seconds."""
    monkeypatch.setattr(known_files, "RACY_NS", 0)


def statuses(room: Newsroom, *paths: Path) -> Statuses:
    return {Path(result.path).name: result.status for result in import_paths(room, paths)}


@pytest.mark.usefixtures("settled")
class TestSecondImport:
    def test_reads_no_file_that_is_as_it_was(self, room: Newsroom, clippings: Path, n_read: Callable[[], int]) -> None:
        first = list(import_paths(room, [clippings]))
        assert n_read() == 3
        second = list(import_paths(room, [clippings]))
        assert n_read() == 0
        assert [(one.path, one.article_id) for one in first] == [(one.path, one.article_id) for one in second]
        assert {one.status for one in second} == {"unchanged"}

    def test_a_touched_file_is_read_once_more(self, room: Newsroom, clippings: Path, n_read: Callable[[], int]) -> None:
        statuses(room, clippings)
        n_read()
        os.utime(clippings / "match.txt", (1_600_000_000, 1_600_000_000))
        assert statuses(room, clippings)["match.txt"] == "unchanged"
        assert n_read() == 1
        statuses(room, clippings)
        assert n_read() == 0

    def test_a_change_is_seen_though_size_and_time_stay(self, room: Newsroom, clippings: Path) -> None:
        path = clippings / "match.txt"
        os.utime(path, (1_600_000_000, 1_600_000_000))
        statuses(room, clippings)
        path.write_text(MATCH.replace("Nobody", "No one"), encoding="utf-8")
        os.utime(path, (1_600_000_000, 1_600_000_000))
        assert path.stat().st_size == len(MATCH)
        assert statuses(room, clippings)["match.txt"] == "updated"

    def test_a_file_that_an_older_one_replaced_is_read(self, room: Newsroom, clippings: Path, tmp_path: Path) -> None:
        other = tmp_path / "older.txt"
        other.write_text(NAMED, encoding="utf-8")
        os.utime(other, (1_000_000_000, 1_000_000_000))
        statuses(room, clippings)
        other.replace(clippings / "match.txt")
        assert statuses(room, clippings)["match.txt"] == "updated"

    def test_a_deleted_article_comes_back(self, room: Newsroom, clippings: Path) -> None:
        found = {Path(result.path).name: result.article_id or "" for result in import_paths(room, [clippings])}
        delete(room, [found["match.txt"]])
        again = statuses(room, clippings)
        assert again == {"match.txt": "added", "named.txt": "unchanged", "sacked.txt": "unchanged"}
        assert room.store.is_stored(found["match.txt"])

    def test_all_entries_of_a_feed_are_told_and_one_that_is_missing_brings_all(
        self, room: Newsroom, tmp_path: Path, n_read: Callable[[], int]
    ) -> None:
        feed = tmp_path / "quay.xml"
        feed.write_text(FEED.format("One goal was enough."), encoding="utf-8")
        assert statuses(room, feed) == {"quay.xml#1": "added", "quay.xml#2": "added"}
        n_read()
        again = list(import_paths(room, [feed]))
        assert {Path(one.path).name: one.status for one in again} == {
            "quay.xml#1": "unchanged",
            "quay.xml#2": "unchanged",
        }
        assert n_read() == 0
        delete(room, [again[1].article_id or ""])
        assert statuses(room, feed) == {"quay.xml#1": "unchanged", "quay.xml#2": "added"}
        feed.write_text(FEED.format("One goal was not enough."), encoding="utf-8")
        assert statuses(room, feed) == {"quay.xml#1": "unchanged", "quay.xml#2": "updated"}

    def test_of_two_files_that_are_one_article_the_later_counts(self, room: Newsroom, tmp_path: Path) -> None:
        first, second = tmp_path / "1.txt", tmp_path / "2.txt"
        head = "date: 2025-05-11\nurl: https://hill.example/goalless\n\n"
        first.write_text(f"{head}Nobody scored.", encoding="utf-8")
        second.write_text(f"{head}Nobody scored, and it rained.", encoding="utf-8")
        assert statuses(room, first, second) == {"1.txt": "added", "2.txt": "updated"}
        first.write_text(f"{head}Nobody scored at all.", encoding="utf-8")
        for _ in range(2):
            assert [*statuses(room, first, second)] == ["1.txt", "2.txt"]
            (row,) = room.store.headlines()
            assert room.store.article(row.article_id).body == "Nobody scored, and it rained."

    def test_a_tag_comes_to_what_is_not_read_again(self, room: Newsroom, clippings: Path) -> None:
        statuses(room, clippings)
        list(import_paths(room, [clippings], tag="quay"))
        assert dict(room.store.marks().tag_counts()) == {"quay": 3}

    @pytest.mark.parametrize("content", ["", "[1]", '{"%s": 3}', '{"%s": ["0", [1, 2, 3, 4], null, [[1]]]}'])
    def test_what_was_remembered_may_be_lost(
        self, room: Newsroom, clippings: Path, content: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        statuses(room, clippings)
        path = str(clippings / "match.txt")
        monkeypatch.setattr(room.store._files, "_content", content.replace("%s", path).encode())
        assert set(statuses(room, clippings).values()) == {"unchanged"}


def test_a_file_that_was_just_written_is_read_again(room: Newsroom, clippings: Path, n_read: Callable[[], int]) -> None:
    statuses(room, clippings)
    statuses(room, clippings)
    assert n_read() == 6


@pytest.mark.usefixtures("settled")
def test_a_date_that_lay_too_far_ahead_is_looked_at_again_another_day(room: Newsroom, tmp_path: Path) -> None:
    from datetime import timedelta

    path = tmp_path / "ahead.txt"
    path.write_text("date: 2025-06-20\n\nThe new season begins.", encoding="utf-8")
    statuses(room, path)
    now = room.now()
    room.clock = lambda: now + timedelta(days=30)
    assert statuses(room, path) == {"ahead.txt": "updated"}
    (row,) = room.store.headlines()
    assert row.published_at is not None
