from __future__ import annotations

from pathlib import Path

from touchline.newsroom.importing import import_paths
from touchline.newsroom.marking import set_starred
from touchline.newsroom.room import Newsroom


def test_a_folder_is_imported_and_a_second_time_changes_nothing(room: Newsroom, clippings: Path) -> None:
    first = list(import_paths(room, [clippings]))
    assert [result.status for result in first] == ["added"] * 3
    second = list(import_paths(room, [clippings]))
    assert [result.status for result in second] == ["unchanged"] * 3
    assert [result.article_id for result in first] == [result.article_id for result in second]


def test_a_changed_file_updates_its_article_and_keeps_its_marks(room: Newsroom, clippings: Path) -> None:
    article_id = next(r.article_id for r in import_paths(room, [clippings / "match.txt"]))
    assert article_id
    set_starred(room, [article_id], True)
    first_seen_at = room.store.article(article_id).first_seen_at
    text = (clippings / "match.txt").read_text(encoding="utf-8")
    (clippings / "match.txt").write_text(text + "\nA late correction: one scored.\n", encoding="utf-8")
    (result,) = import_paths(room, [clippings / "match.txt"])
    assert (result.status, result.article_id) == ("updated", article_id)
    assert room.store.marks().is_starred(article_id)
    article = room.store.article(article_id)
    assert article.text.endswith("one scored.")
    assert article.first_seen_at == first_seen_at


def test_broken_files_are_one_line_each_and_the_rest_is_imported(room: Newsroom, clippings: Path) -> None:
    (clippings / "empty.txt").write_bytes(b"")
    (clippings / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (clippings / "feed.xml").write_bytes(b"<rss><channel><item>")
    results = {Path(result.path).name: result for result in import_paths(room, [clippings, clippings / "missing.txt"])}
    for name in ("empty.txt", "binary.txt", "missing.txt"):
        assert results[name].status == "failed", name
        assert results[name].reason
    assert sum(result.status == "added" for result in results.values()) == 3


def test_imported_articles_can_be_tagged(room: Newsroom, clippings: Path) -> None:
    list(import_paths(room, [clippings], tag="quay"))
    assert dict(room.store.marks().tag_counts()) == {"quay": 3}
