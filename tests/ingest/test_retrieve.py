from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ingest.server import reply, serving
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.retrieve import FileRetriever, NotModified, Retrieved, StandardRetriever
from touchline.ingest.states import FeedState


def retrieve(path: Path, state: FeedState | None = None) -> Retrieved | NotModified:
    return FileRetriever().retrieve(FeedConfig(name="Desk", path=path), state or FeedState())


def found(path: Path) -> list[str]:
    retrieved = retrieve(path)
    assert isinstance(retrieved, Retrieved)
    return [each.name for each in retrieved.paths]


def test_a_path_may_be_a_file_a_folder_or_a_pattern(tmp_path: Path):
    for name in ("a.txt", "b.md", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert found(tmp_path / "a.txt") == ["a.txt"]
    assert found(tmp_path) == ["a.txt", "b.md", "c.txt"]
    assert found(tmp_path / "*.txt") == ["a.txt"]
    assert found(tmp_path / "**" / "*.txt") == ["a.txt", "c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path):
    (tmp_path / "[1].txt").write_text("x")
    (tmp_path / "1.txt").write_text("x")
    assert found(tmp_path / "[1].txt") == ["[1].txt"]


def test_what_does_not_exist_is_a_failure(tmp_path: Path):
    with pytest.raises(RetrieveError, match=r"none\.txt does not exist"):
        retrieve(tmp_path / "none.txt")
    with pytest.raises(RetrieveError, match=r"No file matches .*\*\.txt"):
        retrieve(tmp_path / "*.txt")


def test_an_empty_folder_is_no_failure(tmp_path: Path):
    assert found(tmp_path) == []


def test_files_that_did_not_change_are_no_change(tmp_path: Path):
    (tmp_path / "a.txt").write_text("one")
    first = retrieve(tmp_path)
    assert isinstance(first, Retrieved)
    state = FeedState(fingerprint=first.fingerprint)
    assert retrieve(tmp_path, state) == NotModified()
    (tmp_path / "b.txt").write_text("new")
    assert isinstance(retrieve(tmp_path, state), Retrieved)
    (tmp_path / "b.txt").unlink()
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert isinstance(retrieve(tmp_path, state), Retrieved)


def test_the_standard_retriever_serves_paths_and_addresses(tmp_path: Path):
    (tmp_path / "a.txt").write_text("one")
    retriever = StandardRetriever()
    local = retriever.retrieve(FeedConfig(name="Desk", path=tmp_path), FeedState())
    assert isinstance(local, Retrieved)
    assert [path.name for path in local.paths] == ["a.txt"]
    with serving() as server:
        server.answers["/f"] = reply(body=b"<rss/>")
        web = retriever.retrieve(FeedConfig(name="Post", url=server.url + "/f"), FeedState())
        assert isinstance(web, Retrieved)
        assert web.document is not None
        assert web.document.raw == b"<rss/>"
        retriever.close()
