"""The claims of all articles, by month; loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from touchline.model import Claim
from touchline.store.bulk import many_objects
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
        self._about: dict[str, set[str]] | None = None
        self._clubs: dict[str, frozenset[str]] = {}
        self._pending: set[str] = set()
        self._pending_for: str | None = None

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """Claims of one article."""
        made = self._made.get(article_id)
        if made is None:
            headline = self._headlines.get(article_id)
            row = self._rows_of(month_of(headline)).get(article_id) if headline else None
            made = self._made[article_id] = _current_claims(headline, row)
        return made

    def all(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of all articles that have any."""
        if self._all is None:
            self._all = {}
            with many_objects():
                for article_id, headline, row in self._pairs():
                    if row and "claims" in row:
                        made = self._made.get(article_id) or _current_claims(headline, row)
                        self._made[article_id] = made
                        if made:
                            self._all[article_id] = made
        return self._all

    def about(self, clubs: Iterable[str]) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of the articles that have one about any of these clubs (`Claim.clubs`), its other claims included."""
        if self._about is None:
            self._about = {}
            for article_id, headline, row in self._pairs():
                self._file_clubs(article_id, headline, row)
        wanted = {article_id for club in clubs for article_id in self._about.get(club, ())}
        return {article_id: made for article_id in sorted(wanted) if (made := self.claims(article_id))}

    def _file_clubs(self, article_id: str, headline: Row | None, row: Row | None) -> None:
        """Keep the article under the clubs that its claims are about, which their rows tell without being decoded."""
        about = self._about if self._about is not None else {}
        for club in self._clubs.pop(article_id, ()):
            about[club].discard(article_id)
        if headline and row and "claims" in row and row.get("digest") == headline["digest"]:
            named = (claim.get(name) for claim in row["claims"] for name in ("club", "employer"))
            self._clubs[article_id] = frozenset(club for club in named if club)
            for club in self._clubs[article_id]:
                about.setdefault(club, set()).add(article_id)

    def pending(self, rulebook_version: str) -> set[str]:
        """Ids of the articles without claims of this rulebook version."""
        if self._pending_for != rulebook_version:
            self._pending_for = rulebook_version
            with many_objects():
                self._pending = {one for one, headline, row in self._pairs() if self._waits(headline, row)}
        return self._pending

    def changed(self, article_ids: Iterable[str]) -> None:
        """Look again at these articles: their text or their claims changed, or they are gone."""
        self._all = None
        for article_id in article_ids:
            self._made.pop(article_id, None)
            if self._pending_for is None and self._about is None:
                continue
            headline = self._headlines.get(article_id)
            row = self._rows_of(month_of(headline)).get(article_id) if headline else None
            if self._about is not None:
                self._file_clubs(article_id, headline, row)
            if self._pending_for is None:
                continue
            if headline and self._waits(headline, row):
                self._pending.add(article_id)
            else:
                self._pending.discard(article_id)

    def _pairs(self) -> Iterator[tuple[str, Row, Row | None]]:
        """Every article's headline and claims, as stored."""
        months: dict[str, Rows] = {}
        for article_id, headline in self._headlines.items():
            month = month_of(headline)
            if month not in months:
                months[month] = self._rows_of(month)
            yield article_id, headline, months[month].get(article_id)

    def _waits(self, headline: Row, row: Row | None) -> bool:
        return row is None or row.get("rulebook") != self._pending_for or row.get("digest") != headline["digest"]


def _current_claims(headline: Row | None, row: Row | None) -> tuple[Claim, ...]:
    if not headline or not row or row.get("digest") != headline["digest"]:
        return ()
    return tuple([decode(Claim, claim) for claim in row.get("claims", ())])
