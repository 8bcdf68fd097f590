"""Articles for the tests of extraction, and claims as short tuples."""

from __future__ import annotations

from datetime import UTC, datetime

from touchline.extract import extract
from touchline.extract.rulebook import Rulebook
from touchline.model import Article, Claim

SATURDAY = datetime(2025, 5, 10, tzinfo=UTC)


def article(
    body: str, *, title: str | None = None, on: datetime | None = SATURDAY, language: str | None = "en"
) -> Article:
    text = body if title is None else f"{title}\n\n{body}"
    return Article(
        article_id="a",
        title=title,
        text=text,
        published_at=on,
        date_from="text" if on else "none",
        first_seen_at=SATURDAY,
        language=language,
    )


def current(body: str, rulebook: Rulebook, *, title: str | None = None, on: datetime | None = SATURDAY) -> list[Claim]:
    return [claim for claim in extract(article(body, title=title, on=on), rulebook).claims if not claim.background]


def short(claims: list[Claim]) -> set[tuple[str, str, str, str]]:
    """Person, kind, club, and the stage or "denied"."""
    return {(c.person, str(c.kind), c.club, "denied" if c.denied else str(c.stage)) for c in claims}
