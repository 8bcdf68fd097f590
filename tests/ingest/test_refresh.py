from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ingest.builders import NOW
from tests.ingest.server import reply, serving
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.draft import Document
from touchline.ingest.refresh import FetchedFeed, refresh_feeds
from touchline.ingest.retrieve import AnswerError, FileRetriever, Retrieved, StandardRetriever
from touchline.ingest.states import FeedState

RSS = "<rss version='2.0'><channel><title>The Post</title>{}</channel></rss>"
ENTRY = "<item><guid>{0}</guid><title>{0}</title><description>Words of {0}.</description></item>"


class FakeRetriever:
    """Answers by the feed's name: a document's bytes, None for no change, or an exception."""

    def __init__(self, **answers: bytes | Retrieved | Exception | None) -> None:
        self.answers = answers
        self.states: dict[str, FeedState] = {}

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | None:
        self.states[feed.name] = state
        answer = self.answers[feed.name]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, bytes):
            return Retrieved(
                document=Document(raw=answer, name=feed.name, address=feed.url), etag="new", fingerprint="f"
            )
        return answer


def web(name: str, **fields: object) -> FeedConfig:
    return FeedConfig(name=name, url=f"https://{name}.example/feed", **fields)  # type: ignore[arg-type]


def rss(*titles: str) -> bytes:
    return RSS.format("".join(map(ENTRY.format, titles))).encode()


def refresh(
    retriever: FakeRetriever, *feeds: FeedConfig, state: FeedState | None = None, force: bool = False
) -> list[FetchedFeed]:
    states = {feed.name: state for feed in feeds} if state else {}
    fetched = list(refresh_feeds(feeds, retriever=retriever, now=NOW, states=states, force=force))
    return sorted(fetched, key=lambda each: each.feed.name)


def only(retriever: FakeRetriever, state: FeedState | None = None, **fields: object) -> FetchedFeed:
    [fetched] = refresh(retriever, web("a", **fields), state=state)
    return fetched


def test_a_feed_gives_its_articles_and_the_state_to_remember():
    fetched = only(FakeRetriever(a=rss("One", "Two")), FeedState(etag="old", n_failures=3))
    assert (fetched.status, fetched.error) == ("ok", None)
    assert [article.title for article in fetched.articles] == ["One", "Two"]
    assert {(article.feed, article.publisher) for article in fetched.articles} == {("a", "The Post")}
    assert fetched.state == FeedState(etag="new", fingerprint="f", asked_at=NOW)


def test_one_bad_feed_stops_no_other():
    bad, gone, good, page = refresh(
        FakeRetriever(
            a=RetrieveError("a cannot be reached."),
            b=AnswerError("b answered 410 Gone.", code=410),
            c=rss("One"),
            d=b"<html><body>Please log in</body></html>",
        ),
        *map(web, "abcd"),
    )
    assert (bad.status, bad.error) == ("failed", "a cannot be reached.")
    assert (gone.status, gone.state.gone) == ("gone", True)
    assert (good.status, len(good.articles)) == ("ok", 1)
    assert (page.status, page.error) == ("failed", "d answered with an HTML page, not with a feed.")


def test_an_answer_that_did_not_change_keeps_what_it_was_known_by():
    state = FeedState(etag="old", n_failures=2, not_before_at=NOW - timedelta(hours=1))
    fetched = only(FakeRetriever(a=None), state)
    assert (fetched.status, fetched.articles) == ("not-modified", ())
    assert fetched.state == FeedState(etag="old", asked_at=NOW)


def test_failures_wait_longer_each_time_and_keep_what_was_known():
    state = FeedState(etag="old")
    waits = []
    for _ in range(12):
        fetched = only(FakeRetriever(a=RetrieveError("no")), replace(state, not_before_at=None))
        state = fetched.state
        assert state.not_before_at is not None
        waits.append((state.not_before_at - NOW) / timedelta(minutes=1))
    assert waits[:4] == [5, 10, 20, 40]
    assert waits[-1] == 24 * 60
    assert (state.etag, state.n_failures) == ("old", 12)


@pytest.mark.parametrize(
    ("asked_s", "waits"), [(120.0, timedelta(minutes=2)), (1e8, timedelta(hours=24)), (0.0, timedelta(0))]
)
def test_a_server_that_asks_for_patience_gets_it_within_reason(asked_s: float, waits: timedelta):
    fetched = only(FakeRetriever(a=AnswerError("busy", code=429, wait_s=asked_s)))
    assert fetched.state.not_before_at == NOW + waits


def test_feeds_that_are_not_due_are_left_alone_unless_forced():
    retriever = FakeRetriever(a=rss("One"))
    waiting = FeedState(etag="old", not_before_at=NOW + timedelta(seconds=1))
    assert only(retriever, waiting) == FetchedFeed(feed=web("a"), status="waiting", state=waiting)
    assert only(retriever, FeedState(gone=True)).status == "gone"
    assert retriever.states == {}
    [forced] = refresh(retriever, web("a"), state=waiting, force=True)
    assert forced.status == "ok"
    assert retriever.states == {"a": FeedState()}
    [revived] = refresh(retriever, web("a"), state=FeedState(gone=True), force=True)
    assert (revived.status, revived.state.gone) == ("ok", False)


def test_a_disabled_feed_is_paused_whatever_is_asked():
    retriever = FakeRetriever()
    [fetched] = refresh(retriever, web("a", enabled=False), force=True)
    assert (fetched.status, retriever.states) == ("paused", {})


def test_an_interval_makes_a_feed_wait_after_success():
    fetched = only(FakeRetriever(a=rss("One")), interval_s=1_800)
    assert fetched.state.not_before_at == NOW + timedelta(minutes=30)


def test_a_moved_feed_says_so_and_its_articles_keep_their_ids():
    moved = Retrieved(
        document=Document(raw=rss("One"), name="a", address="https://new.example/f"), moved_to="https://new.example/f"
    )
    before, after = only(FakeRetriever(a=rss("One"))), only(FakeRetriever(a=moved))
    assert (after.status, after.error) == ("moved", "Its new address is https://new.example/f.")
    assert after.state.moved_to == "https://new.example/f"
    assert after.articles[0].article_id == before.articles[0].article_id


def test_headlines_may_be_chosen_by_words():
    answer = rss("Rovers sack Pilbeam", "QUIZ: who said it?", "Derby preview")
    assert [a.title for a in only(FakeRetriever(a=answer), include=("sack", "quiz")).articles] == [
        "Rovers sack Pilbeam",
        "QUIZ: who said it?",
    ]
    assert [a.title for a in only(FakeRetriever(a=answer), exclude=("Quiz",), include=("sack", "quiz")).articles] == [
        "Rovers sack Pilbeam"
    ]


def test_bugs_are_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        only(FakeRetriever(a=ZeroDivisionError()))


def test_feeds_are_refreshed_side_by_side():
    meeting = threading.Barrier(2, timeout=10)

    class Meeting(FakeRetriever):
        def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | None:
            meeting.wait()
            return None

    assert [each.status for each in refresh(Meeting(), web("a"), web("b"))] == ["not-modified", "not-modified"]


def local(path: Path, **fields: object) -> FeedConfig:
    return FeedConfig(name="Desk", path=path, **fields)  # type: ignore[arg-type]


def test_a_folder_gives_what_can_be_read_and_names_what_cannot(tmp_path: Path):
    (tmp_path / "a.txt").write_text("date 2025-05-10 Pilbeam goes.")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.rss").write_bytes(rss("One", "Two"))
    [fetched] = refresh_feeds([local(tmp_path)], retriever=FileRetriever(), now=NOW, states={})
    assert fetched.status == "ok"
    assert [article.headline for article in fetched.articles] == ["Pilbeam goes", "One", "Two"]
    assert {article.feed for article in fetched.articles} == {"Desk"}
    assert [(problem.path.name, problem.reason) for problem in fetched.problems] == [("b.txt", "b.txt is empty.")]
    assert fetched.error == "b.txt is empty."
    [again] = refresh_feeds([local(tmp_path)], retriever=FileRetriever(), now=NOW, states={"Desk": fetched.state})
    assert again.status == "not-modified"


def test_a_local_feed_that_fails_is_tried_again_at_once(tmp_path: Path):
    (tmp_path / "b.txt").write_bytes(b"")
    for path, error in ((tmp_path, "b.txt is empty."), (tmp_path / "none", f"{tmp_path}/none does not exist.")):
        [fetched] = refresh_feeds([local(path)], retriever=FileRetriever(), now=NOW, states={})
        assert (fetched.status, fetched.error, fetched.state.not_before_at) == ("failed", error, None)


def test_local_and_web_feeds_end_to_end(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Pilbeam goes.")
    with serving() as server:
        server.answers["/f"] = reply(body=rss("One"), ETag='"1"', Content_Type="application/rss+xml")
        feeds = [local(tmp_path), FeedConfig(name="Post", url=server.url + "/f")]
        fetched = {
            each.feed.name: each for each in refresh_feeds(feeds, retriever=StandardRetriever(), now=NOW, states={})
        }
        assert {name: each.status for name, each in fetched.items()} == {"Desk": "ok", "Post": "ok"}
        server.answers["/f"] = reply(304)
        states = {name: each.state for name, each in fetched.items()}
        again = refresh_feeds(feeds, retriever=StandardRetriever(), now=NOW, states=states)
        assert {each.status for each in again} == {"not-modified"}
        assert server.requests[-1][1]["If-None-Match"] == '"1"'
