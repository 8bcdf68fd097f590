"""Corrections by the user: stored, obeyed, taken back, and kept through everything that is made anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.newsroom.conftest import NOW
from tests.threads.test_properties import CLUBS, PEOPLE, report_lists
from touchline.config import Config
from touchline.errors import NotFoundError, UsageError
from touchline.extract import rulebook_version
from touchline.model import Article, MarkChange, StoryThread, as_utc
from touchline.newsroom import correcting, marking, stories, suggesting
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain, rebuild_threads
from touchline.store.memory import MemoryStore

AGAIN = """date 2025-05-29
title: Harbour Town sack manager Tom Askew
publisher: The Quayside Echo

Harbour Town have sacked manager Tom Askew, the club announced on Thursday.
"""
FIRST, SECOND = "harbour-town-2025-05", "harbour-town-2025-05-2"


@pytest.fixture
def ids(room: Newsroom, clippings: Path) -> dict[str, str]:
    """Article ids by the name of their file; two threads of Harbour Town, and a match report in none."""
    (clippings / "again.txt").write_text(AGAIN, encoding="utf-8")
    found = {Path(result.path).stem: result.article_id or "" for result in import_paths(room, [clippings])}
    drain(room)
    return found


def told(room: Newsroom, thread_id: str, ids: dict[str, str]) -> list[str]:
    """The names of a thread's articles."""
    names = {article_id: name for name, article_id in ids.items()}
    return [names[article_id] for article_id in stories.by_id(room)[thread_id].article_ids]


def test_the_threads_before_any_correction(room: Newsroom, ids: dict[str, str]) -> None:
    assert told(room, FIRST, ids) == ["sacked", "named"]
    assert told(room, SECOND, ids) == ["again"]


DEEDS: list[Callable[[Newsroom, dict[str, str]], str]] = [
    lambda room, ids: correcting.not_this_story(room, FIRST, [ids["named"]]),
    lambda room, ids: correcting.not_this_story(room, SECOND, [ids["again"]]),
    lambda room, ids: correcting.attach(room, SECOND, [ids["named"]]),
    lambda room, ids: correcting.attach(room, FIRST, [ids["match"]]),
    lambda room, ids: correcting.split_off(room, FIRST, ids["named"]),
    lambda room, ids: correcting.merge(room, FIRST, SECOND),
    lambda room, ids: correcting.not_same_person(room, "Askew", "Tom Askew"),
    lambda room, ids: correcting.not_same_person(room, "Askew", "Tom Askew", FIRST),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_undo_gives_exactly_the_former_threads_and_redo_the_corrected_ones(
    room: Newsroom, ids: dict[str, str], deed: Callable[[Newsroom, dict[str, str]], str]
) -> None:
    before = list(room.store.threads())
    sentence = deed(room, ids)
    after = list(room.store.threads())
    assert not room.store.threads_stale()
    assert marking.undo(room) == f"undone: {sentence}"
    assert list(room.store.threads()) == before
    assert room.store.marks().corrections() == set()
    assert marking.redo(room) == f"done again: {sentence}"
    assert list(room.store.threads()) == after


@st.composite
def stocked_rooms(draw: st.DrawFn) -> Newsroom:
    """A newsroom with random claims and their threads."""
    room = Newsroom(store=MemoryStore(), config=Config(), clock=lambda: NOW)
    told = draw(report_lists(CLUBS[:2]))
    room.store.add_articles(
        [
            Article(
                article_id=report.article_id,
                title=None,
                text=report.article_id,
                published_at=as_utc(report.reported_on) if report.reported_on else None,
                date_from="text",
                first_seen_at=NOW,
            )
            for report in told
        ]
    )
    room.store.save_claims({report.article_id: report.claims for report in told}, "any")
    rebuild_threads(room)
    return room


@settings(max_examples=40, deadline=None)
@given(st.data(), stocked_rooms())
def test_any_corrections_undone_give_exactly_the_former_threads(data: st.DataObject, room: Newsroom) -> None:
    articles = st.sampled_from([row.article_id for row in room.store.headlines()] or ["none"])
    seen = [list(room.store.threads())]
    for _ in range(data.draw(st.integers(1, 4))):
        threads = [thread.thread_id for thread in room.store.threads()]
        if not threads:
            break
        one, two = data.draw(st.sampled_from(threads)), data.draw(st.sampled_from(threads))
        article_id, name = data.draw(articles), data.draw(st.sampled_from(PEOPLE))
        deed = data.draw(
            st.sampled_from(
                (
                    partial(correcting.not_this_story, room, one, [article_id]),
                    partial(correcting.attach, room, one, [article_id]),
                    partial(correcting.split_off, room, one, article_id),
                    partial(correcting.merge, room, one, two),
                    partial(correcting.not_same_person, room, name, "Xabi Alonso", one),
                )
            )
        )
        with suppress(UsageError):
            deed()
            seen.append(list(room.store.threads()))
            rebuild_threads(room)
            assert list(room.store.threads()) == seen[-1], "what was touched gives what a full build gives"
    for before in reversed(seen[:-1]):
        assert marking.undo(room)
        assert list(room.store.threads()) == before
    for after in seen[1:]:
        assert marking.redo(room)
        assert list(room.store.threads()) == after


@settings(max_examples=100, deadline=None)
@given(st.data(), stocked_rooms())
def test_every_correction_does_what_it_says_whatever_was_said_before(data: st.DataObject, room: Newsroom) -> None:
    articles = st.sampled_from([row.article_id for row in room.store.headlines()] or ["none"])
    for _ in range(data.draw(st.integers(1, 4))):
        threads = st.sampled_from(list(room.store.threads()) or [None])
        one, two, article_id = data.draw(threads), data.draw(threads), data.draw(articles)
        rule = data.draw(st.sampled_from(("not this story", "attach", "split", "merge")))
        if one is None or two is None:
            break
        with suppress(UsageError):
            match rule:
                case "not this story":
                    correcting.not_this_story(room, one.thread_id, [article_id])
                case "attach":
                    correcting.attach(room, one.thread_id, [article_id])
                case "split":
                    correcting.split_off(room, one.thread_id, article_id)
                case "merge":
                    correcting.merge(room, one.thread_id, two.thread_id)
            here = [thread for thread in room.store.threads() if thread.change.seat == one.change.seat]
            _check(rule, article_id, one, two, [set(thread.article_ids) for thread in here])


def _check(rule: str, article_id: str, one: StoryThread, two: StoryThread, now: list[set[str]]) -> None:
    """Whether a correction of thread `one` has the effect that it promises; `now` are the articles of each thread."""
    homes = [ids for ids in now if article_id in ids]
    days = {row.article_id: row.reported_on for row in one.timeline if row.neighbour is None and row.reported_on}
    match rule:
        case "not this story":
            assert homes == []
        case "attach":
            (home,) = homes
            assert home & (set(one.article_ids) - {article_id})
        case "split":
            on = days.pop(article_id)
            before = {other for other, day in days.items() if day < on} or {o for o, day in days.items() if day == on}
            assert any(ids.isdisjoint(before) for ids in homes)
        case "merge":
            assert any({*one.article_ids, *two.article_ids} <= ids for ids in now)


def test_several_reports_are_one_deed(room: Newsroom, ids: dict[str, str]) -> None:
    marking.set_followed(room, SECOND, True)
    both = [ids["named"], ids["sacked"]]
    assert correcting.attach(room, SECOND, [*both, ids["again"]]) == (
        "attached 2 reports to Harbour Town, Askew → open"
    )
    assert told(room, FIRST, ids) == ["sacked", "named", "again"]
    assert correcting.not_this_story(room, FIRST, both).startswith("took 2 reports out of Harbour Town")
    assert told(room, FIRST, ids) == ["again"]
    assert marking.undo(room) and marking.undo(room)
    assert told(room, FIRST, ids) == ["sacked", "named"]
    assert [thread.thread_id for thread in stories.story_threads(room, followed_only=True)] == [SECOND]


def test_a_split_is_newer_than_what_was_attached_across_it(room: Newsroom, ids: dict[str, str]) -> None:
    correcting.merge(room, FIRST, SECOND)
    correcting.attach(room, FIRST, [ids["match"]])
    assert told(room, FIRST, ids) == ["sacked", "named", "match", "again"]
    correcting.split_off(room, FIRST, ids["named"])
    assert told(room, FIRST, ids) == ["sacked"]
    assert told(room, SECOND, ids) == ["named", "match", "again"]
    with pytest.raises(UsageError, match="it would be no thread"):
        marking.undo(room)
        correcting.not_this_story(room, FIRST, [ids["again"]])
        correcting.split_off(room, FIRST, ids["match"])


def test_what_each_correction_does(room: Newsroom, ids: dict[str, str]) -> None:
    assert correcting.merge(room, FIRST, SECOND) == (
        "merged Harbour Town, Brandt → Askew with Harbour Town, Askew → open"
    )
    assert told(room, FIRST, ids) == ["sacked", "named", "again"]
    assert correcting.split_off(room, FIRST, ids["named"]) == "split 2 reports off Harbour Town, Brandt → Askew"
    assert told(room, FIRST, ids) == ["sacked"]
    assert told(room, SECOND, ids) == ["named", "again"]
    assert [rule.correction.rule for rule in correcting.rules(room)] == ["merge", "split"]
    correcting.split_off(room, SECOND, ids["again"])
    assert told(room, SECOND, ids) == ["named"]
    marking.undo(room)
    assert correcting.attach(room, SECOND, [ids["match"]]) == "attached 1 report to Harbour Town, Askew → Askew"
    assert told(room, SECOND, ids) == ["named", "match", "again"]
    assert correcting.not_this_story(room, SECOND, [ids["match"]]).startswith("took 1 report out of Harbour Town")
    assert told(room, SECOND, ids) == ["named", "again"]


def test_a_newer_word_replaces_the_older_one(room: Newsroom, ids: dict[str, str]) -> None:
    correcting.attach(room, SECOND, [ids["named"]])
    correcting.not_this_story(room, SECOND, [ids["named"]])
    assert [rule.correction.rule for rule in correcting.rules(room)] == ["not this story"]
    correcting.attach(room, FIRST, [ids["named"]])
    assert [rule.correction.rule for rule in correcting.rules(room)] == ["attach"]
    assert told(room, FIRST, ids) == ["sacked", "named"]
    marking.undo(room)
    assert [rule.correction.rule for rule in correcting.rules(room)] == ["not this story"]


def test_corrections_outlive_rebuilding_reimport_and_a_new_rulebook(
    room: Newsroom, ids: dict[str, str], clippings: Path
) -> None:
    correcting.attach(room, FIRST, [ids["match"]])
    correcting.attach(room, SECOND, [ids["named"]])
    corrected = list(room.store.threads())
    rebuild_threads(room)
    assert list(room.store.threads()) == corrected
    room.store.delete_articles(ids.values())
    drain(room)
    assert list(room.store.threads()) == []
    # The claimless one comes last: its correction alone makes the threads change.
    for name in ("sacked", "named", "again", "match"):
        list(import_paths(room, [clippings / f"{name}.txt"]))
        drain(room)
    assert [thread.article_ids for thread in room.store.threads()] == [thread.article_ids for thread in corrected]
    claims = room.store.all_claims()
    room.store.save_claims({article_id: claims.get(article_id, ()) for article_id in ids.values()}, "another rulebook")
    assert room.store.pending_claims(rulebook_version())
    drain(room)
    assert [thread.article_ids for thread in room.store.threads()] == [thread.article_ids for thread in corrected]


def test_a_correction_that_matches_nothing_or_cannot_be_read_is_kept_and_does_no_harm(
    room: Newsroom, ids: dict[str, str]
) -> None:
    correcting.split_off(room, FIRST, ids["named"])
    room.store.apply_marks([MarkChange(field="correction", keys=("from a later version",), value=True)])
    room.store.delete_articles([ids["named"]])
    drain(room)
    assert told(room, FIRST, ids) == ["sacked"]
    assert len(correcting.rules(room)) == 1
    assert len(room.store.marks().corrections()) == 2


def test_a_followed_thread_stays_followed_without_the_report_that_was_taken_out(
    room: Newsroom, ids: dict[str, str]
) -> None:
    marking.set_followed(room, FIRST, True)
    before = room.store.marks().followed()
    correcting.not_this_story(room, FIRST, [ids["sacked"]])
    assert [thread.thread_id for thread in stories.story_threads(room, followed_only=True)] == [FIRST]
    marking.undo(room)
    assert room.store.marks().followed() == before


def test_what_would_change_nothing_is_refused_with_the_reason(room: Newsroom, ids: dict[str, str]) -> None:
    for deed, reason in (
        (lambda: correcting.not_this_story(room, FIRST, [ids["again"]]), "has no such report"),
        (lambda: correcting.attach(room, FIRST, [ids["named"]]), "already"),
        (lambda: correcting.split_off(room, FIRST, ids["sacked"]), "begins with this report already"),
        (lambda: correcting.merge(room, FIRST, FIRST), "itself"),
        (lambda: correcting.not_same_person(room, "Askew", "ASKEW", FIRST), "one name"),
    ):
        with pytest.raises(UsageError, match=reason):
            deed()
    assert room.store.marks().corrections() == set()
    assert marking.undo(room) is None
    correcting.not_same_person(room, "Askew", "Tom Askew")
    with pytest.raises(UsageError, match="said before"):
        correcting.not_same_person(room, "Askew", "Tom Askew")


def test_a_correction_is_taken_off_by_its_id(room: Newsroom, ids: dict[str, str]) -> None:
    before = list(room.store.threads())
    correcting.split_off(room, FIRST, ids["named"])
    (rule,) = correcting.rules(room)
    with pytest.raises(NotFoundError):
        correcting.take_off(room, "zz")
    correcting.take_off(room, rule.rule_id[:5])
    assert list(room.store.threads()) == before
    marking.undo(room)
    assert correcting.rules(room) == [rule]


def test_the_likeliest_threads_come_first(room: Newsroom, ids: dict[str, str], clippings: Path) -> None:
    lake = clippings / "lake.txt"
    lake.write_text("date 2025-05-27\nLake Athletic have sacked manager Per Holm.\n", encoding="utf-8")
    list(import_paths(room, [lake]))
    drain(room)
    wanted = [thread.thread_id for thread in suggesting.other_threads(room, ids["again"])]
    assert wanted == [FIRST, "lake-athletic-2025-05"]
    wanted = [thread.thread_id for thread in suggesting.other_threads(room, ids["match"], "lake-athletic-2025-05")]
    assert wanted == ["lake-athletic-2025-05", FIRST, SECOND]
    assert [thread.thread_id for thread in suggesting.mergeable(room, FIRST)] == [SECOND]


def test_the_names_that_a_thread_and_its_chain_join_are_told_and_can_be_told_apart(
    room: Newsroom, clippings: Path
) -> None:
    texts = {
        "askew": "date 2025-05-10\nHarbour Town are in talks with Askew over the job of manager.\n",
        "leaves": "date 2025-05-08\nLake Athletic manager Tom Askew has resigned.\n",
    }
    for name, text in texts.items():
        (clippings / f"{name}.txt").write_text(text, encoding="utf-8")
    list(import_paths(room, [clippings]))
    drain(room)
    lake = stories.by_id(room)["lake-athletic-2025-05"]
    assert suggesting.joined_names(room, FIRST) == [
        suggesting.Joined("Askew", "Tom Askew"),
        suggesting.Joined("Tom Askew", "Tom Askew", lake),
    ]
    sentence = correcting.not_same_person(room, "Tom Askew", "Tom Askew", FIRST, lake.thread_id)
    assert sentence == "told Tom Askew apart at Harbour Town and Lake Athletic"
    assert suggesting.joined_names(room, FIRST) == [suggesting.Joined("Askew", "Tom Askew")]
    assert stories.by_id(room)[lake.thread_id].fed_by == ()
    correcting.not_same_person(room, "Askew", "Tom Askew", FIRST)
    assert suggesting.joined_names(room, FIRST) == []
