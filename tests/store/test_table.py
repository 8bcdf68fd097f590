"""TinyDB's own ways through our storage and table: no write rewrites the file, no look-up by id walks the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.queries import QueryLike
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from touchline.store import journal, storage
from touchline.store.journal import Change, read_tail
from touchline.store.snapshot import Snapshot
from touchline.store.storage import JournalStorage
from touchline.store.table import LibraryFile

Write = Callable[[Any], Any]


def named(doc_id: str, **fields: Any) -> Document:
    return Document(fields, doc_id)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coasts.json"


def opened(path: Path) -> LibraryFile:
    file = LibraryFile(path, storage=JournalStorage)
    if not file.journal.generation:
        file.journal.fold()
    return file


@pytest.fixture
def file(path: Path) -> LibraryFile:
    """A file with a thousand documents in its snapshot and an empty journal."""
    made = opened(path)
    made.insert_multiple([named(f"d{number}", n=number, even=number % 2 == 0) for number in range(1000)])
    made.journal.fold()
    return made


WRITES: dict[str, Write] = {
    "insert": lambda table: table.insert(named("new", n=-1)),
    "insert_multiple": lambda table: table.insert_multiple([named("new", n=-1), named("newer", n=-2)]),
    "update by id": lambda table: table.update({"n": -5}, doc_ids=["d7"]),
    "update by function": lambda table: table.update(increment("n"), doc_ids=["d7", "absent"]),
    "update that takes away": lambda table: table.update(delete("even"), doc_ids=["d7"]),
    "update by query": lambda table: table.update({"odd": True}, where("n") == 9),
    "update_multiple": lambda table: table.update_multiple(
        [({"odd": True}, where("n") == 9), (delete("n"), where("n") == 8)]
    ),
    "upsert of a known one": lambda table: table.upsert(named("d7", n=-5)),
    "upsert of a new one": lambda table: table.upsert(named("new", n=-5)),
    "upsert by query": lambda table: table.upsert({"n": 9, "seen": True}, where("n") == 9),
    "remove by id": lambda table: table.remove(doc_ids=["d7", "absent"]),
    "remove by query": lambda table: table.remove(where("n") == 9),
}


@pytest.mark.parametrize("name", WRITES)
def test_writes_do_what_tinydb_does_in_one_short_line(file: LibraryFile, path: Path, name: str) -> None:
    plain = TinyDB(storage=MemoryStorage)
    plain_table = plain.table("_default")
    plain_table.document_id_class = str  # type: ignore[assignment]
    plain_table.insert_multiple([Document(row, doc_id=row.doc_id) for row in file])
    snapshot, inode = path.read_bytes(), path.stat().st_ino
    assert WRITES[name](file) == WRITES[name](plain_table)
    assert (path.read_bytes(), path.stat().st_ino) == (snapshot, inode)
    journal = path.with_suffix(".journal").read_bytes()
    assert journal.count(b"\n") == 1
    assert len(journal) < 200
    expected = {row.doc_id: dict(row) for row in plain_table}
    assert {row.doc_id: dict(row) for row in file} == expected
    assert {row.doc_id: dict(row) for row in opened(path)} == expected


def test_writes_of_nothing_write_nothing(file: LibraryFile, path: Path) -> None:
    file.update({"n": 7}, doc_ids=["d7"])
    file.update({"n": 7}, doc_ids=["absent"])
    file.remove(where("n") == -1)
    assert path.with_suffix(".journal").read_bytes() == b""


def test_truncate_and_drop(file: LibraryFile, path: Path) -> None:
    file.table("other").insert(named("x", n=1))
    file.truncate()
    assert len(file) == 0
    assert len(opened(path)) == 0
    file.drop_table("other")
    assert opened(path).tables() <= {"_default"}
    file.drop_tables()
    assert opened(path).tables() == set()


def test_failed_writes_change_nothing(file: LibraryFile, path: Path) -> None:
    before = {row.doc_id: dict(row) for row in file}
    with pytest.raises(ValueError, match="already exists"):
        file.insert_multiple([named("new", n=1), named("d7", n=1)])
    with pytest.raises(ValueError, match="need an id"):
        file.insert({"n": 1})
    with pytest.raises(TypeError):
        file.insert(named("new", n=object()))
    assert {row.doc_id: dict(row) for row in file} == before
    assert path.with_suffix(".journal").read_bytes() == b""


def test_our_own_ways(path: Path) -> None:
    documents = opened(path).documents
    documents.put("a", {"n": 1})
    documents.put("a", {"m": 2})
    documents.put_fields("a", {"n": 3, "m": None})
    documents.join("l", "read", ["x", "y"])
    documents.join("l", "read", ["z"])
    documents.leave("l", "read", ["y"])
    documents.drop("absent")
    documents.put("gone", {})
    documents.drop("gone")
    assert opened(path).documents.rows == {"a": {"n": 3}, "l": {"read": ["x", "z"]}}
    assert len(read_tail(path.with_suffix(".journal")).lines) == 8


class _Unwalkable(dict[str, Any]):
    """Documents that may be looked up, but not walked."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("the whole table was walked")

    keys = values = items = __iter__  # type: ignore[assignment]


def test_nothing_by_id_walks_the_table(file: LibraryFile) -> None:
    tables = file.journal.tables
    tables["_default"] = _Unwalkable(tables["_default"])
    assert file.get(doc_id="d7") == {"n": 7, "even": False}
    assert file.get(doc_ids=["d8", "absent", "d7"]) == [{"n": 8, "even": True}, {"n": 7, "even": False}]
    assert file.contains(doc_id="d7")
    assert not file.contains(doc_id="absent")
    assert len(file) == 1000
    for write in (
        "insert",
        "insert_multiple",
        "update by id",
        "update by function",
        "upsert of a known one",
        "remove by id",
    ):
        WRITES[write](file) if write != "insert_multiple" else file.insert_multiple([named("other", n=1)])
    documents = file.documents
    documents.put("p", {"n": 1})
    documents.put_fields("p", {"n": 2})
    documents.join("p", "read", ["x"])
    documents.leave("p", "read", ["x"])
    documents.drop("p")
    assert documents.row("d8") == {"n": 8, "even": True}


def test_queries_see_what_others_wrote(file: LibraryFile, path: Path) -> None:
    condition: QueryLike = where("n") == -1
    assert file.search(condition) == []
    opened(path).insert(named("new", n=-1))
    assert file.journal.follow()
    assert file.search(condition) == [{"n": -1}]
    assert file.count(condition) == 1
    assert file.contains(condition)


def test_a_line_that_was_taken_back_is_forgotten_elsewhere(path: Path) -> None:
    writing = opened(path)
    writing.documents.put("a", {"n": 1})
    changes = [Change("_default", "a", "put", {"n": 2})]
    writing.journal.write_line(writing.journal.next_line(changes), changes)
    # Read without the lock, in the moment before the disk turned out to be full.
    reading = opened(path)
    assert reading.documents.row("a") == {"n": 2}
    writing.journal.take_back()
    writing.documents.put("b", {"n": 3})
    assert reading.journal.follow()
    assert reading.documents.rows == {"a": {"n": 1}, "b": {"n": 3}}
    assert not reading.journal.follow()


def test_a_fold_while_the_file_is_being_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writing = opened(path)
    writing.documents.put("a", {"n": 1})
    true_read = storage.read_snapshot

    def read_and_be_overtaken(snapshot_path: Path) -> Snapshot:
        found = true_read(snapshot_path)
        monkeypatch.setattr(storage, "read_snapshot", true_read)
        writing.journal.fold()
        writing.documents.put("b", {"n": 2})
        return found

    monkeypatch.setattr(storage, "read_snapshot", read_and_be_overtaken)
    assert opened(path).documents.rows == {"a": {"n": 1}, "b": {"n": 2}}


def test_the_name_of_a_new_journal_reaches_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = opened(path)
    path.with_suffix(".journal").unlink(missing_ok=True)
    synced: list[Path] = []
    monkeypatch.setattr(journal, "sync_folder", synced.append)
    file.documents.put("a", {"n": 1})
    file.documents.put("b", {"n": 1})
    assert synced == [path.parent]


def test_stock_tinydb_would_write_everything(path: Path) -> None:
    """What our table is for: TinyDB's own hands the whole database to the storage at each write."""

    class StockFile(LibraryFile):
        table_class = Table

    written: list[Mapping[str, Any]] = []

    class Watched(JournalStorage):
        def write(self, data: dict[str, dict[str, Any]]) -> None:
            written.append(data)

    StockFile(path, storage=Watched).insert({"n": 1})
    ours = LibraryFile(path.with_name("ours.json"), storage=Watched)
    ours.insert(named("a", n=1))
    assert len(written) == 1


_ids = st.sampled_from(["a", "b", "c", "d"])
_rows = st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 3), max_size=2)
_steps = st.one_of(
    st.tuples(st.just("put"), _ids, _rows),
    st.tuples(st.just("drop"), _ids, st.none()),
    st.tuples(st.just("fields"), _ids, _rows),
    st.tuples(st.sampled_from(["fold", "open", "other"]), st.none(), st.none()),
)


@given(st.lists(_steps, max_size=25))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_order_of_writes_folds_and_openings(path: Path, steps: list[tuple[str, Any, Any]]) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".journal").unlink(missing_ok=True)
    file, other = opened(path), opened(path)
    model: dict[str, Any] = {}
    for step, doc_id, row in steps:
        file.journal.follow()
        if step == "put":
            file.documents.put(doc_id, row)
            model[doc_id] = row
        elif step == "drop":
            file.documents.drop(doc_id)
            model.pop(doc_id, None)
        elif step == "fields":
            file.documents.put_fields(doc_id, row)
            if doc_id in model:
                model[doc_id] = {**model[doc_id], **row}
        elif step == "fold":
            file.journal.fold()
        elif step == "open":
            file = opened(path)
        else:
            file, other = other, file
    other.journal.follow()
    assert other.documents.rows == model
    assert opened(path).documents.rows == model


def test_the_snapshot_is_a_tinydb_file(file: LibraryFile, path: Path) -> None:
    content = orjson.loads(path.read_bytes())
    assert content["_default"]["d7"] == {"n": 7, "even": False}
    assert content["_touchline"]["1"]["schema"] == 1
    assert path.stat().st_mode & 0o777 == 0o600
