"""Connections to servers: kept for the next request, few to one host, each cut at its deadline or when all shall end.

Time limits of sockets begin anew with each byte that trickles in, so one thread watches over all lines and cuts those
that are late: whatever is waiting for them then ends at once.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property

from urllib3 import BaseHTTPResponse, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Url

from touchline.errors import RetrieveError
from touchline.ingest.own_network import Resolve, allowed_addresses, resolved
from touchline.ingest.proxies import Proxies

MAX_OPEN = 50
MAX_PER_HOST = 2
LONGEST_CONNECT_S = 10.0
LONGEST_SILENCE_S = 10.0
"""Between two bytes of an answer."""


class LinesClosedError(RetrieveError):
    """The user stopped it; no failure of the feed."""


class Line:
    """A connection to one server, for one request at a time.

    `is_clean` is set by who read the answer to its end: the next request may use the line again.
    """

    def __init__(self, url: Url, name: str, is_configured: bool, lines: Lines) -> None:
        self.is_clean = False
        self.is_cut = False
        self.deadline: float | None = None
        self._silence_s = LONGEST_SILENCE_S
        self._lines = lines
        self._host = (url.host or "").strip("[]")
        self._port = url.port or (443 if url.scheme == "https" else 80)
        self._name = name
        self._is_configured = is_configured
        self._proxy = lines.proxies.proxy_of(url, name)
        self._cord: socket.socket | None = None
        self._answer: BaseHTTPResponse | None = None
        self._connection = self._connection_for(url)

    def get(
        self, url: Url, headers: Mapping[str, str], deadline: float, silence_s: float = LONGEST_SILENCE_S
    ) -> BaseHTTPResponse:
        """Ask for an address of this server and return the answer, whose body is not read yet.

        It must be there before `deadline` (of the monotonic clock), with no longer silence than `silence_s` in between.

        Raises:
            RetrieveError: the server lies in the user's own network, and the feed was not configured there.
            OSError, HTTPException, HTTPError: whatever goes wrong on the way.
        """
        self.deadline = deadline
        self._silence_s = silence_s
        self._lines.watch_anew()
        was_kept = self._connection.sock is not None
        try:
            return self._ask(url, headers)
        except ConnectionError:
            # Servers close lines that they have kept for long enough, and that is no failure.
            if not was_kept or self.is_cut:
                raise
            self.close()
            self._connection = self._connection_for(url)
            return self._ask(url, headers)

    def cut(self) -> None:
        """End what is under way; from any thread."""
        self.is_cut = True
        if self._cord:
            with suppress(OSError):
                self._cord.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        if self._answer:
            self._answer.close()
        self._connection.close()
        self._drop_cord()

    @property
    def may_be_kept(self) -> bool:
        """Whether another request can follow on this line."""
        return self.is_clean and not self.is_cut and self._connection.sock is not None

    @property
    def is_alive(self) -> bool:
        """Whether the server has not hung up meanwhile."""
        return self._connection.is_connected

    def _ask(self, url: Url, headers: Mapping[str, str]) -> BaseHTTPResponse:
        connection, asked, sent = self._connection, url.request_uri, dict(headers)
        if self._proxy and url.scheme == "http":
            asked = str(url._replace(auth=None, fragment=None))
            sent.update(_authorization(self._proxy))
        if connection.sock is None:
            connection.timeout = self._left_s(LONGEST_CONNECT_S)
            connection.connect()
        if connection.sock:
            connection.sock.settimeout(self._left_s(self._silence_s))
        connection.request("GET", asked, headers=sent, preload_content=False)
        self._answer = connection.getresponse()
        return self._answer

    def _left_s(self, most_s: float) -> float:
        assert self.deadline is not None
        return min(most_s, max(0.05, self.deadline - time.monotonic()))

    def _connection_for(self, url: Url) -> HTTPConnection:
        host, port = self._host, self._port
        if self._proxy:
            host, port = (self._proxy.host or "").strip("[]"), self._proxy.port or 80
        if url.scheme != "https":
            return _Connection(host, port, self)
        secure = _SecureConnection(host, port, self, self._lines.tls)
        if self._proxy:
            secure.set_tunnel(self._host, self._port, headers=_authorization(self._proxy), scheme="http")
        return secure

    def open(self) -> socket.socket:
        """Connect to one of the addresses that the server may have."""
        host, port = self._host, self._port
        if self._proxy:
            self._refuse_through_proxy()
            addresses = self._lines.resolve(self._connection.host, self._connection.port)
            port = self._connection.port
        else:
            addresses = allowed_addresses(
                host, port, is_configured=self._is_configured, name=self._name, resolve=self._lines.resolve
            )
        failure: OSError = socket.gaierror("no address")
        for address in addresses:
            try:
                return self._opened(address, port)
            except OSError as error:
                failure = error
        raise failure

    def _opened(self, address: str, port: int) -> socket.socket:
        line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        try:
            # A second handle of the same line: TLS takes the first one away, and waits for the thread that reads.
            self._drop_cord()
            self._cord = line.dup()
            if self.is_cut:
                raise TimeoutError
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(self._left_s(LONGEST_CONNECT_S))
            line.connect((address, port))
        except BaseException:
            line.close()
            raise
        return line

    def _drop_cord(self) -> None:
        if self._cord:
            self._cord.close()
            self._cord = None

    def _refuse_through_proxy(self) -> None:
        """A proxy looks names up itself; numeric addresses and this computer's names are known here."""

        def known_here(host: str, port: int) -> list[str]:
            if host.rstrip(".").lower().endswith("localhost"):
                return ["127.0.0.1"]
            return [host] if host.replace(".", "").isdigit() or ":" in host else []

        allowed_addresses(
            self._host, self._port, is_configured=self._is_configured, name=self._name, resolve=known_here
        )


class _Connection(HTTPConnection):
    """A plain connection whose socket is opened by its line."""

    def __init__(self, host: str, port: int, line: Line) -> None:
        super().__init__(host, port)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.open()


class _SecureConnection(HTTPSConnection):
    """The same over TLS."""

    def __init__(self, host: str, port: int, line: Line, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, ssl_context=tls)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.open()


class Lines:
    """All lines of a refresh; one object serves many threads."""

    def __init__(self, *, resolve: Resolve = resolved, max_open: int = MAX_OPEN, per_host: int = MAX_PER_HOST) -> None:
        self.resolve = resolve
        self.proxies = Proxies()
        self._max_open = max_open
        self._per_host = per_host
        self._changed = threading.Condition()
        self._lent: set[Line] = set()
        self._n_lent: Counter[str] = Counter()
        self._kept: defaultdict[tuple[object, ...], list[Line]] = defaultdict(list)
        self._is_closed = False
        self._watch: threading.Thread | None = None

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """What certificates are checked with: the system's authorities."""
        return ssl.create_default_context()

    @contextmanager
    def lend(self, url: Url, name: str, *, is_configured: bool) -> Iterator[Line]:
        """Wait for a turn at this host, and lend a line to it; it is kept afterwards where that is possible.

        Raises:
            LinesClosedError: `close` was called.
            RetrieveError: the proxy of the environment cannot be used.
        """
        host = (url.host or "").lower()
        key = (url.scheme, host, url.port, is_configured)
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._has_room(host))
            self._refuse_when_closed()
            self._n_lent[host] += 1
        line = None
        try:
            line = self._kept_line(key) or Line(url, name, is_configured, self)
            self._take(line)
            yield line
            self._refuse_when_closed()
            # A line that was cut looks like the end of an answer without a stated length.
            if line.is_cut:
                raise TimeoutError
        except Exception as error:
            if self._is_closed:
                raise LinesClosedError(f"{name} was not waited for.") from error
            raise
        finally:
            self._give_back(host, key, line)

    def close(self) -> None:
        """Cut all lines, now and later ones; from any thread, also again."""
        with self._changed:
            self._is_closed = True
            for line in self._lent:
                line.cut()
            for lines in self._kept.values():
                for line in lines:
                    line.close()
            self._kept.clear()
            self._changed.notify_all()

    def watch_anew(self) -> None:
        """Look at the deadlines again: one of them has changed."""
        with self._changed:
            self._changed.notify_all()

    def _refuse_when_closed(self) -> None:
        if self._is_closed:
            raise LinesClosedError("It was not waited for.")

    def _has_room(self, host: str) -> bool:
        return self._n_lent[host] < self._per_host and self._n_lent.total() < self._max_open

    def _kept_line(self, key: tuple[object, ...]) -> Line | None:
        with self._changed:
            kept = self._kept.get(key, [])
            while kept:
                line = kept.pop()
                if line.is_alive:
                    line.is_clean = False
                    return line
                line.close()
        return None

    def _take(self, line: Line) -> None:
        with self._changed:
            self._lent.add(line)
            if self._watch is None:
                self._watch = threading.Thread(target=self._watch_deadlines, name="deadlines", daemon=True)
                self._watch.start()

    def _give_back(self, host: str, key: tuple[object, ...], line: Line | None) -> None:
        with self._changed:
            self._n_lent[host] -= 1
            if line:
                line.deadline = None
                self._lent.discard(line)
                if line.may_be_kept and not self._is_closed:
                    self._kept[key].append(line)
                else:
                    line.close()
            self._changed.notify_all()

    def _watch_deadlines(self) -> None:
        while not self._is_closed:
            with self._changed:
                now = time.monotonic()
                deadlines = [line.deadline for line in self._lent if line.deadline and not line.is_cut]
                for line in self._lent:
                    if line.deadline and line.deadline <= now and not line.is_cut:
                        line.cut()
                if not self._is_closed:
                    left_s = min(deadlines, default=now + 1) - now
                    self._changed.wait(min(max(left_s, 0.01), 1.0))


def _authorization(proxy: Url) -> dict[str, str]:
    from urllib.parse import unquote

    return dict(make_headers(proxy_basic_auth=unquote(proxy.auth))) if proxy.auth else {}
