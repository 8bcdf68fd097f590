"""newsboat's urls files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.errors import FormatError
from touchline.exchange.newsboat import read_urls
from touchline.exchange.opml import looks_like_opml
from touchline.exchange.outlines import Outline

URLS = """# my feeds
https://a.example/rss papers "La Liga" "~The Paper"

https://b.example/rss !quiet papers papers
https://a.example/rss again
"query:Unread:unread = \\"yes\\"" x
exec:~/bin/scrape.sh
"filter:sort:https://c.example/"
file:///home/me/feed.xml
https://d.example/ "never closed
"""


def test_names_tags_and_what_is_left_out() -> None:
    found, problems = read_urls(URLS.encode())
    assert found == (
        Outline(name="The Paper", url="https://a.example/rss", tags=("papers", "la-liga")),
        Outline(name="https://b.example/rss", url="https://b.example/rss", tags=("quiet", "papers")),
        Outline(name="https://d.example/", url="https://d.example/", tags=("never", "closed")),
    )
    assert [problem.partition(": ")[0] for problem in problems] == ["line 6", "line 7", "line 8", "line 9"]
    assert "saved query" in problems[0]
    assert "runs a program" in problems[1] and "runs a program" in problems[2]
    assert "no http or https address" in problems[3]


def test_a_urls_file_is_no_opml() -> None:
    assert not looks_like_opml(URLS.encode())
    assert looks_like_opml(b"\xef\xbb\xbf <?xml version='1.0'?><opml/>")
    assert looks_like_opml('<?xml version="1.0" encoding="UTF-16"?><opml/>'.encode("utf-16"))


def test_what_is_too_large() -> None:
    with pytest.raises(FormatError, match="larger than 10 MB"):
        read_urls(b"#" * 10_000_001)


@given(st.binary())
def test_any_bytes_give_printable_problems(raw: bytes) -> None:
    found, problems = read_urls(raw)
    assert all(problem.isprintable() for problem in problems)
    assert all(each.url.startswith(("http://", "https://")) for each in found)
