"""The connections of a refresh: kept for the next request, few to one host, cut at their deadlines by one thread."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from urllib3.util import Url

from touchline.errors import RetrieveError
from touchline.ingest.line import Line
from touchline.ingest.own_network import Resolve, resolved
from touchline.ingest.proxies import Proxies

MAX_OPEN = 50
MAX_PER_HOST = 2


class LinesClosedError(RetrieveError):
    """The user stopped it; no failure of the feed."""


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
