from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ingest.builders import NOW
from tests.ingest.server import reply, serving
from touchline.config import FeedConfig
from touchline.errors import RetrieveError
from touchline.ingest.draft import Document
from touchline.ingest.refresh import FetchedFeed, Refresh, refresh_feeds
from touchline.ingest.retrieve import AnswerError, FileRetriever, NotModified, Retrieved, Retriever, StandardRetriever
from touchline.ingest.states import FeedState

RSS = "<rss version='2.0'><channel><title>The Post</title>{}</channel></rss>"
ENTRY = "<item><guid>{0}</guid><title>{0}</title><description>Words of {0}.</description></item>"


class FakeRetriever:
    """Answers by the feed's name: a document's bytes, no change, or an exception."""

    def __init__(self, **answers: bytes | Retrieved | NotModified | Exception) -> None:
        self.answers = answers
        self.states: dict[str, FeedState] = {}
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True

    def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
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


def run(feeds: Sequence[FeedConfig], retriever: Retriever, **how: object) -> list[FetchedFeed]:
    how = {"states": {}, "jitter": lambda: 0.0, "now": NOW, **how}
    groups = refresh_feeds(feeds, Refresh(retriever=retriever, **how))  # type: ignore[arg-type]
    return sorted((each for group in groups for each in group), key=lambda each: each.feed.name)


def refresh(
    retriever: FakeRetriever, *feeds: FeedConfig, state: FeedState | None = None, force: bool = False, **how: object
) -> list[FetchedFeed]:
    states = {feed.name: state for feed in feeds} if state else {}
    return run(feeds, retriever, states=states, read_again=force, **how)


def only(retriever: FakeRetriever, state: FeedState | None = None, **fields: object) -> FetchedFeed:
    [fetched] = refresh(retriever, web("a", **fields), state=state)
    return fetched


def test_a_feed_gives_its_articles_and_the_state_to_remember():
    fetched = only(FakeRetriever(a=rss("One", "Two")), FeedState(etag="old", n_failures=3))
    assert (fetched.status, fetched.error) == ("ok", None)
    assert [article.title for article in fetched.articles] == ["One", "Two"]
    assert {(article.feed, article.publisher) for article in fetched.articles} == {("a", "The Post")}
    assert fetched.state == FeedState(
        etag="new", fingerprint="f", asked_at=NOW, answered_at=NOW, read_with=fetched.state.read_with
    )
    assert fetched.state.read_with


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
    fetched = only(FakeRetriever(a=NotModified()), state)
    assert (fetched.status, fetched.articles) == ("not-modified", ())
    assert fetched.state == FeedState(etag="old", asked_at=NOW, answered_at=NOW)


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


def test_the_patience_that_a_server_asks_for_goes_before_what_the_user_asks_for():
    state = only(FakeRetriever(a=AnswerError("a is busy.", code=429, wait_s=120))).state
    assert state.patience_at == NOW + timedelta(minutes=2)
    retriever = FakeRetriever(a=rss("One"))
    for how in ({}, {"now_please": True}, {"force": True}):
        [fetched] = refresh(retriever, web("a"), state=state, **how)
        assert (fetched.status, fetched.error, fetched.state) == ("waiting", "a is busy.", state)
    assert retriever.states == {}
    [fetched] = refresh(retriever, web("a"), state=state, now=NOW + timedelta(minutes=2))
    assert (fetched.status, fetched.state.patience_at, fetched.state.error) == ("ok", None, None)


def test_what_the_user_asks_for_goes_before_intervals_and_failures_and_stays_polite():
    retriever = FakeRetriever(a=NotModified())
    waiting = FeedState(etag="old", n_failures=3, error="a is away.", not_before_at=NOW + timedelta(hours=9))
    [fetched] = refresh(retriever, web("a"), state=waiting, now_please=True)
    assert (fetched.status, retriever.states) == ("not-modified", {"a": waiting})


def test_a_failure_stays_visible_until_it_is_over():
    state = only(FakeRetriever(a=RetrieveError("a cannot be reached."))).state
    assert (state.error, state.n_failures, state.answered_at) == ("a cannot be reached.", 1, None)
    waiting = only(FakeRetriever(), state)
    assert (waiting.status, waiting.error) == ("waiting", "a cannot be reached.")
    state = only(FakeRetriever(a=NotModified()), replace(state, not_before_at=None)).state
    assert (state.error, state.n_failures, state.answered_at) == (None, 0, NOW)


@pytest.mark.parametrize(("jitter", "minutes"), [(0.0, 5), (0.4, 5.5), (1.0, 6.25)])
def test_not_all_readers_come_back_at_the_same_moment(jitter: float, minutes: float):
    [fetched] = refresh(FakeRetriever(a=RetrieveError("no")), web("a"), jitter=lambda: jitter)
    assert fetched.state.not_before_at == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("fresh_s", "interval_s", "waits_s"),
    [(600, None, 600), (600, 3_600, 3_600), (600, 60, 600), (1e15, None, 86_400), (0, None, None), (None, None, None)],
)
def test_an_answer_that_holds_good_is_not_asked_for_again(
    fresh_s: float | None, interval_s: int | None, waits_s: int | None
):
    fetched = only(FakeRetriever(a=NotModified(fresh_s=fresh_s)), interval_s=interval_s)
    assert fetched.state.not_before_at == (NOW + timedelta(seconds=waits_s) if waits_s else None)


def test_an_answer_without_news_may_bring_new_validators_and_a_move():
    answer = NotModified(etag="new", moved_to="https://new.example/f")
    fetched = only(FakeRetriever(a=answer), FeedState(etag="old", last_modified="then"))
    assert (fetched.status, fetched.error) == ("moved", "Its new address is https://new.example/f.")
    assert (fetched.state.etag, fetched.state.last_modified) == ("new", "then")
    again = only(FakeRetriever(a=answer), fetched.state)
    assert (again.status, again.error) == ("not-modified", None)


def test_a_feed_that_moved_in_feeds_toml_keeps_the_ids_of_its_articles():
    [before] = only(FakeRetriever(a=rss("One"))).articles
    moved = FeedConfig(name="a", url="https://new.example/f", first_url="https://a.example/feed")
    [after] = run([moved], FakeRetriever(a=rss("One")))[0].articles
    assert after.article_id == before.article_id


def test_other_settings_have_everything_read_again():
    state = only(FakeRetriever(a=rss("One"))).state
    retriever = FakeRetriever(a=rss("One"))
    only(retriever, state)
    only(retriever, state, include=("one",))
    assert retriever.states == {"a": FeedState()}


def test_a_page_in_place_of_a_feed_names_its_feeds():
    page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/f.xml'></head></html>"
    retrieved = Retrieved(document=Document(raw=page, name="a", address="https://a.example/news"))
    fetched = only(FakeRetriever(a=retrieved))
    assert (fetched.status, fetched.feed_addresses) == ("failed", ("https://a.example/f.xml",))
    assert fetched.error == (
        "a answered with an HTML page, not with a feed."
        " The page names https://a.example/f.xml as its feed: put that in feeds.toml."
    )


def test_a_refresh_that_is_stopped_ends_soon_and_keeps_what_is_there():
    let_go = threading.Event()

    class Waiting(FakeRetriever):
        def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
            if feed.name == "b":
                assert let_go.wait(10)
                raise RetrieveError("b was cut.")
            return super().retrieve(feed, state)

        def close(self) -> None:
            super().close()
            let_go.set()

    seen: list[FetchedFeed] = []
    retriever = Waiting(a=NotModified())
    how = Refresh(retriever=retriever, now=NOW, states={}, stop=lambda: bool(seen))
    for group in refresh_feeds([web("a"), web("b")], how):
        seen += group
    assert ([each.feed.name for each in seen], retriever.is_closed) == (["a"], True)


def test_the_feeds_of_one_host_do_not_hold_up_the_others():
    asked: list[str] = []

    class Noting(FakeRetriever):
        def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
            asked.append(feed.name)
            return NotModified()

    many = [FeedConfig(name=f"many {n}", url=f"https://many.example/{n}") for n in range(4)]
    run([*many, web("a"), web("b")], Noting(), n_threads=1)
    assert asked == ["many 0", "a", "b", "many 1", "many 2", "many 3"]


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
        def retrieve(self, feed: FeedConfig, state: FeedState) -> Retrieved | NotModified:
            meeting.wait()
            return NotModified()

    assert [each.status for each in refresh(Meeting(), web("a"), web("b"))] == ["not-modified", "not-modified"]


def local(path: Path, **fields: object) -> FeedConfig:
    return FeedConfig(name="Desk", path=path, **fields)  # type: ignore[arg-type]


def test_a_folder_gives_what_can_be_read_and_names_what_cannot(tmp_path: Path):
    (tmp_path / "a.txt").write_text("date 2025-05-10 Pilbeam goes.")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.rss").write_bytes(rss("One", "Two"))
    [fetched] = run([local(tmp_path)], FileRetriever())
    assert fetched.status == "ok"
    assert [article.headline for article in fetched.articles] == ["Pilbeam goes", "One", "Two"]
    assert {article.feed for article in fetched.articles} == {"Desk"}
    assert [(problem.path.name, problem.reason) for problem in fetched.problems] == [("b.txt", "b.txt is empty.")]
    assert fetched.error == "b.txt is empty."
    [again] = run([local(tmp_path)], FileRetriever(), states={"Desk": fetched.state})
    assert again.status == "not-modified"


def test_a_local_feed_that_fails_is_tried_again_at_once(tmp_path: Path):
    (tmp_path / "b.txt").write_bytes(b"")
    for path, error in ((tmp_path, "b.txt is empty."), (tmp_path / "none", f"{tmp_path}/none does not exist.")):
        [fetched] = run([local(path)], FileRetriever())
        assert (fetched.status, fetched.error, fetched.state.not_before_at) == ("failed", error, None)


def test_local_and_web_feeds_end_to_end(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Pilbeam goes.")
    with serving() as server:
        server.answers["/f"] = reply(body=rss("One"), ETag='"1"', Content_Type="application/rss+xml")
        feeds = [local(tmp_path), FeedConfig(name="Post", url=server.url + "/f")]
        fetched = {each.feed.name: each for each in run(feeds, StandardRetriever())}
        assert {name: each.status for name, each in fetched.items()} == {"Desk": "ok", "Post": "ok"}
        server.answers["/f"] = reply(304)
        states = {name: each.state for name, each in fetched.items()}
        again = run(feeds, StandardRetriever(), states=states)
        assert {each.status for each in again} == {"not-modified"}
        assert server.requests[-1][1]["If-None-Match"] == '"1"'
