"""The user's corrections: what each rule does to the threads, and what holds for any rules whatever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.telling import into, out, told
from tests.threads.test_properties import CLUBS, PEOPLE, few, report_lists
from touchline.model import Correction, CorrectionRule, Report, Seat, StoryThread
from touchline.threads import build_threads, correction_key, correction_of

QUAY = Seat(club="Quay Rovers")
HILL = Seat(club="Hill United")


def rule(name: CorrectionRule, of: str, other: str | None = None, seat: Seat | None = QUAY, **more: Seat) -> Correction:
    return Correction(rule=name, of=of, other=other, seat=seat, **more)


GOES = told("2025-01-10", out("Ivo Lund", "Quay Rovers"), article_id="a-goes")
TALKS = told("2025-01-12", into("Max Orme", "Quay Rovers", "talks"), article_id="b-talks")
COMES = told("2025-01-20", into("Max Orme", "Quay Rovers"), article_id="c-comes")
SACKED = told("2025-11-02", out("Max Orme", "Quay Rovers"), article_id="d-sacked")
NEXT = told("2025-11-09", into("Abe Finch", "Quay Rovers"), article_id="e-next")
MATCH = told("2025-11-05", article_id="m-match")
STORY = (GOES, TALKS, COMES, SACKED, NEXT, MATCH)


def built(*corrections: Correction, reports: tuple[Report, ...] = STORY) -> list[tuple[str, ...]]:
    """The articles of each thread, the oldest thread first."""
    threads = sorted(build_threads(reports, corrections), key=lambda thread: thread.thread_id)
    return [thread.article_ids for thread in threads]


def test_without_corrections_there_are_two_threads() -> None:
    assert built() == [("a-goes", "b-talks", "c-comes"), ("d-sacked", "e-next")]


def test_an_article_that_is_not_of_this_story_takes_no_part_in_it() -> None:
    correction = rule("not this story", "b-talks")
    assert built(correction)[0] == ("a-goes", "c-comes")
    # Its claims about other seats stay where they are.
    both = told("2025-01-11", into("Max Orme", "Quay Rovers", "talks"), out("Max Orme", "Hill United"), article_id="x")
    assert built(rule("not this story", "x"), reports=(GOES, both)) == [("x",), ("a-goes",)]


def test_an_attached_article_goes_where_its_anchor_is() -> None:
    assert built(rule("attach", "c-comes", "e-next")) == [("a-goes", "b-talks"), ("c-comes", "d-sacked", "e-next")]


def test_an_attached_article_without_a_word_about_the_seat_is_shown_and_tells_nothing() -> None:
    before, after = build_threads(STORY), build_threads(STORY, [rule("attach", "m-match", "e-next")])
    (thread,) = [thread for thread in after if "m-match" in thread.article_ids]
    assert thread.article_ids == ("d-sacked", "m-match", "e-next")
    assert [row.claims for row in thread.timeline if row.article_id == "m-match"] == [()]
    assert [one.change for one in before] == [one.change for one in after]


def test_an_article_can_be_attached_over_another_and_to_what_is_told_later() -> None:
    attached = [rule("attach", "m-match", "b-talks"), rule("attach", "b-talks", "e-next")]
    assert built(*attached) == [("a-goes", "c-comes"), ("b-talks", "d-sacked", "m-match", "e-next")]


def test_a_circle_of_attached_articles_has_no_effect() -> None:
    assert built(rule("attach", "b-talks", "d-sacked"), rule("attach", "d-sacked", "b-talks")) == built()


def test_a_claim_that_found_no_thread_can_be_attached() -> None:
    recalled = told("2025-11-03", into("Ivo Lund", "Quay Rovers", background=True), article_id="r-recalled")
    reports = (*STORY, recalled)
    assert all("r-recalled" not in ids for ids in built(reports=reports))
    assert "r-recalled" in built(rule("attach", "r-recalled", "e-next"), reports=reports)[1]


def test_a_split_begins_a_thread_with_the_report_and_what_follows_it() -> None:
    assert built(rule("split", "b-talks")) == [("a-goes",), ("b-talks", "c-comes"), ("d-sacked", "e-next")]
    threads = {thread.article_ids[0]: thread for thread in build_threads(STORY, [rule("split", "b-talks")])}
    assert threads["b-talks"].previous == threads["a-goes"].thread_id
    assert threads["b-talks"].change.into.person == "Max Orme"


def test_reports_of_the_same_day_leave_with_the_split_unless_none_would_stay() -> None:
    again = told("2025-01-12", into("Max Orme", "Quay Rovers", "talks"), article_id="a-again")
    assert built(rule("split", "b-talks"), reports=(*STORY, again))[:2] == [
        ("a-goes",),
        ("a-again", "b-talks", "c-comes"),
    ]
    first = told("2025-01-10", out("Ivo Lund", "Quay Rovers"), article_id="z-first")
    assert built(rule("split", "z-first"), reports=(*STORY, first))[:2] == [
        ("a-goes",),
        ("z-first", "b-talks", "c-comes"),
    ]


def test_a_split_of_the_first_or_of_an_undated_report_has_no_effect() -> None:
    undated = told(None, into("Max Orme", "Quay Rovers", "talks"), article_id="u-undated")
    reports = (GOES, TALKS, COMES, undated)
    for article_id in ("a-goes", "u-undated", "nowhere"):
        assert built(rule("split", article_id), reports=reports) == built(reports=reports)


def test_what_is_attached_goes_with_its_anchor_when_the_thread_is_split() -> None:
    late = told("2025-01-25", into("Max Orme", "Quay Rovers"), article_id="l-late")
    rules = [rule("attach", "l-late", "a-goes"), rule("split", "b-talks")]
    assert built(*rules, reports=(*STORY, late))[:2] == [("a-goes", "l-late"), ("b-talks", "c-comes")]


def test_two_merged_threads_are_one() -> None:
    merged = rule("merge", "a-goes", "e-next")
    assert built(merged) == [("a-goes", "b-talks", "c-comes", "d-sacked", "e-next")]
    assert built(merged, rule("split", "d-sacked")) == built(merged)


def test_names_that_are_told_apart_are_two_people() -> None:
    reports = (GOES, told("2025-01-13", into("Orme", "Quay Rovers", "expected"), article_id="o"), TALKS)
    apart = rule("not the same person", "Orme", "Max Orme")
    (joined,) = build_threads(reports)
    (kept,) = build_threads(reports, [apart])
    assert [one.person for one in joined.change.candidates] == ["Max Orme"]
    assert {one.person for one in kept.change.candidates} == {"Orme", "Max Orme"}
    assert build_threads(reports, [rule("not the same person", "Max Orme", "ORME", seat=None)]) == (kept,)
    assert build_threads(reports, [rule("not the same person", "Orme", "Max Orme", seat=HILL)]) == (joined,)


def test_names_told_apart_are_not_joined_over_a_third_one() -> None:
    names = ("Nuno", "Gama", "Nuno Gama")
    reports = [told(f"2025-01-1{n}", into(name, "Quay Rovers", "talks")) for n, name in enumerate(names)]
    (kept,) = build_threads(reports, [rule("not the same person", "Nuno", "Gama")])
    assert {one.person for one in kept.change.candidates} == set(names)


def _moved(*corrections: Correction) -> bool:
    """Whether Ivo Lund's move from Hill United to Quay Rovers joins their threads."""
    left = told("2025-03-01", out("Ivo Lund", "Hill United", manner="resigned"))
    came = told("2025-03-02", into("Ivo Lund", "Quay Rovers"))
    return any(thread.feeds_into for thread in build_threads([left, came], corrections))


def test_an_edge_joins_no_two_people_that_are_told_apart() -> None:
    assert _moved()
    assert not _moved(rule("not the same person", "Ivo Lund", "Ivo Lund", other_seat=HILL))
    assert not _moved(rule("not the same person", "Ivo Lund", "Ivo Lund", seat=HILL, other_seat=QUAY))
    assert _moved(rule("not the same person", "Ivo Lund", "Ivo Lund", seat=HILL, other_seat=Seat(club="Brazil")))
    assert _moved(rule("not the same person", "Ivo Lund", "Ivo Lund"))


@pytest.mark.parametrize(
    "key", ["", "split a1", "[]", '["split"]', '["split", "a", null, null, null]', '["x", "a", null, null, null]', "{}"]
)
def test_what_cannot_be_read_is_no_correction(key: str) -> None:
    assert correction_of(key) is None


# --- what holds for any rules ---

ARTICLES = [f"a{number}" for number in range(14)]
seats = st.builds(
    Seat, club=st.sampled_from(CLUBS), squad=st.sampled_from(("first", "first", "women")), family=st.just("head coach")
)
articles = st.sampled_from(ARTICLES)
article_rules: st.SearchStrategy[Correction] = st.one_of(
    st.builds(Correction, rule=st.sampled_from(("not this story", "split")), of=articles, seat=seats),
    st.builds(Correction, rule=st.sampled_from(("attach", "merge")), of=articles, other=articles, seat=seats),
)
name_rules = st.builds(
    Correction,
    rule=st.just("not the same person"),
    of=st.sampled_from(PEOPLE),
    other=st.sampled_from(PEOPLE),
    seat=st.none() | seats,
)
corrections = st.lists(article_rules | name_rules, max_size=8)


def _by_seat(threads: tuple[StoryThread, ...], seat: Seat) -> list[set[str]]:
    return [set(thread.article_ids) for thread in threads if thread.change.seat == seat]


@given(article_rules | name_rules)
def test_a_correction_comes_back_from_its_text(correction: Correction) -> None:
    assert correction_of(correction_key(correction)) == correction


@few
@given(st.data(), report_lists(), corrections)
def test_the_order_of_reports_and_corrections_changes_nothing(
    data: st.DataObject, reports: list[Report], said: list[Correction]
) -> None:
    whole = build_threads(reports, said)
    assert build_threads(data.draw(st.permutations(reports)), data.draw(st.permutations(said))) == whole


@few
@given(report_lists(), corrections)
def test_threads_stay_in_time_order_and_every_one_has_an_id(reports: list[Report], said: list[Correction]) -> None:
    threads = build_threads(reports, said)
    assert len({thread.thread_id for thread in threads}) == len(threads)
    for thread in threads:
        assert thread.opened_on is not None and thread.last_on is not None
        assert thread.opened_on <= thread.last_on
        own = [row.article_id for row in thread.timeline if row.neighbour is None]
        assert len(own) == len(set(own))


@few
@given(report_lists(), corrections, articles, seats)
def test_a_report_that_was_taken_out_is_in_no_thread_of_the_seat(
    reports: list[Report], said: list[Correction], article_id: str, seat: Seat
) -> None:
    threads = build_threads(reports, [*said, rule("not this story", article_id, seat=seat)])
    assert all(article_id not in ids for ids in _by_seat(threads, seat))


@few
@given(st.data(), report_lists(CLUBS[:1]))
def test_attached_split_and_merged_reports_are_where_the_user_wants_them(
    data: st.DataObject, reports: list[Report]
) -> None:
    seat = Seat(club=CLUBS[0])
    before = _by_seat(build_threads(reports), seat)
    if not before:
        return
    anchor = data.draw(st.sampled_from(sorted(before[0])))
    guest = data.draw(st.sampled_from(reports)).article_id
    after = _by_seat(build_threads(reports, [rule("attach", guest, anchor, seat=seat)]), seat)
    assert guest == anchor or [anchor in ids for ids in after if guest in ids] == [True]
    other = data.draw(st.sampled_from(sorted(before[-1])))
    merged = _by_seat(build_threads(reports, [rule("merge", anchor, other, seat=seat)]), seat)
    assert any({anchor, other} <= ids for ids in merged)
    split = _by_seat(build_threads(reports, [rule("split", anchor, seat=seat)]), seat)
    assert set().union(*split) == set().union(*before)
    assert all(any(ids <= whole for whole in before) for ids in split)


@few
@given(report_lists(), st.lists(article_rules, max_size=6))
def test_rules_about_articles_that_are_not_there_change_nothing(reports: list[Report], said: list[Correction]) -> None:
    gone = [rule(one.rule, f"gone-{one.of}", one.other and f"gone-{one.other}", seat=one.seat) for one in said]
    assert build_threads(reports, gone) == build_threads(reports)


@few
@given(report_lists(), st.lists(article_rules, max_size=6))
def test_a_correction_changes_no_thread_of_another_seat(reports: list[Report], said: list[Correction]) -> None:
    named = {one.seat for one in said}

    def others(threads: tuple[StoryThread, ...]) -> list[tuple[Seat, tuple[str, ...], str]]:
        return sorted((t.change.seat, t.article_ids, t.status) for t in threads if t.change.seat not in named)

    assert others(build_threads(reports, said)) == others(build_threads(reports))
