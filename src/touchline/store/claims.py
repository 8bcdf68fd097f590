"""The claims of all articles, by month: read when they are asked for, and let go for others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from touchline.store.bulk import many_objects
from touchline.store.codec import decode, encode
from touchline.store.headlines import Row
from touchline.store.months import MonthBook, give_way

if TYPE_CHECKING:
    from touchline.model import Claim, Told

Rows = Mapping[str, Row]


BYLINE = ("published_at", "first_seen_at", "feed", "publisher")
"""What claims are told with: fields of the headline that stay the same as long as the text does."""


def claims_row(claims: Iterable[Claim], headline: Row, rulebook_version: str) -> dict[str, Any]:
    """What is stored for an article whose claims were made: also for one that has none."""
    row: dict[str, Any] = {"digest": headline["digest"], "rulebook": rulebook_version}
    encoded = [encode(claim) for claim in claims]
    if not encoded:
        return row
    # Threads are made of claims from all months: with the byline beside them, no headlines need be read.
    return {**row, "claims": encoded, "byline": {name: headline[name] for name in BYLINE if name in headline}}


class ClaimBook:
    """Claims by article, and which articles still wait for theirs; month by month, and kept by nobody.

    Stored claims count only for the text that they were made of, which its digest tells: those of an older text are as
    good as none. `rows_of` gives the stored claims of a month, `row_of` those of one article of it. Kept are, by month,
    the ids of those that wait for claims of one rulebook version, and the clubs about which there may be claims. A walk
    over all months holds the guard for one of them at a time; all else needs it held.
    """

    def __init__(
        self,
        headlines: MonthBook,
        rows_of: Callable[[str], Rows],
        row_of: Callable[[str, str], Row | None],
        guard: threading.RLock,
    ) -> None:
        self._headlines = headlines
        self._guard = guard
        self._rows_of = rows_of
        self._row_of = row_of
        self._clubs: dict[str, set[str]] = {}
        self._waiting: dict[str, set[str]] = {}
        self._version: str | None = None
        self._done: dict[str, str] = {}

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """Claims of one article."""
        month = self._headlines.month(article_id)
        return _current_claims(self._headlines.row(article_id), self._row_of(month, article_id)) if month else ()

    def all(self) -> dict[str, tuple[Claim, ...]]:
        """Claims of all articles that have any, newest month first."""
        return {one.article_id: one.claims for one in self.told(None)}

    def about(self, clubs: Collection[str]) -> dict[str, tuple[Claim, ...]]:
        """Claims of the articles that have one about any of these clubs (`Claim.clubs`), its other claims included."""
        return {one.article_id: one.claims for one in self.told(clubs)}

    def told(self, clubs: Collection[str] | None) -> Iterator[Told]:
        """All claims, or those of the articles that have one about any of these clubs; newest month first."""
        wanted = None if clubs is None else set(clubs)
        for month in self._months():
            with self._guard, many_objects():
                told = [] if wanted is not None and wanted.isdisjoint(self.clubs(month)) else [*self._of(month, wanted)]
            yield from told
            give_way()

    def _months(self) -> list[str]:
        with self._guard:
            return self._headlines.months()

    def _of(self, month: str, wanted: set[str] | None) -> Iterator[Told]:
        rows = self._rows_of(month)
        asked = {
            article_id: row
            for article_id, row in rows.items()
            if "claims" in row and (wanted is None or not wanted.isdisjoint(_clubs_in(row)))
        }
        # The claims of a month that waits for nothing are those of its texts, and its headlines need not be read.
        headlines = None if self.done_for(month) or not asked else self._headlines.rows(month)
        for article_id, row in sorted(asked.items()):
            byline: Row | None = None
            if headlines is not None:
                headline = headlines.get(article_id)
                byline = headline if headline and headline["digest"] == row.get("digest") else None
            elif self._headlines.month(article_id) == month:
                byline = row.get("byline") or self._headlines.row(article_id)
            if byline:
                yield _told(article_id, row, byline)

    def clubs(self, month: str) -> Collection[str]:
        """The clubs that claims of this month may be about; there may be fewer."""
        clubs = self._clubs.get(month)
        if clubs is None:
            clubs = self._clubs[month] = {club for row in self._rows_of(month).values() for club in _clubs_in(row)}
        return clubs

    def known_clubs(self, month: str) -> Collection[str] | None:
        """The same, where it is known without reading the month."""
        return self._clubs.get(month)

    # --- what waits ---

    def pending(self, rulebook_version: str) -> list[str]:
        """Ids of the articles without claims of this rulebook version, newest first."""
        with self._guard:
            if self._version != rulebook_version:
                self._version, self._waiting = rulebook_version, {}
        found: list[str] = []
        for month in self._months():
            with self._guard:
                waiting = self._waiting.get(month)
                if waiting is None:
                    waiting = self._waiting[month] = self._find_waiting(month)
                if not waiting:
                    continue
                found += self._headlines.newest_first(month, waiting)
            give_way()
        return found

    def _find_waiting(self, month: str) -> set[str]:
        if self._done.get(month) == self._version:
            return set()
        # Both are read: the moment to see which clubs there are.
        rows = self._rows_of(month)
        self.clubs(month)
        headlines = self._headlines.rows(month).items()
        return {one for one, headline in headlines if self._waits(headline, rows.get(one))}

    def _waits(self, headline: Row, row: Row | None) -> bool:
        return row is None or row.get("rulebook") != self._version or row.get("digest") != headline["digest"]

    def done_for(self, month: str) -> str | None:
        """The rulebook version for which a month is known to wait for nothing; None when none is known."""
        if month in self._waiting:
            return None if self._waiting[month] else self._version
        return self._done.get(month)

    # --- changes ---

    def expect(self, month: str, clubs: Collection[str], done_for: str | None) -> None:
        """Take over what is known of a month whose claims did not change since, nor its headlines for `done_for`."""
        self._clubs[month] = set(clubs)
        if done_for is not None:
            self._done[month] = done_for

    def forget(self, month: str) -> None:
        """Any claims of a month may have changed."""
        self._clubs.pop(month, None)
        self.look_again(month)

    def look_again(self, month: str) -> None:
        """Any headlines of a month may have changed."""
        self._waiting.pop(month, None)
        self._done.pop(month, None)

    def changed(self, month: str, article_ids: Iterable[str]) -> None:
        """Look again at these articles of a month: their text or their claims changed, or they are gone."""
        self._done.pop(month, None)
        clubs, waiting = self._clubs.get(month), self._waiting.get(month)
        if clubs is None and waiting is None:
            return
        rows, headlines = self._rows_of(month), self._headlines.rows(month)
        for article_id in article_ids:
            row, headline = rows.get(article_id), headlines.get(article_id)
            if clubs is not None and row:
                clubs.update(_clubs_in(row))
            if waiting is not None:
                waiting.discard(article_id)
                if headline and self._waits(headline, row):
                    waiting.add(article_id)


def _clubs_in(row: Row) -> Iterator[str]:
    """The clubs that the claims of a row are about, which it tells without being decoded."""
    for claim in row.get("claims", ()):
        yield from filter(None, (claim.get("club"), claim.get("employer")))


def _told(article_id: str, row: Row, byline: Row) -> Told:
    published_at = byline.get("published_at")
    from touchline.model import Told

    return Told(
        article_id=article_id,
        claims=_claims_in(row),
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        first_seen_at=datetime.fromisoformat(byline["first_seen_at"]),
        feed=byline.get("feed"),
        publisher=byline.get("publisher"),
    )


def _claims_in(row: Row) -> tuple[Claim, ...]:
    from touchline.model import Claim

    return tuple([decode(Claim, claim) for claim in row.get("claims", ())])


def _current_claims(headline: Row | None, row: Row | None) -> tuple[Claim, ...]:
    if not headline or not row or row.get("digest") != headline["digest"]:
        return ()
    return _claims_in(row)
