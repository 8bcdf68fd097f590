"""Copies of what only the user can say, made before a repair, a restore or a change of the format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from touchline.errors import NotFoundError, TouchlineError
from touchline.model import Backup
from touchline.store.damage import DAMAGED
from touchline.store.disk import make_folder, replace_file
from touchline.store.marks import CORRECTION, TAG
from touchline.store.shelf import MARKS
from touchline.store.snapshot import DamagedFileError
from touchline.store.storage import JournalStorage
from touchline.store.table import LibraryFile, Row

BACKUPS = "backups"
MARK_FILES = (f"{MARKS}.json", f"{MARKS}.journal")


def free_folder(library: Path, *, now: datetime) -> Path:
    """Where a backup that is made now goes: `backups/20250510T091200Z`, with a number behind it when that is taken."""
    wanted = library / BACKUPS / f"{now:%Y%m%dT%H%M%SZ}"
    number, free = 1, wanted
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.name}-{number}")
    return free


def back_up(library: Path, backup: Path, asides: Iterable[Path] = ()) -> None:
    """Copy the marks, and these files that were set aside, to the same places below `backup`. Raises OSError."""
    marks = [library / name for name in MARK_FILES]
    for path in (*filter(Path.exists, marks), *asides):
        kept = backup / path.relative_to(library)
        make_folder(kept.parent)
        replace_file(kept, path.read_bytes())


def backups_of(library: Path) -> list[Backup]:
    """All backups of a library, newest first."""
    try:
        folders = sorted((path for path in (library / BACKUPS).iterdir() if path.is_dir()), reverse=True)
    except FileNotFoundError:
        return []
    return [_told(folder) for folder in folders]


def marks_of_backup(library: Path, name: str) -> Mapping[str, Row]:
    """The documents of marks in a backup.

    Raises:
        NotFoundError: there is no backup of this name.
        TouchlineError: its marks cannot be read.
    """
    folder = library / BACKUPS / name
    if name in ("", ".", "..") or "/" in name or not folder.is_dir():
        raise NotFoundError(f"{library / BACKUPS} has no backup {name!r}; `touchline restore` lists those that it has")
    try:
        return _marks(folder)
    except DamagedFileError as damage:
        raise TouchlineError(
            f"the marks in {folder} cannot be restored: {damage}; `touchline restore` lists other backups"
        ) from damage


def n_marks(documents: Mapping[str, Row]) -> dict[str, int]:
    """How many articles are read, starred and tagged, how many threads are followed, and how many corrections stand."""
    counted: Counter[str] = Counter()
    for fields in documents.values():
        for field, keys in fields.items():
            counted["tags" if field.startswith(TAG) else "corrections" if field == CORRECTION else field] += len(keys)
    return dict(counted)


def _marks(folder: Path) -> Mapping[str, Row]:
    file = LibraryFile(folder / f"{MARKS}.json", storage=JournalStorage)
    if file.journal.generation == 0:
        raise DamagedFileError(folder / f"{MARKS}.json", "is not there")
    return file.documents.rows


def _told(folder: Path) -> Backup:
    try:
        counted: dict[str, int] | None = n_marks(_marks(folder))
    except DamagedFileError:
        counted = None
    n_asides = sum(1 for path in folder.rglob(f"*{DAMAGED}*"))
    return Backup(name=folder.name, n_marks=counted, n_damaged_files=n_asides)
