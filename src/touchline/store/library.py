"""The library: `open_library`, and the store that it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import LibraryDamagedError, TouchlineError
from touchline.store.bulk import many_objects
from touchline.store.damage import FileSetAsideError
from touchline.store.disk import make_folder
from touchline.store.filing import Filing
from touchline.store.keepsakes import Keepsakes
from touchline.store.manifest import Manifest, check_manifest
from touchline.store.marks import CORRECTION
from touchline.store.shelf import HEADLINES, MARKS, THREADS, Shelf
from touchline.store.state import State
from touchline.store.thread_index import ThreadIndex

if TYPE_CHECKING:
    from touchline.model import Article, Claim, Headline, MarkChange, StoryThread, Tally, Told
    from touchline.store.base import AddStatus, Marks
    from touchline.store.batch import Batch
    from touchline.store.indexing import Indexing
    from touchline.store.ready import ReadyArticle

_LOOK_WAIT_S = 0.2


def open_library(folder: Path, *, now: datetime) -> Library:
    """Open a library, and make it when the folder has none.

    Raises:
        LibraryDamagedError: it was written by a newer touchline. (A damaged file opens the rest for reading.)
        TouchlineError: the folder cannot be made.
    """
    try:
        make_folder(folder)
    except OSError as error:
        raise TouchlineError(f"the library {folder} cannot be made: {error.strerror}") from error
    manifest = Manifest(folder, check_manifest(folder, now=now))
    return Library(folder, Shelf(folder, now=now), manifest)


class Library(Keepsakes):
    """Articles, marks, claims and story threads on a shelf of files; see `store.base.Store` for the contract.

    Locks for threads: `_writer` lets one of them write, and wait for the library's lock, at a time; `_guard` keeps what
    is in memory together and is never held while waiting for other processes.
    """

    def __init__(self, folder: Path | None, shelf: Shelf, manifest: Manifest | None = None) -> None:
        """Keep what is not on the shelf in files of `folder`, in memory without one."""
        super().__init__(folder, shelf)
        self._manifest = manifest
        self._state = State(shelf, self._load_ids, self._guard)
        self._filing = Filing(shelf, self._state)
        self._indexing: Indexing | None = None
        self._thread_index = ThreadIndex(shelf)
        with shelf.tried_lock(_LOOK_WAIT_S) as held, self._guard:
            shelf.look_around()
            self._load()
            if held and shelf.is_unfinished:
                # A damaged file leaves the batch unfinished, and the library read-only.
                with suppress(FileSetAsideError):
                    self._state.absorb(shelf.finish())

    def _load_ids(self) -> bytes | None:
        return self._manifest.load_ids(self._state) if self._manifest else None

    def _load(self) -> None:
        with many_objects():
            with suppress(FileSetAsideError):
                self._state.marks.load(self._shelf.table(MARKS).rows)
            if self._manifest:
                self._manifest.restore(self._shelf, self._state)

    # --- articles ---

    def add_articles(self, articles: Sequence[Article]) -> list[AddStatus]:
        """See `Store.add_articles`."""
        from touchline.store.ready import make_ready

        return self.add_ready([make_ready(article) for article in articles])

    def add_ready(self, articles: Sequence[ReadyArticle]) -> list[AddStatus]:
        """See `Store.add_ready`."""
        from touchline.store.arrivals import sort_out

        with self._writing() as batch:
            statuses, arrivals = sort_out(articles, self._filing.known)
            self._filing.add(batch, arrivals)
            updated = [arrival.article.article_id for arrival in arrivals if arrival.before]
            if updated:
                self._thread_index.claims_changed(batch, self._clubs_of(updated))
            return statuses

    def _clubs_of(self, article_ids: Iterable[str]) -> set[str]:
        """The clubs that the claims of these articles are about, as they stand before this batch."""
        return {club for one in article_ids for claim in self._state.claims.claims(one) for club in claim.clubs}

    @contextmanager
    def many_writes(self) -> Iterator[None]:
        """See `Store.many_writes`."""
        with self._guard:
            self._shelf.keep_all(HEADLINES, True)
        try:
            yield
        finally:
            with self._guard:
                self._shelf.keep_all(HEADLINES, False)

    def article(self, article_id: str) -> Article | None:
        """See `Store.article`."""
        with self._guard:
            return self._filing.read(article_id)

    def _text(self, article_id: str) -> str | None:
        with self._guard:
            return self._filing.text(article_id)

    def digests(self, article_ids: Iterable[str]) -> Mapping[str, str]:
        """See `Store.digests`."""
        found = {}
        for article_id in article_ids:
            with self._guard:
                row = self._state.headlines.row(article_id)
            if row:
                found[article_id] = row["digest"]
        return found

    def delete_articles(self, article_ids: Iterable[str]) -> list[Article]:
        """See `Store.delete_articles`."""
        with self._writing() as batch:
            removed = self._filing.remove(batch, article_ids)
            if removed:
                self._thread_index.claims_changed(batch, self._clubs_of(one.article_id for one in removed))
            return removed

    def headlines(self) -> Sequence[Headline]:
        """See `Store.headlines`."""
        with self._guard:
            return self._state.headlines.all()

    def headlines_between(self, since: datetime | None, until: datetime | None) -> Sequence[Headline]:
        """See `Store.headlines_between`."""
        with self._guard:
            return self._state.headlines.between(since, until)

    def headlines_of(self, article_ids: Iterable[str]) -> Sequence[Headline]:
        """See `Store.headlines_of`."""
        with self._guard:
            return self._state.headlines.some(article_ids)

    def headline(self, article_id: str) -> Headline | None:
        """See `Store.headline`."""
        with self._guard:
            return self._state.headlines.headline(article_id)

    def is_stored(self, article_id: str) -> bool:
        """See `Store.is_stored`."""
        with self._guard:
            return article_id in self._state.headlines

    def find_ids(self, prefix: str) -> list[str]:
        """See `Store.find_ids`."""
        with self._guard:
            return self._state.headlines.ids.find(prefix)

    def tally(self) -> Tally:
        """See `Store.tally`."""
        n: Counter[str] = Counter()
        n_read: Counter[str] = Counter()
        for month in self._state.headlines.count(self._state.marks.is_read):
            n.update(month.publishers or {})
            n_read.update(month.read or {})
        from touchline.model import Tally

        return Tally(n.total(), n_read.total(), {name: (n[name], n_read[name]) for name in n if name})

    def totals(self) -> tuple[int, int | None]:
        """See `Store.totals`."""
        with self._guard:
            return self._state.headlines.totals()

    # --- marks ---

    def marks(self) -> Marks:
        """See `Store.marks`."""
        return self._state.marks

    def apply_marks(self, changes: Sequence[MarkChange], corrected: Collection[str] | None = None) -> list[MarkChange]:
        """See `Store.apply_marks`."""
        corrects = any(change.field == CORRECTION for change in changes)
        with self._writing([MARKS, THREADS] if corrects else [MARKS]) as batch:
            placed, inverse = self._state.marks.plan(changes, self._place_of)
            table = self._shelf.join(batch, MARKS)
            for one in placed:
                (table.join if one.value else table.leave)(one.place, one.field, one.keys)
            if any(one.field == CORRECTION for one in placed):
                self._thread_index.claims_changed(batch, corrected)
            return inverse

    def _place_of(self, key: str) -> str:
        return self._state.headlines.month(key) or "none"

    # --- derived ---

    def pending_claims(self, rulebook_version: str) -> list[str]:
        """See `Store.pending_claims`."""
        return self._state.claims.pending(rulebook_version)

    def save_claims(self, claims: Mapping[str, tuple[Claim, ...]], rulebook_version: str) -> None:
        """See `Store.save_claims`."""
        with self._writing(together=False) as batch:
            known = {one: tuple(made) for one, made in claims.items() if one in self._state.headlines}
            # First of all, so that a kill later on does not leave the threads behind unnoticed.
            self._thread_index.begin(batch)
            changed = [one for one, made in known.items() if made != self._state.claims.claims(one)]
            if changed:
                clubs = {club for one in changed for claim in known[one] for club in claim.clubs}
                self._thread_index.claims_changed(batch, clubs | self._clubs_of(changed))
            self._filing.save_claims(batch, known, rulebook_version)

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """See `Store.claims`."""
        with self._guard:
            return self._state.claims.claims(article_id)

    def all_claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """See `Store.all_claims`."""
        with self._guard:
            self._thread_index.claims_given()
        return self._state.claims.all()

    def claims_about(self, clubs: Collection[str]) -> Mapping[str, tuple[Claim, ...]]:
        """See `Store.claims_about`."""
        return self._state.claims.about(clubs)

    def told(self, clubs: Collection[str] | None = None) -> Iterator[Told]:
        """See `Store.told`."""
        if clubs is None:
            with self._guard:
                self._thread_index.claims_given()
        return self._state.claims.told(clubs)

    def save_threads(self, threads: Sequence[StoryThread], made_with: str = "") -> None:
        """See `Store.save_threads`."""
        with self._writing([THREADS], together=False) as batch:
            self._thread_index.save(batch, threads, made_with)

    def threads(self) -> Sequence[StoryThread]:
        """See `Store.threads`."""
        with self._guard:
            if self._state.threads is None:
                self._state.threads = self._thread_index.load()
            return self._state.threads

    def n_threads(self) -> int:
        """See `Store.n_threads`."""
        with self._guard:
            return len(self._thread_index)

    def threads_of(self, article_id: str) -> Sequence[StoryThread]:
        """See `Store.threads_of`."""
        with self._guard:
            if self._state.threads_by_article is None:
                self._state.threads_by_article = self._thread_index.by_article()
            return self._thread_index.some(self._state.threads_by_article.get(article_id, ()))

    def threads_stale(self, made_with: str | None = None) -> bool:
        """See `Store.threads_stale`."""
        with self._guard:
            return self._thread_index.is_stale(made_with)

    def stale_threads(self, made_with: str | None = None) -> tuple[Sequence[StoryThread], frozenset[str] | None]:
        """See `Store.stale_threads`."""
        with self._guard:
            return self.threads(), self._thread_index.stale_clubs(made_with)

    @property
    def _index(self) -> Indexing:
        """The search index; made when it is first asked for, which is after the start."""
        with self._guard:
            if self._indexing is None:
                from touchline.store.indexing import Indexing
                from touchline.store.search import SearchIndex
                from touchline.store.search_file import SEARCH_FILE

                index = SearchIndex(self._folder / SEARCH_FILE if self._folder else None)
                self._indexing = Indexing(index, self._state, self._text, self._guard)
            return self._indexing

    def search(self, match: str, since: datetime | None = None, until: datetime | None = None) -> set[str]:
        """See `Store.search`."""
        return self._index.search(match, since, until)

    def newest(self, match: str) -> Iterator[Headline]:
        """See `Store.newest`."""
        return self._index.newest(match)

    def ranked(self, match: str) -> Iterator[Headline]:
        """See `Store.ranked`."""
        return self._index.ranked(match)

    def index_texts(self, limit: int) -> int:
        """See `Store.index_texts`."""
        return self._index.index_texts(limit)

    # --- life ---

    @contextmanager
    def _writing(self, names: list[str] | None = None, *, together: bool = True) -> Iterator[Batch]:
        """A batch under the lock, after catching up (with `names` only); written at the end."""
        with self._writer, self._shelf.locked(), self._guard, self._shelf.keeping():
            self._catch_up(names)
            self._shelf.check_writable()
            batch = self._shelf.batch()
            try:
                yield batch
                # A month that was read meanwhile may have turned out to be damaged.
                self._shelf.check_writable()
                changed = batch.commit(together=together)
            finally:
                batch.discard()
            self._state.absorb(changed)
            self._shelf.fold([*changed])

    def catch_up(self) -> bool:
        """See `Store.catch_up`."""
        with self._writer, self._shelf.tried_lock(_LOOK_WAIT_S) as held, self._guard:
            # Another process is in the middle of writing: its changes are seen together the next time.
            return held and self._catch_up()

    def _catch_up(self, names: list[str] | None = None) -> bool:
        before = self._state.revision
        unfinished = self._shelf.is_unfinished
        if names is None or unfinished:
            self._follow_all()
        else:
            self._state.absorb(self._shelf.follow(names))
        if unfinished:
            self._state.absorb(self._shelf.finish())
        return self._state.revision != before

    def _follow_all(self) -> None:
        """Take over everything that other processes wrote; the lock is held, so it ends."""
        while True:
            changed = self._shelf.follow()
            self._state.absorb(changed)
            # Both let files go and read others as they were known before, which then have to be followed, too.
            if not self._state.look_around() and not changed:
                return

    @property
    def revision(self) -> int:
        """See `Store.revision`."""
        return self._state.revision

    def messages(self) -> list[str]:
        """See `Store.messages`."""
        return list(self._shelf.messages)

    def close(self) -> None:
        """See `Store.close`."""
        # Damage that shows up now is told at the next opening.
        with self._writer, suppress(LibraryDamagedError), self._shelf.tried_lock(_LOOK_WAIT_S) as held, self._guard:
            if held:
                self._shelf.check_writable()
                self._catch_up()
                self._shelf.fold_outgrown()
                self._save_manifest()
        if self._indexing:
            self._indexing.close()

    def fold_journals(self, stop: Callable[[], bool] | None = None) -> None:
        """See `Store.fold_journals`."""
        for name in self._shelf.outgrown():
            if stop and stop():
                return
            # File by file, so that nobody waits for longer than one takes.
            with self._writing():
                self._shelf.fold_outgrown_one(name)

    def save_manifest(self) -> None:
        """See `Store.save_manifest`."""
        with self._writer, suppress(LibraryDamagedError), self._shelf.tried_lock(_LOOK_WAIT_S) as held, self._guard:
            if held:
                self._shelf.check_writable()
                self._catch_up()
                self._save_manifest()

    def _save_manifest(self) -> None:
        if self._manifest:
            self._manifest.save(self._shelf, self._state)
