"""What state a library's files are in, one by one; looks, and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from touchline.model import Finding
from touchline.store.codec import digest
from touchline.store.headlines import Row
from touchline.store.lock import WAIT_S
from touchline.store.manifest import check_manifest
from touchline.store.shelf import ARTICLES, CLAIMS, HEADLINES, MARKS, RECORD_NAME, THREADS, Shelf, is_derived
from touchline.store.snapshot import DamagedFileError
from touchline.store.storage import JournalStorage
from touchline.store.table import NO_ROWS, LibraryFile

Rows = Mapping[str, Row]


def check_library(folder: Path, *, now: datetime) -> list[Finding]:
    """What is found file by file: headlines, articles, marks, what is derived, and what was set aside.

    Raises:
        LibraryDamagedError: a file was written by a newer touchline.
        TouchlineError: the folder cannot be written.
    """
    if not folder.is_dir():
        return []
    check_manifest(folder, now=now)
    shelf = Shelf(folder, now=now)
    # Without the lock, a write that is half done would look like damage.
    with shelf.tried_lock(WAIT_S):
        return list(_findings(shelf))


def _findings(shelf: Shelf) -> Iterator[Finding]:
    for path in shelf.asides():
        name = str(path.relative_to(shelf.folder))
        yield Finding(file=name, state="damaged", words="was set aside because it could not be read")
    if shelf.is_unfinished:
        words = "is of a write to several files that was cut off, and is finished at the next opening"
        yield Finding(file=RECORD_NAME, state="recovered", words=words)
    headlines: dict[str, Row] = {}
    for name in shelf.names(HEADLINES):
        file = _examine(shelf.folder, name)
        headlines.update(file.rows)
        yield file.finding
    named = shards_of(headlines)
    for shard in sorted({name.partition("/")[2] for name in shelf.names(ARTICLES)} | named.keys()):
        file = _examine(shelf.folder, f"{ARTICLES}/{shard}")
        yield file.finding
        if not shelf.is_unfinished:
            yield from _compared(file, compare(shard, named.get(shard, []), headlines, file.rows))
    for name in (MARKS, *shelf.names(CLAIMS), THREADS):
        if name.startswith(CLAIMS) or (shelf.folder / f"{name}.json").exists() or _journal(shelf, name).exists():
            yield _examine(shelf.folder, name).finding


def _journal(shelf: Shelf, name: str) -> Path:
    return shelf.folder / f"{name}.journal"


@dataclass(frozen=True, slots=True)
class _Examined:
    """A file's documents, none where it cannot be read, and what is to be said of it."""

    finding: Finding
    rows: Rows


def _examine(folder: Path, name: str) -> _Examined:
    path = folder / f"{name}.json"
    try:
        file = LibraryFile(path, storage=JournalStorage)
    except DamagedFileError as damage:
        if is_derived(name):
            words = "is damaged, and will be made anew of the articles"
            return _Examined(Finding(file=f"{name}.json", state="behind", words=words), NO_ROWS)
        relative = str(damage.path.relative_to(folder))
        return _Examined(Finding(file=relative, state="damaged", words=damage.reason), NO_ROWS)
    rows, journal = file.documents.rows, file.journal
    if journal.generation == 0:
        return _Examined(Finding(file=f"{name}.json", state="damaged", words="is not there"), rows)
    if journal.torn:
        words = "ends in a change that was cut off while it was being written, and is dropped"
        return _Examined(Finding(file=f"{name}.journal", state="recovered", words=words), rows)
    words = f"can be read: {count(len(rows), 'document')}, {count(journal.n_changes, 'change')} in its journal"
    return _Examined(Finding(file=f"{name}.json", state="ok", words=words), rows)


def count(n: int, noun: str) -> str:
    """A number with its noun: "1 article", "1,200 articles"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


# --- headlines and texts against each other ---


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Ids of one file of texts: without a text, without a headline, and with a headline that tells of another text."""

    textless: tuple[str, ...]
    nameless: tuple[str, ...]
    differing: tuple[str, ...]


def shards_of(headlines: Rows) -> dict[str, list[str]]:
    """Ids of the articles whose text should lie in each file of texts."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, row in headlines.items():
        named[row["shard"]].append(article_id)
    return dict(named)


def compare(shard: str, named: list[str], headlines: Rows, texts: Rows) -> Mismatch:
    """Hold the texts of one file against the headlines, of which `named` say that their text lies there."""
    both = [article_id for article_id in named if article_id in texts]
    return Mismatch(
        textless=tuple(article_id for article_id in named if article_id not in texts),
        nameless=tuple(article_id for article_id in texts if article_id not in headlines),
        differing=tuple(one for one in both if digest(texts[one]) != headlines[one]["digest"]),
    )


def _compared(file: _Examined, found: Mismatch) -> Iterator[Finding]:
    name = file.finding.file
    for article_ids, words in (
        (found.textless, "has no text for {n} that a headline names"),
        (found.nameless, "has {n} without a headline"),
        (found.differing, "has {n} whose headline tells of another text"),
    ):
        if article_ids:
            told = words.replace("{n}", count(len(article_ids), "article"))
            yield Finding(file=name, state="damaged", words=told, article_ids=article_ids)
