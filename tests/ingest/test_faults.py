"""One path for each way in which servers go wrong: every one fails alone, soon, and with a sentence."""

from __future__ import annotations

import gzip
import re
import socket
import struct
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest

from tests.ingest.builders import NOW
from tests.ingest.server import Answer, reply, serving
from touchline.config import FeedConfig
from touchline.ingest.http import HttpRetriever
from touchline.ingest.refresh import FetchedFeed, Refresh, refresh_feeds
from touchline.ingest.retrieve import StandardRetriever
from touchline.ingest.states import FeedState

ENTRY = b"<item><guid>1</guid><title>Goalless</title></item>"
GOOD = b"<rss version='2.0'><channel><title>Hill</title>" + ENTRY + b"</channel></rss>"
OVER = threading.Event()
"""Set once the clients are done: what trickles for ever ends then."""


def raw(*pieces: bytes, pause_s: float = 0) -> Answer:
    """These very bytes, and the end of the line."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            request.wfile.write(piece)
            request.wfile.flush()
            OVER.wait(pause_s)

    return answer


def reset(request: BaseHTTPRequestHandler) -> None:
    """The line is broken off in the middle of an answer."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>")
    request.wfile.flush()
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()


def trickling(head: bytes, piece: bytes) -> Answer:
    """A piece twenty times a second, for ever."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        while not OVER.wait(0.05):
            request.wfile.write(piece)
            request.wfile.flush()

    return answer


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FAULTS: dict[str, tuple[Answer, str]] = {
    "silence": (lambda request: OVER.wait(30) and None, "did not answer in time"),
    "slow-status": (trickling(b"", b"H"), "did not answer in time|broke off"),
    "slow-headers": (trickling(OK, b"X: y\r\n"), "did not answer in time|broke off"),
    "one-endless-header": (trickling(OK + b"X: ", b"y"), "did not answer in time"),
    "slow-body": (trickling(OK + b"\r\n", b"<"), "did not answer in time"),
    "slow-chunks": (trickling(CHUNKED, b"1\r\n<\r\n"), "did not answer in time"),
    "stall": (raw(OK + b"Content-Length: 500\r\n\r\n<rss>", pause_s=30), "did not answer in time"),
    "reset": (reset, "broke off"),
    "nothing": (raw(), "broke off"),
    "no-http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "broke off"),
    "bad-status": (raw(b"HTTP/1.1 abc OK\r\n\r\n"), "broke off"),
    "many-headers": (raw(OK + b"".join(b"X%d: y\r\n" % n for n in range(300)) + b"\r\n"), "broke off"),
    "long-header": (raw(OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n"), "broke off"),
    "short-body": (reply(body=GOOD, Content_Length="5000"), "broke off"),
    "cut-chunk": (raw(CHUNKED + b"ff\r\n<rss>"), "broke off"),
    "bad-chunk": (raw(CHUNKED + b"zz\r\n<rss>\r\n0\r\n\r\n"), "broke off"),
    "cut-gzip": (reply(body=gzip.compress(GOOD)[:40], Content_Encoding="gzip"), "broken compression|no feed"),
    "no-gzip": (reply(body=GOOD, Content_Encoding="gzip"), "broken compression"),
    "no-deflate": (reply(body=GOOD, Content_Encoding="deflate"), "broken compression"),
    "bomb": (reply(body=gzip.compress(bytes(20_000_000)), Content_Encoding="gzip"), "more than 15 MB"),
    "bomb-in-bomb": (
        reply(body=gzip.compress(gzip.compress(bytes(20_000_000))), Content_Encoding="gzip, gzip"),
        "more than 15 MB",
    ),
    "deflate-bomb": (reply(body=zlib.compress(bytes(20_000_000)), Content_Encoding="deflate"), "more than 15 MB"),
    "many-codings": (reply(body=GOOD, Content_Encoding=", ".join(["gzip"] * 50)), "broken compression|broke off"),
    "too-long": (reply(body=GOOD, Content_Length="20000000"), "more than 15 MB"),
    "loop": (reply(302, Location="/loop"), "redirects more than 5 times"),
    "to-itself": (reply(302, Location="http://"), "redirects more than 5 times"),
    "to-file": (reply(302, Location="file:///etc/passwd"), "neither http nor https"),
    "to-another-port": (reply(302, Location="http://127.0.0.1:9/"), "your own network"),
    "to-decimal": (reply(302, Location="http://2130706433/"), "your own network"),
    "to-mapped": (reply(302, Location="http://[::ffff:127.0.0.1]/"), "your own network"),
    "to-zero": (reply(302, Location="http://0.0.0.0/"), "your own network"),
    "error-with-a-feed": (reply(500, GOOD), "500 Internal Server Error"),
    "part": (reply(206, GOOD), "206 Partial Content"),
    "login": (reply(body=b"<!doctype html><html><body>Please log in</body></html>"), "not with a feed"),
    "empty": (reply(body=b""), "is empty"),
    "image": (reply(body=b"\x89PNG\r\n\x1a\n" + bytes(99)), "image|not with a feed"),
}  # fmt: skip


@pytest.fixture(scope="module")
def fetched() -> dict[str, FetchedFeed]:
    """All faults and a good feed in one refresh."""
    OVER.clear()
    with serving() as server:
        server.answers.update({f"/{name}": answer for name, (answer, _) in FAULTS.items()})
        server.answers["/good"] = reply(body=GOOD)
        feeds = [FeedConfig(name=name, url=f"{server.url}/{name}") for name in (*FAULTS, "good")]
        retriever = StandardRetriever(HttpRetriever(timeout_s=1))
        began_at = time.monotonic()
        groups = refresh_feeds(feeds, Refresh(retriever=retriever, now=NOW, states={}))
        found = {each.feed.name: each for group in groups for each in group}
        OVER.set()
        # Eight of them take their second, two at a time.
        assert time.monotonic() - began_at < 30
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_it_fails_alone_and_says_so(fetched: dict[str, FetchedFeed], name: str):
    one = fetched[name]
    assert (one.status, one.articles) == ("failed", ())
    assert re.search(FAULTS[name][1], one.error or ""), one.error
    assert one.state.error == one.error
    assert one.state.not_before_at is not None
    assert one.state.not_before_at > NOW
    assert fetched["good"].status == "ok"


def test_no_cookies_are_kept() -> None:
    with serving() as server:
        server.answers["/feed"] = reply(body=GOOD, Set_Cookie="id=1; Path=/")
        retriever = HttpRetriever(timeout_s=2)
        for _ in range(2):
            retriever.retrieve(FeedConfig(name="Post", url=f"{server.url}/feed"), FeedState())
        retriever.close()
        assert all("Cookie" not in headers for _, headers in server.requests)
