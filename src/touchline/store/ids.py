"""The month of every article, by its id: ten bytes each, so that 100,000 of them are one megabyte.

An id is mostly 16 hexadecimal characters, which is one 64-bit number: two arrays in order of these numbers hold the ids
and the numbers of their months. What changed since they were made, and ids of another form, are in dictionaries.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator

import orjson

IDS_FILE = "ids.bin"
MAX_FOUND = 10
MIN_MERGE = 4_096
"""So many changes, and half as many as there are ids, are put into the arrays."""
_NUMBER = re.compile(r"[0-9a-f]{16}")
_BEGINNING = re.compile(r"[0-9a-f]{0,16}")


class IdIndex:
    """Ids and months, exactly: `load` gives what `to_bytes` made, when it is first needed, or None to begin empty."""

    def __init__(self, load: Callable[[], bytes | None] = lambda: None) -> None:
        self._load: Callable[[], bytes | None] | None = load
        self._months: list[str] = []
        self._numbers: dict[str, int] = {}
        self._keys = array("Q")
        self._places = array("H")
        self._odd: dict[str, int] = {}
        self._since: dict[str, int | None] = {}
        self._others: dict[str, set[int]] = {}
        self._is_changed = False

    def month(self, article_id: str) -> str | None:
        """The month of an article; None for an id that no article has."""
        number = self._place(article_id)
        return None if number is None else self._months[number]

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and self._place(article_id) is not None

    def _place(self, article_id: str) -> int | None:
        if self._load:
            self._read()
        if article_id in self._since:
            return self._since[article_id]
        if not _NUMBER.fullmatch(article_id):
            return self._odd.get(article_id)
        key = int(article_id, 16)
        at = bisect_left(self._keys, key)
        return self._places[at] if at < len(self._keys) and self._keys[at] == key else None

    def put(self, article_id: str, month: str) -> None:
        """An article is of this month; while others are being taken over it may be of more than one."""
        before = self._place(article_id)
        number = self._numbers.get(month)
        if number is None:
            number = self._numbers[month] = len(self._months)
            self._months.append(month)
        if before is not None and before != number:
            self._others[article_id] = {*self._others.get(article_id, ()), before} - {number}
        self._set(article_id, number)

    def drop(self, article_id: str, month: str) -> None:
        """An article is not of this month any more."""
        others = self._others.pop(article_id, set())
        others.discard(self._numbers.get(month, -1))
        if self.month(article_id) == month:
            self._set(article_id, others.pop() if others else None)
        if others:
            self._others[article_id] = others

    def replace(self, month: str, article_ids: Collection[str]) -> None:
        """Exactly these articles are of this month; walks over all that there are, unless the month is new."""
        before = self._of(month)
        for article_id in before.difference(article_ids):
            self.drop(article_id, month)
        for article_id in article_ids:
            if article_id not in before:
                self.put(article_id, month)

    def _set(self, article_id: str, number: int | None) -> None:
        self._is_changed = True
        if _NUMBER.fullmatch(article_id):
            self._since[article_id] = number
            if len(self._since) > max(MIN_MERGE, len(self._keys) // 2):
                self._merge()
        elif number is None:
            del self._odd[article_id]
        else:
            self._odd[article_id] = number

    def _of(self, month: str) -> set[str]:
        if self._load:
            self._read()
        number = self._numbers.get(month)
        if number is None:
            return set()
        keys = zip(self._keys, self._places, strict=True)
        found = {one for key, place in keys if place == number and (one := f"{key:016x}") not in self._since}
        found.update(one for one, place in self._since.items() if place == number)
        found.update(one for one, place in self._odd.items() if place == number)
        return found.union(one for one, places in self._others.items() if number in places)

    def find(self, prefix: str) -> list[str]:
        """Ids that begin with `prefix`, at most 10, sorted."""
        if self._load:
            self._read()
        found = [*self._matching(prefix)]
        found += [one for one, place in self._since.items() if place is not None and one.startswith(prefix)]
        found += [one for one in self._odd if one.startswith(prefix)]
        return sorted(found)[:MAX_FOUND]

    def _matching(self, prefix: str) -> Iterator[str]:
        if not _BEGINNING.fullmatch(prefix):
            return
        n_found, at = 0, bisect_left(self._keys, int(prefix.ljust(16, "0"), 16))
        while n_found < MAX_FOUND and at < len(self._keys):
            article_id = f"{self._keys[at]:016x}"
            if not article_id.startswith(prefix):
                return
            if article_id not in self._since:
                n_found += 1
                yield article_id
            at += 1

    def _merge(self) -> None:
        """Put what changed into the arrays."""
        changed = {int(one, 16): place for one, place in self._since.items()}
        kept = [key << 16 | place for key, place in zip(self._keys, self._places, strict=True) if key not in changed]
        # Two runs in order, which Python's sort merges.
        kept += sorted(key << 16 | place for key, place in changed.items() if place is not None)
        kept.sort()
        self._keys = array("Q", [both >> 16 for both in kept])
        self._places = array("H", [both & 0xFFFF for both in kept])
        self._since = {}

    # --- on the disk ---

    @property
    def is_as_loaded(self) -> bool:
        """Whether nothing changed since it was read, or it was not read yet."""
        return self._load is not None or not self._is_changed

    def to_bytes(self) -> bytes:
        """Everything, for a file."""
        if self._load:
            self._read()
        if self._since:
            self._merge()
        self._is_changed = False
        header = {"months": self._months, "n": len(self._keys), "odd": self._odd}
        return orjson.dumps(header) + b"\n" + self._keys.tobytes() + self._places.tobytes()

    def _read(self) -> None:
        load, self._load = self._load, None
        content = load() if load else None
        if content is None:
            return
        head, _, arrays = content.partition(b"\n")
        header = orjson.loads(head)
        n_bytes = header["n"] * self._keys.itemsize
        self._months, self._odd = header["months"], header["odd"]
        self._numbers = {month: number for number, month in enumerate(self._months)}
        self._keys.frombytes(arrays[:n_bytes])
        self._places.frombytes(arrays[n_bytes:])


def checksum(content: bytes) -> str:
    """By what a file of ids is known to be the one that was written, by a machine like this one."""
    return f"{sys.byteorder} {zlib.crc32(content):08x}"
