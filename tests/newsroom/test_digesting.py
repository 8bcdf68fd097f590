"""What changed in threads since a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.newsroom.conftest import NOW
from touchline.errors import QueryError
from touchline.newsroom import correcting, marking, stories
from touchline.newsroom.digesting import digest, moment
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain

HARBOUR = "harbour-town-2025-05"
OTHER = "date 2025-05-20\n\nArsenal have sacked manager Pim Duval, the club announced on Tuesday.\n"


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def drained(room: Newsroom, clippings: Path) -> Newsroom:
    (clippings / "other.txt").write_text(OTHER, encoding="utf-8")
    list(import_paths(room, [clippings]))
    drain(room)
    return room


def test_only_followed_threads_are_told_unless_all_are_asked_for(drained: Newsroom) -> None:
    assert digest(drained, day("2025-05-01")) == []
    marking.set_followed(drained, HARBOUR, True)
    (news,) = digest(drained, day("2025-05-01"))
    assert (news.thread.thread_id, news.followed) == (HARBOUR, True)
    everything = digest(drained, day("2025-05-01"), every=True)
    assert [(news.thread.change.seat.club, news.followed) for news in everything] == [
        ("Arsenal", False),
        ("Harbour Town", True),
    ]


def test_what_the_card_says_now_is_told_beside_what_the_older_reports_say(drained: Newsroom) -> None:
    (news,) = [one for one in digest(drained, day("2025-05-05"), every=True) if one.thread.thread_id == HARBOUR]
    assert news.news == ("in confirmed (Askew)", "1 new report")
    assert not news.begun
    assert [source.headline for source in news.sources] == ["Harbour Town name Tom Askew as manager"]
    assert len(news.article_ids) == 1


def test_a_thread_that_began_since_is_a_new_story(drained: Newsroom) -> None:
    (news,) = [one for one in digest(drained, day("2025-05-02"), every=True) if one.thread.thread_id == HARBOUR]
    assert news.begun
    assert news.news == (
        "out confirmed (Brandt)",
        "sacked",
        "out from 2 May 2025",
        "in confirmed (Askew)",
        "2 new reports",
    )


def test_nothing_new_is_no_digest(drained: Newsroom) -> None:
    assert digest(drained, day("2025-05-21"), every=True) == []


def test_without_a_moment_what_came_since_the_last_session_is_new(drained: Newsroom, clippings: Path) -> None:
    drained.last_session_at = None
    assert len(digest(drained, every=True)) == 2, "the reader was never in use"
    drained.last_session_at = NOW + timedelta(hours=1)
    assert digest(drained, every=True) == []
    later = Newsroom(store=drained.store, config=drained.config, clock=lambda: NOW + timedelta(hours=2))
    later.last_session_at = NOW + timedelta(hours=1)
    late = "date 2025-05-03\n\nHarbour Town have sacked manager Ole Brandt after talks with the players.\n"
    (clippings / "late.txt").write_text(late, encoding="utf-8")
    list(import_paths(later, [clippings / "late.txt"]))
    drain(later)
    (news,) = digest(later, every=True)
    assert news.news == ("1 new report",)
    assert [source.quote for source in news.sources] == [
        "Harbour Town have sacked manager Ole Brandt after talks with the players."
    ], "a report that only repeats the card is its own source"


def test_corrections_are_obeyed_then_as_now(drained: Newsroom) -> None:
    (named,) = [row for row in drained.store.headlines() if "name Tom Askew" in row.headline]
    correcting.not_this_story(drained, HARBOUR, [named.article_id])
    assert [one.thread.change.seat.club for one in digest(drained, day("2025-05-05"), every=True)] == ["Arsenal"]


def test_a_moment_is_read_as_in_queries(room: Newsroom) -> None:
    assert moment(room, "yesterday") == day("2025-05-31")
    assert moment(room, "2025-05") == day("2025-05-01")
    assert moment(room, "6h") == NOW - timedelta(hours=6)
    with pytest.raises(QueryError):
        moment(room, "soon")


def test_a_digest_does_not_look_at_the_threads(drained: Newsroom) -> None:
    digest(drained, day("2025-05-01"), every=True)
    assert drained.store.looks() == {}
    assert stories.find_thread(drained, HARBOUR)
