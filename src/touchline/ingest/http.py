"""Feeds from the web. The only user of the HTTP client.

Only http and https; a limit for the whole time, the size after decompression and the number of redirects; conditional
requests; names and passwords are sent to the feed's own server alone and shown nowhere. A redirect may not lead into
the user's own network: addresses in there are for feeds.toml to name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from hashlib import blake2b
from http import HTTPStatus
from http.client import HTTPException
from typing import cast
from urllib.parse import unquote, urljoin

from urllib3 import BaseHTTPResponse, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, NameResolutionError
from urllib3.exceptions import TimeoutError as ClientTimeoutError
from urllib3.util import Url, parse_url

from touchline import __version__
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.dates import parse_date
from touchline.ingest.draft import Document
from touchline.ingest.files import MAX_BYTES
from touchline.ingest.retrieve import AnswerError, Retrieved
from touchline.ingest.states import FeedState

USER_AGENT = f"touchline/{__version__} (news reader for the terminal)"
TIMEOUT_S = 20.0
MAX_REDIRECTS = 5
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_CHUNK = 65_536
_LONGEST_CONNECT_S = 10.0
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADVICE = {
    401: "It wants a name and password",
    403: "It lets nobody in",
    404: "Check its address in feeds.toml",
    410: "It says that the feed is gone for good",
    429: "It asks for patience and is left alone for a while",
}


class HttpRetriever:
    """Retrieves feeds over HTTP; see `Retriever`. One object may serve many threads."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S, max_bytes: int = MAX_BYTES) -> None:
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | None:
        """Return the feed's document, None when the server says, or its bytes show, that it is the same as at `state`.

        Raises:
            AnswerError: the server answered with something else than a document.
            RetrieveError: there was no answer, or too large or too late a one.
        """
        assert feed.url is not None
        home = _checked(feed.url, feed.name)
        deadline = time.monotonic() + (feed.timeout_s or self._timeout_s)
        url, is_permanent = home, True
        for _ in range(MAX_REDIRECTS + 1):
            with self._answer(feed, url, home, state, deadline) as answer:
                if answer.status not in _REDIRECTS or not answer.headers.get("Location"):
                    moved_to = _shown(url) if url != home and is_permanent else None
                    return self._document(feed, answer, url, state, deadline, moved_to)
                is_permanent = is_permanent and answer.status in _PERMANENT
                url = _checked(answer.headers["Location"], feed.name, base=str(url))
        raise RetrieveError(f"{feed.name} redirects more than {MAX_REDIRECTS} times.")

    @contextmanager
    def _answer(
        self, feed: FeedConfig, url: Url, home: Url, state: FeedState, deadline: float
    ) -> Iterator[BaseHTTPResponse]:
        """Send one request and yield its answer, whose body is not read yet; cut the line at the deadline."""
        connection = self._connection(url, deadline)
        with ExitStack() as open_ones:
            open_ones.callback(connection.close)
            try:
                connection.connect()
                line = cast(socket.socket, connection.sock)
                if url.host != home.host:
                    _refuse_own_network(line.getpeername()[0], feed.name)
                watch = open_ones.enter_context(_Watch(line, deadline))
                headers = _headers(feed, url, home, state)
                connection.request("GET", url.request_uri, headers=headers, preload_content=False)
                answer = connection.getresponse()
                open_ones.callback(answer.close)
                yield answer
                # A line that was cut looks like the end of the headers, or of a body without a stated length.
                watch.check()
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                raise RetrieveError(_why(feed.name, error, is_late=time.monotonic() >= deadline)) from error

    def _connection(self, url: Url, deadline: float) -> HTTPConnection:
        left_s = max(0.1, deadline - time.monotonic())
        host = (url.host or "").strip("[]")
        if url.scheme == "https":
            return HTTPSConnection(
                host, url.port or 443, timeout=min(left_s, _LONGEST_CONNECT_S), ssl_context=self._tls
            )
        return HTTPConnection(host, url.port or 80, timeout=min(left_s, _LONGEST_CONNECT_S))

    def _document(
        self,
        feed: FeedConfig,
        answer: BaseHTTPResponse,
        url: Url,
        state: FeedState,
        deadline: float,
        moved_to: str | None,
    ) -> Retrieved | None:
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return None
        if answer.status != HTTPStatus.OK:
            raise AnswerError(_refusal(feed.name, answer.status), code=answer.status, wait_s=_wait_s(answer))
        raw = self._body(feed, answer, deadline)
        fingerprint = blake2b(raw, digest_size=16).hexdigest()
        if fingerprint == state.fingerprint and moved_to == state.moved_to:
            return None
        media_type = answer.headers.get("Content-Type")
        return Retrieved(
            document=Document(raw=raw, name=feed.name, address=_shown(url), media_type=media_type),
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
            fingerprint=fingerprint,
            moved_to=moved_to,
        )

    def _body(self, feed: FeedConfig, answer: BaseHTTPResponse, deadline: float) -> bytes:
        pieces: list[bytes] = []
        n_left = self._max_bytes
        for piece in answer.stream(_CHUNK, decode_content=True):
            n_left -= len(piece)
            if n_left < 0:
                raise RetrieveError(f"{feed.name} answered with more than {self._max_bytes / 1_000_000:g} MB.")
            if time.monotonic() > deadline:
                raise TimeoutError
            pieces.append(piece)
        return b"".join(pieces)


class _Watch:
    """Cuts a connection at the deadline: time limits of sockets begin anew with each byte that trickles in."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line = line
        self._has_cut = False
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def check(self) -> None:
        """Raise TimeoutError when the line was cut."""
        if self._has_cut:
            raise TimeoutError

    def _cut(self) -> None:
        self._has_cut = True
        # The socket's own method: that of a TLS socket first waits for the reading thread.
        with suppress(OSError):
            socket.socket.shutdown(self._line, socket.SHUT_RDWR)


def _checked(address: str, name: str, base: str = "") -> Url:
    try:
        url = parse_url(urljoin(base, address))
    except (HTTPError, ValueError) as error:
        raise RetrieveError(f"{name} has an address that is not valid.") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise RetrieveError(f"{name} leads to an address that is neither http nor https.")
    return url._replace(fragment=None)


def _headers(feed: FeedConfig, url: Url, home: Url, state: FeedState) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
    if (url.scheme, url.host, url.port) == (home.scheme, home.host, home.port):
        if home.auth:
            headers.update(make_headers(basic_auth=unquote(home.auth)))
        headers.update(feed.headers)
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def _refuse_own_network(address: str, name: str) -> None:
    """Refuse what a foreign server redirects to inside the user's computer or network.

    Raises:
        RetrieveError: the address is not one of the public internet.
    """
    host = ipaddress.ip_address(address.partition("%")[0])
    mapped = host.ipv4_mapped if isinstance(host, ipaddress.IPv6Address) else None
    if not (mapped or host).is_global:
        raise RetrieveError(
            f"{name} redirects into your own network; if that is right, put that address in feeds.toml."
        )


def _shown(url: Url) -> str:
    return str(url._replace(auth=None))


def _refusal(name: str, code: int) -> str:
    try:
        words = f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        words = str(code)
    advice = _ADVICE.get(code) or ("It has troubles of its own" if code >= 500 else "It sends no feed")
    return f"{name} answered {words}. {advice}."


def _wait_s(answer: BaseHTTPResponse) -> float | None:
    """The Retry-After header in seconds: a number, or a date that counts from the answer's own."""
    words = answer.headers.get("Retry-After", "").strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    until, since = parse_date(words), parse_date(answer.headers.get("Date"))
    return max(0.0, (until - since).total_seconds()) if until and since else None


def _why(name: str, error: Exception, *, is_late: bool) -> str:
    # A host that cannot be found or refuses is told first: for the client these are time-outs as well.
    if isinstance(error, NameResolutionError):
        return f"{name} has an address whose host is not known; are you online?"
    if isinstance(error.__cause__, ConnectionRefusedError):
        return f"{name} refuses connections."
    if is_late or isinstance(error, TimeoutError | ClientTimeoutError):
        return f"{name} did not answer in time."
    if isinstance(error, ssl.SSLError):
        return f"{name} has no valid certificate."
    if isinstance(error, DecodeError):
        return f"{name} answered with broken compression."
    return f"{name} cannot be reached, or broke off its answer."
