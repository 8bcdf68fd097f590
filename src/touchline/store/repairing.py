"""Making a damaged library writable again, from all that can still be read of it, after a backup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from touchline.errors import TouchlineError
from touchline.model import Article, Finding
from touchline.store.backups import back_up, free_folder
from touchline.store.batch import Batch
from touchline.store.checking import Mismatch, compare, count, shards_of
from touchline.store.codec import decode, digest, encode
from touchline.store.damage import FileSetAsideError
from touchline.store.disk import sync_folder
from touchline.store.headlines import Row, make_headline, month_of
from touchline.store.manifest import check_manifest
from touchline.store.ready import ready
from touchline.store.salvage import Salvaged, marks_of, salvage
from touchline.store.search_file import SEARCH_FILE
from touchline.store.shelf import ARTICLES, CLAIMS, HEADLINES, MARKS, THREADS, Shelf
from touchline.store.small_file import FEED_ENTRIES, FEED_STATES


def repair_library(folder: Path, *, now: datetime) -> list[Finding]:
    """Repair a library that is open nowhere in this process; what is derived is deleted, to be made anew.

    First the marks and the files that were set aside are copied to `backups/<now>/`. A repair that is killed can be
    asked for again: files that were set aside leave their place only when all that they hold is taken over.

    Raises:
        LibraryDamagedError: a file was written by a newer touchline, or a damaged one cannot be set aside.
        LibraryLockedError: the lock was not free within 10 s.
        TouchlineError: the disk is full or cannot be written.
    """
    check_manifest(folder, now=now)
    shelf = Shelf(folder, now=now)
    try:
        with shelf.locked():
            return list(Repair(shelf, now).findings())
    except OSError as error:
        raise TouchlineError(f"the library in {folder} cannot be repaired: {error.strerror}") from error


class Repair:
    """One repair; the library's lock is held all along. Making it sets damaged files aside."""

    def __init__(self, shelf: Shelf, now: datetime) -> None:
        self._shelf = shelf
        self._set_aside()
        self._asides = shelf.asides()
        self._salvaged = salvage(shelf.folder, self._asides)
        self._headlines = {
            article_id: row for name in shelf.names(HEADLINES) for article_id, row in shelf.table(name).rows.items()
        }
        self._backup = free_folder(shelf.folder, now=now)

    @property
    def is_needed(self) -> bool:
        """Whether the library is read-only because of files that were set aside."""
        return bool(self._asides)

    def findings(self) -> Iterator[Finding]:
        """Repair, and say what was done and what is lost."""
        back_up(self._shelf.folder, self._backup, self._asides)
        # First of all, so that nothing derived outlives a repair that is killed.
        self._drop_derived()
        for salvaged in self._salvaged:
            if salvaged.name == MARKS:
                yield self._bring_marks_back(salvaged)
        yield from self._mend_texts()
        for path in self._asides:
            name = str(path.relative_to(self._shelf.folder))
            kept = self._backup / name
            path.replace(kept)
            sync_folder(kept.parent)
            words = f"was moved to {kept.relative_to(self._shelf.folder)}"
            yield Finding(file=name, state="repaired", words=words)
        self._shelf.fold_outgrown()

    def _set_aside(self) -> None:
        """Have every damaged file set aside, and finish the write of a process that was killed."""
        for name in (*self._shelf.names(HEADLINES), *self._shelf.names(ARTICLES), MARKS):
            with suppress(FileSetAsideError):
                self._shelf.table(name)
            # One that could not be set aside raises once more.
            self._shelf.table(name)
        if self._shelf.is_unfinished:
            self._shelf.finish()

    # --- marks ---

    def _bring_marks_back(self, salvaged: Salvaged) -> Finding:
        batch = self._shelf.batch()
        table = self._shelf.join(batch, MARKS)
        live = {place: {name: list(keys) for name, keys in row.items()} for place, row in table.rows.items()}
        found = marks_of(salvaged)
        n_back = 0
        for place, name, keys in _missing(found, live):
            table.join(place, name, keys)
            n_back += len(keys)
        if salvaged.snapshot_stands:
            # The lines behind the damage also say what was taken back.
            for place, name, keys in _missing(live, found):
                table.leave(place, name, keys)
        self._commit(batch)
        words = f"got {count(n_back, 'mark')} back of the file that was set aside"
        if not (salvaged.snapshot_stands or salvaged.has_snapshot):
            words += "; the marks that stood in its last full write are lost"
        if salvaged.n_bad:
            words += f"; {count(salvaged.n_bad, 'line')} of its journal could not be read and so many changes are lost"
        lost = bool(salvaged.n_bad) or not (salvaged.snapshot_stands or salvaged.has_snapshot)
        return Finding(file=f"{MARKS}.json", state="lost" if lost else "repaired", words=words)

    def _commit(self, batch: Batch) -> None:
        self._shelf.fold([*batch.commit()])

    # --- headlines and texts ---

    def _mend_texts(self) -> Iterator[Finding]:
        left = self._left_texts()
        named = shards_of(self._headlines)
        shards = {name.partition("/")[2] for name in self._shelf.names(ARTICLES)} | named.keys() | left.keys()
        n_lost = 0
        for shard in sorted(shards):
            texts = self._shelf.table(f"{ARTICLES}/{shard}").rows
            found = compare(shard, named.get(shard, []), self._headlines, texts)
            for finding in self._mend_shard(shard, found, texts, left.get(shard, {})):
                n_lost += finding.state == "lost"
                yield finding
        for salvaged in self._salvaged:
            if salvaged.name.startswith(HEADLINES):
                for finding in self._bring_headlines_back(salvaged):
                    n_lost += 1
                    yield finding
        if n_lost:
            # So that the feeds that still have the texts are asked for all of them.
            (self._shelf.folder / FEED_STATES).unlink(missing_ok=True)
            shutil.rmtree(self._shelf.folder / FEED_ENTRIES, ignore_errors=True)

    def _left_texts(self) -> dict[str, dict[str, Row]]:
        """Articles by the shard that was set aside and by id, those that are whole."""
        left: dict[str, dict[str, Row]] = {}
        for salvaged in self._salvaged:
            room, _, shard = salvaged.name.partition("/")
            if room == ARTICLES:
                rows = {key: row for key, row in salvaged.rows.items() if _is_article(key, row)}
                left.setdefault(shard, {}).update(rows)
        return left

    def _mend_shard(
        self, shard: str, found: Mismatch, texts: Mapping[str, Row], left: Mapping[str, Row]
    ) -> Iterator[Finding]:
        file = f"{ARTICLES}/{shard}.json"
        right = {one: digest(row) for one, row in left.items()}
        back = [
            one for one in (*found.textless, *found.differing) if right.get(one) == self._headlines[one]["digest"]
        ] + [one for one in left if one not in texts and one not in self._headlines]
        lost = [one for one in found.textless if one not in back]
        renamed = [one for one in (*found.nameless, *found.differing) if one not in back]
        batch = self._shelf.batch()
        for one in back:
            self._shelf.join(batch, f"{ARTICLES}/{shard}").put(one, left[one])
            if one not in self._headlines:
                self._put_headline(batch, shard, one, left[one])
        for one in renamed:
            self._put_headline(batch, shard, one, texts[one])
        for one in lost:
            self._put_remains(batch, shard, one)
        self._commit(batch)
        if back:
            words = f"got {count(len(back), 'article')} back of the file that was set aside"
            yield Finding(file=file, state="repaired", words=words, article_ids=tuple(back))
        if renamed:
            words = f"gave {count(len(renamed), 'article')} a headline again; deleted ones may be among them"
            yield Finding(file=file, state="repaired", words=words, article_ids=tuple(renamed))
        if lost:
            yield _lost_texts(file, lost)

    def _bring_headlines_back(self, salvaged: Salvaged) -> Iterator[Finding]:
        """Take over the headlines of articles of which nothing else is left."""
        # One that tells of a text that is there has a damaged id.
        known = {row["digest"] for row in self._headlines.values()}
        rows = {one: row for one, row in salvaged.rows.items() if one not in self._headlines and _is_headline(one, row)}
        left = [one for one, row in rows.items() if row["digest"] not in known]
        batch = self._shelf.batch()
        for one in left:
            row = self._headlines[one] = rows[one]
            self._shelf.join(batch, f"{HEADLINES}/{month_of(row)}").put(one, row)
            self._put_remains(batch, row["shard"], one)
        self._commit(batch)
        if left:
            yield _lost_texts(f"{salvaged.name}.json", left)

    def _put_headline(self, batch: Batch, shard: str, article_id: str, text: Row) -> None:
        before = self._headlines.get(article_id)
        row = ready(text).row(shard)
        if before and month_of(before) != month_of(row):
            self._shelf.join(batch, f"{HEADLINES}/{month_of(before)}").drop(article_id)
        self._shelf.join(batch, f"{HEADLINES}/{month_of(row)}").put(article_id, row)
        self._headlines[article_id] = row

    def _put_remains(self, batch: Batch, shard: str, article_id: str) -> None:
        """Let the headline be all that there is of an article; its text, when it comes again, is an update."""
        row = self._headlines[article_id]
        headline = make_headline(article_id, row)
        remains = encode(
            Article(
                article_id=article_id,
                title=headline.headline,
                text=headline.headline,
                published_at=headline.published_at,
                date_from="none",
                first_seen_at=headline.first_seen_at,
                feed=headline.feed,
                publisher=headline.publisher,
                author=headline.author,
                url=headline.url,
                language=headline.language,
            )
        )
        self._shelf.join(batch, f"{ARTICLES}/{shard}").put(article_id, remains)
        fields = {"digest": digest(remains)}
        self._shelf.join(batch, f"{HEADLINES}/{month_of(row)}").put_fields(article_id, fields)
        self._headlines[article_id] = {**row, **fields}

    # --- what is derived ---

    def _drop_derived(self) -> None:
        folder = self._shelf.folder
        derived = [THREADS, *self._shelf.names(CLAIMS)]
        endings = [f"{name}{ending}" for name in derived for ending in (".json", ".journal")]
        for name in (*endings, SEARCH_FILE, f"{SEARCH_FILE}-wal", f"{SEARCH_FILE}-shm"):
            (folder / name).unlink(missing_ok=True)


def _lost_texts(file: str, article_ids: Sequence[str]) -> Finding:
    words = (
        f"lost the text of {count(len(article_ids), 'article')}, of which headline and marks stay: "
        "import the files again, or refresh the feeds, to bring it back"
    )
    return Finding(file=file, state="lost", words=words, article_ids=tuple(article_ids))


def _missing(
    wanted: Mapping[str, Mapping[str, Sequence[str]]], held: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterator[tuple[str, str, list[str]]]:
    """Place, field and keys of marks that `wanted` has and `held` has nowhere."""
    there: dict[str, set[str]] = {}
    for fields in held.values():
        for name, keys in fields.items():
            there.setdefault(name, set()).update(keys)
    for place, fields in wanted.items():
        for name, keys in fields.items():
            missing = [key for key in dict.fromkeys(keys) if key not in there.get(name, ())]
            if missing:
                yield place, name, missing


def _is_article(article_id: str, row: Any) -> bool:
    try:
        return decode(Article, row).article_id == article_id
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _is_headline(article_id: str, row: Any) -> bool:
    try:
        make_headline(article_id, row)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return isinstance(row.get("digest"), str)
