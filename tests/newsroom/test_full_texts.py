"""The whole text of articles of which the feed gives a part."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.server import Server, reply, serving
from touchline.config import load_config
from touchline.errors import FormatError, NotFoundError, RetrieveError, TouchlineError
from touchline.newsroom.full_texts import change_text, fetch_full_text, restore_feed_text
from touchline.newsroom.refreshing import refresh
from touchline.newsroom.room import Newsroom

FEED = """<rss version="2.0"><channel><title>Hill Gazette</title>
<item><guid isPermaLink="false">{0}</guid><title>Goalless on the hill</title><description>Rain{1}.</description>
<link>/report/{0}</link></item></channel></rss>"""
PARAGRAPHS = [
    "It rained from the first minute to the last, and the referee saw no reason to wait for anything else to happen.",
    "The visitors had come with eleven men and an umbrella, which was the only one of them to leave with any credit.",
    "Nobody scored, and nobody complained about it either, since the stand was empty long before the second half.",
]
HEAD = "<html><head><title>Goalless on the hill | Gazette</title></head>"
PAGE = HEAD + "<body><article><h1>Goalless on the hill</h1>{}</article></body></html>"
WHOLE = PAGE.format("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.answers["/feed"] = reply(body=FEED.format(1, "").encode())
        server.answers["/report/1"] = reply(body=WHOLE, Content_Type="text/html")
        yield server


def newsroom(room: Newsroom, folder: Path, server: Server, more: str = "") -> Newsroom:
    folder.mkdir(exist_ok=True)
    (folder / "feeds.toml").write_text(f'[[feed]]\nname = "Hill"\nurl = "{server.url}/feed"\n{more}', "utf-8")
    return Newsroom(store=room.store, config=load_config(folder), clock=room.clock)


def texts(room: Newsroom) -> list[str]:
    return [article.text for row in room.store.headlines() if (article := room.store.article(row.article_id))]


def test_a_feed_may_have_its_pages_read(room: Newsroom, tmp_path: Path, server: Server) -> None:
    hill = newsroom(room, tmp_path / "config", server, "full_text = true\n")
    (result,) = refresh(hill)
    assert (result.status, result.n_added, result.error) == ("ok", 1, None)
    (row,) = hill.store.headlines()
    article = hill.store.article(row.article_id)
    assert article is not None
    assert article.title == "Goalless on the hill"
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert article.feed_text == "Goalless on the hill\n\nRain."


def test_what_the_feed_says_again_does_not_take_the_whole_text_away(
    room: Newsroom, tmp_path: Path, server: Server
) -> None:
    hill = newsroom(room, tmp_path / "config", server, "full_text = true\n")
    list(refresh(hill))
    (again,) = refresh(hill, force=True)
    assert (again.n_added, again.n_updated, [path for path, _ in server.requests].count("/report/1")) == (0, 0, 1)
    assert PARAGRAPHS[0] in texts(hill)[0]
    server.answers["/feed"] = reply(body=FEED.format(1, " and wind").encode())
    (changed,) = refresh(hill)
    assert changed.n_updated == 1
    (row,) = hill.store.headlines()
    article = hill.store.article(row.article_id)
    assert article is not None
    assert (PARAGRAPHS[0] in article.text, article.feed_text) == (True, "Goalless on the hill\n\nRain and wind.")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(404), "The article's page is not to be had: its server answered 404 Not Found."),
        (reply(302, Location="http://127.0.0.1:9/"), "leads into your own network"),
        (reply(body=PAGE.format("<p>x</p>").encode()), "says no more than its feed does"),
        (reply(body=b"%PDF-1.4 \0\0", Content_Type="application/pdf"), "not that of a page"),
        (reply(body=FEED.format(1, "").encode()), "not that of a page"),
        (reply(body=b"<html><body></body></html>"), "has no text to read"),
    ],
)
def test_a_page_that_gives_no_more_leaves_the_article_as_it_was(
    room: Newsroom, tmp_path: Path, server: Server, answer: object, words: str
) -> None:
    hill = newsroom(room, tmp_path / "config", server)
    list(refresh(hill))
    server.answers["/report/1"] = answer  # type: ignore[assignment]
    (row,) = hill.store.headlines()
    before = hill.store.article(row.article_id)
    with pytest.raises((RetrieveError, FormatError), match=words):
        fetch_full_text(hill, row.article_id)
    assert hill.store.article(row.article_id) == before


def test_a_page_that_cannot_be_had_is_told_in_the_feeds_result(room: Newsroom, tmp_path: Path, server: Server) -> None:
    server.answers["/report/1"] = reply(503)
    hill = newsroom(room, tmp_path / "config", server, "full_text = true\n")
    (result,) = refresh(hill)
    assert (result.status, result.n_added) == ("ok", 1)
    assert result.error == "The article's page is not to be had: its server answered 503 Service Unavailable."
    assert texts(hill) == ["Goalless on the hill\n\nRain."]


def test_the_whole_text_of_one_article_and_back(room: Newsroom, tmp_path: Path, server: Server) -> None:
    hill = newsroom(room, tmp_path / "config", server)
    list(refresh(hill))
    (row,) = hill.store.headlines()
    before = hill.store.article(row.article_id)
    assert restore_feed_text(hill, row.article_id) is None
    article = fetch_full_text(hill, row.article_id)
    assert article is not None
    assert hill.store.article(row.article_id) == article
    assert article.body == "\n\n".join(PARAGRAPHS)
    after = restore_feed_text(hill, row.article_id)
    assert after == hill.store.article(row.article_id)
    assert before is not None
    assert after is not None
    assert (after.text, after.feed_text) == (before.text, None)


def test_the_texts_take_turns(room: Newsroom, tmp_path: Path, server: Server) -> None:
    hill = newsroom(room, tmp_path / "config", server)
    list(refresh(hill))
    (row,) = hill.store.headlines()
    (feeds,) = texts(hill)
    for whole in (True, False, True):
        article = change_text(hill, row.article_id)
        assert article is not None
        assert (article.feed_text, PARAGRAPHS[2] in article.text) == ((feeds, True) if whole else (None, False))
        assert texts(hill) == [article.text]


def test_a_page_that_is_slow_can_be_given_up(room: Newsroom, tmp_path: Path, server: Server) -> None:
    hill = newsroom(room, tmp_path / "config", server)
    list(refresh(hill))
    (row,) = hill.store.headlines()
    before = texts(hill)
    asked, go_on = threading.Event(), threading.Event()
    answer = reply(body=WHOLE, Content_Type="text/html")

    def slow(*given: Any) -> Any:
        asked.set()
        go_on.wait(20)
        return answer(*given)

    server.answers["/report/1"] = slow
    try:
        assert fetch_full_text(hill, row.article_id, asked.is_set) is None
        assert asked.is_set()
        assert not go_on.is_set()
    finally:
        go_on.set()
    assert texts(hill) == before


def test_an_article_without_an_address_has_no_page(room: Newsroom, tmp_path: Path, server: Server) -> None:
    server.answers["/feed"] = reply(body=FEED.format(1, "").replace("<link>/report/1</link>", "").encode())
    hill = newsroom(room, tmp_path / "config", server)
    list(refresh(hill))
    (row,) = hill.store.headlines()
    for article_id in (row.article_id, "0123"):
        with pytest.raises(NotFoundError):
            fetch_full_text(hill, article_id)
    assert issubclass(NotFoundError, TouchlineError)
