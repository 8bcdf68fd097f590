"""What becomes of odd entries: one file a case in `entries/`, with what is expected above the feed's answers."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.builders import NOW
from touchline.config import FeedConfig
from touchline.ingest.draft import Document
from touchline.ingest.known_entries import KnownEntry, entries_as_json, entries_from_json
from touchline.ingest.refresh import FetchedFeed, Refresh, refresh_feeds
from touchline.ingest.retrieve import NotModified, Retrieved
from touchline.ingest.states import FeedState
from touchline.model import Article
from touchline.store.memory import MemoryStore

CASES = sorted((Path(__file__).parent / "entries").glob("*.case"))
FEED = FeedConfig(name="Hill", url="https://hill.example/feed")


class Answers:
    """Retrieves one answer after the other."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = iter(answers)

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
        return Retrieved(document=Document(raw=next(self.answers).encode(), name=feed.name, address=feed.url))

    def close(self) -> None:
        pass


def refreshed(answers: list[str], *, remembers: bool = True) -> Iterator[FetchedFeed]:
    retriever, known = Answers(answers), ()
    for _ in answers:

        def entries(name: str, known: tuple[KnownEntry, ...] = known) -> tuple[KnownEntry, ...]:
            return known

        [[fetched]] = refresh_feeds([FEED], Refresh(retriever=retriever, now=NOW, states={}, entries=entries))
        if remembers and fetched.entries is not None:
            known = entries_from_json([list(one) for one in entries_as_json(fetched.entries)])
        yield fetched


def told(article: Article) -> dict[str, Any]:
    published_at = article.published_at
    return {
        "title": article.title or "",
        "text": article.text,
        "published": published_at.isoformat() if published_at else "",
        "publisher": article.publisher,
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_becomes_of_it(path: Path):
    head, *answers = path.read_text("utf-8").split("---\n")
    expected = tomllib.loads(head)
    store, articles, counts = MemoryStore(), {}, []
    for fetched in refreshed(answers):
        assert fetched.status == "ok", fetched.error
        counts.append(Counter(store.add_articles(fetched.articles)))
        articles |= {article.article_id: article for article in fetched.articles}
    found = [told(article) for article in articles.values()]
    wanted = expected["stored"]
    assert len(found) == len(wanted), expected["says"]
    for one in wanted:
        assert any(one.items() <= each.items() for each in found), (expected["says"], one, found)
    for name, count in zip(("second", "third"), counts[1:], strict=False):
        assert {status: n for status, n in count.items() if status != "unchanged"} == expected[name], expected["says"]


def test_what_did_not_change_is_not_read_again():
    head = "<rss version='2.0'><channel><title>Hill</title><lastBuildDate>{}</lastBuildDate>"
    answers = []
    for n in range(3):
        entries = "".join(f"<item><guid>{k}</guid><title>Report {k}</title></item>" for k in reversed(range(9 + n)))
        answers.append(f"{head.format(n)}{entries}</channel></rss>")
    assert [len(fetched.articles) for fetched in refreshed(answers)] == [9, 1, 1]
    assert [len(fetched.articles) for fetched in refreshed(answers, remembers=False)] == [9, 10, 11]


def test_what_cannot_be_told_apart_is_read_whole_with_the_same_result():
    answer = "<rss version='2.0'><channel><title>Hill</title>%s</channel></rss>"
    entries = "".join(f"<item><guid>{k}</guid><title>Report {k}</title></item>" for k in range(5))
    one, other = answer % entries, answer % (entries + "<!-- <item> -->")
    assert [each.articles for each in refreshed([one])] == [each.articles for each in refreshed([other])]


def test_of_too_many_entries_the_first_are_read_and_the_others_told():
    entries = "".join(f"<item><guid>{k}</guid><title>Report {k}</title></item>" for k in range(2_500))
    [first, second] = refreshed([f"<rss version='2.0'><channel><title>Hill</title>{entries}</channel></rss>"] * 2)
    assert (len(first.articles), len(second.articles)) == (2_000, 0)
    assert first.articles[0].title == "Report 0"
    assert first.error == second.error == "Hill has 2,500 entries; the first 2,000 were read."


def test_of_an_endless_text_the_beginning_is_read_and_that_is_told():
    entry = f"<item><guid>1</guid><title>T</title><description>{'word ' * 200_000}</description></item>"
    [fetched] = refreshed([f"<rss version='2.0'><channel><title>Hill</title>{entry}</channel></rss>"])
    assert len(fetched.articles[0].text) < 530_000
    assert fetched.error == "Hill has a text of more than 512 KB, of which the rest was left out."


@pytest.mark.parametrize("value", [None, 3, {}, [3], [["a"]], [["a", "b", "c", 4]], [["a", "b", "c", "d"], []]])
def test_remembered_entries_that_are_not_understood_count_as_none(value: object):
    assert entries_from_json(value) == ()
