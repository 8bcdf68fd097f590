"""What can still be read of files that were set aside: each journal line has a checksum of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from touchline.store.damage import DAMAGED
from touchline.store.headlines import Row
from touchline.store.journal import Tables, apply_change, decode_line
from touchline.store.snapshot import HEADER_TABLE
from touchline.store.table import LibraryFile

Fields = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read of one library file that was set aside.

    `has_snapshot` tells whether its full content could be parsed, which nobody vouches for; `snapshot_stands` that
    only the journal was set aside. `n_bad` counts the lines of the journal that cannot be read.
    """

    name: str
    has_snapshot: bool
    snapshot_stands: bool
    rows: dict[str, Row] = field(default_factory=dict)
    n_bad: int = 0


def salvage(folder: Path, asides: Iterable[Path]) -> list[Salvaged]:
    """Read what is left of the files that were set aside, snapshot and journal together, oldest first."""
    groups: dict[tuple[str, str], dict[str, Path]] = {}
    for path in asides:
        plain, _, time = str(path.relative_to(folder)).partition(DAMAGED)
        name, _, ending = plain.rpartition(".")
        groups.setdefault((time, name), {})[ending] = path
    return [_salvage(folder, name, groups[time, name]) for time, name in sorted(groups)]


def _salvage(folder: Path, name: str, parts: Mapping[str, Path]) -> Salvaged:
    snapshot = parts.get("json", folder / f"{name}.json")
    stands = "json" not in parts and snapshot.exists()
    read = _read_snapshot(snapshot)
    tables, generation = read or ({}, 0)
    n_bad = _replay(tables, parts["journal"], generation) if "journal" in parts else 0
    rows = tables.get(LibraryFile.default_table_name, {})
    return Salvaged(name, read is not None, stands, rows, n_bad)


def _read_snapshot(path: Path) -> tuple[Tables, int] | None:
    """Tables and generation, whatever the checksum says; None when this is nothing of the kind."""
    try:
        content: Any = orjson.loads(path.read_bytes())
        generation = content.pop(HEADER_TABLE)["1"]["generation"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(generation, int) or not all(_is_table(table) for table in content.values()):
        return None
    return content, generation


def _is_table(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(row, dict) for row in table.values())


def _replay(tables: Tables, journal: Path, generation: int) -> int:
    """Do what the journal's good lines say; returns how many are bad."""
    n_bad = 0
    for raw in journal.read_bytes().split(b"\n"):
        line = decode_line(raw) if raw else None
        if line is None:
            n_bad += bool(raw)
        elif line.generation >= generation:
            for change in line.changes:
                apply_change(tables, change)
    return n_bad


def marks_of(salvaged: Salvaged) -> dict[str, dict[str, list[str]]]:
    """The rows of marks, without what has not the form of marks."""
    return {
        place: {name: keys for name, keys in fields.items() if _is_list_of_texts(keys)}
        for place, fields in salvaged.rows.items()
    }


def _is_list_of_texts(keys: Any) -> bool:
    return isinstance(keys, list) and all(isinstance(key, str) for key in keys)
