"""Which file each article's text, headline and claims go to, and back from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from touchline.store.claims import claims_row
from touchline.store.codec import decode, encode
from touchline.store.headlines import Row, month_of
from touchline.store.shelf import ARTICLES, CLAIMS, HEADLINES, Shelf

if TYPE_CHECKING:
    from touchline.model import Article, Claim
    from touchline.store.arrivals import Arrival, Known
    from touchline.store.batch import Batch
    from touchline.store.state import State

MAX_SHARD = 300
"""Articles in one file of texts: about 1 MB, read in a millisecond or two."""


class Filing:
    """Puts articles and claims into the files of a batch, and takes them out.

    A text stays in the file that it came to, also when its article moves to another month: its headline names the file.
    """

    def __init__(self, shelf: Shelf, state: State) -> None:
        self._shelf = shelf
        self._state = state

    def known(self, article_id: str) -> Known | None:
        """What is known of a stored article."""
        from touchline.store.arrivals import Known

        row = self._state.headlines.row(article_id)
        return Known(row["digest"], row["first_seen_at"], row["shard"]) if row else None

    def read(self, article_id: str) -> Article | None:
        """One article. Raises LibraryDamagedError when the file of its text cannot be read."""
        from touchline.model import Article

        row = self._text_row(article_id)
        return decode(Article, row) if row else None

    def text(self, article_id: str) -> str | None:
        """The text of one article, without making the rest of it; raises as `read` does."""
        row = self._text_row(article_id)
        return row["text"] if row else None

    def _text_row(self, article_id: str) -> Row | None:
        headline = self._state.headlines.row(article_id)
        if headline is None:
            return None
        name = f"{ARTICLES}/{headline['shard']}"
        row = self._shelf.row(name, article_id)
        if row is None:
            self._shelf.check_present(name)
        return row

    def add(self, batch: Batch, arrivals: Sequence[Arrival]) -> None:
        """File new and changed articles."""
        n_new: Counter[str] = Counter()
        join = cache(partial(self._shelf.join, batch))
        for arrival in arrivals:
            article, article_id = arrival.article, arrival.article.article_id
            month, before = month_of(article.encoded), self._state.headlines.row(article_id)
            shard = before["shard"] if before else self._free_shard(month, n_new)
            join(f"{ARTICLES}/{shard}").put(article_id, article.encoded)
            # In memory, so that only what changes need be taken over afterwards.
            self._state.headlines.rows(month)
            join(f"{HEADLINES}/{month}").put(article_id, article.row(shard))
            if before:
                # Also when the text comes back later: the new headline has no chip, so claims must be made again.
                self._drop_claims(batch, month_of(before), article_id)
                if month_of(before) != month:
                    join(f"{HEADLINES}/{month_of(before)}").drop(article_id)

    def _free_shard(self, month: str, n_new: Counter[str]) -> str:
        """The month's newest text file, or a new one when that is full; `n_new` counts what this batch adds."""
        n_in_shard = self._state.headlines.n_in_shard
        number = 1
        while f"{month}-{number + 1}" in n_in_shard or f"{month}-{number + 1}" in n_new:
            number += 1
        if n_in_shard[f"{month}-{number}"] + n_new[f"{month}-{number}"] >= MAX_SHARD:
            number += 1
        n_new[f"{month}-{number}"] += 1
        return f"{month}-{number}"

    def remove(self, batch: Batch, article_ids: Iterable[str]) -> list[Article]:
        """Take articles and their claims out, and return those that there were."""
        removed = []
        for article_id in dict.fromkeys(article_ids):
            article, row = self.read(article_id), self._state.headlines.row(article_id)
            if article is None or row is None:
                continue
            removed.append(article)
            self._shelf.join(batch, f"{HEADLINES}/{month_of(row)}").drop(article_id)
            self._shelf.join(batch, f"{ARTICLES}/{row['shard']}").drop(article_id)
            self._drop_claims(batch, month_of(row), article_id)
        return removed

    def _drop_claims(self, batch: Batch, month: str, article_id: str) -> None:
        name = f"{CLAIMS}/{month}"
        if self._shelf.table(name).row(article_id):
            self._shelf.join(batch, name).drop(article_id)

    def save_claims(self, batch: Batch, claims: Mapping[str, tuple[Claim, ...]], rulebook_version: str) -> None:
        """File claims of stored articles, chips first: a kill in between leaves claims pending, never chips behind."""
        from touchline.store.chips import choose_chip, current

        for article_id, made in claims.items():
            row = self._row(article_id)
            chip, n_claims = choose_chip(made), len(current(made))
            fields: dict[str, Any] = {"chip": encode(chip) if chip else None, "n_claims": n_claims or None}
            if any(row.get(name) != value for name, value in fields.items()):
                self._shelf.join(batch, f"{HEADLINES}/{month_of(row)}").put_fields(article_id, fields)
        for article_id, made in claims.items():
            headline = self._row(article_id)
            table = self._shelf.join(batch, f"{CLAIMS}/{month_of(headline)}")
            table.put(article_id, claims_row(made, headline, rulebook_version))

    def _row(self, article_id: str) -> Row:
        """The row of an article that is stored."""
        row = self._state.headlines.row(article_id)
        if row is None:
            raise KeyError(article_id)
        return row
