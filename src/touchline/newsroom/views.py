"""The views of the sidebar, with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.errors import QueryError
from touchline.newsroom.reading import story_list
from touchline.query import quoted

if TYPE_CHECKING:
    from touchline.config import SavedQuery
    from touchline.newsroom.room import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One row of the sidebar: `query` makes its story list; `n_unread` is None where it is not counted."""

    key: str
    title: str
    query: str
    n: int
    n_unread: int | None = None


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
        title, n = saved.name, len(story_list(room, saved.query).rows)
    except QueryError:
        title, n = f"{saved.name} (wrong query)", 0
    return View(key=f"query:{saved.name}", title=title, query=saved.query, n=n)
