"""What changed in story threads as JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from touchline.exchange.json_values import JsonObject, day, encodable
from touchline.exchange.markdown import escaped, link
from touchline.exchange.threads import thread_json
from touchline.present.digest import NewsSource, ThreadNews, news_words, thread_words


def digest_json(news: ThreadNews) -> JsonObject:
    """One thread of a digest: all that `thread list --json` tells of it, and what is new.

    `news` are the changes in words, `new_story` is true when all of it is new, `new_articles` are the ids of the new
    reports, `sources` those of them that tell the news.
    """
    return {
        **thread_json(news.thread),
        "followed": news.followed,
        "new_story": news.begun,
        "news": list(news.news),
        "new_articles": list(news.article_ids),
        "sources": [_source_json(source) for source in news.sources],
    }


def digest_markdown(digest: Iterable[ThreadNews]) -> str:
    """A heading for each thread, what is new, and whose word it is."""
    return "\n".join(made for news in digest for made in _thread(news))


def _source_json(source: NewsSource) -> JsonObject:
    return {
        "article": source.article_id,
        "date": day(source.reported_on),
        "publisher": encodable(source.publisher),
        "title": encodable(source.headline),
        "url": encodable(source.url),
        "quote": encodable(source.quote),
    }


def _thread(news: ThreadNews) -> Iterator[str]:
    yield f"## {escaped(thread_words(news))}"
    yield ""
    yield escaped(news_words(news))
    yield ""
    for source in news.sources:
        whose = ", ".join(escaped(part) for part in (source.publisher, day(source.reported_on)) if part)
        yield f"- {link(source.headline, source.url)}{f' ({whose})' if whose else ''}"
        if source.quote not in ("", source.headline):
            yield from ("", f"  > {escaped(source.quote)}", "")
    yield ""
