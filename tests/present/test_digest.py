"""A digest in lines: what is new in each thread, then whose word it is."""

from __future__ import annotations

from datetime import date

from tests.threads.telling import into, only, out, told
from touchline.present.digest import NewsSource, ThreadNews, digest_lines, news_words
from touchline.present.lines import line_width, plain

TODAY = date(2025, 6, 1)
THREAD = only(
    told("2025-05-23", out("Carlo Ancelotti", "Real Madrid")), told("2025-05-25", into("Xabi Alonso", "Real Madrid"))
)


def source(quote: str = "", url: str | None = None, day: date | None = date(2025, 5, 25)) -> NewsSource:
    return NewsSource(
        article_id="a", reported_on=day, publisher="The Whistle", headline="A coach at last", url=url, quote=quote
    )


def news(*sources: NewsSource, begun: bool = False, followed: bool = True) -> ThreadNews:
    return ThreadNews(
        thread=THREAD,
        news=("in expected → confirmed (Alonso)", "1 new report"),
        sources=sources,
        article_ids=("a",),
        begun=begun,
        followed=followed,
    )


def lines(*digest: ThreadNews, width: int = 80) -> list[str]:
    return [plain(made) for made in digest_lines(digest, width, TODAY)]


def test_each_thread_tells_its_news_and_its_sources() -> None:
    address = "https://example.org/a"
    assert lines(news(source("Madrid have named Alonso.", address)), news(source(day=None), followed=False)) == [
        "★ Real Madrid · head coach: Ancelotti → Alonso, filled",
        "  in expected → confirmed (Alonso) · 1 new report",
        "  The Whistle · 25 May",
        "    “Madrid have named Alonso.”",
        "    https://example.org/a",
        "",
        "Real Madrid · head coach: Ancelotti → Alonso, filled",
        "  in expected → confirmed (Alonso) · 1 new report",
        "  The Whistle · undated",
        "    A coach at last",
    ]


def test_a_story_that_has_begun_since_says_so() -> None:
    assert news_words(news(begun=True)) == "new story · in expected → confirmed (Alonso) · 1 new report"


def test_no_news_are_no_lines() -> None:
    assert lines() == []


def test_long_sentences_are_broken() -> None:
    made = digest_lines([news(source("Madrid have named Alonso. " * 9))], 40, TODAY)
    assert all(line_width(one) <= 40 for one in made[1:])


def test_what_others_wrote_cannot_act_on_the_terminal() -> None:
    assert not {"\x1b", "\u202e"} & set("".join(lines(news(source("a \x1b[31m \u202e b", "https://x/\x1b")))))
