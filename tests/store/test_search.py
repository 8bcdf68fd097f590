"""The full-text index, beyond what the store's contract asks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from touchline.errors import LibraryLockedError
from touchline.store import search
from touchline.store.search import IndexLostError, SearchIndex


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Jørgen Ødegård", "jorgen AND odegard"),
        ("Łukasz Błaszczyk", "lukasz AND blaszczyk"),
        ("Yıldırım İLKAY", "yildirim AND ilkay"),
        ("Weiß", "weiss"),
        ("São João", '"sao joao"'),
        ("e\u0301te\u0301", "ete"),
        ("ten Hag's men", '"ten hag" AND men'),
        ("Привет, ЗЕНИТ", "зенит"),
        ("2–1 at home", '"2 1"'),
    ],
)
def test_letters_are_folded(text: str, match: str) -> None:
    index = SearchIndex(None)
    index.add([("a", "1", text), ("b", "1", "something else")])
    assert index.find(match) == {"a"}
    index.close()


def test_new_versions_replace_old_ones() -> None:
    index = SearchIndex(None)
    index.add([("a", "1", "boat"), ("b", "1", "boat")])
    index.add([("a", "1", "never read, for the digest is known")])
    assert (index.find("boat"), index.find("never")) == ({"a", "b"}, set())
    index.add([("a", "2", "pier")])
    assert (index.find("boat"), index.find("pier")) == ({"b"}, {"a"})
    assert index.waiting({"a": "2", "b": "2", "c": "1"}) == {"b", "c"}
    index.close()


def test_the_index_begins_anew_when_mostly_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_DEAD_ROWS", 5)
    path = tmp_path / "search.sqlite3"
    for number in range(7):
        index = SearchIndex(path)
        waiting = index.waiting({"a": str(number), "b": "1"})
        # The seventh opening finds five dead rows, which is borne; the next one would find six.
        assert waiting == ({"a", "b"} if number == 0 else {"a"})
        index.add([("a", str(number), f"boat {number}"), ("b", "1", "pier")])
        assert (index.find("boat"), index.find("pier")) == ({"a"}, {"b"})
        index.close()
    index = SearchIndex(path)
    assert index.waiting({"a": "6", "b": "1"}) == {"a", "b"}
    index.add([("a", "6", "boat"), ("b", "1", "pier")])
    assert (index.find("boat"), index.find("pier")) == ({"a"}, {"b"})
    index.close()


def test_an_index_of_another_version_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "search.sqlite3"
    index = SearchIndex(path)
    index.add([("a", "1", "boat")])
    index.close()
    monkeypatch.setattr(search, "VERSION", search.VERSION + 1)
    index = SearchIndex(path)
    with pytest.raises(IndexLostError):
        index.waiting({"a": "1"})
    assert index.waiting({"a": "1"}) == {"a"}
    index.close()
    assert path.stat().st_mode & 0o077 == 0


def test_a_busy_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WAIT_S", 0.01)
    index = SearchIndex(tmp_path / "search.sqlite3")
    index.add([("a", "1", "boat")])
    other = sqlite3.connect(tmp_path / "search.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert index.find("boat") == {"a"}
    with pytest.raises(LibraryLockedError, match="busy"):
        index.add([("b", "1", "boat")])
    other.execute("ROLLBACK")
    other.close()
    index.add([("b", "1", "boat")])
    assert index.find("boat") == {"a", "b"}
    index.close()
