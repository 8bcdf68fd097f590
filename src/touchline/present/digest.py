"""What changed in story threads, a few lines for each: the news, then whose word it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from touchline.model import StoryThread
from touchline.present.claims import seat_name
from touchline.present.dates import dated
from touchline.present.lines import BLANK, Line, Piece, joined, line
from touchline.present.prose import prose_lines
from touchline.present.threads import move_words
from touchline.safe import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsSource:
    """A new report that gives a value of the card, or else the newest one: the sentence, and where it stands."""

    article_id: str
    reported_on: date | None
    publisher: str | None
    headline: str
    url: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadNews:
    """What is new in a thread, in the words of `present.since`; `begun` is true when all of it is."""

    thread: StoryThread
    news: tuple[str, ...]
    sources: tuple[NewsSource, ...]
    article_ids: tuple[str, ...]
    begun: bool
    followed: bool


def digest_lines(digest: Iterable[ThreadNews], width: int, today: date) -> tuple[Line, ...]:
    """The threads with what is new in each, an empty line between two."""
    made = [told for news in digest for told in (*_lines(news, width, today), BLANK)]
    return tuple(made[:-1])


def thread_words(news: ThreadNews) -> str:
    """As "Real Madrid · head coach: Ancelotti → Alonso, filled"."""
    thread = news.thread
    return f"{seat_name(thread.change.seat)}: {move_words(thread)}, {thread.status}"


def news_words(news: ThreadNews) -> str:
    """As "in expected → confirmed (Alonso) · 2 new reports"."""
    return " · ".join((*(("new story",) if news.begun else ()), *news.news))


def _lines(news: ThreadNews, width: int, today: date) -> Iterator[Line]:
    star = Piece("★ " if news.followed else "", "star")
    yield line(star, Piece(thread_words(news), "strong"))
    yield from (line("  ", *made) for made in prose_lines(news_words(news), width - 2, style="here"))
    for source in news.sources:
        day = dated(source.reported_on, today) if source.reported_on else "undated"
        whose = joined((line(Piece(safe(source.publisher or "unknown"), "label")), line(Piece(day, "muted"))))
        yield line("  ", *whose)
        told = f"“{source.quote}”" if source.quote else source.headline
        yield from (line("    ", *made) for made in prose_lines(safe(told), width - 4))
        if source.url:
            yield line("    ", Piece(safe(source.url), "muted"))
