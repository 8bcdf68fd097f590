"""The links of an article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from touchline.model import Article
from touchline.present.lines import BLANK, Piece, plain
from touchline.present.links import MOST_LINKS, chosen, link_lines, links_of, links_page


def article(text: str, url: str | None = "https://gazette.example/1") -> Article:
    seen = datetime(2025, 5, 13, tzinfo=UTC)
    return Article(
        article_id="x", title=None, text=text, url=url, first_seen_at=seen, date_from="none", published_at=None
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/x, and (http://b.example/y).", ["https://a.example/x", "http://b.example/y"]),
        ("[word](https://a.example/x_(y)) more", ["https://a.example/x_(y)"]),
        ("<https://a.example/x> \u201chttps://a.example/x\u201d", ["https://a.example/x"]),
        ("HTTPS://A.Example/Up!", ["https://a.example/Up"]),
        ("https://m\u00fcller.example/", ["https://xn--mller-kva.example/"]),
        ("javascript:x ftp://a.example https://user@a.example/ https:// https://...", []),
    ],
)
def test_links_in_a_text(text, links):
    assert links_of(article(text)) == ("https://gazette.example/1", *links)
    assert links_of(article(text, None)) == tuple(links)


def test_each_link_is_named_once_and_one_that_may_not_be_opened_not_at_all():
    assert links_of(article("https://gazette.example/1 is this one")) == ("https://gazette.example/1",)
    assert links_of(article("https://a.example/x", "file:///etc/passwd")) == ("https://a.example/x",)


def test_a_text_full_of_links_gives_so_many():
    assert len(links_of(article(" ".join(f"https://a.example/{n}" for n in range(500))))) == MOST_LINKS


def test_the_foot_of_an_article():
    assert [plain(made) for made in link_lines(["https://a.example/x"], 40)] == ["Link  https://a.example/x"]
    two = link_lines(["https://a.example/x", "https://b.example/" + "y" * 40], 30)
    assert [plain(made) for made in two] == ["Link 1  https://a.example/x", "Link 2  https://b.example/yyy…"]
    assert link_lines([], 40) == []


def test_the_links_to_choose_from_show_their_hosts():
    page = links_page(["https://a.example:8080/x?y=1", "http://b.example"], 40)
    assert page.lines == (
        (Piece(" 1  ", "key"), Piece("a.example:8080", "strong")),
        (Piece("    "), Piece("https://a.example:8080/x?y=1", "muted")),
        BLANK,
        (Piece(" 2  ", "key"), Piece("b.example", "strong")),
        (Piece("    "), Piece("http://b.example", "muted")),
    )


@pytest.mark.parametrize(
    ("typed", "n", "whole", "number"),
    [
        ("1", 9, False, 1),
        ("1", 10, False, None),
        ("1", 10, True, 1),
        ("2", 19, False, 2),
        ("12", 19, False, 12),
        ("20", 19, True, None),
        ("0", 9, True, None),
        ("", 9, True, None),
    ],
)
def test_digits_mean_a_link_when_no_other_can_be_meant(typed, n, whole, number):
    assert chosen(typed, n, whole=whole) == number
