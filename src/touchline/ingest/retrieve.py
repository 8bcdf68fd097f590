"""The subscription of a feed -> the documents behind it: the seam between refreshing and the world.

`HttpRetriever` is in a module of its own, so that local feeds need no HTTP client.
"""

from __future__ import annotations

import glob
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.draft import Document
from touchline.ingest.plain import shown_path
from touchline.ingest.states import FeedState
from touchline.ingest.walk import WalkProblem, walk

if TYPE_CHECKING:
    from touchline.ingest.http import HttpRetriever


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """What stands behind a subscription: the `document` that its URL answered, or the `paths` of its local files.

    `etag`, `last_modified` and `fingerprint` are for the feed's next state; `moved_to` is the address of a permanent
    redirect; for `fresh_s` seconds the answer holds good, None when that is not known. `problems` are local paths that
    gave no file.
    """

    document: Document | None = None
    paths: tuple[Path, ...] = ()
    problems: tuple[WalkProblem, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    fingerprint: str | None = None
    moved_to: str | None = None
    fresh_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """What stands behind a subscription is the same as before; validators that are None are as they were, too."""

    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    fresh_s: float | None = None


class AnswerError(RetrieveError):
    """A server answered, but not with the feed: `code` is its HTTP status.

    `wait_s` is the time that it asked for before the next attempt, None when it asked for none.
    """

    def __init__(self, message: str, *, code: int, wait_s: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.wait_s = wait_s


class Retriever(Protocol):
    """Path or URL -> documents. One object serves all threads of a refresh."""

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
        """Return what stands behind the subscription, or that it is the same as at `state`.

        Raises:
            RetrieveError: it cannot be had; `AnswerError` when a server said so.
        """
        ...

    def close(self) -> None:
        """End what is under way, and refuse what comes later; from any thread."""
        ...


class FileRetriever:
    """Local subscriptions: a file, a folder, or a glob pattern ("~/news/**/*.html")."""

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
        """Return the regular files behind the path, unless none of them changed, came or went."""
        if feed.path is None:
            raise RetrieveError(f"The feed {feed.name} has no path.")
        paths: list[Path] = []
        problems: list[WalkProblem] = []
        for found in walk(_named(feed.path)):
            if isinstance(found, Path):
                paths.append(found)
            elif found.status == "failed":
                problems.append(found)
        fingerprint = _fingerprint(paths)
        if fingerprint == state.fingerprint and not problems:
            return NotModified()
        return Retrieved(paths=tuple(paths), problems=tuple(problems), fingerprint=fingerprint)

    def close(self) -> None:
        """Nothing is under way for long."""


class StandardRetriever:
    """Local subscriptions from the disk, the others from the web; the HTTP client is imported when first needed."""

    def __init__(self, http: HttpRetriever | None = None) -> None:
        self._files = FileRetriever()
        self._http = http
        self._lock = threading.Lock()
        self._is_closed = False

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
        """See `Retriever.retrieve`."""
        return self._files.retrieve(feed, state) if feed.url is None else self.web().retrieve(feed, state)

    def web(self) -> HttpRetriever:
        """What retrieves from the web, made when first needed."""
        with self._lock:
            if self._http is None:
                from touchline.ingest.http import HttpRetriever

                self._http = HttpRetriever()
            if self._is_closed:
                self._http.close()
            return self._http

    def close(self) -> None:
        """See `Retriever.close`."""
        with self._lock:
            self._is_closed = True
            if self._http:
                self._http.close()


def _named(path: Path) -> list[Path]:
    """The paths that a subscription names; a pattern is one only where no file has its very name."""
    pattern = str(path)
    if path.exists() or not glob.has_magic(pattern):
        if not path.exists():
            raise RetrieveError(f"{shown_path(path)} does not exist.")
        return [path]
    found = sorted(Path(name) for name in glob.glob(pattern, recursive=True))  # noqa: PTH207 - absolute patterns
    if not found:
        raise RetrieveError(f"No file matches {shown_path(path)}.")
    return found


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = blake2b(digest_size=16)
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue  # it went away since it was listed: reading it will say so
        digest.update(f"{path!r}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
