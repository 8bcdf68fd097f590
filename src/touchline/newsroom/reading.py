"""Story lists and articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import NotFoundError
from touchline.newsroom.folding import FoldedRows
from touchline.safe import safe
from touchline.store.headline_list import HeadlineList

# The first list needs neither queries nor story threads: what does, imports them when it is asked.
if TYPE_CHECKING:
    from touchline.extract.rulebook import Rulebook
    from touchline.model import Article, Claim, Explanation, Headline, StoryThread
    from touchline.newsroom.room import Newsroom


STOP_EVERY = 200
"""Articles looked at between two looks at `stop`."""


@dataclass(frozen=True, slots=True)
class StoryList:
    """The stories that a query matches; `words` are those of the query that can stand in a text.

    `more`: there are others, which nobody looked for.
    """

    query: str
    rows: Sequence[Headline]
    words: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article with all that the reading pane shows; `note` says why there are no claims, where that needs saying."""

    article: Article
    claims: tuple[Claim, ...]
    threads: tuple[StoryThread, ...]
    note: str | None
    read: bool
    starred: bool
    tags: tuple[str, ...]


def story_list(
    room: Newsroom,
    query_text: str = "",
    *,
    prefix: bool = False,
    by_rank: bool = False,
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> StoryList:
    """The stories that match, newest first, or the best match first with `by_rank`; all of them for an empty query.

    With `prefix` the last word matches as a beginning, as while typing. With `limit` only so many are looked for, and
    `more` says whether there are others. `stop` is asked now and then; a list that it cuts short has `more`, too.

    Raises:
        QueryError: the query is wrong; `at` says where.
    """
    if not query_text.strip():
        return StoryList(query_text, room.store.headlines())
    from touchline import query as queries
    from touchline.newsroom.sources import Sources

    query = queries.parse(query_text)
    find = queries.best_first if by_rank else queries.newest_first
    found = find(query, Sources(room, stop), now=room.now(), prefix=prefix)
    if limit is not None:
        rows = list(islice(found, limit + 1))
        return StoryList(query_text, rows[:limit], query.words, more=len(rows) > limit)
    if by_rank:
        return StoryList(query_text, list(found), query.words, more=stop())
    match = queries.text_alone(query, prefix=prefix)
    ids = room.store.search(match) if match else [row.article_id for row in found]
    return StoryList(query_text, room.store.headlines_of(ids), query.words, more=stop())


def counts_at_hand(room: Newsroom) -> dict[str, int]:
    """How many articles the views have of which that is known before anything is read, by the views' keys."""
    n_articles, n_read = room.store.totals()
    counts = {"all": n_articles, "starred": len(room.store.marks().starred())}
    return counts if n_read is None else {**counts, "unread": n_articles - n_read}


def row_of(rows: Sequence[Headline], headline: Headline) -> int | None:
    """The row that shows an article in a story list; None when it is not there. Walks only a short list."""
    if isinstance(rows, FoldedRows):
        place = row_of(rows.whole, headline)
        return None if place is None else rows.row_of_place(place)
    if isinstance(rows, HeadlineList):
        return rows.find(headline)
    return next((at for at, row in enumerate(rows) if row.article_id == headline.article_id), None)


def next_unread(
    room: Newsroom, rows: Sequence[Headline], at: int, step: int, *, stop: Callable[[], bool] = lambda: False
) -> int | None:
    """The next unread row after row `at` of a story list, the one before it for step -1; None without one.

    `stop` is asked now and then, and ends the search.
    """
    is_read = room.store.marks().is_read
    start, end = (at + 1, len(rows)) if step > 0 else (0, at)
    while start < end and not stop():
        # In pieces, which a long list makes faster than single rows, and does not keep.
        first, last = (start, min(start + STOP_EVERY, end)) if step > 0 else (max(end - STOP_EVERY, start), end)
        unread = [row for row, one in enumerate(rows[first:last], first) if not is_read(one.article_id)]
        if unread:
            return unread[0] if step > 0 else unread[-1]
        start, end = (last, end) if step > 0 else (start, first)
    return None


def read(room: Newsroom, article_id: str) -> Reading | None:
    """An article with its claims, threads and marks; None when there is none with this id."""
    from touchline.newsroom.stories import threads_of

    article = room.store.article(article_id)
    if article is None:
        return None
    marks = room.store.marks()
    claims = room.store.claims(article_id)
    return Reading(
        article=article,
        claims=claims,
        threads=threads_of(room, article_id),
        note=None if claims else claims_note(article),
        read=marks.is_read(article_id),
        starred=marks.is_starred(article_id),
        tags=marks.tags_of(article_id),
    )


def claims_note(article: Article) -> str | None:
    """Why an article can have no claims: no rules for its language; None where its language has rules."""
    from touchline.extract import supported_languages

    if article.language is None or article.language in supported_languages():
        return None
    return f"No claims: touchline has no rules for the language {safe(article.language)!r} yet."


def explanations(room: Newsroom, article: Article) -> tuple[Explanation, ...]:
    """How each claim of an article was read, and why other sentences made none. Loads the rulebook."""
    from touchline.extract import explain

    return explain(article, room.rulebook)


def find_article(room: Newsroom, article_id: str) -> str:
    """The id of the one article whose id begins like this.

    Raises:
        NotFoundError: no article's id does, or several do.
    """
    found = room.store.find_ids(article_id) if article_id else []
    if article_id in found:
        return article_id
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"several articles have an id that begins with {article_id!r}: {', '.join(found)}")
    raise NotFoundError(f"no article has the id {safe(article_id)!r}; `touchline list` shows them")


def load_rules(config_folder: Path | None) -> Rulebook:
    """The rulebook alone, for work without a library. Raises ConfigError for a wrong lexicon file of the user's."""
    from touchline.config import default_config_folder, load_config
    from touchline.extract import load_rulebook

    extra = load_config(config_folder or default_config_folder()).lexicon_folder
    return load_rulebook(extra if extra and extra.is_dir() else None)
