"""An article as it will be stored: all of it that can be worked out without the library, so in any process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from touchline.model import Article
from touchline.store.codec import decode, digest, encode, headline_of


@dataclass(frozen=True, slots=True)
class ReadyArticle:
    """An article, encoded, with the digest of its content and its row for the story list, which names no file yet."""

    article_id: str
    encoded: Mapping[str, Any]
    digest: str
    headline: Mapping[str, Any]

    @property
    def first_seen_at(self) -> str:
        """When it was first seen, as it is stored."""
        return str(self.encoded["first_seen_at"])

    def seen_before(self, first_seen_at: str) -> ReadyArticle:
        """The same article, first seen at an earlier time."""
        changes = {"first_seen_at": first_seen_at}
        return replace(self, encoded={**self.encoded, **changes}, headline={**self.headline, **changes})

    def row(self, shard: str) -> dict[str, Any]:
        """Its row for the story list, when its text lies in `shard`."""
        return {**self.headline, "shard": shard}


def make_ready(article: Article) -> ReadyArticle:
    """Work out all that is stored of an article."""
    return ready(encode(article))


def ready(encoded: Mapping[str, Any]) -> ReadyArticle:
    """The same of an article that is encoded already."""
    known_by = digest(encoded)
    # Of the article as it will be read back: encoding drops what cannot be stored.
    row = encode(headline_of(decode(Article, encoded), ""))
    return ReadyArticle(row.pop("article_id"), encoded, known_by, {**row, "digest": known_by})
