"""What must hold for any reports whatever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threads.telling import SEEN_AT
from touchline.model import Claim, Kind, Manner, Report, Role, Seat, Stage, StoryThread
from touchline.threads import (
    anchor_of,
    anchors_of,
    build_seat,
    build_threads,
    chain_of,
    join_chains,
    with_squads,
)
from touchline.threads.episodes import split
from touchline.threads.implied import with_implied
from touchline.threads.naming import without_namesakes
from touchline.threads.statements import Statement, statements_at
from touchline.threads.windows import RIVAL_DAYS

PEOPLE = (
    "Xabi Alonso",
    "Alonso",
    "Fernando Alonso",
    "Erik ten Hag",
    "Ten Hag",
    "Ange Postecoglou",
    "Nuno",
    "Nuno Santo",
)
CLUBS = ("Real Madrid", "Bayer Leverkusen", "Brazil")
START = date(2025, 1, 1)
few = settings(max_examples=50, deadline=None)


@st.composite
def claims(draw: st.DrawFn, clubs: Sequence[str] = CLUBS) -> Claim:
    denied = draw(st.sampled_from((False, False, False, True)))
    kind = draw(st.sampled_from((Kind.DEPARTURE, Kind.APPOINTMENT, Kind.APPOINTMENT, Kind.STAY)))
    role = draw(st.sampled_from((Role.HEAD_COACH, Role.HEAD_COACH, Role.INTERIM)))
    return Claim(
        kind=kind,
        person=draw(st.sampled_from(PEOPLE)),
        club=draw(st.sampled_from(clubs)),
        role=role,
        squad=draw(st.sampled_from(("first", "first", "first", "women"))),
        stage=None if denied else draw(st.sampled_from(list(Stage))),
        denied=denied,
        background=draw(st.sampled_from((False, False, False, True))),
        manner=draw(st.sampled_from((None, Manner.SACKED, Manner.RESIGNED))) if kind is Kind.DEPARTURE else None,
        effective=draw(st.sampled_from((None, None, "2025-03", "2025-06-01", "2022-10"))),
        employer=draw(st.sampled_from((None, *clubs))) if kind is Kind.APPOINTMENT else None,
    )


@st.composite
def report_lists(draw: st.DrawFn, clubs: Sequence[str] = CLUBS, prefix: str = "a") -> list[Report]:
    days = draw(st.lists(st.none() | st.integers(0, 400), min_size=0, max_size=14))
    return [
        Report(
            article_id=f"{prefix}{number}",
            reported_on=None if shift is None else START + timedelta(days=shift),
            first_seen_at=SEEN_AT,
            claims=tuple(draw(st.lists(claims(clubs), min_size=0, max_size=3))),
            publisher=draw(st.sampled_from((None, "The Gazette"))),
            official=draw(st.sampled_from((False, False, True))),
            tier=draw(st.sampled_from((None, 1, 3))),
        )
        for number, shift in enumerate(days)
    ]


@few
@given(st.data())
def test_the_order_of_reports_changes_nothing(data: st.DataObject) -> None:
    reports = data.draw(report_lists())
    shuffled = data.draw(st.permutations(reports))
    assert build_threads(reports) == build_threads(shuffled)


@few
@given(report_lists())
def test_a_report_that_comes_twice_counts_once(reports: list[Report]) -> None:
    assert build_threads([*reports, *reports]) == build_threads(reports)


@few
@given(report_lists(CLUBS[:2]), report_lists(CLUBS[2:], prefix="b"))
def test_reports_on_another_seat_change_no_thread(reports: list[Report], others: list[Report]) -> None:
    before = build_threads(reports)
    after = {thread.thread_id: _bare(thread) for thread in build_threads([*reports, *others])}
    for thread in before:
        assert after[thread.thread_id] == _bare(thread)


def _bare(thread: StoryThread) -> object:
    (thread,) = join_chains([thread])
    return (thread.change, thread.status, thread.article_ids, thread.opened_on, thread.last_on, thread.previous)


@few
@given(report_lists(CLUBS[:1]))
def test_every_statement_is_in_one_episode_or_in_none_by_rule(reports: list[Report]) -> None:
    for seat in {claim.seat for report in reports for claim in report.claims}:
        statements = statements_at(seat, reports)
        gathered = [s for episode in split(statements) for s in (*episode.statements, *episode.recalled)]
        placed = {(s.article_id, id(s.claim)) for s in gathered}
        assert len(placed) == len(gathered)
        for statement in statements:
            if (statement.article_id, id(statement.claim)) not in placed:
                assert _may_be_left_out(statement, statements)


def _may_be_left_out(statement: Statement, statements: Sequence[Statement]) -> bool:
    """Undated and background claims, stays and denials that nothing follows, and the one who has just left."""
    claim = statement.claim
    if statement.on is None or claim.background or claim.denied or claim.kind is Kind.STAY:
        return True
    contrary = [s for s in statements if s.person == statement.person and s.on and s.claim.kind is not claim.kind]
    week = timedelta(days=RIVAL_DAYS)
    if any(abs(s.on - statement.on) <= week for s in contrary if s.on):
        return True
    return claim.kind is Kind.APPOINTMENT and any(s.on < statement.on for s in contrary if s.on)


@few
@given(report_lists())
def test_threads_are_told_in_time_order(reports: list[Report]) -> None:
    for thread in build_threads(reports):
        days = [row.reported_on or date.max for row in thread.timeline]
        assert days == sorted(days)
        assert len(thread.article_ids) == len([row for row in thread.timeline if row.neighbour is None])
        assert thread.opened_on is not None
        assert thread.last_on is not None
        assert thread.opened_on <= thread.last_on


@few
@given(report_lists())
def test_every_thread_has_a_first_credible_claim(reports: list[Report]) -> None:
    for thread in build_threads(reports):
        opening = [
            claim
            for row in thread.timeline
            if row.reported_on == thread.opened_on
            for claim in row.claims
            if not claim.denied and not claim.background and claim.kind is not Kind.STAY
        ]
        assert opening


@few
@given(report_lists())
def test_ids_and_anchors_find_their_thread(reports: list[Report]) -> None:
    threads = build_threads(reports)
    by_id = {thread.thread_id: thread for thread in threads}
    assert len(by_id) == len(threads)
    for thread in threads:
        assert anchor_of(thread) in anchors_of(thread)
        assert thread.previous is None or by_id[thread.previous].change.seat == thread.change.seat
        for row in thread.timeline:
            assert row.neighbour is None or row.neighbour in by_id


@few
@given(report_lists())
def test_edges_have_two_ends_and_one_solid_way(reports: list[Report]) -> None:
    threads = build_threads(reports)
    by_id = {thread.thread_id: thread for thread in threads}
    for thread in threads:
        for link in thread.feeds_into:
            assert thread.thread_id in {back.thread_id for back in by_id[link.thread_id].fed_by}
        for links in (thread.feeds_into, thread.fed_by):
            assert sum(link.stage is not None and link.stage >= Stage.AGREED for link in links) <= 1
        hops = chain_of(thread, by_id)
        assert thread.thread_id in {hop.thread_id for hop in hops}
        assert len({hop.thread_id for hop in hops}) == len(hops)


@few
@given(report_lists())
def test_a_seat_built_alone_is_what_the_whole_build_gives(reports: list[Report]) -> None:
    read = with_squads([with_implied(report) for report in reports])
    seats: set[Seat] = {claim.seat for report in read for claim in report.claims}
    alone = [thread for seat in seats for thread in build_seat(seat, read)]
    together = {thread.thread_id: _bare(thread) for thread in build_threads(reports)}
    assert {thread.thread_id: _bare(thread) for thread in without_namesakes(alone)} == together


@few
@given(report_lists())
def test_names_below_agreed_stay_off_the_card(reports: list[Report]) -> None:
    for thread in build_threads(reports):
        for way in (thread.change.out, thread.change.into):
            assert (way.person is not None) == (way.stage is not None and way.stage >= Stage.AGREED)
            assert ("stage" in way.proofs) == (way.stage is not None)
            assert ("announced" in way.proofs) == (way.announced_on is not None)
            assert ("manner" in way.proofs) == (way.manner is not None)
            assert ("effective" in way.proofs) == bool(way.effective or way.effective_words)


@few
@given(report_lists())
def test_a_fold_hides_no_stage_date_manner_or_denial(reports: list[Report]) -> None:
    for thread in build_threads(reports):
        rows = {row.article_id: row for row in thread.timeline if row.neighbour is None}
        for row in rows.values():
            if row.fold is None:
                continue
            head = rows[row.fold]
            assert head.fold is None
            assert (head.reported_on or date.max) <= (row.reported_on or date.max)
            told = {(c.kind, c.stage, c.denied, value) for c in head.claims for value in (c.manner, c.effective, None)}
            for c in row.claims:
                assert {(c.kind, c.stage, c.denied, value) for value in (c.manner, c.effective, None)} <= told
