"""Articles at hand: those read last, and those around the cursor, read before it comes to them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from touchline.newsroom import reading
from touchline.present.article import Clipping, article_page

if TYPE_CHECKING:
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import Page

MOST_KEPT = 24
"""An article of 4 kB takes some 30 kB with its page."""


class _Kept:
    """A clipping, the revision of the store that it was read at, and its pages by width and highlighted words."""

    def __init__(self, revision: int, clipping: Clipping) -> None:
        self.revision = revision
        self.clipping = clipping
        self.pages: dict[tuple[int, tuple[str, ...]], Page] = {}


class Clippings:
    """Clippings by article. `ready` and `page` ask memory alone; `read` may ask the disk. All work from any thread."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}
        """The one asked for last at the end."""

    def ready(self, article_id: str) -> Clipping | None:
        """An article as it is now; None when it was not read yet, or when something was stored since."""
        with self._lock:
            kept = self._kept.pop(article_id, None)
            if kept is None or kept.revision != self._room.store.revision:
                return None
            self._kept[article_id] = kept
            return kept.clipping

    def __contains__(self, article_id: str) -> bool:
        return self.ready(article_id) is not None

    def read(self, article_id: str) -> Clipping | None:
        """An article; None when it is there no more. Raises TouchlineError."""
        found = self.ready(article_id)
        if found:
            return found
        # Asked first of all: what is stored while the article is being read makes it old.
        revision = self._room.store.revision
        made = _clipping(self._room, article_id)
        if made:
            with self._lock:
                self._kept[article_id] = _Kept(revision, made)
                while len(self._kept) > MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
        return made

    def page(self, clipping: Clipping, width: int, words: tuple[str, ...]) -> Page:
        """`article_page` of a clipping, laid out once."""
        with self._lock:
            kept = self._kept.get(clipping.article.article_id)
        pages = kept.pages if kept and kept.clipping is clipping else {}
        if (width, words) not in pages:
            pages[width, words] = article_page(clipping, width, words=words)
        return pages[width, words]


def _clipping(room: Newsroom, article_id: str) -> Clipping | None:
    found = reading.read(room, article_id)
    if found is None:
        return None
    return Clipping(
        article=found.article,
        claims=found.claims,
        threads=found.threads,
        note=found.note,
        starred=found.starred,
        tags=found.tags,
    )
