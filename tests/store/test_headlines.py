"""Headlines of stored rows."""

from __future__ import annotations

from hypothesis import given, settings

from tests.store.making import of_type
from touchline.model import Headline
from touchline.store.codec import decode, encode
from touchline.store.headlines import make_headline


@given(of_type(Headline))
@settings(deadline=None)
def test_rows_are_read_as_the_codec_reads_them(headline: Headline) -> None:
    row = encode(headline)
    assert make_headline(headline.article_id, row) == decode(Headline, row) == headline
