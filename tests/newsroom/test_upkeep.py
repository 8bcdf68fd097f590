"""Story threads keep up with the claims, and only those are made anew that a change touches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threads.telling import into, out, told
from tests.threads.test_corrections import corrections
from tests.threads.test_properties import report_lists
from touchline.config import Config, load_config
from touchline.model import Article, Claim, Correction, MarkChange, Report, Seat
from touchline.newsroom import marking
from touchline.newsroom.room import Newsroom
from touchline.newsroom.upkeep import drain, rebuild_threads, update_threads
from touchline.store.memory import MemoryStore
from touchline.threads import build_threads, correction_key

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def article_of(report: Report) -> Article:
    at = datetime.combine(report.reported_on, time(), UTC) if report.reported_on else None
    return Article(
        article_id=report.article_id,
        title="A report",
        text="A report\n\nOf a vacancy.",
        published_at=at,
        date_from="text" if at else "none",
        first_seen_at=NOW,
        publisher=report.publisher,
        language="en",
    )


def empty_room() -> Newsroom:
    return Newsroom(store=MemoryStore(), config=Config(), clock=lambda: NOW)


def hold(room: Newsroom, reports: list[Report]) -> None:
    room.store.add_articles([article_of(report) for report in reports])
    room.store.save_claims({report.article_id: report.claims for report in reports}, "7")


def made_anew(room: Newsroom) -> Mapping[str, tuple[Claim, ...]]:
    """What a newsroom with the same articles makes of all of them at once."""
    other = empty_room()
    ids = [row.article_id for row in room.store.headlines()]
    other.store.add_articles([article for one in ids if (article := room.store.article(one))])
    other.store.save_claims({one: room.store.claims(one) for one in ids}, "7")
    keys = tuple(room.store.marks().corrections())
    other.store.apply_marks([MarkChange(field="correction", keys=keys, value=True)])
    rebuild_threads(other)
    return other.store.threads()  # type: ignore[return-value]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_order_of_arrivals_changes_and_deletions_gives_what_all_at_once_gives(data: st.DataObject) -> None:
    room = empty_room()
    reports = data.draw(st.permutations(data.draw(report_lists())))
    while reports:
        n = data.draw(st.integers(1, len(reports)))
        hold(room, reports[:n])
        update_threads(room)
        assert room.store.threads() == made_anew(room)
        if data.draw(st.booleans()):
            room.store.delete_articles([data.draw(st.sampled_from(reports[:n])).article_id])
            update_threads(room)
            assert room.store.threads() == made_anew(room)
        reports = reports[n:]


@settings(max_examples=25, deadline=None)
@given(st.data(), report_lists(), corrections)
def test_corrections_that_come_and_go_give_what_all_at_once_gives(
    data: st.DataObject, reports: list[Report], said: list[Correction]
) -> None:
    room = empty_room()
    hold(room, reports[: len(reports) // 2])
    rebuild_threads(room)
    for correction in said:
        change = MarkChange(field="correction", keys=(correction_key(correction),), value=True)
        marking.record(room, [change], "corrected")
        assert room.store.threads() == made_anew(room)
    hold(room, reports[len(reports) // 2 :])
    update_threads(room)
    assert room.store.threads() == made_anew(room)
    if reports:
        room.store.delete_articles([data.draw(st.sampled_from(reports)).article_id])
        update_threads(room)
        assert room.store.threads() == made_anew(room)
    while marking.undo(room):
        assert room.store.threads() == made_anew(room)


def test_one_article_among_many_builds_its_own_seats_only() -> None:
    room = empty_room()
    hold(
        room, [told("2025-01-10", out(f"Coach {n}", f"Club {n}"), into(f"Other {n}", f"Club {n}")) for n in range(300)]
    )
    assert update_threads(room) is None, "so many clubs are not told apart"
    before = room.store.threads()
    late = told("2025-02-01", into("Late Comer", "Club 7", employer="Club 8"))
    hold(room, [late])
    assert update_threads(room) == {Seat(club="Club 7"), Seat(club="Club 8")}
    kept = {id(thread) for thread in before}
    assert sum(id(thread) not in kept for thread in room.store.threads()) <= 4
    assert room.store.threads() == made_anew(room)
    assert update_threads(room) == frozenset()


def test_a_new_word_on_a_publisher_makes_all_threads_anew(tmp_path: Path) -> None:
    room = empty_room()
    reports = [
        told("2025-05-01", into("Ole Brandt", "Harbour Town", "agreed"), by="Quay Times"),
        told("2025-05-02", into("Ole Brandt", "Harbour Town", None), by="Dock Post"),
    ]
    hold(room, reports)
    rebuild_threads(room)
    assert room.store.threads() == build_threads(reports)
    assert room.store.threads()[0].change.into.person is None
    (tmp_path / "feeds.toml").write_text(
        '[[feed]]\nname = "Quay Times"\nurl = "https://quay.example/feed"\ntier = 1\n', encoding="utf-8"
    )
    trusting = Newsroom(store=room.store, config=load_config(tmp_path), clock=lambda: NOW)
    assert update_threads(trusting) is None
    assert trusting.store.threads()[0].change.into.person == "Ole Brandt"
    assert update_threads(trusting) == frozenset()


def test_a_drained_newsroom_has_nothing_to_update(room: Newsroom, clippings: Path) -> None:
    from touchline.newsroom.importing import import_paths

    list(import_paths(room, [clippings]))
    assert drain(room)
    assert update_threads(room) == frozenset()
