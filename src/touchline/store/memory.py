"""A store without a disk, for tests and for work that is thrown away."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from touchline.model import Article, Claim, Headline, MarkChange, StoryThread
from touchline.store.arrivals import Known, sort_out
from touchline.store.base import AddStatus, Marks
from touchline.store.chips import choose_chip, current
from touchline.store.claims import ClaimBook, claims_row
from touchline.store.codec import decode, encode
from touchline.store.headlines import HeadlineIndex
from touchline.store.marks import MarkBook
from touchline.store.search import SearchIndex


class MemoryStore:
    """Everything in memory, with the contract of `store.base.Store`.

    Values are kept in the form in which the library stores them, so that what cannot be stored fails here too.
    """

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._articles: dict[str, dict[str, Any]] = {}
        self._index = HeadlineIndex()
        self._marks = MarkBook(self._index.entries)
        self._claim_rows: dict[str, dict[str, Any]] = {}
        self._claims = ClaimBook(self._index.entries, lambda month: self._claim_rows)
        self._search = SearchIndex(None)
        self._threads: tuple[StoryThread, ...] = ()
        self._serial = self._made_from = self._revision = 0
        self._given: int | None = None

    # --- articles ---

    def add_articles(self, articles: Sequence[Article]) -> list[AddStatus]:
        """See `Store.add_articles`."""
        with self._guard:
            statuses, arrivals = sort_out(articles, self._known)
            for arrival in arrivals:
                article_id = arrival.article_id
                self._articles[article_id] = arrival.encoded
                self._index.put(article_id, arrival.row("memory"))
                if arrival.before is None:
                    self._marks.articles_changed([article_id], 1)
                else:
                    self._serial += 1
            self._changed([arrival.article_id for arrival in arrivals])
            return statuses

    def _known(self, article_id: str) -> Known | None:
        entry = self._index.entries.get(article_id)
        return Known(entry.row["digest"], entry.row["first_seen_at"], "memory") if entry else None

    def _changed(self, article_ids: Sequence[str]) -> None:
        if article_ids:
            self._revision += 1
            self._claims.changed(article_ids)

    def article(self, article_id: str) -> Article | None:
        """See `Store.article`."""
        with self._guard:
            encoded = self._articles.get(article_id)
            return decode(Article, encoded) if encoded else None

    def delete_articles(self, article_ids: Iterable[str]) -> list[Article]:
        """See `Store.delete_articles`."""
        with self._guard:
            stored = [one for one in dict.fromkeys(article_ids) if one in self._articles]
            deleted = [decode(Article, self._articles.pop(article_id)) for article_id in stored]
            self._marks.articles_changed(stored, -1)
            for article_id in stored:
                self._index.drop(article_id)
                self._claim_rows.pop(article_id, None)
            self._serial += bool(stored)
            self._changed(stored)
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
        with self._guard:
            placed, inverse = self._marks.plan(changes, lambda key: "memory")
            for one in placed:
                self._marks.take(one)
            self._revision += bool(placed)
            return inverse

    # --- derived ---

    def pending_claims(self, rulebook_version: str) -> list[str]:
        """See `Store.pending_claims`."""
        with self._guard:
            return self._index.newest_first(self._claims.pending(rulebook_version))

    def save_claims(self, claims: Mapping[str, tuple[Claim, ...]], rulebook_version: str) -> None:
        """See `Store.save_claims`."""
        with self._guard:
            known = {one: tuple(made) for one, made in claims.items() if one in self._index.entries}
            self._serial += any(made != self._claims.claims(article_id) for article_id, made in known.items())
            for article_id, made in known.items():
                row = self._index.entries[article_id].row
                self._claim_rows[article_id] = claims_row(made, row["digest"], rulebook_version)
                chip = choose_chip(made)
                shown = {"chip": encode(chip) if chip else None, "n_claims": len(current(made))}
                self._index.put(article_id, {**row, **shown})
            self._changed([*known])

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """See `Store.claims`."""
        with self._guard:
            return self._claims.claims(article_id)

    def all_claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """See `Store.all_claims`."""
        with self._guard:
            self._given = self._serial
            return self._claims.all()

    def save_threads(self, threads: Sequence[StoryThread]) -> None:
        """See `Store.save_threads`."""
        with self._guard:
            self._threads = tuple([decode(StoryThread, encode(thread)) for thread in threads])
            self._made_from = self._serial if self._given is None else self._given
            self._given = None
            self._revision += 1

    def threads(self) -> Sequence[StoryThread]:
        """See `Store.threads`."""
        with self._guard:
            return self._threads

    def threads_stale(self) -> bool:
        """See `Store.threads_stale`."""
        with self._guard:
            return self._serial != self._made_from

    def search(self, match: str) -> set[str]:
        """See `Store.search`."""
        self.index_texts(len(self._articles))
        found = self._search.find(match)
        with self._guard:
            return {article_id for article_id in found if article_id in self._index.entries}

    def index_texts(self, limit: int) -> int:
        """See `Store.index_texts`."""
        with self._guard:
            wanted = {article_id: entry.row["digest"] for article_id, entry in self._index.entries.items()}
            waiting = self._search.waiting(wanted)
            now = waiting[:limit]
            texts = [(one, wanted[one], decode(Article, self._articles[one]).text) for one in now]
        self._search.add(texts)
        return len(waiting) - len(now)

    # --- life ---

    def catch_up(self) -> bool:
        """See `Store.catch_up`; nobody else writes to a store in memory."""
        return False

    @property
    def revision(self) -> int:
        """See `Store.revision`."""
        return self._revision

    def messages(self) -> list[str]:
        """See `Store.messages`."""
        return []

    def close(self) -> None:
        """See `Store.close`."""
        self._search.close()
