"""The corpus as files: text files for an import, RSS for other readers."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from bench.corpus import feed_address, site
from touchline.model import Article


def write_texts(articles: Iterable[Article], folder: Path) -> None:
    """One text file for each article, with date, title and publisher at its head; a hundred files a folder."""
    for number, article in enumerate(articles):
        into = folder / f"{number // 100:04}"
        into.mkdir(parents=True, exist_ok=True)
        head = f"date: {article.published_on}\ntitle: {article.title}\npublisher: {article.publisher}\n"
        (into / f"{number:06}.txt").write_text(f"{head}\n{article.body}\n", encoding="utf-8")


def write_feeds(articles: Iterable[Article], folder: Path) -> list[Path]:
    """One RSS file for each paper, whole texts included; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    entries: dict[str, list[str]] = {}
    for article in articles:
        entries.setdefault(article.publisher or "", []).append(entry(article))
    written = []
    for paper, of_paper in sorted(entries.items()):
        path = folder / f"{paper.lower().replace(' ', '-')}.xml"
        # Newest first, as feeds are.
        path.write_text(rss(paper, [*reversed(of_paper)]), encoding="utf-8")
        written.append(path)
    return written


def rss(paper: str, entries: Iterable[str]) -> str:
    """A paper's feed with these entries."""
    head = f"<title>{paper}</title><link>{site(paper)}</link><description>{feed_address(paper)}</description>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}\n'
        + "\n".join(entries)
        + "\n</channel></rss>\n"
    )


def entry(article: Article) -> str:
    """An article as an entry of its paper's feed, the whole text included."""
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.body.split("\n\n"))
    date = format_datetime(article.published_at) if article.published_at else ""
    return (
        f"<item><title>{escape(article.title or '')}</title><link>{article.url}</link>"
        f'<guid isPermaLink="false">{article.article_id}</guid><pubDate>{date}</pubDate>'
        f"<description>{escape(paragraphs)}</description></item>"
    )
