"""The index of story threads, and by which clubs it lags behind the claims that it was made of."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import orjson

from touchline.store.bulk import many_objects
from touchline.store.codec import decode, encode
from touchline.store.shelf import CLAIMS, THREADS, Shelf

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.store.batch import Batch
    from touchline.store.table import DeltaTable

_STATE = "state"
"""The document that holds the threads' order and how they were made. `serial` grows with every change of claims,
`made_from` is what it was when the claims were read that the threads were made of, `made_with` is what else they were
made with. `touched` has the clubs whose claims changed since, each with the serial of its last change; it is missing
when the changed clubs are not known."""

MOST_TOUCHED: Final = 200
"""Clubs that are told apart: beyond them making all threads anew is hardly more work, and the document stays small."""


class ThreadIndex:
    """Threads in `threads.json`, one document each."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._given: int | None = None
        self._decoded: dict[str, tuple[Any, StoryThread]] = {}

    def load(self) -> tuple[StoryThread, ...]:
        """All threads, in the order in which they were saved; one whose document did not change is the same object."""
        with many_objects():
            threads = tuple([self._thread(doc_id) for doc_id in self._order()])
        self._decoded = {doc_id: self._decoded[doc_id] for doc_id in self._order()}
        return threads

    def __len__(self) -> int:
        return len(self._order())

    def by_article(self) -> dict[str, list[str]]:
        """The ids of the documents of each article's threads."""
        found: dict[str, list[str]] = {}
        rows = self._shelf.table(THREADS).rows
        for doc_id in self._order():
            # An older touchline did not write them down.
            articles = rows[doc_id].get("articles")
            for article_id in self._thread(doc_id).article_ids if articles is None else articles:
                found.setdefault(article_id, []).append(doc_id)
        return found

    def some(self, doc_ids: Iterable[str]) -> tuple[StoryThread, ...]:
        """The threads of some documents."""
        return tuple([self._thread(doc_id) for doc_id in doc_ids])

    def _order(self) -> Sequence[str]:
        state: Mapping[str, Any] = self._shelf.table(THREADS).row(_STATE) or {}
        order: Sequence[str] = state.get("order", ())
        return order

    def _thread(self, doc_id: str) -> StoryThread:
        row, held = self._shelf.table(THREADS).rows[doc_id], self._decoded.get(doc_id)
        if not held or held[0] is not row:
            held = self._decoded[doc_id] = (row, _unpacked(row))
        return held[1]

    def save(self, batch: Batch, threads: Sequence[StoryThread], made_with: str) -> None:
        """Replace all threads, which were made of the claims that were last given; newer ones of others are left."""
        table = self._shelf.join(batch, THREADS)
        (serial, made_before), touched = self._numbers(), self._touched()
        made_from, self._given = serial if self._given is None else self._given, None
        if made_from < made_before:
            return
        if made_from > serial:
            # The index was deleted meanwhile, and counts anew: nothing is known of what changed.
            made_from, touched = -1, None
        order = self._put(table, threads)
        state: dict[str, Any] = {"serial": serial, "made_from": made_from, "made_with": made_with, "order": order}
        if touched is not None or made_from == serial:
            state["touched"] = {club: on for club, on in (touched or {}).items() if on > made_from}
        table.put(_STATE, state)

    def _put(self, table: DeltaTable, threads: Sequence[StoryThread]) -> list[str]:
        """Write down the threads that changed, and return the documents' ids."""
        order = [f"thread:{thread.thread_id}" for thread in threads]
        for doc_id in table.rows.keys() - set(order) - {_STATE}:
            table.drop(doc_id)
        for doc_id, thread in zip(order, threads, strict=True):
            row, held = table.row(doc_id), self._decoded.get(doc_id)
            # What an older touchline wrote otherwise is written anew.
            is_today_s = row is not None and "articles" in row
            is_known = is_today_s and held is not None and held[0] is row and held[1] is thread
            if not is_known and row != (packed := _packed(thread)):
                table.put(doc_id, packed)
        return order

    def claims_given(self) -> None:
        """Somebody reads claims to make threads of them."""
        self._given, _ = self._numbers()

    def claims_changed(self, batch: Batch, clubs: Collection[str] | None) -> None:
        """Claims about these clubs, or what else their threads are made of, change with this batch; None: who knows."""
        (serial, _), touched = self._numbers(), self._touched()
        if clubs is None:
            touched = None
        elif touched is not None:
            touched = {**touched, **dict.fromkeys(clubs, serial + 1)}
        known = touched if touched is not None and len(touched) <= MOST_TOUCHED else None
        self.begin(batch).put_fields(_STATE, {"serial": serial + 1, "touched": known})

    def begin(self, batch: Batch) -> DeltaTable:
        """Write the numbers down before the first claims are, so that their lack means that the index was deleted."""
        table = self._shelf.join(batch, THREADS)
        if table.row(_STATE) is None:
            (serial, made_from), touched = self._numbers(), self._touched()
            state = {"serial": serial, "made_from": made_from, "order": [], "touched": touched}
            table.put(_STATE, {name: value for name, value in state.items() if value is not None})
        return table

    def is_stale(self, made_with: str | None) -> bool:
        """Whether claims changed since those were given that the threads were made of, or they were made otherwise."""
        serial, made_from = self._numbers()
        return serial != made_from or not self._made_with(made_with)

    def stale_clubs(self, made_with: str | None) -> frozenset[str] | None:
        """The clubs by which the threads lag behind; None when all threads must be made anew."""
        self.claims_given()
        touched = self._touched()
        return frozenset(touched) if touched is not None and self._made_with(made_with) else None

    def _made_with(self, made_with: str | None) -> bool:
        state = self._shelf.table(THREADS).row(_STATE)
        return state is None or made_with is None or state.get("made_with", "") == made_with

    def _touched(self) -> Mapping[str, int] | None:
        state = self._shelf.table(THREADS).row(_STATE)
        if state is None:
            return None if self._shelf.names(CLAIMS) else {}
        return state.get("touched")

    def _numbers(self) -> tuple[int, int]:
        state = self._shelf.table(THREADS).row(_STATE)
        if state is None:
            # A library whose index of threads was deleted has claims; a new one has none.
            return (1, 0) if self._shelf.names(CLAIMS) else (0, 0)
        return state["serial"], state["made_from"]


def _packed(thread: StoryThread) -> dict[str, Any]:
    """A thread's document. Told reports are long and alike: packed they are a tenth, on the disk and in memory."""
    packed = b64encode(zlib.compress(orjson.dumps(encode(thread)))).decode()
    return {"packed": packed, "articles": [*thread.article_ids]}


def _unpacked(row: Mapping[str, Any]) -> StoryThread:
    from touchline.model import StoryThread

    # An older touchline wrote it as it is.
    return decode(StoryThread, orjson.loads(zlib.decompress(b64decode(row["packed"]))) if "packed" in row else row)
