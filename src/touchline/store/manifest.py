"""The library's own page: the version of its format, and what each month's files hold, so that a start need not look.

What it tells of a month counts as long as its files are what they were (`storage.Edition.seen`); the others are read
again. So it may be lost at any time. The index of ids beside it belongs to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from touchline.errors import TouchlineError
from touchline.store.disk import replace_file
from touchline.store.headline_list import MonthList
from touchline.store.ids import IDS_FILE, checksum
from touchline.store.months import Month
from touchline.store.shelf import CLAIMS, HEADLINES, MARKS, Shelf
from touchline.store.snapshot import SCHEMA, check_schema
from touchline.store.state import State
from touchline.store.storage import Edition

MANIFEST = "manifest.json"
Json = Any


def check_manifest(folder: Path, *, now: datetime) -> Mapping[str, Json]:
    """Refuse a library of a newer touchline; write the manifest of a new one. Returns what it says.

    Raises:
        LibraryDamagedError: the library was written by a newer touchline.
        TouchlineError: the folder cannot be written.
    """
    path = folder / MANIFEST
    try:
        manifest: dict[str, Json] = orjson.loads(path.read_bytes())
        schema = manifest["schema"]
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError):
        # Every other file says its schema too, so a lost manifest is simply written again.
        manifest = {"schema": SCHEMA, "made_at": now.isoformat()}
        try:
            _write(path, manifest)
        except OSError as error:
            raise TouchlineError(f"the library in {folder} cannot be written: {error.strerror}") from error
        return manifest
    check_schema(schema, path)
    return manifest


def _write(path: Path, manifest: Mapping[str, Json]) -> None:
    replace_file(path, orjson.dumps(manifest, option=orjson.OPT_APPEND_NEWLINE), durable=False)


class Manifest:
    """What was told at the last writing, of a library that is open; the index of ids included."""

    def __init__(self, folder: Path, told: Mapping[str, Json]) -> None:
        self._folder = folder
        self._told = told

    def load_ids(self, state: State) -> bytes | None:
        """The index of ids; where it is damaged it is made anew from all months, and there is nothing to load."""
        if not self._has_ids():
            return None
        content = (self._folder / IDS_FILE).read_bytes()
        if checksum(content) == self._told["ids"]["checksum"]:
            return content
        state.make_ids()
        return None

    def _has_ids(self) -> bool:
        told = self._told.get("ids", {})
        return bool(told.get("seen") == self._seen_ids())

    def _seen_ids(self) -> list[int]:
        try:
            seen = (self._folder / IDS_FILE).stat()
        except FileNotFoundError:
            return []
        return [seen.st_size, seen.st_mtime_ns, seen.st_ino]

    # --- at the start ---

    def restore(self, shelf: Shelf, state: State) -> None:
        """Take over what is told of the months that are what they were, and read the others."""
        told: Mapping[str, Json] = self._told.get("months", {}) if self._has_ids() else {}
        for month, one in told.items():
            shelf.expect(f"{HEADLINES}/{month}", Edition(tuple(one["seen"])))
            if "claims" in one:
                shelf.expect(f"{CLAIMS}/{month}", Edition(tuple(one["claims"]["seen"])))
        moved = {*shelf.moved_on(HEADLINES), *shelf.moved_on(CLAIMS)}
        marks = shelf.edition(MARKS)
        is_counted = marks is not None and self._told.get("marks") == [*marks.seen]
        for month, one in told.items():
            stands = f"{HEADLINES}/{month}" not in moved
            if stands:
                state.headlines.expect(month, self._month(month, one, is_counted=is_counted))
            if "claims" in one and f"{CLAIMS}/{month}" not in moved:
                clubs = [self._told["clubs"][number] for number in one["claims"]["clubs"]]
                state.claims.expect(month, clubs, one["claims"].get("done_for") if stands else None)
        months = [name.partition("/")[2] for name in moved if name.startswith(HEADLINES)]
        state.take_months(sorted(months, reverse=True))

    def _month(self, name: str, told: Mapping[str, Json], *, is_counted: bool) -> Month:
        month = Month(MonthList(name, sum(told["shards"].values())), None, Counter(told["shards"]))
        counts = told.get("publishers")
        if counts is not None:
            names = [self._told["publishers"][number] for number in counts[::3]]
            month.publishers = dict(zip(names, counts[1::3], strict=True))
            month.read = dict(zip(names, counts[2::3], strict=True)) if is_counted else None
        return month

    # --- at the end ---

    def save(self, shelf: Shelf, state: State) -> None:
        """Write down what is known; the library's lock must be held and everything followed. A full disk is no harm."""
        with suppress(OSError):
            ids = self._save_ids(state)
            clubs, publishers = _Numbers(), _Numbers()
            months = {}
            for name in state.headlines.months():
                edition = shelf.edition(f"{HEADLINES}/{name}")
                if edition:
                    month = _month_told(state.headlines.known(name), publishers)
                    months[name] = {"seen": [*edition.seen], **month, **_claims_told(name, shelf, state, clubs)}
            told = {name: self._told[name] for name in ("schema", "made_at") if name in self._told}
            told |= {"ids": ids, "months": months, "clubs": [*clubs], "publishers": [*publishers]}
            marks = shelf.edition(MARKS)
            if publishers and marks:
                told["marks"] = [*marks.seen]
            if told != self._told:
                _write(self._folder / MANIFEST, told)
                self._told = told

    def _save_ids(self, state: State) -> Json:
        ids = state.headlines.ids
        if ids.is_as_loaded and self._has_ids():
            return self._told["ids"]
        content = ids.to_bytes()
        replace_file(self._folder / IDS_FILE, content, durable=False)
        return {"seen": self._seen_ids(), "checksum": checksum(content)}


class _Numbers(dict[str, int]):
    """A number for each text, in the order in which they are asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number

    def of(self, texts: Iterable[str]) -> list[int]:
        return [self[text] for text in texts]


def _month_told(month: Month, publishers: _Numbers) -> dict[str, Json]:
    told: dict[str, Json] = {"shards": {shard: n for shard, n in month.shards.items() if n}}
    if month.publishers is not None and month.read is not None:
        counts = ((publishers[name], n, month.read.get(name, 0)) for name, n in month.publishers.items())
        told["publishers"] = [number for count in counts for number in count]
    return told


def _claims_told(month: str, shelf: Shelf, state: State, clubs: _Numbers) -> dict[str, Json]:
    edition, known = shelf.edition(f"{CLAIMS}/{month}"), state.claims.known_clubs(month)
    if not edition or known is None:
        return {}
    told = {"seen": [*edition.seen], "clubs": clubs.of(sorted(known))}
    done_for = state.claims.done_for(month)
    return {"claims": {**told, "done_for": done_for} if done_for else told}
