"""Which of some articles are new, changed or known; the same for every store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.store.codec import decode, digest, encode, headline_of

if TYPE_CHECKING:
    from touchline.model import Article
    from touchline.store.base import AddStatus


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a stored article: its content's digest, when it was first seen, where its text lies."""

    digest: str
    first_seen_at: str
    shard: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that is to be written, encoded, with its digest and what was known of it before."""

    article_id: str
    encoded: dict[str, Any]
    digest: str
    before: Known | None

    def article(self) -> Article:
        """The article as it will be read back."""
        from touchline.model import Article

        return decode(Article, self.encoded)

    def row(self, shard: str) -> dict[str, Any]:
        """Its row for the story list, encoded, with the digest of the text that it stands for."""
        row = encode(headline_of(self.article(), shard))
        del row["article_id"]
        return {**row, "digest": self.digest}


def sort_out(
    articles: Sequence[Article], known: Callable[[str], Known | None]
) -> tuple[list[AddStatus], list[Arrival]]:
    """The status of each article, as if they came one after the other, and what is to be written in the end."""
    statuses: list[AddStatus] = []
    latest: dict[str, Arrival] = {}
    for article in articles:
        encoded = encode(article)
        article_id, new_digest = encoded["article_id"], digest(encoded)
        earlier = latest.get(article_id)
        before = earlier.before if earlier else known(article_id)
        present = earlier.digest if earlier else before and before.digest
        if before:
            encoded["first_seen_at"] = before.first_seen_at
        elif earlier:
            encoded["first_seen_at"] = earlier.encoded["first_seen_at"]
        statuses.append("added" if present is None else "unchanged" if present == new_digest else "updated")
        latest[article_id] = Arrival(article_id, encoded, new_digest, before)
    changed = [one for one in latest.values() if one.before is None or one.before.digest != one.digest]
    return statuses, changed
