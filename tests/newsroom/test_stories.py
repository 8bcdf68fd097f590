from __future__ import annotations

from pathlib import Path

import pytest

from touchline.errors import NotFoundError
from touchline.model import Stage
from touchline.newsroom import marking, stories
from touchline.newsroom.importing import import_paths
from touchline.newsroom.reading import read, story_list
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain
from touchline.newsroom.views import views


@pytest.fixture
def drained(room: Newsroom, clippings: Path) -> Newsroom:
    list(import_paths(room, [clippings]))
    assert drain(room)
    return room


def test_the_backlog_is_worked_off_once(drained: Newsroom) -> None:
    assert not drain(drained)


def test_stopping_between_batches_loses_nothing(room: Newsroom, clippings: Path) -> None:
    list(import_paths(room, [clippings]))
    drain(room, stop=lambda: True)
    assert drain(room)
    assert len(stories.story_threads(room)) == 1


def test_two_articles_make_one_thread_with_both_ways(drained: Newsroom) -> None:
    (thread,) = stories.story_threads(drained)
    assert thread.change.seat.club == "Harbour Town"
    assert (thread.change.out.person, thread.change.out.stage) == ("Ole Brandt", Stage.CONFIRMED)
    assert (thread.change.into.person, thread.change.into.stage) == ("Tom Askew", Stage.CONFIRMED)
    assert thread.status == "filled"
    assert len(thread.article_ids) == 2


def test_an_old_thread_id_finds_the_thread_of_its_seat(drained: Newsroom) -> None:
    thread = stories.find_thread(drained, "harbour-town-2025-05")
    assert stories.find_thread(drained, "harbour-town-2025-03") == thread
    assert stories.find_thread(drained, "harbour-town") == thread
    with pytest.raises(NotFoundError):
        stories.find_thread(drained, "lake-town-2025-05")


def test_a_followed_thread_stays_followed_when_an_older_report_comes_in(drained: Newsroom, tmp_path: Path) -> None:
    marking.set_followed(drained, "harbour-town-2025-05", True)
    late = tmp_path / "late.txt"
    late.write_text("date 2025-04-28\nHarbour Town are expected to sack manager Ole Brandt.\n", encoding="utf-8")
    list(import_paths(drained, [late]))
    drain(drained)
    (thread,) = stories.story_threads(drained, followed_only=True)
    assert len(thread.article_ids) == 3
    marking.set_followed(drained, thread.thread_id, False)
    assert not stories.story_threads(drained, followed_only=True)


def test_views_count_and_their_queries_select(drained: Newsroom) -> None:
    ids = [row.article_id for row in drained.store.headlines()]
    marking.set_read(drained, ids[:1], True)
    marking.add_tag(drained, ids[:2], "quay")
    counted = {view.title: view for view in views(drained)}
    assert {title: view.n for title, view in counted.items()} == {
        "All": 3,
        "Unread": 2,
        "Starred": 0,
        "Threads": 1,
        "#quay": 2,
        "The Quayside Echo": 2,
        "Hill Gazette": 1,
    }
    for view in counted.values():
        if view.key != "threads":
            assert len(story_list(drained, view.query).rows) == view.n, view


def test_reading_an_article_brings_claims_and_threads(drained: Newsroom) -> None:
    row = story_list(drained, "club:harbour coach:brandt").rows[0]
    reading = read(drained, row.article_id)
    assert reading
    assert reading.claims[0].person == "Ole Brandt"
    assert reading.threads[0].thread_id == "harbour-town-2025-05"
    assert reading.note is None


def test_an_article_in_a_language_without_rules_says_so(room: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "finnish.txt"
    path.write_text("date 2025-05-01\nlanguage: fi\n\nValmentaja erotettiin eilen.\n", encoding="utf-8")
    (result,) = import_paths(room, [path])
    drain(room)
    reading = read(room, result.article_id or "")
    assert reading
    assert reading.note and "'fi'" in reading.note


def test_the_rulebook_is_loaded_only_when_claims_are_pending(
    drained: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("loaded the rulebook")

    later = Newsroom(store=drained.store, config=drained.config, clock=drained.clock)
    monkeypatch.setattr("touchline.extract.load_rulebook", refuse)
    assert not drain(later)
    (tmp_path / "new.txt").write_text("date 2025-05-12\n\nHarbour Town have won.", encoding="utf-8")
    list(import_paths(later, [tmp_path / "new.txt"]))
    with pytest.raises(AssertionError, match="loaded the rulebook"):
        drain(later)
