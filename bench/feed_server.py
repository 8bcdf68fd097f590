"""Feeds from a web server on the loopback interface, each at an address of its own, every answer 100 ms late.

`python -m bench.feed_server PORT` serves 50 feeds; `/as-of/N` has the N newest entries of each come in.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import count

from bench.corpus import BODY_SIZE, article_of
from bench.corpus.files import entry, rss
from bench.corpus.football import report
from bench.corpus.names import PAPERS
from bench.corpus.picking import Picker
from touchline.model import Article

N_FEEDS = 50
N_ENTRIES = 100
N_NEW = 3
N_TIMES = 12
"""So often new entries can come in."""
LATENCY_S = 0.1
ENDS_AT = datetime(2025, 7, 1, tzinfo=UTC)
"""A time that is past: no entry is dated ahead."""
MINUTES_APART = 8 * 60


def host(number: int) -> str:
    """The address of a feed, from 0."""
    return f"127.0.0.{number + 2}"


def entries(number: int) -> list[Article]:
    """All entries that a feed will ever have, newest first, over some six weeks."""
    pick = Picker("feed", number)
    made = []
    for place in range(N_ENTRIES + N_NEW * N_TIMES):
        title, body = report(pick, BODY_SIZE)
        published_at = ENDS_AT - timedelta(minutes=place * MINUTES_APART + pick.number(0, MINUTES_APART - 1))
        article = article_of(number * 1_000 + place, 0, PAPERS[number % len(PAPERS)], title, body)
        made.append(replace(article, article_id=f"{number}-{place}", published_at=published_at))
    return made


class Feeds:
    """What every feed answers at the present moment."""

    def __init__(self) -> None:
        self._entries = [[entry(article) for article in entries(number)] for number in range(N_FEEDS)]
        self.answers: dict[str, tuple[bytes, bytes]] = {}
        self.go_to(0)

    def go_to(self, n_times: int) -> None:
        """Let new entries have come in so often, below which nothing left."""
        for number, made in enumerate(self._entries):
            first = N_NEW * (N_TIMES - n_times)
            shown = made[first : N_NEW * N_TIMES + N_ENTRIES]
            body = rss(PAPERS[number % len(PAPERS)], shown).encode()
            self.answers[host(number)] = (f'"{number}-{n_times}"'.encode(), body)

    def answer(self, head: bytes) -> bytes:
        """The answer to a request."""
        path = head.split(b" ", 2)[1].decode()
        if path.startswith("/as-of/"):
            self.go_to(int(path.rpartition("/")[2]))
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        etag, body = self.answers[fields[b"host"].decode().partition(":")[0]]
        if fields.get(b"if-none-match") == etag:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
        length = str(len(body)).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: " + etag
        return head + b"\r\nContent-Length: " + length + b"\r\n\r\n" + body


async def serve(port: int) -> None:
    """Serve until the process is ended."""
    feeds = Feeds()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if b"/as-of/" not in head:
                    await asyncio.sleep(LATENCY_S)
                writer.write(feeds.answer(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    servers = [await asyncio.start_server(talk, host(number), port) for number in range(N_FEEDS)]
    await asyncio.gather(*(server.serve_forever() for server in servers))


@contextmanager
def feed_server(port: int) -> Iterator[None]:
    """The server, in a process of its own, ready to answer."""
    process = subprocess.Popen([sys.executable, "-m", "bench.feed_server", str(port)])
    try:
        for n_tries in count():
            try:
                go_to(port, 0)
                break
            except OSError:
                if n_tries > 300 or process.poll() is not None:
                    raise
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def go_to(port: int, n_times: int) -> None:
    """Tell the server how often new entries have come in."""
    connection = HTTPConnection(host(N_FEEDS - 1), port, timeout=30)
    connection.request("GET", f"/as-of/{n_times}")
    connection.getresponse().read()
    connection.close()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("port", type=int)
    asyncio.run(serve(arguments.parse_args().port))
