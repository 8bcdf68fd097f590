"""Which club a coach leaves when an article shows him in another job than the one that he takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from touchline.extract import extract, load_rulebook
from touchline.model import Article, Kind

AT = datetime(2025, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Ajax have agreed a deal with Feyenoord coach Tom Askew, who will become their new head coach.", "Feyenoord"),
        ("Ole Brandt, the Real Madrid manager, has been named coach of Brazil.", "Real Madrid"),
        ("Leeds manager Jim Bell has joined Hull City as their new manager.", "Leeds United"),
        ("Brazil have named Ole Brandt as coach. The Real Madrid manager welcomed it.", None),
        ("Everton have appointed former Tottenham manager Ole Brandt as head coach.", None),
        ("Chelsea women coach Ada Brandt has been appointed manager of Lyon.", None),
        ("Tom Askew has been appointed head coach of Ajax.", None),
    ],
)
def test_the_club_he_coaches_now(text: str, employer: str | None) -> None:
    article = Article(
        article_id="a", title=None, text=text, published_at=AT, date_from="text", first_seen_at=AT, language="en"
    )
    claims = extract(article, load_rulebook()).claims
    assert {claim.employer for claim in claims if claim.kind is Kind.APPOINTMENT} == {employer}
