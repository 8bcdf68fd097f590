from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from tests.ingest.server import Server, reply, serving
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.http import HttpRetriever, _refuse_own_network
from touchline.ingest.retrieve import AnswerError, Retrieved
from touchline.ingest.states import FeedState

BODY = b"<rss version='2.0'><channel><title>Post</title></channel></rss>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def feed(server: Server, path: str = "/feed", **fields: object) -> FeedConfig:
    return FeedConfig(name="Post", url=server.url + path, **fields)  # type: ignore[arg-type]


def get(server: Server, path: str = "/feed", state: FeedState | None = None, **fields: object) -> Retrieved | None:
    return HttpRetriever(timeout_s=5, max_bytes=10_000).retrieve(feed(server, path, **fields), state or FeedState())


def failure(server: Server, path: str = "/feed", **fields: object) -> str:
    with pytest.raises(RetrieveError) as caught:
        get(server, path, **fields)
    assert "Post" in str(caught.value)
    return str(caught.value)


def test_a_document_comes_with_its_validators_and_address(server: Server):
    server.answers["/feed"] = reply(
        body=BODY, ETag='"1"', Last_Modified="Sat, 10 May 2025 10:00:00 GMT", Content_Type="text/xml"
    )
    retrieved = get(server)
    assert retrieved is not None
    assert retrieved.document is not None
    assert (retrieved.document.raw, retrieved.document.media_type) == (BODY, "text/xml")
    assert retrieved.document.address == server.url + "/feed"
    assert (retrieved.etag, retrieved.last_modified) == ('"1"', "Sat, 10 May 2025 10:00:00 GMT")
    assert retrieved.moved_to is None


def test_a_request_says_who_asks_and_what_is_known(server: Server):
    server.answers["/feed"] = reply(304)
    state = FeedState(etag='"1"', last_modified="Sat, 10 May 2025 10:00:00 GMT")
    assert get(server, state=state, headers=(("X-Key", "k"),)) is None
    [(_, headers)] = server.requests
    assert headers["User-Agent"].startswith("touchline/")
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "Sat, 10 May 2025 10:00:00 GMT")
    assert headers["X-Key"] == "k"


def test_an_unasked_304_is_no_change(server: Server):
    server.answers["/feed"] = reply(304)
    assert get(server) is None


def test_equal_bytes_are_no_change_where_a_server_knows_no_validators(server: Server):
    server.answers["/feed"] = reply(body=BODY)
    first = get(server)
    assert first is not None
    assert get(server, state=FeedState(fingerprint=first.fingerprint)) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (404, "404 Not Found. Check its address"),
        (410, "410 Gone. It says that the feed is gone"),
        (403, "403 Forbidden"),
        (500, "500 Internal Server Error. It has troubles"),
        (206, "206 Partial Content"),
        (204, "204 No Content"),
        (599, "599. It has troubles"),
    ],
)
def test_other_answers_are_failures_and_their_bodies_are_not_read(server: Server, code: int, words: str):
    server.answers["/feed"] = reply(code, BODY if code != 204 else b"")
    with pytest.raises(AnswerError, match=words) as caught:
        get(server)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("retry_after", "wait_s"),
    [("120", 120), ("1" + "0" * 12, 100_000_000), ("Sat, 10 May 2025 10:05:00 GMT", 300), ("soon", None), ("-5", None)],
)
def test_a_server_may_ask_for_patience(server: Server, retry_after: str, wait_s: float | None):
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response_only(429)
        request.send_header("Date", "Sat, 10 May 2025 10:00:00 GMT")
        request.send_header("Retry-After", retry_after)
        request.send_header("Content-Length", "0")
        request.end_headers()

    server.answers["/feed"] = answer
    with pytest.raises(AnswerError) as caught:
        get(server)
    assert caught.value.wait_s == wait_s


def test_redirects_are_followed_and_permanent_ones_told(server: Server):
    server.answers["/feed"] = reply(301, Location="/a")
    server.answers["/a"] = reply(308, Location="/b?x=1#top")
    server.answers["/b?x=1"] = reply(body=BODY)
    retrieved = get(server)
    assert retrieved is not None
    assert retrieved.moved_to == server.url + "/b?x=1"


@pytest.mark.parametrize("codes", [(302, 301), (301, 302), (307, 307), (303, 301)])
def test_a_redirect_for_now_is_no_move(server: Server, codes: tuple[int, int]):
    server.answers["/feed"] = reply(codes[0], Location="/a")
    server.answers["/a"] = reply(codes[1], Location="/b")
    server.answers["/b"] = reply(body=BODY)
    retrieved = get(server)
    assert retrieved is not None
    assert retrieved.moved_to is None


def test_five_redirects_are_enough(server: Server):
    server.answers.update({f"/{n}": reply(302, Location=f"/{n + 1}") for n in range(9)})
    server.answers["/5"] = reply(body=BODY)
    assert get(server, "/0") is not None
    server.answers["/5"] = reply(302, Location="/6")
    assert failure(server, "/0") == "Post redirects more than 5 times."
    assert server.requests[-1][0] == "/5"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "data:,x", "gopher://x", "http://[::"])
def test_redirects_lead_to_the_web_only(server: Server, target: str):
    server.answers["/feed"] = reply(302, Location=target)
    assert "address" in failure(server)


def test_a_redirect_by_another_name_into_the_own_computer_is_refused_before_anything_is_asked(server: Server):
    with serving() as inside:
        inside.answers["/"] = reply(body=BODY)
        server.answers["/feed"] = reply(302, Location=inside.url.replace("127.0.0.1", "localhost") + "/")
        assert "redirects into your own network" in failure(server)
        assert inside.requests == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "100.64.0.1",
    ],
)
def test_addresses_of_the_own_network_are_refused(address: str):
    with pytest.raises(RetrieveError, match="your own network"):
        _refuse_own_network(address, "Post")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_not(address: str):
    _refuse_own_network(address, "Post")


def test_a_password_goes_to_its_own_server_only_and_is_shown_nowhere(server: Server):
    with serving() as other:
        secret = server.url.replace("http://", "http://ada:s%40cret@") + "/feed"
        config = FeedConfig(name="Post", url=secret, headers=(("X-Key", "k"),))
        other.answers["/x"] = reply(404)
        server.answers["/feed"] = reply(301, Location=other.url + "/x")
        with pytest.raises(AnswerError) as caught:
            HttpRetriever(timeout_s=5).retrieve(config, FeedState())
        assert "cret" not in str(caught.value)
        assert server.requests[0][1]["Authorization"] == "Basic YWRhOnNAY3JldA=="
        assert not {"Authorization", "X-Key"} & other.requests[0][1].keys()
        server.answers["/feed"] = reply(body=BODY)
        retrieved = HttpRetriever(timeout_s=5).retrieve(config, FeedState())
        assert retrieved is not None
        assert retrieved.document is not None
        assert retrieved.document.address == server.url + "/feed"


def test_too_much_is_refused_by_its_announcement_and_by_its_size(server: Server):
    server.answers["/feed"] = reply(body=b"x" * 10_001)
    assert failure(server) == "Post answered with more than 0.01 MB."

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 4_096)

    server.answers["/feed"] = endless
    assert failure(server) == "Post answered with more than 0.01 MB."


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_answers_are_limited_by_what_they_unfold_to(server: Server, encoding: str):
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    server.answers["/feed"] = reply(body=pack(BODY), Content_Encoding=encoding)
    retrieved = get(server)
    assert retrieved is not None
    assert retrieved.document is not None
    assert retrieved.document.raw == BODY
    server.answers["/feed"] = reply(body=pack(bytes(50_000_000)), Content_Encoding=encoding)
    assert failure(server) == "Post answered with more than 0.01 MB."


def test_broken_compression_and_broken_answers_are_failures(server: Server):
    server.answers["/feed"] = reply(body=b"no gzip", Content_Encoding="gzip")
    assert failure(server) == "Post answered with broken compression."
    server.answers["/feed"] = reply(body=BODY, Content_Length="5000")
    assert "broke off" in failure(server)
    server.answers["/feed"] = lambda request: None
    assert "broke off" in failure(server)
    server.answers["/feed"] = lambda request: request.wfile.write(b"words, not HTTP\r\n\r\n") and None
    assert "broke off" in failure(server)


@pytest.mark.parametrize("trickle", [b"", b"x"])
def test_silence_and_trickles_end_at_the_deadline(server: Server, trickle: bytes):
    done = threading.Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not done.wait(0.05):
            request.wfile.write(trickle)

    server.answers["/feed"] = slow
    try:
        with pytest.raises(RetrieveError, match=r"^Post did not answer in time\.$"):
            HttpRetriever(timeout_s=0.3).retrieve(feed(server), FeedState())
    finally:
        done.set()


def test_a_body_that_trickles_ends_at_the_feeds_own_deadline(server: Server):
    done = threading.Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not done.wait(0.05):
            request.wfile.write(b"x")

    server.answers["/feed"] = slow
    try:
        assert failure(server, timeout_s=1) == "Post did not answer in time."
    finally:
        done.set()


def test_a_closed_port_and_an_impossible_address_are_failures(server: Server):
    with serving() as gone:
        url = gone.url
    for address, words in (
        (url, "refuses connections"),
        ("http://[", "not valid"),
        ("ftp://a/b", "neither http nor https"),
    ):
        with pytest.raises(RetrieveError, match=words):
            HttpRetriever(timeout_s=2).retrieve(FeedConfig(name="Post", url=address), FeedState())
