"""The whole text of articles of which the feed gives a part: from their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.config import FeedConfig
from touchline.errors import FormatError, NotFoundError, RetrieveError
from touchline.newsroom.limited import LimitedWorkers, LimitError

if TYPE_CHECKING:
    from touchline.ingest.http import HttpRetriever
    from touchline.model import Article
    from touchline.newsroom.room import Newsroom

MAX_PAGES = 50
"""Of one feed at one refresh, the newest: who subscribes to a feed does not want its server to be emptied at once."""
N_THREADS = 8
LOOK_UP_S = 0.2
"""Seconds between two looks at whether what is waited for is still wanted."""


def change_text(room: Newsroom, article_id: str, stop: Callable[[], bool] = lambda: False) -> Article | None:
    """Give an article the whole text of its page, or where it has that the feed's back; None when it was stopped.

    Raises what `fetch_full_text` raises.
    """
    return restore_feed_text(room, article_id) or fetch_full_text(room, article_id, stop)


def fetch_full_text(room: Newsroom, article_id: str, stop: Callable[[], bool] = lambda: False) -> Article | None:
    """Read an article's page, store its main text as the article's, and return it; the feed's text is kept beside it.

    None, and nothing stored, when it was stopped before the page was there.

    Raises:
        NotFoundError: there is no such article, or it has no address.
        RetrieveError, FormatError: its page cannot be had, or says no more; the article stays as it was.
    """
    article = room.store.article(article_id)
    if article is None or article.url is None:
        raise NotFoundError(
            "this article has no address of a page" if article else f"no article has the id {article_id!r}"
        )
    found = next(iter(_filled(room, [article], stop)), None)
    if isinstance(found, RetrieveError | FormatError):
        raise found
    if found:
        room.store.add_articles([found])
    return found


def restore_feed_text(room: Newsroom, article_id: str) -> Article | None:
    """Give an article the text of its feed back; None when it has no other."""
    article = room.store.article(article_id)
    if article is None or article.feed_text is None:
        return None
    restored = replace(article, text=article.feed_text, feed_text=None)
    room.store.add_articles([restored])
    return restored


def fill_full_texts(room: Newsroom, article_ids: Sequence[str], stop: Callable[[], bool] = lambda: False) -> list[str]:
    """Read the pages of a feed's newest articles, and store their texts in one durable write.

    Returns a sentence for each page that cannot be had; its article stays as it was.
    """
    rows = [row for row in room.store.headlines_of(article_ids) if row.url][:MAX_PAGES]
    articles = [article for row in rows if (article := room.store.article(row.article_id))]
    filled: list[Article] = []
    problems: list[str] = []
    for found in _filled(room, articles, stop):
        if not isinstance(found, RetrieveError | FormatError):
            filled.append(found)
        elif isinstance(found, RetrieveError):
            problems.append(str(found))
    if filled:
        room.store.add_articles(filled)
    return problems


def keep_full_text(room: Newsroom, article: Article) -> Article:
    """An article as its feed gives it, with the whole text that is stored, where the feed's own is still the same."""
    stored = room.store.article(article.article_id) if room.store.is_stored(article.article_id) else None
    if stored is None or stored.feed_text != article.text:
        return article
    language = article.language or stored.language
    return replace(article, text=stored.text, feed_text=stored.feed_text, language=language)


def _filled(
    room: Newsroom, articles: Sequence[Article], stop: Callable[[], bool] = lambda: False
) -> Iterator[Article | RetrieveError | FormatError]:
    """Each article with its whole text, or why it has none; without those that are not there when it is stopped."""
    if not articles:
        return
    from touchline.ingest.http import HttpRetriever

    threads = ThreadPoolExecutor(min(N_THREADS, len(articles)), thread_name_prefix="pages")
    with LimitedWorkers() as workers, closing(HttpRetriever()) as web:
        try:
            made = [threads.submit(_fill, room, article, web, workers, stop) for article in articles]
            for future in made:
                while not wait([future], LOOK_UP_S).done:
                    if stop():
                        return
                if found := future.result():
                    yield found
        finally:
            web.close()
            threads.shutdown(cancel_futures=True)


def _fill(
    room: Newsroom, article: Article, web: HttpRetriever, workers: LimitedWorkers, stop: Callable[[], bool]
) -> Article | RetrieveError | FormatError | None:
    from touchline.ingest.full_text import PageTask, with_full_text

    if stop():
        return None
    feed = room.config.feed(article.feed) if article.feed else None
    try:
        page = web.page(feed or FeedConfig(name=article.publisher or "The article"), article.url or "")
        found = workers.do(with_full_text, PageTask(article=article, page=page))
    except RetrieveError as error:
        return error
    except LimitError:
        return FormatError("The article's page takes too much to be read, and was given up.")
    return FormatError(found) if isinstance(found, str) else found
