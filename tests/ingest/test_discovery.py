from __future__ import annotations

import pytest

from touchline.ingest.discovery import find_feeds
from touchline.ingest.draft import Document

RSS = "application/rss+xml"


def found(html: str) -> tuple[str, ...]:
    return find_feeds(Document(raw=html.encode(), name="Post", address="https://post.example/sport/"))


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f'<link rel="alternate" type="{RSS}" href="rss.xml">', "https://post.example/sport/rss.xml"),
        (f"<LINK REL=alternate TYPE={RSS} HREF=/rss.xml />", "https://post.example/rss.xml"),
        ('<link href="//cdn.example/a" rel="home alternate" type="application/atom+xml; charset=utf-8">', "https://cdn.example/a"),
        ('<link rel="alternate" type="application/feed+json" href="?a=1&amp;b=2">', "https://post.example/sport/?a=1&b=2"),
        (f'<base href="https://other.example/x/"><link rel=alternate type={RSS} href=y>', "https://other.example/x/y"),
    ],
)  # fmt: skip
def test_a_page_names_its_feed(link: str, address: str):
    assert found(f"<!doctype html><html><head><title>Post</title>{link}</head><body>Words</body></html>") == (address,)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" type="text/css" href="a.css">',
        '<link rel="alternate" hreflang="es" href="/es">',
        f'<link rel="alternate" type="{RSS}">',
        f'<link rel="alternate" type="{RSS}" href="file:///etc/passwd">',
        f'<link rel="alternate" type="{RSS}" href="javascript:alert(1)">',
        f'<link rel="alternate" type="{RSS}" href="http://[">',
        f'<!-- <link rel="alternate" type="{RSS}" href="old.xml"> -->',
    ],
)
def test_other_links_are_none(link: str):
    assert found(f"<html><head>{link}</head></html>") == ()


def test_of_many_the_first_are_told_once_each():
    links = "".join(f'<link rel=alternate type={RSS} href="/{n // 2}">' for n in range(60))
    assert found(links) == tuple(f"https://post.example/{n}" for n in range(10))


@pytest.mark.parametrize("html", ["<!--" * 50_000, "<![" * 50_000, "<link " * 50_000, "<div>" * 50_000, "\0\1\2"])
def test_hostile_pages_name_none_in_no_time(html: str):
    assert found(html) == ()
