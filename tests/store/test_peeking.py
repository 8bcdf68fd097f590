"""One document read alone is the one that the whole file holds, or the whole file is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.making import NOW, make_article
from touchline.store.journal import Change
from touchline.store.library import open_library
from touchline.store.peeking import UnclearError, peek
from touchline.store.storage import JournalStorage
from touchline.store.table import LibraryFile

IDS = [f"{number:016x}" for number in (1, 2, 3, 0xABCDEF)]
# Texts that look like what stands between documents.
HOSTILE = [
    '"',
    "\\",
    f'"{IDS[1]}":{{',
    f'}},"{IDS[2]}":{{"n":1}}',
    f'\\"{IDS[0]}":{{',
    "ü\u2028\n",
    "}}",
    f'{{"{IDS[0]}":{{}}}}',
]
texts = st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)
documents = st.dictionaries(st.sampled_from(["text", "byline", *HOSTILE]), texts, max_size=3)
changes = st.lists(st.tuples(st.sampled_from(IDS), st.one_of(st.none(), documents)), max_size=5)
whole_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def write(path: Path, first: dict[str, Any], lines: list[list[tuple[str, Any]]]) -> LibraryFile:
    for old in path.parent.glob("*"):
        old.unlink()
    file = LibraryFile(path, storage=JournalStorage)
    file.journal.fold({"_default": first})
    for line in lines:
        made = [Change("_default", one, "put" if value is not None else "del", value) for one, value in line]
        file.journal.append(made)
    return file


@given(st.dictionaries(st.sampled_from(IDS), documents), st.lists(changes, max_size=3))
@whole_folder
def test_a_document_alone_is_that_of_the_whole_file(tmp_path: Path, first: dict[str, Any], lines: Any) -> None:
    file = write(tmp_path / "coasts.json", first, lines)
    for doc_id in IDS:
        assert peek(file.journal.path, doc_id, None) == file.documents.row(doc_id)


def test_a_known_edition_is_given_whatever_was_appended_since(tmp_path: Path) -> None:
    file = write(tmp_path / "coasts.json", {IDS[0]: {"n": 1}}, [[(IDS[1], {"n": 2})]])
    at = file.journal.edition
    file.documents.put(IDS[0], {"n": 3})
    assert peek(file.journal.path, IDS[0], at) == {"n": 1}
    assert peek(file.journal.path, IDS[0], None) == {"n": 3}
    file.journal.fold()
    with pytest.raises(UnclearError):
        peek(file.journal.path, IDS[0], at)


@pytest.mark.parametrize("name", ["coasts.json", "coasts.journal"])
def test_no_changed_byte_is_given(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "coasts.json", {IDS[0]: {"text": "a boat"}}, [[(IDS[0], {"text": "a pier"})]])
    path = tmp_path / name
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            found = peek(file.journal.path, IDS[0], None)
        except UnclearError:
            continue
        assert found == {"text": "a pier"}, at
    path.write_bytes(whole[:-3])
    with pytest.raises(UnclearError):
        peek(file.journal.path, IDS[0], None)


def test_an_article_is_opened_without_reading_its_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library(tmp_path / "library", now=NOW)
    articles = [make_article(number, article_id=f"{number:016x}") for number in range(20)]
    library.add_articles(articles)
    library.close()
    library = open_library(tmp_path / "library", now=NOW)
    with monkeypatch.context() as patched:
        patched.setattr(JournalStorage, "_read", lambda self: pytest.fail(f"{self.path} was read"))
        assert library.article(articles[3].article_id) == articles[3]
    # Whoever asks for another one of the same file will ask for more.
    assert library.article(articles[4].article_id) == articles[4]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda path, *_: pytest.fail(f"{path} was opened"))
        assert library.article(articles[5].article_id) == articles[5]
    library.close()
