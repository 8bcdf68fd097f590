from __future__ import annotations

import pytest

from tests.threads.telling import day, into, only, out, threads_by_id, told
from touchline.model import Role, Seat
from touchline.threads import anchor_of, anchors_of, build_threads
from touchline.threads.naming import numbered, slug_of, thread_id_of


@pytest.mark.parametrize(
    ("seat", "slug"),
    [
        (Seat(club="Real Madrid"), "real-madrid"),
        (Seat(club="1. FC Köln"), "1-fc-koln"),
        (Seat(club="Brøndby IF"), "brondby-if"),
        (Seat(club="Chelsea", squad="women"), "chelsea-women"),
        (Seat(club="Chelsea", squad="u21", family=Role.ASSISTANT.value), "chelsea-u21-assistant"),
        (Seat(club="Ajax", family=Role.SPORTING_DIRECTOR.value), "ajax-sporting-director"),
        (Seat(club="???"), "seat"),
    ],
)
def test_slugs(seat: Seat, slug: str) -> None:
    assert slug_of(seat) == slug
    assert thread_id_of(seat, day("2025-05-09")) == f"{slug}-2025-05"


def test_namesakes_are_numbered_in_order() -> None:
    assert numbered(["a", "b", "a", "a"]) == ["a", "b", "a-2", "a-3"]


def test_different_seats_never_share_an_id() -> None:
    threads = build_threads(
        [
            told("2025-05-02", out("Emma Hayes", "Chelsea", squad="women")),
            told("2025-05-01", out("Anna Berg", "Chelsea Women")),
            told("2025-05-20", into("Eva Lind", "Chelsea Women")),
            told("2025-05-28", out("Eva Lind", "Chelsea Women")),
        ]
    )
    ids = {thread.thread_id: thread for thread in threads}
    assert sorted(ids) == ["chelsea-women-2025-05", "chelsea-women-2025-05-2", "chelsea-women-2025-05-3"]
    (second,) = (thread for thread in threads if thread.previous)
    assert ids[second.previous or ""].change.seat == second.change.seat


def test_a_later_report_renames_nothing() -> None:
    early = (told("2025-05-01", out("A Berg", "Ajax")), told("2025-05-09", into("Bo Lind", "Ajax")))
    before = set(threads_by_id(*early))
    assert before < set(threads_by_id(*early, told("2025-05-30", out("Bo Lind", "Ajax"))))


def test_an_anchor_outlives_an_earlier_report() -> None:
    thread = only(told("2025-05-09", out("Xabi Alonso", "Leverkusen")))
    anchor = anchor_of(thread)
    earlier = told("2025-05-01", out("Xabi Alonso", "Leverkusen", "rumour"))
    grown = only(told("2025-05-09", out("Xabi Alonso", "Leverkusen"), article_id=thread.article_ids[0]), earlier)
    assert anchor_of(grown) != anchor
    assert anchor in anchors_of(grown)


def test_the_anchor_of_the_next_thread_is_not_the_last_ones() -> None:
    first_words = told(
        "2025-10-18", out("Ange Postecoglou", "Forest"), out("Nuno Santo", "Forest"), article_id="looks-back"
    )
    threads = threads_by_id(
        told("2025-09-08", out("Nuno Santo", "Forest")),
        told("2025-09-09", into("Ange Postecoglou", "Forest")),
        first_words,
    )
    old, new = threads["forest-2025-09"], threads["forest-2025-10"]
    assert "looks-back" in old.article_ids
    assert anchor_of(new) not in anchors_of(old)
