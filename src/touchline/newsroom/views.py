"""The views of the sidebar, with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, cast

from touchline.errors import QueryError
from touchline.newsroom.reading import STOP_EVERY, story_list
from touchline.query import quoted

if TYPE_CHECKING:
    from touchline.config import SavedQuery
    from touchline.newsroom.room import Newsroom

MOST_COUNTED = 10_000
"""Headlines that are looked at to count what a saved query matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One row of the sidebar: `query` makes its story list; `n_unread` is None where it is not counted.

    `more`: there may be more than `n`, which nobody looked for.
    """

    key: str
    title: str
    query: str
    n: int
    n_unread: int | None = None
    more: bool = False


def views(room: Newsroom) -> list[View]:
    """The rows of the sidebar: the fixed views, tags, then publishers, each with its counts."""
    store = room.store
    tally, marks = store.tally(), store.marks()
    made = [
        View(key="all", title="All", query="", n=tally.n_articles),
        View(key="unread", title="Unread", query="unread", n=tally.n_articles - tally.n_read),
        View(key="starred", title="Starred", query="starred", n=len(marks.starred())),
        View(key="threads", title="Threads", query="", n=store.n_threads()),
    ]
    made += [_saved_view(room, saved) for saved in room.config.queries]
    made += [
        View(key=f"tag:{tag}", title=f"#{tag}", query=f"#{tag}", n=n) for tag, n in sorted(marks.tag_counts().items())
    ]
    for name, (n, n_read) in sorted(tally.publishers.items(), key=lambda pair: (-pair[1][0], pair[0])):
        query = f"publisher={quoted(name)}"
        made.append(View(key=f"publisher:{name}", title=name, query=query, n=n, n_unread=n - n_read))
    return made


def _saved_view(room: Newsroom, saved: SavedQuery) -> View:
    """The row of a saved query; one that cannot be read says so, and choosing it shows what is wrong."""
    try:
        title, (n, more) = saved.name, _counted(room, saved.query)
    except QueryError:
        title, n, more = f"{saved.name} (wrong query)", 0, False
    return View(key=f"query:{saved.name}", title=title, query=saved.query, n=n, more=more)


def _counted(room: Newsroom, query_text: str) -> tuple[int, bool]:
    """How many stories match, as far as `MOST_COUNTED` headlines tell, and whether there may be more.

    Counted anew only after a change.
    """
    name, revision = f"number of {query_text}", room.store.revision
    held = room.cache.get(name)
    if held is None or held[0] != revision:
        asked = count()
        listed = story_list(room, query_text, stop=lambda: next(asked) * STOP_EVERY >= MOST_COUNTED)
        held = room.cache[name] = (revision, (len(listed.rows), listed.more))
    return cast(tuple[int, bool], held[1])
