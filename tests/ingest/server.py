"""A web server on the loopback interface, with one answer for each path."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


def reply(code: int = 200, body: bytes = b"", **headers: str) -> Answer:
    """An answer; underscores in the names of headers stand for hyphens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


class Server:
    """`answers` by path; `requests` are the paths and headers that were asked for.

    `lines` are the ports of the clients that connected; with `keeps_lines` they may ask again. `busiest` is the
    greatest number of requests that were under way at one moment.
    """

    def __init__(self) -> None:
        self.keeps_lines = False
        self.lines: list[int] = []
        self.n_busy = 0
        self.busiest = 0
        self.lock = threading.Lock()
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.url = ""
        self.http: ThreadingHTTPServer | None = None

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """Speak nothing else from now on."""
        assert self.http
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = self.url.replace("http://", "https://")


@contextmanager
def serving() -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            server.lines.append(self.client_address[1])

        def do_GET(self) -> None:
            with server.lock:
                server.n_busy += 1
                server.busiest = max(server.busiest, server.n_busy)
            try:
                self.answer()
            finally:
                with server.lock:
                    server.n_busy -= 1

        def do_CONNECT(self) -> None:
            self.do_GET()

        def answer(self) -> None:
            server.requests.append((self.path, {name.title(): value for name, value in self.headers.items()}))
            with suppress(OSError):  # the client hangs up, as some tests want
                server.answers[self.path](self)
            self.close_connection = self.close_connection or not server.keeps_lines

        def log_message(self, *_: object) -> None:
            pass

    server.http = http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
