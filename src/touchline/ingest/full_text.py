"""The page of an article -> the article with its whole text; the part that only computes, for a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from touchline.errors import FormatError
from touchline.ingest.draft import Document
from touchline.ingest.formats import choose_format
from touchline.ingest.language import detect_language
from touchline.ingest.plain import join, without_title
from touchline.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """An article and the page that its address answered."""

    article: Article
    page: Document


def with_full_text(task: PageTask) -> Article | str:
    """The article with the main text of its page, and the feed's text beside it; or a sentence that says why not.

    Its title stays: pages add the paper's name to theirs.
    """
    from touchline.ingest.formats import html

    article, page = task.article, task.page
    try:
        if choose_format(page).module != "html":
            return "The article's address is not that of a page."
        [draft] = html.parse(page)
    except FormatError:
        return "The article's page has no text to read."
    body = without_title(article.title, draft.body)
    feed_text = article.feed_text or article.text
    if len(body) <= len(feed_text) - article.body_start:
        return "The article's page says no more than its feed does."
    text = join(article.title, body)
    return replace(article, text=text, feed_text=feed_text, language=article.language or detect_language(text))
