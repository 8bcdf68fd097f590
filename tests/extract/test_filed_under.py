"""A club's women's seat told apart: by the feed or the address, by its league's name, by "she"."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from touchline.extract import extract
from touchline.extract.rulebook import Rulebook
from touchline.model import Article

AT = datetime(2025, 11, 12, tzinfo=UTC)
SACKED = "Hull City have sacked manager Ann Frost."


def squads(text: str, rulebook: Rulebook, feed: str | None = None, url: str | None = None) -> set[str]:
    """The squads of all claims of a text that came by this feed and from this address."""
    article = Article(
        article_id="a",
        title=None,
        text=text,
        published_at=AT,
        date_from="feed",
        first_seen_at=AT,
        feed=feed,
        url=url,
        language="en",
    )
    return {claim.squad for claim in extract(article, rulebook).claims}


@pytest.mark.parametrize(
    ("text", "feed", "url", "squad"),
    [
        (SACKED, None, "https://paper.example/sport/womens-football/frost-sacked", "women"),
        (SACKED, None, "https://paper.example/football/women/2025/frost-sacked/", "women"),
        (SACKED, None, "https://paper.example/wsl/frost-sacked?from=front", "women"),
        (SACKED, "The Paper: Women's Football", None, "women"),
        (SACKED, "The Paper", "https://paper.example/football/frost-sacked", "first"),
        (SACKED, None, "https://paper.example/football/city-women-react-to-sacking", "first"),
        (SACKED, None, "not an address [", "first"),
        (f"It was one defeat too many for the men. {SACKED}", "The Paper: Women's Football", None, "first"),
    ],
)
def test_feed_and_section_tell_the_squad(
    text: str, feed: str | None, url: str | None, squad: str, rulebook: Rulebook
) -> None:
    assert squads(text, rulebook, feed, url) == {squad}


@pytest.mark.parametrize(
    ("text", "squad"),
    [
        (f"The WSL season was ten days old. {SACKED}", "women"),
        (f"They were the women's champions of two countries. {SACKED}", "women"),
        (f"{SACKED} She had been there for three years.", "women"),
        ("Hull City have named former Juventus Women boss Ann Frost as their new manager.", "women"),
        ("Hull City have sacked manager Tom Frost. He had been there for three years.", "first"),
        (f"The women in the crowd sang. {SACKED}", "first"),
    ],
)
def test_the_text_tells_the_squad(text: str, squad: str, rulebook: Rulebook) -> None:
    assert squads(text, rulebook) == {squad}
