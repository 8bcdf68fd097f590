from __future__ import annotations

import gzip
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler

import pytest

from tests.ingest.server import Server, reply, serving
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest import own_network
from touchline.ingest.http import HttpRetriever
from touchline.ingest.lines import Lines, LinesClosedError
from touchline.ingest.retrieve import AnswerError, NotModified, Retrieved
from touchline.ingest.states import FeedState

BODY = b"<rss version='2.0'><channel><title>Post</title></channel></rss>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def ask(
    config: FeedConfig, state: FeedState | None = None, *, timeout_s: float = 5, lines: Lines | None = None
) -> Retrieved | NotModified:
    retriever = HttpRetriever(timeout_s=timeout_s, max_bytes=10_000, lines=lines)
    try:
        return retriever.retrieve(config, state or FeedState())
    finally:
        retriever.close()


def feed(server: Server, path: str = "/feed", **fields: object) -> FeedConfig:
    return FeedConfig(name="Post", url=server.url + path, **fields)  # type: ignore[arg-type]


def get(
    server: Server, path: str = "/feed", state: FeedState | None = None, **fields: object
) -> Retrieved | NotModified:
    return ask(feed(server, path, **fields), state)


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
    assert isinstance(retrieved, Retrieved)
    assert retrieved.document is not None
    assert (retrieved.document.raw, retrieved.document.media_type) == (BODY, "text/xml")
    assert retrieved.document.address == server.url + "/feed"
    assert (retrieved.etag, retrieved.last_modified) == ('"1"', "Sat, 10 May 2025 10:00:00 GMT")
    assert retrieved.moved_to is None


def test_a_request_says_who_asks_and_what_is_known(server: Server):
    server.answers["/feed"] = reply(304)
    state = FeedState(etag='"1"', last_modified="Sat, 10 May 2025 10:00:00 GMT")
    assert get(server, state=state, headers=(("X-Key", "k"),)) == NotModified()
    [(_, headers)] = server.requests
    assert headers["User-Agent"].startswith("touchline/")
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "Sat, 10 May 2025 10:00:00 GMT")
    assert headers["X-Key"] == "k"


def test_an_unasked_304_is_no_change(server: Server):
    server.answers["/feed"] = reply(304)
    assert get(server) == NotModified()


def test_equal_bytes_are_no_change_where_a_server_knows_no_validators(server: Server):
    server.answers["/feed"] = reply(body=BODY)
    first = get(server)
    assert isinstance(first, Retrieved)
    assert get(server, state=FeedState(fingerprint=first.fingerprint)) == NotModified()


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
    assert isinstance(retrieved, Retrieved)
    assert retrieved.moved_to == server.url + "/b?x=1"


@pytest.mark.parametrize("codes", [(302, 301), (301, 302), (307, 307), (303, 301)])
def test_a_redirect_for_now_is_no_move(server: Server, codes: tuple[int, int]):
    server.answers["/feed"] = reply(codes[0], Location="/a")
    server.answers["/a"] = reply(codes[1], Location="/b")
    server.answers["/b"] = reply(body=BODY)
    retrieved = get(server)
    assert isinstance(retrieved, Retrieved)
    assert retrieved.moved_to is None


def test_five_redirects_are_enough(server: Server):
    server.answers.update({f"/{n}": reply(302, Location=f"/{n + 1}") for n in range(9)})
    server.answers["/5"] = reply(body=BODY)
    assert isinstance(get(server, "/0"), Retrieved)
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
        assert "leads into your own network" in failure(server)
        assert inside.requests == []


@pytest.fixture
def public_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other servers of a test stand for those of the internet."""
    monkeypatch.setattr(own_network, "is_public", lambda address: address.startswith("127."))


@pytest.mark.usefixtures("public_loopback")
def test_a_password_goes_to_its_own_server_only_and_is_shown_nowhere(server: Server):
    with serving() as other:
        secret = server.url.replace("http://", "http://ada:s%40cret@") + "/feed"
        config = FeedConfig(name="Post", url=secret, headers=(("X-Key", "k"),))
        other.answers["/x"] = reply(404)
        server.answers["/feed"] = reply(301, Location=other.url + "/x")
        with pytest.raises(AnswerError) as caught:
            ask(config)
        assert "cret" not in str(caught.value)
        assert server.requests[0][1]["Authorization"] == "Basic YWRhOnNAY3JldA=="
        assert not {"Authorization", "X-Key"} & other.requests[0][1].keys()
        server.answers["/feed"] = reply(body=BODY)
        retrieved = ask(config)
        assert isinstance(retrieved, Retrieved)
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
    assert isinstance(retrieved, Retrieved)
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
            ask(feed(server), timeout_s=0.3)
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
            ask(FeedConfig(name="Post", url=address))


def test_how_long_an_answer_holds_good_is_told_also_by_one_without_news(server: Server):
    server.answers["/feed"] = reply(body=BODY, Cache_Control="public, max-age=1800", Age="300")
    retrieved = get(server)
    assert isinstance(retrieved, Retrieved)
    assert retrieved.fresh_s == 1_500
    server.answers["/feed"] = reply(304, Cache_Control="max-age=60", ETag='"2"')
    assert get(server) == NotModified(etag='"2"', fresh_s=60)


def test_a_move_is_told_also_where_nothing_is_new(server: Server):
    server.answers["/feed"] = reply(301, Location="/new")
    server.answers["/new"] = reply(304)
    assert get(server, state=FeedState(etag='"1"')) == NotModified(moved_to=server.url + "/new")


@pytest.mark.parametrize("name", ["br", "zstd"])
def test_newer_compressions_are_read_where_their_decoders_are_there(server: Server, name: str):
    packages = {"br": "brotli", "zstd": "backports.zstd"}
    package = pytest.importorskip(packages[name])
    server.answers["/feed"] = reply(body=package.compress(BODY), Content_Encoding=name)
    retrieved = get(server)
    assert isinstance(retrieved, Retrieved)
    assert retrieved.document is not None
    assert retrieved.document.raw == BODY
    assert name in server.requests[0][1]["Accept-Encoding"].split(",")
    server.answers["/feed"] = reply(body=package.compress(bytes(24_000_000)), Content_Encoding=name)
    tracemalloc.start()
    try:
        assert failure(server) == "Post answered with more than 0.01 MB."
        # What it would unfold to is never in memory.
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_what_a_server_announces_to_be_too_much_is_not_waited_for(server: Server):
    server.answers["/feed"] = reply(body=BODY, Content_Length="999999999999")
    assert failure(server) == "Post answered with more than 0.01 MB."


def test_a_line_is_kept_for_the_next_request_to_its_server(server: Server):
    server.keeps_lines = True
    server.answers.update({f"/{n}": reply(body=BODY + b"\n" * n) for n in range(4)})
    retriever = HttpRetriever(timeout_s=5)
    for n in range(4):
        retriever.retrieve(feed(server, f"/{n}"), FeedState())
    retriever.close()
    assert [path for path, _ in server.requests] == ["/0", "/1", "/2", "/3"]
    assert len(server.lines) == 1


def test_a_line_that_the_server_closed_meanwhile_is_no_failure(server: Server):
    server.answers["/feed"] = reply(body=BODY)
    retriever = HttpRetriever(timeout_s=5)
    for _ in range(3):
        assert isinstance(retriever.retrieve(feed(server), FeedState()), Retrieved)
    retriever.close()
    assert len(server.lines) == 3


def test_no_host_is_asked_for_more_than_two_things_at_a_time(server: Server):
    def slow(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.05)
        reply(body=BODY)(request)

    server.answers["/feed"] = slow
    retriever = HttpRetriever(timeout_s=5)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: retriever.retrieve(feed(server), FeedState()), range(8)))
    retriever.close()
    assert len(found) == 8
    assert server.busiest == 2


def test_waiting_for_a_turn_does_not_count_as_the_servers_time(server: Server):
    def slow(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        reply(body=BODY)(request)

    server.answers["/feed"] = slow
    retriever = HttpRetriever(timeout_s=0.5)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: retriever.retrieve(feed(server), FeedState()), range(8)))
    retriever.close()
    assert all(isinstance(each, Retrieved) for each in found)


def test_closing_cuts_what_is_under_way_and_refuses_the_rest(server: Server):
    done, asked = threading.Event(), threading.Event()

    def silent(request: BaseHTTPRequestHandler) -> None:
        asked.set()
        done.wait(10)

    server.answers["/feed"] = silent
    retriever = HttpRetriever(timeout_s=10)
    try:
        with ThreadPoolExecutor(3) as threads:
            waiting = [threads.submit(retriever.retrieve, feed(server), FeedState()) for _ in range(3)]
            asked.wait(5)
            began_at = time.monotonic()
            retriever.close()
            for each in waiting:
                with pytest.raises(LinesClosedError):
                    each.result()
            assert time.monotonic() - began_at < 2
        with pytest.raises(LinesClosedError):
            retriever.retrieve(feed(server), FeedState())
    finally:
        done.set()


def test_secrets_may_come_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POST_TOKEN", "t0p")
    server.answers["/feed"] = reply(body=BODY)
    headers = (("Authorization", "Bearer ${POST_TOKEN}"),)
    get(server, headers=headers)
    assert server.requests[0][1]["Authorization"] == "Bearer t0p"
    monkeypatch.delenv("POST_TOKEN")
    assert (
        failure(server, headers=headers) == "Post needs the variable POST_TOKEN of the environment, which is not set."
    )


def test_a_page_of_an_article_may_not_lie_in_the_own_network_unless_the_feed_does(server: Server):
    server.answers["/report"] = reply(body=b"<p>Pilbeam goes.", Content_Type="text/html")
    retriever = HttpRetriever(timeout_s=5)
    assert retriever.page(feed(server), server.url + "/report").raw == b"<p>Pilbeam goes."
    stranger = FeedConfig(name="Post", url="https://post.example/feed")
    with pytest.raises(RetrieveError, match="leads into your own network"):
        retriever.page(stranger, server.url + "/report")
    retriever.close()
    assert len(server.requests) == 1


@pytest.mark.parametrize("host", ["inside.example", "2130706433", "localhost"])
def test_the_address_that_a_name_resolves_to_decides(server: Server, host: str):
    port = server.url.rpartition(":")[2]
    server.answers["/feed"] = reply(302, Location=f"http://{host}:{port}/secret")
    lines = Lines(resolve=lambda name, port: ["127.0.0.1"])
    with pytest.raises(RetrieveError, match="leads into your own network"):
        ask(feed(server), lines=lines)
    assert [path for path, _ in server.requests] == ["/feed"]


def test_the_first_address_that_answers_is_taken(server: Server):
    server.answers["/feed"] = reply(body=BODY)
    config = FeedConfig(name="Post", url=server.url.replace("127.0.0.1", "post.example") + "/feed")
    lines = Lines(resolve=lambda name, port: ["127.0.0.99", "127.0.0.1"])
    assert isinstance(ask(config, lines=lines), Retrieved)
    assert server.requests[0][1]["Host"].startswith("post.example:")


def test_a_proxy_of_the_environment_is_asked_instead(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", server.url.replace("http://", "http://ada:word@"))
    monkeypatch.setenv("https_proxy", server.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.answers["http://post.example/feed"] = reply(body=BODY)
    config = FeedConfig(name="Post", url="http://post.example/feed")
    retrieved = ask(config)
    assert isinstance(retrieved, Retrieved)
    [(_, headers)] = server.requests
    assert (headers["Host"], headers["Proxy-Authorization"]) == ("post.example", "Basic YWRhOndvcmQ=")
    server.answers["post.example:443"] = reply(403)
    with pytest.raises(RetrieveError):
        ask(FeedConfig(name="Post", url="https://post.example/feed"))
    assert server.requests[-1][0] == "post.example:443"
    server.answers["/feed"] = reply(body=BODY)
    assert isinstance(get(server), Retrieved)


def test_a_proxy_cannot_be_used_to_get_into_the_own_network(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", server.url)
    server.answers["http://post.example/feed"] = reply(302, Location="http://192.168.1.1/")
    with pytest.raises(RetrieveError, match="leads into your own network"):
        ask(FeedConfig(name="Post", url="http://post.example/feed"))
    assert len(server.requests) == 1


def test_a_proxy_that_cannot_be_used_is_not_gone_around(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    with pytest.raises(RetrieveError, match="the proxy of the environment is no http address"):
        ask(FeedConfig(name="Post", url="http://post.example/feed"))


def test_what_speaks_no_tls_is_not_read_in_the_plain(server: Server):
    server.answers["/feed"] = reply(body=BODY)
    with pytest.raises(RetrieveError, match="no valid certificate"):
        ask(FeedConfig(name="Post", url=server.url.replace("http:", "https:") + "/feed"))
