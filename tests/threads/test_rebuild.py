"""Building anew only what changed claims touch gives what building everything gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threads.telling import into, out, told
from tests.threads.test_properties import report_lists
from touchline.model import Report, Seat
from touchline.threads import Rebuilt, build_threads, rebuild

CLUBS = ("Real Madrid", "Bayer Leverkusen", "Brazil", "Tottenham", "Inter", "Inter.")
"""The last two make threads of like names."""


def clubs_of(reports: Iterable[Report]) -> set[str]:
    return {club for report in reports for claim in report.claims for club in claim.clubs}


def step(before: dict[str, Report], after: dict[str, Report], threads: Iterable[object]) -> Rebuilt:
    """Build anew what differs between two sets of reports."""
    changed = [
        side[article_id]
        for article_id in before.keys() | after.keys()
        if before.get(article_id) != after.get(article_id)
        for side in (before, after)
        if article_id in side
    ]
    clubs = clubs_of(changed)
    about = [report for report in after.values() if clubs_of([report]) & clubs]
    return rebuild(tuple(threads), clubs, about)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_and_any_split_give_what_a_full_build_gives(data: st.DataObject) -> None:
    reports = data.draw(report_lists(CLUBS))
    coming = data.draw(st.permutations(reports))
    held: dict[str, Report] = {}
    threads = build_threads(())
    while coming:
        n = data.draw(st.integers(1, len(coming)))
        after = {**held, **{report.article_id: report for report in coming[:n]}}
        coming = coming[n:]
        made = step(held, after, threads)
        touched = clubs_of(after[article_id] for article_id in after.keys() - held.keys())
        assert {seat.club for seat in made.seats} <= touched
        held, threads = after, made.threads
        assert threads == build_threads(held.values())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_changed_and_deleted_reports_too(data: st.DataObject) -> None:
    reports = data.draw(report_lists(CLUBS))
    held = {report.article_id: report for report in reports}
    threads = build_threads(reports)
    for report in data.draw(st.lists(st.sampled_from(reports), max_size=4)) if reports else []:
        after = dict(held)
        if data.draw(st.booleans()):
            after.pop(report.article_id, None)
        else:
            other = data.draw(st.sampled_from(reports))
            after[report.article_id] = replace(report, claims=other.claims, reported_on=other.reported_on)
        threads = step(held, after, threads).threads
        held = after
        assert threads == build_threads(held.values())


def test_one_article_more_touches_its_seat_and_the_chain_that_it_stands_in() -> None:
    """Among hundreds of vacancies one seat is built anew, and only the threads that its people may join are joined."""
    reports = [
        told(
            f"20{year}-0{month}-10", out(f"Coach {club} {year}", f"Club {club}"), into(f"Coach {club}", f"Club {club}")
        )
        for club in range(100)
        for year in (23, 24, 25)
        for month in (1, 6)
    ]
    chain = [
        told("2025-06-01", into("Ole Brandt", "Harbour Town"), out("Tom Askew", "Harbour Town")),
        told("2025-06-02", out("Ole Brandt", "Lake City"), into("Jan Kolb", "Lake City", "talks")),
        told("2025-06-03", out("Jan Kolb", "Hill Rovers", "expected")),
    ]
    before = {report.article_id: report for report in (*reports, *chain)}
    threads = build_threads(before.values())
    assert len(threads) > 250
    late = told("2025-06-05", out("Jan Kolb", "Hill Rovers"))
    made = step(before, {**before, late.article_id: late}, threads)
    assert made.seats == {Seat(club="Hill Rovers")}
    assert made.n_joined == 3
    assert made.threads == build_threads([*before.values(), late])
    kept = {id(thread) for thread in threads}
    assert sum(id(thread) not in kept for thread in made.threads) == 3


def test_a_departure_that_is_implied_reaches_the_other_club() -> None:
    first = told("2025-11-12", into("Rob Edwards", "Wolves", employer="Middlesbrough"))
    made = step({}, {first.article_id: first}, ())
    assert {seat.club for seat in made.seats} == {"Wolves", "Middlesbrough"}
    reported = told("2025-11-11", out("Rob Edwards", "Middlesbrough", manner="mutual consent"))
    both = {report.article_id: report for report in (first, reported)}
    again = step({first.article_id: first}, both, made.threads)
    assert again.seats == {Seat(club="Middlesbrough")}
    assert again.threads == build_threads(both.values())
