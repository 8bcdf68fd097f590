"""Feeds and pages from the web. With `line` the only user of the HTTP client.

Only http and https; a limit for the whole time, for the size as it comes and as it unfolds, and for redirects;
conditional requests; names and passwords are sent to the feed's own server alone and shown nowhere. A redirect may not
lead into the user's own network: addresses in there are for feeds.toml to name.
"""

from __future__ import annotations

import os
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from http.client import HTTPException
from socket import gaierror
from urllib.parse import unquote, urljoin

from urllib3 import BaseHTTPResponse, make_headers
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.exceptions import TimeoutError as ClientTimeoutError
from urllib3.util import Url, parse_url
from urllib3.util.request import ACCEPT_ENCODING

from touchline import __version__
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.draft import Document
from touchline.ingest.files import MAX_BYTES
from touchline.ingest.freshness import fresh_s, wait_s
from touchline.ingest.line import LONGEST_SILENCE_S, Line
from touchline.ingest.lines import Lines
from touchline.ingest.retrieve import AnswerError, NotModified, Retrieved
from touchline.ingest.states import FeedState

USER_AGENT = f"touchline/{__version__} (news reader for the terminal)"
TIMEOUT_S = 20.0
MAX_REDIRECTS = 5
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_ENCODINGS = ",".join(part.strip() for part in ACCEPT_ENCODING.split(","))
"""gzip and deflate, br and zstd where their decoders are installed."""
_CHUNK = 65_536
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADVICE = {
    401: "It wants a name and password",
    403: "It lets nobody in",
    404: "Check its address in feeds.toml",
    410: "It says that the feed is gone for good",
    429: "It asks for patience and is left alone for a while",
}
_VARIABLE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """An answer that was read: without `raw` where it said that nothing changed."""

    url: Url
    raw: bytes | None
    headers: Mapping[str, str]
    is_moved: bool


class HttpRetriever:
    """Retrieves feeds over HTTP; see `Retriever`. One object may serve many threads."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S, max_bytes: int = MAX_BYTES, lines: Lines | None = None) -> None:
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._lines = lines or Lines()

    def close(self) -> None:
        """End what is under way, and refuse what comes later."""
        self._lines.close()

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
        """Return the feed's document, or that it is the same as at `state`: the server says, or its bytes show it.

        Raises:
            AnswerError: the server answered with something else than a document.
            RetrieveError: there was no answer, or too large or too late a one.
        """
        assert feed.url is not None
        home = _checked(feed.url, feed.name)
        answer = self._get(feed, home, _Request(home=home, state=state))
        moved_to = _shown(answer.url) if answer.is_moved else None
        same = NotModified(
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
            moved_to=moved_to,
            fresh_s=fresh_s(answer.headers),
        )
        fingerprint = blake2b(answer.raw or b"", digest_size=16).hexdigest()
        if answer.raw is None or fingerprint == state.fingerprint:
            return same
        return Retrieved(
            document=self._document(answer, feed.name),
            etag=same.etag,
            last_modified=same.last_modified,
            fingerprint=fingerprint,
            moved_to=moved_to,
            fresh_s=same.fresh_s,
        )

    def page(self, feed: FeedConfig, url: str) -> Document:
        """Return the page of one of a feed's articles, with the feed's own limits and, at its own server, headers.

        Raises:
            AnswerError, RetrieveError: as for a feed; also where a stranger's link leads into the own network.
        """
        home = _checked(feed.url, feed.name) if feed.url else Url()
        try:
            request = _Request(home=home, state=FeedState(), accept=_ACCEPT_PAGE)
            answer = self._get(feed, _checked(url, feed.name), request)
        except AnswerError as error:
            words = f"The article's page is not to be had: its server answered {_words(error.code)}."
            raise AnswerError(words, code=error.code, wait_s=error.wait_s) from error
        return self._document(answer, feed.name)

    def _document(self, answer: _Answer, name: str) -> Document:
        media_type = answer.headers.get("Content-Type")
        return Document(raw=answer.raw or b"", name=name, address=_shown(answer.url), media_type=media_type)

    def _get(self, feed: FeedConfig, url: Url, request: _Request) -> _Answer:
        """Follow an address to its answer."""
        start, is_moved, left_s = url, True, float(feed.timeout_s or self._timeout_s)
        for _ in range(MAX_REDIRECTS + 1):
            deadline = None
            try:
                with self._lines.lend(url, feed.name, is_configured=request.is_home(url)) as line:
                    # Waiting for a turn is nobody's fault, and does not count.
                    deadline = time.monotonic() + left_s
                    headers = request.headers(feed, url)
                    answer = line.get(url, headers, deadline, feed.timeout_s or LONGEST_SILENCE_S)
                    target = answer.headers.get("Location")
                    if answer.status not in _REDIRECTS or not target:
                        raw = self._body(feed, answer, line)
                        return _Answer(url=url, raw=raw, headers=answer.headers, is_moved=is_moved and url != start)
            except RetrieveError:
                raise
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                is_late = deadline is not None and time.monotonic() >= deadline
                raise RetrieveError(_why(feed.name, error, is_late=is_late)) from error
            left_s = deadline - time.monotonic()
            before, url = url, _checked(target, feed.name, base=str(url))
            # From https to http is no move that anybody should make for good.
            is_moved = is_moved and answer.status in _PERMANENT and (before.scheme, url.scheme) != ("https", "http")
        raise RetrieveError(f"{feed.name} redirects more than {MAX_REDIRECTS} times.")

    def _body(self, feed: FeedConfig, answer: BaseHTTPResponse, line: Line) -> bytes | None:
        if answer.status == HTTPStatus.NOT_MODIFIED:
            line.is_clean = True
            return None
        if answer.status != HTTPStatus.OK:
            raise AnswerError(_refusal(feed.name, answer.status), code=answer.status, wait_s=wait_s(answer.headers))
        announced = answer.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced[:20]) > self._max_bytes:
            raise RetrieveError(self._too_much(feed))
        pieces: list[bytes] = []
        n_bytes = 0
        for piece in answer.stream(_CHUNK, decode_content=True):
            n_bytes += len(piece)
            if n_bytes > self._max_bytes or answer.tell() > self._max_bytes:
                raise RetrieveError(self._too_much(feed))
            pieces.append(piece)
        line.is_clean = True
        return b"".join(pieces)

    def _too_much(self, feed: FeedConfig) -> str:
        return f"{feed.name} answered with more than {self._max_bytes / 1_000_000:g} MB."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What is sent along: `home` is the feed's own address, whose server alone is told names and passwords."""

    home: Url
    state: FeedState
    accept: str = _ACCEPT

    def is_home(self, url: Url) -> bool:
        """Whether the feed itself is configured at this scheme, host and port."""
        return _origin(url) == _origin(self.home)

    def headers(self, feed: FeedConfig, url: Url) -> dict[str, str]:
        """All headers of a request to this address."""
        headers = {"User-Agent": USER_AGENT, "Accept": self.accept, "Accept-Encoding": _ENCODINGS}
        if self.is_home(url):
            if self.home.auth:
                headers.update(make_headers(basic_auth=_filled(unquote(self.home.auth), feed.name)))
            headers.update((name, _filled(value, feed.name)) for name, value in feed.headers)
        if self.state.etag:
            headers["If-None-Match"] = self.state.etag
        if self.state.last_modified:
            headers["If-Modified-Since"] = self.state.last_modified
        return headers


def _origin(url: Url) -> tuple[str | None, str | None, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme or "")


def _filled(secret: str, name: str) -> str:
    """A header or password in which ${NAME} stands for a variable of the environment."""

    def value(found: re.Match[str]) -> str:
        try:
            return os.environ[found[1]]
        except KeyError:
            raise RetrieveError(f"{name} needs the variable {found[1]} of the environment, which is not set.") from None

    return _VARIABLE.sub(value, secret)


def _checked(address: str, name: str, base: str = "") -> Url:
    try:
        url = parse_url(urljoin(base, address))
    except (HTTPError, ValueError) as error:
        raise RetrieveError(f"{name} has an address that is not valid.") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise RetrieveError(f"{name} leads to an address that is neither http nor https.")
    return url._replace(fragment=None)


def _shown(url: Url) -> str:
    return str(url._replace(auth=None))


def _refusal(name: str, code: int) -> str:
    advice = _ADVICE.get(code) or ("It has troubles of its own" if code >= 500 else "It sends no feed")
    return f"{name} answered {_words(code)}. {advice}."


def _words(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _why(name: str, error: Exception, *, is_late: bool) -> str:
    # A host that cannot be found or refuses is told first: for the client these are time-outs as well.
    if isinstance(error, gaierror):
        return f"{name} has an address whose host is not known; are you online?"
    if isinstance(error, ConnectionRefusedError):
        return f"{name} refuses connections."
    if is_late or isinstance(error, TimeoutError | ClientTimeoutError):
        return f"{name} did not answer in time."
    if isinstance(error, ssl.SSLError):
        return f"{name} has no valid certificate."
    if isinstance(error, DecodeError):
        return f"{name} answered with broken compression."
    return f"{name} cannot be reached, or broke off its answer."
