"""Whatever the text, extraction ends, raises nothing, and points into the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.reading import article
from touchline.extract import explain, extract, load_rulebook

RULEBOOK = load_rulebook()
PIECES = [
    "Leeds",
    "United",
    "manager",
    "Tom Ashby",
    "has been",
    "sacked",
    "as",
    "head coach",
    "of",
    "the",
    "'s",
    ",",
    ".",
    '"',
    "(",
    ")",
    "who",
    "and",
    "he",
    "FC",
    "women's",
    "under-21",
    "in October 2022",
    "on Friday",
    "reportedly",
    "not",
    "\n\n",
    "“",
    "’",
    "?",
    "43-year-old",
    "the former",
    "Real",
    "said",
    "I",
    "-",
    "ten Hag",
    "É",
    "\u202e",
    "0",
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.booleans())
def test_news_in_any_order(body: str, titled: bool) -> None:
    told = article(body, title=body[:40].replace("\n", " ") if titled else None)
    for claim in extract(told, RULEBOOK).claims:
        assert claim.person
        assert claim.club
        assert (claim.stage is None) == claim.denied
        assert all(0 <= span.start < span.end <= len(told.text) for span in claim.evidence)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text(body: str) -> None:
    told = article(body)
    extract(told, RULEBOOK)
    explain(told, RULEBOOK)


def test_hostile_repetition_ends() -> None:
    for piece in (
        "manager Tom Ashby and ",
        "has been ",
        "Leeds, who ",
        "was sacked by ",
        "((((",
        "A. ",
        "”’",
        "the former ",
    ):
        extract(article(f"Leeds manager Tom Ashby was sacked. {piece * 2000}"), RULEBOOK)


def test_claims_are_one_for_each_key() -> None:
    told = article(
        "Leeds have sacked manager Tom Ashby. Ashby was sacked on Friday. Leeds manager Tom Ashby has been sacked."
    )
    keys = [claim.key for claim in extract(told, RULEBOOK).claims]
    assert len(keys) == len(set(keys)) == 1
