from __future__ import annotations

from pathlib import Path

import pytest

from touchline.ingest.ids import address_article_id, comparable_address, domain_of, entry_article_id, path_article_id


@pytest.mark.parametrize(
    "spelling",
    [
        "http://post.example/a/b",
        "https://www.post.example/a/b/",
        "HTTPS://POST.example:443/a/b#comments",
        "https://post.example/a/b?utm_source=feed&utm_medium=rss",
        " https://post.example/a/b?fbclid=x ",
    ],
)
def test_spellings_of_one_address_are_one_article(spelling: str):
    assert comparable_address(spelling) == "post.example/a/b"
    assert address_article_id(spelling) == address_article_id("https://post.example/a/b")


@pytest.mark.parametrize(
    "other",
    [
        "https://post.example/a/B",
        "https://post.example/a/b?page=2",
        "https://other.example/a/b",
        "https://post.example:8080/a/b",
    ],
)
def test_other_addresses_are_other_articles(other: str):
    assert address_article_id(other) != address_article_id("https://post.example/a/b")


@pytest.mark.parametrize(
    "address",
    [
        "https://post.example",
        "https://post.example/",
        "https://www.post.example/?utm_source=x",
        "file:///a/b",
        "mailto:a@b",
        "",
        "http://[",
        "http://a:x/b",
    ],
)
def test_what_names_no_single_article_gives_no_id(address: str):
    assert address_article_id(address) is None


def test_a_query_alone_may_name_an_article():
    assert address_article_id("https://post.example/?p=12") is not None


def test_ids_are_short_stable_and_of_their_kind():
    entry = entry_article_id("https://post.example/feed", "1")
    assert entry == entry_article_id("http://www.post.example/feed/", "1") == "f934bc6186350fed"
    assert entry != entry_article_id("https://post.example/feed", "2")
    assert entry_article_id("/a/b.xml", "1") != entry_article_id("/a/c.xml", "1")
    assert len(entry) == 16


def test_a_name_that_is_no_utf8_has_an_id():
    assert len(path_article_id(Path("/a/\udcff.txt"))) == 16


@pytest.mark.parametrize(
    ("url", "domain"),
    [("https://www.post.example:8080/a", "post.example"), ("/a", None), (None, None), ("javascript:x", None)],
)
def test_domains(url: str | None, domain: str | None):
    assert domain_of(url) == domain
