"""The library on disk: `open_library` and the store that it gives."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from touchline.model import Article, Claim, Headline, MarkChange, StoryThread
from touchline.store.arrivals import Arrival, Known, sort_out
from touchline.store.base import AddStatus, Marks
from touchline.store.batch import Batch
from touchline.store.chips import choose_chip, current
from touchline.store.claims import ClaimBook, Row, Rows, claims_row
from touchline.store.codec import Json, decode, encode
from touchline.store.disk import make_folder
from touchline.store.headlines import HeadlineIndex
from touchline.store.journal import Change
from touchline.store.manifest import check_manifest
from touchline.store.marks import MarkBook, Placed
from touchline.store.search import SearchIndex
from touchline.store.shelf import ARTICLES, CLAIMS, HEADLINES, MARKS, THREADS, Changed, FileSetAsideError, Shelf

MAX_SHARD = 300
"""Articles in one file: about 1 MB, read in a millisecond or two."""
INDEX_BATCH = 100
FOLD_AT_CLOSE = 200
_LOOK_WAIT_S = 0.2
_STATE = "state"


def open_library(folder: Path, *, now: datetime) -> Library:
    """Open a library, and make it when the folder has none.

    Raises:
        LibraryDamagedError: it was written by a newer touchline. (A damaged file opens the rest for reading.)
        TouchlineError: the folder cannot be made.
    """
    make_folder(folder)
    check_manifest(folder, now=now)
    return Library(folder, now=now)


class Library:
    """Articles, marks, claims and story threads in a folder; see `store.base.Store`."""

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self._guard = threading.RLock()
        self._shelf = Shelf(folder, now=now)
        self._index = HeadlineIndex()
        self._n_in_shard: Counter[str] = Counter()
        self._marks = MarkBook(self._index.entries)
        self._claims = ClaimBook(self._index.entries, self._claim_rows)
        self._search = SearchIndex(folder / "search.sqlite3")
        self._threads: Sequence[StoryThread] | None = None
        self._serial_given: int | None = None
        self._unindexed: set[str] | None = None
        self._revision = 0
        with self._shelf.lock.tried(_LOOK_WAIT_S) as held:
            if held:
                self._shelf.finish()
            self._load()

    def _load(self) -> None:
        self._shelf.look_for_damage()
        for name in self._shelf.names(HEADLINES):
            self._take_month(name)
        self._index.tidy()
        try:
            for place, fields in self._shelf.table(MARKS).rows.items():
                self._marks.replace_place(place, fields)
        except FileSetAsideError:
            pass

    def _take_month(self, name: str) -> None:
        try:
            rows = self._shelf.table(name).rows
        except FileSetAsideError:
            return
        self._index.fill(rows)
        self._n_in_shard.update(row["shard"] for row in rows.values())

    # --- articles ---

    def add_articles(self, articles: Sequence[Article]) -> list[AddStatus]:
        """See `Store.add_articles`."""
        with self._guard, self._writing() as batch:
            statuses, arrivals = sort_out(articles, self._known)
            n_new: Counter[str] = Counter()
            for arrival in arrivals:
                self._add(batch, arrival, n_new)
            if any(arrival.before for arrival in arrivals):
                self._bump_serial(batch)
            return statuses

    def _known(self, article_id: str) -> Known | None:
        entry = self._index.entries.get(article_id)
        return Known(entry.row["digest"], entry.row["first_seen_at"], entry.row["shard"]) if entry else None

    def _add(self, batch: Batch, arrival: Arrival, n_new: Counter[str]) -> None:
        article_id, encoded = arrival.article_id, arrival.encoded
        month = (encoded.get("published_at") or encoded["first_seen_at"])[:7]
        before = self._index.entries.get(article_id)
        shard = before.row["shard"] if before else self._free_shard(month, n_new)
        self._shelf.join(batch, f"{ARTICLES}/{shard}").put(article_id, encoded)
        self._shelf.join(batch, f"{HEADLINES}/{month}").put(article_id, arrival.row(shard))
        if before and before.month != month:
            self._shelf.join(batch, f"{HEADLINES}/{before.month}").drop(article_id)

    def _free_shard(self, month: str, n_new: Counter[str]) -> str:
        """The month's newest text file, or a new one when that is full; `n_new` counts what this batch adds."""
        number = 1
        while f"{month}-{number + 1}" in self._n_in_shard or f"{month}-{number + 1}" in n_new:
            number += 1
        if self._n_in_shard[f"{month}-{number}"] + n_new[f"{month}-{number}"] >= MAX_SHARD:
            number += 1
        n_new[f"{month}-{number}"] += 1
        return f"{month}-{number}"

    def article(self, article_id: str) -> Article | None:
        """See `Store.article`."""
        with self._guard:
            entry = self._index.entries.get(article_id)
            if entry is None:
                return None
            name = f"{ARTICLES}/{entry.row['shard']}"
            row = self._shelf.table(name).row(article_id)
            if row is None:
                self._shelf.check_present(name)
            return decode(Article, row) if row else None

    def delete_articles(self, article_ids: Iterable[str]) -> list[Article]:
        """See `Store.delete_articles`."""
        with self._guard, self._writing() as batch:
            deleted = []
            for article_id in dict.fromkeys(article_ids):
                entry = self._index.entries.get(article_id)
                article = self.article(article_id)
                if entry is None or article is None:
                    continue
                deleted.append(article)
                self._shelf.join(batch, f"{HEADLINES}/{entry.month}").drop(article_id)
                self._shelf.join(batch, f"{ARTICLES}/{entry.row['shard']}").drop(article_id)
                if article_id in self._claim_rows(entry.month):
                    self._shelf.join(batch, f"{CLAIMS}/{entry.month}").drop(article_id)
            if deleted:
                self._bump_serial(batch)
            return deleted

    def headlines(self) -> Sequence[Headline]:
        """See `Store.headlines`."""
        with self._guard:
            return self._index.all()

    def headline(self, article_id: str) -> Headline | None:
        """See `Store.headline`."""
        with self._guard:
            entry = self._index.entries.get(article_id)
            return entry.headline if entry else None

    def find_ids(self, prefix: str) -> list[str]:
        """See `Store.find_ids`."""
        with self._guard:
            return self._index.find(prefix)

    # --- marks ---

    def marks(self) -> Marks:
        """See `Store.marks`."""
        return self._marks

    def apply_marks(self, changes: Sequence[MarkChange]) -> list[MarkChange]:
        """See `Store.apply_marks`."""
        with self._guard, self._writing([MARKS]) as batch:
            placed, inverse = self._marks.plan(changes, self._place_of)
            table = self._shelf.join(batch, MARKS)
            for one in placed:
                (table.join if one.value else table.leave)(one.place, one.field, one.keys)
            return inverse

    def _place_of(self, key: str) -> str:
        entry = self._index.entries.get(key)
        return entry.month if entry else "none"

    # --- derived ---

    def pending_claims(self, rulebook_version: str) -> list[str]:
        """See `Store.pending_claims`."""
        with self._guard:
            return self._index.newest_first(self._claims.pending(rulebook_version))

    def save_claims(self, claims: Mapping[str, tuple[Claim, ...]], rulebook_version: str) -> None:
        """See `Store.save_claims`."""
        with self._guard, self._writing(together=False) as batch:
            # In this order: a kill in between leaves claims pending, never threads or chips behind unnoticed.
            known = {one: made for one, made in claims.items() if one in self._index.entries}
            if any(tuple(made) != self._claims.claims(article_id) for article_id, made in known.items()):
                self._bump_serial(batch)
            for article_id, made in known.items():
                self._save_chip(batch, article_id, made)
            for article_id, made in known.items():
                entry = self._index.entries[article_id]
                row = claims_row(made, entry.row["digest"], rulebook_version)
                self._shelf.join(batch, f"{CLAIMS}/{entry.month}").put(article_id, row)

    def _save_chip(self, batch: Batch, article_id: str, claims: Sequence[Claim]) -> None:
        entry = self._index.entries[article_id]
        chip, n_claims = choose_chip(claims), len(current(claims))
        fields: dict[str, Json] = {"chip": encode(chip) if chip else None, "n_claims": n_claims or None}
        if any(entry.row.get(name) != value for name, value in fields.items()):
            self._shelf.join(batch, f"{HEADLINES}/{entry.month}").put_fields(article_id, fields)

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """See `Store.claims`."""
        with self._guard:
            return self._claims.claims(article_id)

    def all_claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """See `Store.all_claims`."""
        with self._guard:
            self._serial_given = self._serial()[0]
            return self._claims.all()

    def _claim_rows(self, month: str) -> Rows:
        return self._shelf.table(f"{CLAIMS}/{month}").rows

    def save_threads(self, threads: Sequence[StoryThread]) -> None:
        """See `Store.save_threads`."""
        with self._guard:
            given = self._serial_given
            with self._writing([THREADS], together=False) as batch:
                table = self._shelf.join(batch, THREADS)
                encoded = {f"thread:{thread.thread_id}": encode(thread) for thread in threads}
                for doc_id in table.rows.keys() - encoded.keys() - {_STATE}:
                    table.drop(doc_id)
                for doc_id, row in encoded.items():
                    if table.row(doc_id) != row:
                        table.put(doc_id, row)
                serial = self._serial()[0]
                state = {"serial": serial, "made_from": serial if given is None else given, "order": list(encoded)}
                table.put(_STATE, state)
            self._serial_given = None

    def threads(self) -> Sequence[StoryThread]:
        """See `Store.threads`."""
        with self._guard:
            if self._threads is None:
                rows = self._shelf.table(THREADS).rows
                order = rows.get(_STATE, {}).get("order", ())
                self._threads = tuple([decode(StoryThread, rows[doc_id]) for doc_id in order])
            return self._threads

    def threads_stale(self) -> bool:
        """See `Store.threads_stale`."""
        with self._guard:
            serial, made_from = self._serial()
            return serial != made_from

    def _serial(self) -> tuple[int, int]:
        """How often claims changed, and how often they had when the threads were made of them."""
        state = self._shelf.table(THREADS).row(_STATE)
        if state is None:
            # A library whose index of threads was deleted has claims; a new one has none.
            return (1, 0) if self._shelf.names(CLAIMS) else (0, 0)
        return state["serial"], state["made_from"]

    def _bump_serial(self, batch: Batch) -> None:
        serial, made_from = self._serial()
        table = self._shelf.join(batch, THREADS)
        if table.row(_STATE) is None:
            table.put(_STATE, {"serial": serial + 1, "made_from": made_from, "order": []})
        else:
            table.put_fields(_STATE, {"serial": serial + 1})

    def search(self, match: str) -> set[str]:
        """See `Store.search`."""
        while self.index_texts(INDEX_BATCH):
            pass
        found = self._search.find(match)
        with self._guard:
            return {article_id for article_id in found if article_id in self._index.entries}

    def index_texts(self, limit: int) -> int:
        """See `Store.index_texts`."""
        with self._guard:
            texts, n_left = [], 0
            for article_id in self._waiting_texts(limit):
                article = self.article(article_id)
                if article is not None:
                    texts.append((article_id, self._index.entries[article_id].row["digest"], article.text))
            n_left = len(self._unindexed or ())
        self._search.add(texts)
        return n_left

    def _waiting_texts(self, limit: int) -> list[str]:
        """Take up to `limit` articles off those whose text is not in the index yet."""
        if self._unindexed is None:
            entries = self._index.entries
            self._unindexed = set(self._search.waiting({one: entry.row["digest"] for one, entry in entries.items()}))
        return [self._unindexed.pop() for _ in range(min(limit, len(self._unindexed)))]

    # --- life ---

    @contextmanager
    def _writing(self, names: list[str] | None = None, *, together: bool = True) -> Iterator[Batch]:
        """A batch under the lock, after catching up (with `names` only); committed at the end."""
        with self._shelf.writing() as batch:
            self._catch_up(names)
            yield batch
            changed = batch.commit(together=together)
            self._absorb(changed)
            self._shelf.fold_long([*changed])

    def catch_up(self) -> bool:
        """See `Store.catch_up`."""
        with self._guard, self._shelf.lock.tried(_LOOK_WAIT_S) as held:
            # Another process is in the middle of writing: its changes are seen together the next time.
            return self._catch_up() if held else False

    def _catch_up(self, names: list[str] | None = None) -> bool:
        before = self._revision
        if names is None:
            for name in self._shelf.names(HEADLINES):
                if not self._shelf.is_open(name):
                    rows = self._shelf.table(name).rows
                    self._absorb({name: [Change("_default", one, "put", row) for one, row in rows.items()]})
        self._absorb(self._shelf.follow(names))
        return self._revision != before

    def _absorb(self, changed: Changed) -> None:
        """Bring what is kept in memory up to date with changes of files, our own or others'."""
        if changed:
            self._revision += 1
        gone: set[tuple[str, str]] = set()
        moved: set[str] = set()
        for name, changes in changed.items():
            room, _, month = name.partition("/")
            touched = {change.doc_id for change in changes}
            if room == HEADLINES:
                rows = self._shelf.table(name).rows
                gone.update((article_id, month) for article_id in touched - rows.keys())
                for article_id in touched & rows.keys():
                    self._put(article_id, rows[article_id])
                moved |= touched
            elif room == CLAIMS:
                self._claims.changed(touched)
            elif room == MARKS:
                self._absorb_marks(changes)
            elif room == THREADS:
                self._threads = None
        for article_id, month in gone:
            self._drop(article_id, month)
        if moved:
            self._claims.changed(moved)
            self._unindexed = None

    def _put(self, article_id: str, row: Row) -> None:
        before = self._index.entries.get(article_id)
        self._index.put(article_id, row)
        if before is None:
            self._marks.articles_changed([article_id], 1)
            self._n_in_shard[row["shard"]] += 1

    def _drop(self, article_id: str, month: str) -> None:
        entry = self._index.entries.get(article_id)
        # An article that moved to another month is gone from the old one's file only.
        if entry is not None and entry.month == month:
            self._marks.articles_changed([article_id], -1)
            self._n_in_shard[entry.row["shard"]] -= 1
            self._index.drop(article_id)

    def _absorb_marks(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.operation in ("add", "cut"):
                for field, keys in change.value.items():
                    self._marks.take(Placed(change.doc_id, field, tuple(keys), change.operation == "add"))
            else:
                self._marks.replace_place(change.doc_id, self._shelf.table(MARKS).row(change.doc_id) or {})

    @property
    def revision(self) -> int:
        """See `Store.revision`."""
        return self._revision

    def messages(self) -> list[str]:
        """See `Store.messages`."""
        return list(self._shelf.messages)

    def close(self) -> None:
        """See `Store.close`."""
        with self._guard:
            self._search.close()
