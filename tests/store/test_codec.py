"""What is stored comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.making import NOW, claims, make_article, make_claim, nouns, times
from touchline.model import Article, Claim
from touchline.store.codec import decode, digest, encode, fold_key


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(nouns())
def test_every_noun_comes_back(noun: Any) -> None:
    written = orjson.dumps(encode(noun))
    assert decode(type(noun), orjson.loads(written)) == noun


@given(claims)
def test_claims_come_back(claim: Claim) -> None:
    assert decode(Claim, orjson.loads(orjson.dumps(encode(claim)))) == claim


@given(times, times)
def test_stored_times_sort_as_times_do(first: datetime, second: datetime) -> None:
    one = encode(make_article(1, published_at=first))["published_at"]
    other = encode(make_article(1, published_at=second))["published_at"]
    assert (one < other) == (first < second)


def test_times_of_other_zones_are_stored_in_utc() -> None:
    in_madrid = datetime(2025, 6, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    encoded = encode(make_article(1, published_at=in_madrid))
    assert encoded["published_at"] == "2025-05-31T23:30:00+00:00"
    assert decode(Article, encoded).published_at == in_madrid


def test_unknown_keys_are_ignored() -> None:
    assert decode(Claim, {**encode(make_claim()), "mood": "hopeful"}) == make_claim()


def test_what_has_its_default_is_left_out() -> None:
    encoded = encode(make_claim())
    assert "background" not in encoded
    assert "manner" not in encoded
    assert encoded["stage"] == "talks"


@pytest.mark.parametrize(("read", "stored"), [("caf\udce9.txt", "caf\ufffd.txt"), ("\ud83d\ude00", "\U0001f600")])
def test_surrogates_of_file_names_do_not_stop_a_write(read: str, stored: str) -> None:
    article = make_article(1, path=read)
    assert orjson.loads(orjson.dumps(encode(article)))["path"] == stored


def test_digest_tells_content_apart_but_not_first_sight() -> None:
    article = make_article(1)
    same = replace(article, first_seen_at=NOW + timedelta(days=3))
    assert digest(encode(same)) == digest(encode(article))
    assert digest(encode(replace(article, author="Cal Marsh"))) != digest(encode(article))


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        (
            {"body": "The coach stays, the club says."},
            {"body": "THE COACH  stays: the club says", "title": "Other"},
            True,
        ),
        ({"body": "The coach stays."}, {"body": "The coach goes."}, False),
        ({"body": "", "title": "He stays"}, {"body": "", "title": "HE STAYS"}, True),
        ({"body": "", "title": "He stays"}, {"body": "", "title": "He goes"}, False),
    ],
)
def test_fold_key_is_equal_for_copies(first: dict[str, str], second: dict[str, str], equal: bool) -> None:
    one, other = make_article(1, **first), make_article(2, published_at=datetime(2025, 5, 9, tzinfo=UTC), **second)
    assert (fold_key(one) == fold_key(other)) is equal


@given(st.text(max_size=60))
def test_any_text_can_be_stored(text: str) -> None:
    article = make_article(1, title=None, body=text)
    stored = decode(Article, orjson.loads(orjson.dumps(encode(article))))
    assert stored.text.encode("utf-8", "strict").decode() == stored.text
    assert digest(encode(stored)) == digest(encode(article))
