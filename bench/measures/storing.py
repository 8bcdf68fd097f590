"""What a mark, new articles and opening an article cost, beside SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from bench.corpus.picking import Picker
from bench.figures import MS, Ratio, Row, Series, milliseconds
from bench.library import newer_articles, open_room
from bench.peers.sqlite import SqliteArticles
from bench.plan import Plan
from touchline.model import Article
from touchline.newsroom import marking, reading, upkeep
from touchline.newsroom.room import Newsroom

N_MARKS = 30
"""Of each kind."""
N_OPENED = 60
N_NEW = 50
N_ARRIVALS = 6
"""Times that new articles come; the first one after opening is told apart."""


def rows(plan: Plan) -> Iterator[Row]:
    """touchline and SQLite in turn, on copies of the same articles on the same disk."""
    with plan.copy(plan.n_large) as library:
        peer = SqliteArticles(library.with_name("peer.sqlite3"), _articles(library))
        try:
            yield from _opening(library, peer)
            room = open_room(library)
            try:
                yield _marks(room, peer)
                yield from _new_articles(room, peer)
            finally:
                room.close()
        finally:
            peer.close()


def _articles(library: Path) -> Iterator[Article]:
    """All articles of a library."""
    room = open_room(library)
    for row in room.store.headlines():
        article = room.store.article(row.article_id)
        if article:
            yield article
    room.close()


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """How long one call takes."""
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def _ids(room: Newsroom, n: int, seed: str) -> list[str]:
    """Articles from all months; no two of one file among their neighbours, so that each is opened cold."""
    stories = reading.story_list(room).rows
    return [stories[place].article_id for place in _places(len(stories), n, seed)]


def _places(n_stories: int, n: int, seed: str) -> list[int]:
    pick = Picker(seed)
    return [min(n_stories - 1, number * n_stories // n + pick.number(0, n_stories // n)) for number in range(n)]


def _marks(room: Newsroom, peer: SqliteArticles) -> Row:
    ids = _ids(room, 3 * N_MARKS + 2, "marks")
    kinds: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("read", lambda one: marking.set_read(room, [one], True)),
        ("starred", lambda one: marking.set_starred(room, [one], True)),
        ("tags", lambda one: marking.add_tag(room, [one], "later")),
    )
    ours, theirs = [], []
    for number, article_id in enumerate(ids):
        column, mark = kinds[number % len(kinds)]
        mine, other = seconds(mark, article_id), seconds(peer.mark, article_id, column)
        if number > 1:  # the first ones open files
            ours.append(mine)
            theirs.append(other)
    all_ours, all_theirs = Series(ours), Series(theirs)
    ratio = Ratio.paired(all_ours, all_theirs)
    reached = ratio.median <= 1 or (all_ours.median - all_theirs.median) * MS <= 0.2
    what, target = "one durable mark (read, star, tag)", "at most 1.0 times, 0.2 ms either way"
    return Row(what, all_ours.tail(), f"SQLite: {all_theirs.tail()}", str(ratio), target, reached)


def _new_articles(room: Newsroom, peer: SqliteArticles) -> Iterator[Row]:
    arriving = newer_articles(N_ARRIVALS * N_NEW)
    ours, theirs, after = [], [], []
    ready = seconds(upkeep.get_ready, room)  # as the reader does when it begins to fetch feeds
    for number in range(N_ARRIVALS):
        batch = arriving[number * N_NEW : (number + 1) * N_NEW]
        ours.append(seconds(room.store.add_articles, batch))
        theirs.append(seconds(peer.add, batch))
        after.append(seconds(_backlog, room))
    mine, other = Series(ours[1:]), Series(theirs[1:])
    what, ratio = f"{N_NEW} new articles, durable", Ratio.paired(mine, other)
    figure = f"{mine}; the first after opening {milliseconds(ours[0])}"
    yield Row(what, figure, f"SQLite: {other}", str(ratio), "at most 20 ms", mine.median * MS <= 20)
    done = Series(after[1:])
    figure = f"{done}; the first after opening {milliseconds(after[0])}, after {milliseconds(ready)} of getting ready"
    what = f"claims, threads and index of {N_NEW} new articles"
    yield Row(what, figure, target="at most 500 ms", reached=done.median * MS <= 500)


def _backlog(room: Newsroom) -> None:
    upkeep.drain(room)
    upkeep.index_texts(room)


def _opening(library: Path, peer: SqliteArticles) -> Iterator[Row]:
    room = open_room(library)
    ids = _ids(room, N_OPENED, "opened")
    reading.read(room, ids[0])
    ours, theirs = [], []
    for article_id in ids[1:]:
        ours.append(seconds(reading.read, room, article_id))
        theirs.append(seconds(peer.text, article_id))
    room.close()
    mine, other = Series(ours), Series(theirs)
    against = f"SQLite: {other.tail()}"
    what = "opening an article whose file is not open yet, with claims, threads and marks"
    reached = mine.p(95) * MS <= 2
    yield Row(what, mine.tail(), against, str(Ratio.paired(mine, other)), "at most 2 ms", reached)
