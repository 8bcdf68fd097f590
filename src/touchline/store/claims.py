"""The claims of all articles, by month; loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from touchline.model import Claim
from touchline.store.codec import decode, encode
from touchline.store.headlines import Row, month_of

Rows = Mapping[str, Row]


def claims_row(claims: Iterable[Claim], digest: str, rulebook_version: str) -> dict[str, Any]:
    """What is stored for an article whose claims were made: also for one that has none."""
    row: dict[str, Any] = {"digest": digest, "rulebook": rulebook_version}
    encoded = [encode(claim) for claim in claims]
    return {**row, "claims": encoded} if encoded else row


class ClaimBook:
    """Claims by article, and which articles still wait for theirs.

    Stored claims count only for the text that they were made of, which its digest tells: those of an older text are as
    good as none. `headlines` are the stored headlines by id, `rows_of` gives the stored claims of a month.
    """

    def __init__(self, headlines: Rows, rows_of: Callable[[str], Rows]) -> None:
        self._headlines = headlines
        self._rows_of = rows_of
        self._made: dict[str, tuple[Claim, ...]] = {}
        self._all: dict[str, tuple[Claim, ...]] | None = None
        self._pending: set[str] = set()
        self._pending_for: str | None = None

    def row(self, article_id: str) -> Row | None:
        """The stored row that counts for an article's present text."""
        headline = self._headlines.get(article_id)
        row = headline and self._rows_of(month_of(headline)).get(article_id)
        return row if headline and row and row.get("digest") == headline["digest"] else None

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """Claims of one article."""
        made = self._made.get(article_id)
        if made is None:
            row = self.row(article_id) or {}
            made = tuple([decode(Claim, claim) for claim in row.get("claims", ())])
            self._made[article_id] = made
        return made

    def all(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of all articles that have any."""
        if self._all is None:
            found = ((article_id, self.claims(article_id)) for article_id in self._headlines)
            self._all = {article_id: claims for article_id, claims in found if claims}
        return self._all

    def pending(self, rulebook_version: str) -> set[str]:
        """Ids of the articles without claims of this rulebook version."""
        if self._pending_for != rulebook_version:
            self._pending_for = rulebook_version
            self._pending = {article_id for article_id in self._headlines if self._waits(article_id)}
        return self._pending

    def _waits(self, article_id: str) -> bool:
        if article_id not in self._headlines:
            return False
        row = self.row(article_id)
        return row is None or row.get("rulebook") != self._pending_for

    def changed(self, article_ids: Iterable[str]) -> None:
        """Look again at these articles: their text or their claims changed, or they are gone."""
        self._all = None
        for article_id in article_ids:
            self._made.pop(article_id, None)
            if self._pending_for is not None:
                if self._waits(article_id):
                    self._pending.add(article_id)
                else:
                    self._pending.discard(article_id)
