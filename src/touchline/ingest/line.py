"""One connection to one server, opened on a socket of ours to an address that may be asked.

Time limits of sockets begin anew with each byte that trickles in, so a line can be cut from outside: whatever is
waiting for it then ends at once.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from urllib3 import BaseHTTPResponse, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Url

from touchline.ingest.own_network import allowed_addresses

if TYPE_CHECKING:
    from touchline.ingest.lines import Lines

LONGEST_CONNECT_S = 10.0
LONGEST_SILENCE_S = 10.0
"""Between two bytes of an answer."""


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


def _authorization(proxy: Url) -> dict[str, str]:
    from urllib.parse import unquote

    return dict(make_headers(proxy_basic_auth=unquote(proxy.auth))) if proxy.auth else {}
