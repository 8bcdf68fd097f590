"""What queries ask about articles, and where they find them, answered by the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from touchline.model import Claim, Headline, League
from touchline.newsroom.leagues import league_of
from touchline.newsroom.reading import STOP_EVERY
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import is_followed, story_threads, threads_of
from touchline.store.base import Marks

T = TypeVar("T")


class Sources:
    """Headlines, marks, claims and threads of a newsroom (`query.Sources`); they come to an end when `stop` says so."""

    def __init__(self, room: Newsroom, stop: Callable[[], bool] = lambda: False) -> None:
        self._stop = stop
        self._room = room
        self._store = room.store
        self._marks: Marks = room.store.marks()

    # --- facts ---

    @property
    def last_session_at(self) -> datetime | None:
        return self._room.last_session_at

    def is_read(self, article_id: str) -> bool:
        return self._marks.is_read(article_id)

    def is_starred(self, article_id: str) -> bool:
        return self._marks.is_starred(article_id)

    def is_followed(self, article_id: str) -> bool:
        return any(is_followed(self._room, thread) for thread in threads_of(self._room, article_id))

    def tags_of(self, article_id: str) -> tuple[str, ...]:
        return self._marks.tags_of(article_id)

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        return self._store.claims(article_id)

    def thread_ids(self, article_id: str) -> tuple[str, ...]:
        return tuple(thread.thread_id for thread in threads_of(self._room, article_id))

    def search(self, match: str, since: datetime | None, until: datetime | None) -> set[str]:
        return self._store.search(match, since, until)

    def tier(self, feed: str | None, publisher: str | None, /) -> int | None:
        return self._room.config.standing(feed, publisher).tier

    def league(self, club: str) -> League | None:
        return league_of(self._room, club)

    # --- where headlines come from ---

    def headlines(self, since: datetime | None, until: datetime | None) -> Iterator[Headline]:
        return self._until_stopped(self._store.headlines_between(since, until))

    def starred(self) -> Sequence[Headline]:
        return self._store.headlines_of(self._marks.starred())

    def tagged(self, tag: str) -> Sequence[Headline]:
        return self._store.headlines_of(self._marks.tagged(tag))

    def followed(self) -> Sequence[Headline]:
        threads = story_threads(self._room, followed_only=True)
        return self._store.headlines_of({one for thread in threads for one in thread.article_ids})

    def matching(self, match: str) -> Iterator[Headline]:
        return self._until_stopped(self._store.newest(match))

    def ranked(self, match: str) -> Iterator[Headline]:
        return self._until_stopped(self._store.ranked(match))

    def _until_stopped(self, found: Iterable[T]) -> Iterator[T]:
        for n, one in enumerate(found):
            if n % STOP_EVERY == 0 and self._stop():
                return
            yield one
