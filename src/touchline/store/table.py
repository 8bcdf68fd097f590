"""A TinyDB table that writes what changed, and a database made of such tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from touchline.store.journal import Change
from touchline.store.storage import JournalStorage

Row = Mapping[str, Any]
NO_ROWS: Mapping[str, Any] = {}


class DeltaTable(Table):
    """A table whose document ids are strings, whose writes become journal lines, and whose look-ups by id cost O(1).

    TinyDB's own converts every document id twice for each update and hands the whole database to the storage. Here
    every write of TinyDB (`insert`, `update`, `upsert`, `remove`, `truncate`, by id or by query) goes through
    `_update_table`, which records what the write changed.
    """

    document_id_class = str  # type: ignore[assignment]

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        # No query cache: it would not see what other processes write.
        super().__init__(storage, name, cache_size, persist_empty)

    @property
    def _journal(self) -> JournalStorage:
        return cast(JournalStorage, self._storage)

    @property
    def rows(self) -> Mapping[str, Any]:
        """All documents by id, as they are kept: not to be changed."""
        return self._journal.tables.get(self.name, NO_ROWS)

    def row(self, doc_id: str) -> Row | None:
        """One document as it is kept, or None."""
        return self.rows.get(doc_id)

    def put(self, doc_id: str, document: Row) -> None:
        """Insert a document, or replace the one with this id."""
        self._journal.append([Change(self.name, doc_id, "put", dict(document))])

    def put_fields(self, doc_id: str, fields: Row) -> None:
        """Set fields of a document that exists; None takes one away."""
        self._journal.append([Change(self.name, doc_id, "set", dict(fields))])

    def drop(self, doc_id: str) -> None:
        """Remove a document, if there is one with this id."""
        if doc_id in self.rows:
            self._journal.append([Change(self.name, doc_id, "del")])

    def join(self, doc_id: str, field: str, members: Sequence[str]) -> None:
        """Append to a list of a document, neither of which need exist."""
        self._journal.append([Change(self.name, doc_id, "add", {field: list(members)})])

    def leave(self, doc_id: str, field: str, members: Sequence[str]) -> None:
        """Take members off a list of a document; an empty list goes, and then an empty document."""
        self._journal.append([Change(self.name, doc_id, "cut", {field: list(members)})])

    # --- TinyDB's own ways ---

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        """As TinyDB's; several ids are looked up one by one instead of walking the table."""
        if doc_id is not None or doc_ids is None:
            return super().get(cond, doc_id=doc_id, doc_ids=doc_ids)
        found = ((wanted, self.row(str(wanted))) for wanted in dict.fromkeys(doc_ids))
        return [Document(row, cast(int, wanted)) for wanted, row in found if row is not None]

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast(dict[str, Mapping[str, Any]], self.rows)

    def _get_next_id(self) -> int:
        raise ValueError("documents of a library file need an id: insert a tinydb.table.Document")

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        draft = _Draft(self.rows)
        updater(cast(dict[Any, Any], draft))
        self._journal.append(draft.changes(self.name))
        self.clear_cache()


class _Draft(MutableMapping[str, Any]):
    """A table as an updater sees it: it may change anything; only what it touched is copied."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._rows = rows
        self._touched: dict[str, dict[str, Any] | None] = {}

    def __getitem__(self, doc_id: str) -> Any:
        if doc_id not in self._touched:
            self._touched[doc_id] = _copy(self._rows[doc_id])
        document = self._touched[doc_id]
        if document is None:
            raise KeyError(doc_id)
        return document

    def __setitem__(self, doc_id: str, document: Any) -> None:
        self._touched[doc_id] = document

    def __delitem__(self, doc_id: str) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched[doc_id] = None

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._touched:
            return self._touched[doc_id] is not None
        return doc_id in self._rows

    def __iter__(self) -> Iterator[str]:
        yield from (doc_id for doc_id in self._rows if doc_id in self)
        yield from (doc_id for doc_id in self._touched if doc_id not in self._rows and doc_id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self, table: str) -> list[Change]:
        """What the updater did."""
        made = []
        for doc_id, document in self._touched.items():
            before = self._rows.get(doc_id)
            if document is None:
                if before is not None:
                    made.append(Change(table, doc_id, "del"))
            elif document != before:
                made.append(Change(table, doc_id, "put", document))
        return made


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(held) for name, held in value.items()}
    return [_copy(held) for held in value] if isinstance(value, list) else value


class LibraryFile(TinyDB):
    """One TinyDB file of the library."""

    table_class = DeltaTable

    @property
    def journal(self) -> JournalStorage:
        """The file's storage."""
        return cast(JournalStorage, self._storage)

    @property
    def documents(self) -> DeltaTable:
        """The default table."""
        return cast(DeltaTable, self.table(self.default_table_name))
