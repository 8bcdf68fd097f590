"""The index of story threads, and whether it lags behind the claims that it was made of."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.model import StoryThread
from touchline.store.batch import Batch
from touchline.store.codec import decode, encode
from touchline.store.shelf import CLAIMS, THREADS, Shelf
from touchline.store.table import DeltaTable

_STATE = "state"
"""The document that holds the threads' order and two numbers: `serial` grows with every change of claims, `made_from`
is what it was when the claims were read that the threads were made of."""


class ThreadIndex:
    """Threads in `threads.json`, one document each."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._given: int | None = None

    def load(self) -> tuple[StoryThread, ...]:
        """All threads, in the order in which they were saved."""
        rows = self._shelf.table(THREADS).rows
        return tuple([decode(StoryThread, rows[doc_id]) for doc_id in rows.get(_STATE, {}).get("order", ())])

    def save(self, batch: Batch, threads: Sequence[StoryThread]) -> None:
        """Replace all threads, which were made of the claims that were last given."""
        table = self._shelf.join(batch, THREADS)
        encoded = {f"thread:{thread.thread_id}": encode(thread) for thread in threads}
        for doc_id in table.rows.keys() - encoded.keys() - {_STATE}:
            table.drop(doc_id)
        for doc_id, row in encoded.items():
            if table.row(doc_id) != row:
                table.put(doc_id, row)
        serial, _ = self._numbers()
        made_from = serial if self._given is None else self._given
        table.put(_STATE, {"serial": serial, "made_from": made_from, "order": list(encoded)})
        self._given = None

    def claims_given(self) -> None:
        """Somebody read all claims, perhaps to make threads of them."""
        self._given, _ = self._numbers()

    def claims_changed(self, batch: Batch) -> None:
        """Claims, or what else threads are made of, change with this batch."""
        serial, _ = self._numbers()
        self.begin(batch).put_fields(_STATE, {"serial": serial + 1})

    def begin(self, batch: Batch) -> DeltaTable:
        """Write the numbers down before the first claims are, so that their lack means that the index was deleted."""
        table = self._shelf.join(batch, THREADS)
        if table.row(_STATE) is None:
            serial, made_from = self._numbers()
            table.put(_STATE, {"serial": serial, "made_from": made_from, "order": []})
        return table

    def is_stale(self) -> bool:
        """Whether claims changed since those were given that the threads were made of."""
        serial, made_from = self._numbers()
        return serial != made_from

    def _numbers(self) -> tuple[int, int]:
        state = self._shelf.table(THREADS).row(_STATE)
        if state is None:
            # A library whose index of threads was deleted has claims; a new one has none.
            return (1, 0) if self._shelf.names(CLAIMS) else (0, 0)
        return state["serial"], state["made_from"]
