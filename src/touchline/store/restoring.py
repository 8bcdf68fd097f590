"""Putting the marks of a backup in the place of the present ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from touchline.errors import TouchlineError
from touchline.model import Finding
from touchline.store.backups import BACKUPS, back_up, free_folder, marks_of_backup, n_marks
from touchline.store.manifest import check_manifest
from touchline.store.repairing import Repair
from touchline.store.shelf import MARKS, Shelf
from touchline.store.table import Row
from touchline.store.thread_index import ThreadIndex

_NOUNS = {"read": "read", "starred": "starred", "tags": "tagged", "followed": "followed", "corrections": "corrections"}


def restore_library(folder: Path, backup: str, *, now: datetime) -> list[Finding]:
    """Let the user's marks be those of a backup; the library must be open nowhere in this process.

    What stands there now is kept in a backup of its own. A damaged library is repaired first.

    Raises:
        NotFoundError: there is no such backup.
        LibraryDamagedError, LibraryLockedError: see `repairing.repair_library`.
        TouchlineError: the backup's marks cannot be read, or the disk is full or cannot be written.
    """
    check_manifest(folder, now=now)
    wanted = marks_of_backup(folder, backup)
    shelf = Shelf(folder, now=now)
    try:
        with shelf.locked():
            repair = Repair(shelf, now)
            done = list(repair.findings()) if repair.is_needed else []
            # A repair keeps the marks as it found them; what it got back is kept as well.
            kept = free_folder(folder, now=now)
            back_up(folder, kept)
            _replace_marks(shelf, wanted)
    except OSError as error:
        raise TouchlineError(f"the library in {folder} cannot be restored: {error.strerror}") from error
    counted = n_marks(wanted)
    told = ", ".join(f"{counted[what]:,} {noun}" for what, noun in _NOUNS.items() if counted.get(what)) or "no marks"
    words = f"is as it was in {BACKUPS}/{backup}: {told}"
    if kept.exists():
        words += f"; what stood there is kept in {kept.relative_to(folder)}"
    return [*done, Finding(file=f"{MARKS}.json", state="repaired", words=words)]


def _replace_marks(shelf: Shelf, wanted: Mapping[str, Row]) -> None:
    batch = shelf.batch()
    table = shelf.join(batch, MARKS)
    for place in table.rows.keys() - wanted.keys():
        table.drop(place)
    for place, fields in wanted.items():
        if table.row(place) != fields:
            table.put(place, fields)
    # Corrections may come or go with them.
    ThreadIndex(shelf).claims_changed(batch, None)
    shelf.fold([*batch.commit()])
