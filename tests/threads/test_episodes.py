"""Where one vacancy ends and the next begins: the rules of docs/threads.md, each told as a small story."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.threads.telling import day, interim, into, only, out, stay, threads_by_id, told
from touchline.model import Claim, Manner, Report, Stage
from touchline.threads import as_of, build_threads, chain_of


def test_a_spell_of_98_days_opens_the_next_thread_without_a_quiet_time() -> None:
    threads = threads_by_id(
        told("2024-07-01", into("Pedro Rocha", "Santos Laguna")),
        told("2024-10-06", out("Pedro Rocha", "Santos Laguna", "rumour")),
        told("2024-10-07", out("Pedro Rocha", "Santos Laguna", manner="sacked")),
        told("2024-10-08", into("Luis Vega", "Santos Laguna", "talks")),
        told("2024-10-12", into("Luis Vega", "Santos Laguna")),
    )
    first, second = threads["santos-laguna-2024-07"], threads["santos-laguna-2024-10"]
    assert (first.status, second.previous) == ("filled", first.thread_id)
    assert (second.change.out.person, second.change.into.person) == ("Pedro Rocha", "Luis Vega")
    assert len(second.article_ids) == 4


def test_three_coaches_in_six_weeks_with_papers_that_lag_behind() -> None:
    threads = threads_by_id(
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked")),
        told("2024-09-03", into("Bruno Sala", "Cagliari")),
        told("2024-09-04", out("Aldo Neri", "Cagliari")),
        told("2024-09-22", out("Bruno Sala", "Cagliari", manner="resigned")),
        told("2024-09-23", into("Carlo Testa", "Cagliari")),
        told("2024-09-24", out("Aldo Neri", "Cagliari", manner="sacked")),
        told("2024-10-10", out("Carlo Testa", "Cagliari", manner="sacked")),
        told("2024-10-12", into("Dino Urso", "Cagliari")),
    )
    first, second, third = (threads[key] for key in sorted(threads))
    pairs = [(thread.change.out.person, thread.change.into.person) for thread in (first, second, third)]
    assert pairs == [("Aldo Neri", "Bruno Sala"), ("Bruno Sala", "Carlo Testa"), ("Carlo Testa", "Dino Urso")]
    assert (second.previous, third.previous) == (first.thread_id, second.thread_id)
    assert [article_id[:10] for article_id in first.article_ids][-1] == "2024-09-24", "a late report joins by person"


@pytest.mark.parametrize(
    "opening",
    [
        out("Aldo Neri", "Cagliari", "rumour"),
        out("Aldo Neri", "Cagliari"),
        into("Bruno Sala", "Cagliari", "talks"),
        interim("Bruno Sala", "Cagliari", "agreed"),
    ],
)
def test_a_departure_or_an_approach_opens_a_thread(opening: Claim) -> None:
    assert only(told("2024-09-01", opening)).opened_on == day("2024-09-01")


@pytest.mark.parametrize(
    "answer",
    [
        stay("Aldo Neri", "Cagliari"),
        out("Aldo Neri", "Cagliari", None),
        into("Bruno Sala", "Cagliari", None),
        out("Aldo Neri", "Cagliari", background=True, effective="2024-08"),
        into("Bruno Sala", "Cagliari", background=True),
    ],
)
def test_a_stay_a_denial_or_the_past_opens_none(answer: Claim) -> None:
    assert build_threads([told("2024-09-01", answer), told(None, out("Aldo Neri", "Cagliari"))]) == ()


def test_quiet_retires_rumours_and_nothing_else() -> None:
    quiet = timedelta(days=200)
    rumour = only(told("2024-09-01", out("Aldo Neri", "Cagliari", "talks")))
    agreed = only(told("2024-09-01", out("Aldo Neri", "Cagliari", "agreed")))
    caretaker = only(told("2024-09-01", interim("Bruno Sala", "Cagliari")))
    statuses = [as_of(thread, day("2024-09-01") + quiet).status for thread in (rumour, agreed, caretaker)]
    assert statuses == ["faded", "open", "open"]


def test_the_sack_after_a_vote_of_confidence_reopens_the_same_thread() -> None:
    stories = (
        told("2024-11-03", out("Aldo Neri", "Cagliari", "rumour")),
        told("2024-11-05", stay("Aldo Neri", "Cagliari", attribution="the club")),
    )
    kept = only(*stories)
    assert [as_of(kept, day(on)).status for on in ("2024-11-20", "2025-01-20")] == ["open", "stayed"]
    thread = only(*stories, told("2024-12-29", out("Aldo Neri", "Cagliari", manner="sacked")))
    assert (thread.status, thread.change.out.stage, thread.opened_on) == ("open", Stage.CONFIRMED, day("2024-11-03"))
    two = threads_by_id(*stories, told("2025-01-20", out("Aldo Neri", "Cagliari", manner="sacked")))
    assert {thread.status for thread in two.values()} == {"stayed", "open"}


def test_a_deal_that_is_off_in_april_and_signed_in_may_is_one_thread() -> None:
    thread = only(
        told("2024-04-02", out("Aldo Neri", "Cagliari", "expected"), into("Bruno Sala", "Cagliari", "agreed")),
        told("2024-04-09", into("Bruno Sala", "Cagliari", None), by="La Gazzetta"),
        told("2024-05-27", into("Bruno Sala", "Cagliari")),
    )
    assert (thread.change.into.person, thread.change.into.announced_on) == ("Bruno Sala", day("2024-05-27"))
    assert thread.change.out.person == "Aldo Neri", "who was expected to go has gone once another is in"


def test_background_fills_empty_values_of_the_card_only() -> None:
    recalled = out("Aldo Neri", "Cagliari", background=True, effective="2024-09", manner="resigned")
    known = only(told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked")), told("2024-09-09", recalled))
    assert known.change.out.manner is Manner.SACKED
    unknown = only(told("2024-09-01", out("Aldo Neri", "Cagliari")), told("2024-09-09", recalled))
    assert unknown.change.out.manner is Manner.RESIGNED
    assert unknown.change.out.proofs["manner"].claim == recalled
    assert unknown.last_on == day("2024-09-01")


def test_a_late_report_opens_no_thread_where_one_fits() -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked")),
        told("2024-09-03", into("Bruno Sala", "Cagliari")),
        told("2025-01-15", out("Aldo Neri", "Cagliari")),
        told("2025-01-16", into("Bruno Sala", "Cagliari")),
    )
    assert len(thread.article_ids) == 4


def test_caretakers_are_rows_and_one_who_is_made_permanent_fills_the_seat() -> None:
    stories = (
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked"), interim("Bruno Sala", "Cagliari")),
        told("2024-10-20", into("Carlo Testa", "Cagliari", "rumour")),
    )
    thread = only(*stories)
    assert (thread.status, [spell.person for spell in thread.change.interims]) == ("open", ["Bruno Sala"])
    assert [one.person for one in thread.change.candidates] == ["Carlo Testa"]
    filled = only(*stories, told("2024-11-12", into("Bruno Sala", "Cagliari", effective_words="until 2026")))
    assert (filled.status, filled.change.into.person) == ("filled", "Bruno Sala")
    assert (filled.change.into.announced_on, len(filled.article_ids)) == (day("2024-11-12"), 3)


def test_who_says_in_may_that_he_goes_in_june_goes_in_june() -> None:
    thread = only(
        told("2024-05-06", out("Aldo Neri", "Cagliari", effective_words="when his contract ends")),
        told("2024-05-07", out("Aldo Neri", "Cagliari")),
    )
    way = thread.change.out
    assert (way.announced_on, way.effective, way.effective_words) == (
        day("2024-05-06"),
        None,
        "when his contract ends",
    )
    dated = only(told("2024-05-06", out("Aldo Neri", "Cagliari", effective="2024-06-30"))).change.out
    assert (dated.announced_on, dated.effective) == (day("2024-05-06"), "2024-06-30")
    assert dated.proofs["effective"].reported_on == day("2024-05-06")


def test_national_sides_and_clubs_keep_their_womens_and_youth_seats_apart() -> None:
    threads = threads_by_id(
        told("2024-07-15", out("Aldo Neri", "Italy", manner="resigned")),
        told("2024-07-16", out("Bianca Sala", "Italy", manner="end of contract", squad="women")),
        told("2024-08-01", into("Carlo Testa", "Italy"), out("Carlo Testa", "Italy", squad="u21")),
        told("2024-08-02", into("Dina Urso", "Italy", squad="women")),
    )
    assert {key: (t.change.out.person, t.change.into.person) for key, t in threads.items()} == {
        "italy-2024-07": ("Aldo Neri", "Carlo Testa"),
        "italy-women-2024-07": ("Bianca Sala", "Dina Urso"),
        "italy-u21-2024-08": ("Carlo Testa", None),
    }
    assert [link.thread_id for link in threads["italy-2024-07"].feeds_into] == ["italy-u21-2024-08"]


@pytest.mark.parametrize(
    ("first", "second", "manner"),
    [
        ({"tier": 1}, {}, Manner.SACKED),
        ({}, {"tier": 1}, Manner.RESIGNED),
        ({"tier": 5}, {"tier": 4}, Manner.RESIGNED),
        ({"tier": 4}, {"tier": 5}, Manner.SACKED),
        ({"official": True}, {"tier": 1}, Manner.SACKED),
        ({}, {}, Manner.RESIGNED),
    ],
)
def test_official_word_then_the_better_tier_then_the_newer_report(
    first: dict[str, object], second: dict[str, object], manner: Manner
) -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked"), **first),  # type: ignore[arg-type]
        told("2024-09-02", out("Aldo Neri", "Cagliari", manner="resigned"), **second),  # type: ignore[arg-type]
    )
    assert thread.change.out.manner is manner
    assert all(row.disputes for row in thread.timeline), "both sides stand"


@pytest.mark.parametrize(
    ("said", "denial", "denied_on", "stage"),
    [
        ({}, {}, "2024-09-05", None),
        ({}, {}, "2024-08-30", Stage.AGREED),
        ({"tier": 1}, {}, "2024-09-05", Stage.AGREED),
        ({"tier": 1}, {"tier": 1}, "2024-09-05", None),
        ({"tier": 4}, {"tier": 3}, "2024-09-05", None),
        ({"tier": 3}, {"tier": 4}, "2024-09-05", Stage.AGREED),
        ({"official": True}, {"tier": 1}, "2024-09-05", Stage.AGREED),
    ],
)
def test_a_denial_lowers_the_stage_only_when_newer_and_as_credible(
    said: dict[str, object], denial: dict[str, object], denied_on: str, stage: Stage | None
) -> None:
    thread = only(
        told("2024-08-29", out("Aldo Neri", "Cagliari", manner="sacked")),
        told("2024-09-01", into("Bruno Sala", "Cagliari", "agreed"), **said),  # type: ignore[arg-type]
        told(denied_on, into("Bruno Sala", "Cagliari", None), **denial),  # type: ignore[arg-type]
    )
    assert thread.change.into.stage is stage


def test_every_value_of_the_card_names_its_article_and_sentence() -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari", quote="Neri is out."), article_id="a"),
        told("2024-09-02", out("Aldo Neri", "Cagliari", manner="sacked", quote="They sacked him."), article_id="b"),
        told(
            "2024-09-03", out("Aldo Neri", "Cagliari", effective="2024-09-01", quote="He left today."), article_id="c"
        ),
        told("2024-09-04", into("Bruno Sala", "Cagliari", quote="Sala is in."), article_id="d"),
        told(
            "2024-09-05", into("Bruno Sala", "Cagliari", effective="2024-10-01", quote="From October."), article_id="e"
        ),
    )
    change = thread.change
    given = {name: (proof.article_id, proof.claim.quote) for name, proof in change.out.proofs.items()}
    assert given == {
        "person": ("a", "Neri is out."),
        "stage": ("a", "Neri is out."),
        "announced": ("a", "Neri is out."),
        "manner": ("b", "They sacked him."),
        "effective": ("c", "He left today."),
    }
    given = {name: (proof.article_id, proof.claim.quote) for name, proof in change.into.proofs.items()}
    assert given == {
        "person": ("d", "Sala is in."),
        "stage": ("d", "Sala is in."),
        "announced": ("d", "Sala is in."),
        "effective": ("e", "From October."),
    }


def test_candidates_with_count_best_stage_last_day_and_who_rules_them_out() -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked")),
        told("2024-09-02", into("Bruno Sala", "Cagliari", "rumour"), into("Carlo Testa", "Cagliari", "rumour")),
        told("2024-09-05", into("Bruno Sala", "Cagliari", "talks")),
        told("2024-09-06", into("Carlo Testa", "Cagliari", None, attribution="Testa's agent"), by="La Gazzetta"),
        told("2024-09-07", into("Dino Urso", "Cagliari", None), by="La Gazzetta"),
    )
    told_of = [(c.person, c.stage, c.denied, c.n_articles, c.last_on, c.ruled_out_by) for c in thread.change.candidates]
    assert told_of == [
        ("Bruno Sala", Stage.TALKS, False, 2, day("2024-09-05"), None),
        ("Carlo Testa", None, True, 2, day("2024-09-06"), "Testa's agent"),
        ("Dino Urso", None, True, 1, day("2024-09-07"), "La Gazzetta"),
    ]


def test_an_open_end_of_a_chain_counts_its_candidates() -> None:
    threads = threads_by_id(
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked"), into("Bruno Sala", "Cagliari", "talks")),
        told("2024-09-03", into("Bruno Sala", "Cagliari"), out("Bruno Sala", "Lecce")),
        told("2024-09-04", *(into(name, "Lecce", "rumour") for name in ("Carlo Testa", "Dino Urso", "Elio Vani"))),
        told("2024-09-05", into("Elio Vani", "Lecce", None)),
    )
    hops = chain_of(threads["lecce-2024-09"], threads)
    assert [(hop.seat.club, hop.person, hop.stage, hop.n_candidates) for hop in hops] == [
        ("Cagliari", "Bruno Sala", Stage.CONFIRMED, 0),
        ("Lecce", None, None, 2),
    ]


@pytest.mark.parametrize("manner", ["sacked", "resigned", "mutual consent", "end of contract", None])
def test_out_of_work_in_june_and_hired_in_september_is_no_move(manner: str | None) -> None:
    threads = build_threads(
        [
            told("2024-06-03", out("Aldo Neri", "Cagliari", manner=manner)),
            told("2024-09-10", out("Bruno Sala", "Lecce", manner="sacked")),
            told("2024-09-12", into("Aldo Neri", "Lecce")),
        ]
    )
    assert not any(thread.feeds_into or thread.fed_by for thread in threads)
    assert not any(row.neighbour for thread in threads for row in thread.timeline)


def test_at_most_one_solid_edge_leaves_a_thread() -> None:
    threads = threads_by_id(
        told("2024-05-01", into("Aldo Neri", "Lecce", "agreed")),
        told("2024-05-02", into("Aldo Neri", "Genoa", "agreed")),
        told("2024-05-10", out("Aldo Neri", "Cagliari", manner="end of contract")),
        told("2024-05-20", into("Aldo Neri", "Genoa")),
    )
    (edge,) = threads["cagliari-2024-05"].fed_by
    assert (edge.thread_id, edge.stage) == ("genoa-2024-05", Stage.CONFIRMED)


def test_a_dotted_edge_says_its_stage() -> None:
    threads = threads_by_id(
        told("2024-05-01", into("Aldo Neri", "Lecce", "talks")),
        told("2024-05-10", out("Aldo Neri", "Cagliari", "expected")),
    )
    hops = chain_of(threads["lecce-2024-05"], threads)
    assert [(hop.person, hop.stage, hop.solid) for hop in hops] == [
        ("Aldo Neri", Stage.TALKS, False),
        (None, None, False),
    ]


def test_a_report_of_the_next_vacancy_that_recalls_the_one_before_is_not_part_of_it() -> None:
    threads = threads_by_id(
        told("2024-09-01", out("Aldo Neri", "Cagliari", manner="sacked"), into("Bruno Sala", "Cagliari")),
        told("2024-12-01", out("Bruno Sala", "Cagliari"), out("Aldo Neri", "Cagliari", background=True)),
        told("2024-12-02", out("Aldo Neri", "Cagliari", background=True), article_id="a look back"),
    )
    first, second = threads["cagliari-2024-09"], threads["cagliari-2024-12"]
    assert not set(first.article_ids) & set(second.article_ids)
    assert "a look back" in first.article_ids


def test_an_undated_appointment_does_not_join_a_vacancy_that_another_filled() -> None:
    threads = threads_by_id(
        told("2024-01-05", out("Aldo Neri", "Cagliari"), into("Carlo Testa", "Cagliari", "rumour")),
        told("2024-01-06", into("Bruno Sala", "Cagliari")),
        told("2024-08-17", out("Bruno Sala", "Cagliari"), into("Carlo Testa", "Cagliari", "rumour")),
        told(None, into("Carlo Testa", "Cagliari")),
    )
    assert threads["cagliari-2024-01"].change.into.person == "Bruno Sala"
    assert threads["cagliari-2024-08"].change.into.person == "Carlo Testa"


def test_background_names_the_one_who_left_when_he_is_the_one_who_had_come() -> None:
    threads = threads_by_id(
        told("2024-01-18", out("Aldo Neri", "Cagliari"), into("Bruno Sala", "Cagliari")),
        told(
            "2025-06-23",
            into("Carlo Testa", "Cagliari"),
            out("Bruno Sala", "Cagliari", background=True),
            out("Dino Urso", "Cagliari", background=True),
        ),
    )
    assert threads["cagliari-2025-06"].change.out.person == "Bruno Sala"


def test_the_coach_in_office_is_not_appointed_into_a_second_vacancy() -> None:
    thread = only(
        told("2023-11-14", into("Bruno Sala", "Cagliari")),
        told("2024-06-10", into("Bruno Sala", "Cagliari")),
    )
    assert len(thread.article_ids) == 2


def test_a_move_that_was_announced_a_season_ahead_is_a_move() -> None:
    threads = threads_by_id(
        told("2023-11-04", out("Bruno Sala", "Genoa", effective="2024-05"), into("Bruno Sala", "Cagliari")),
    )
    assert [link.thread_id for link in threads["cagliari-2023-11"].feeds_into] == ["genoa-2023-11"]


def test_a_former_coach_who_is_linked_again_opens_no_second_thread() -> None:
    threads = threads_by_id(
        told("2021-05-26", into("Bruno Sala", "Cagliari")),
        told("2024-02-21", out("Aldo Neri", "Cagliari")),
        told("2024-05-23", into("Bruno Sala", "Cagliari", "talks")),
        told("2024-05-29", into("Carlo Testa", "Cagliari")),
    )
    assert sorted(threads) == ["cagliari-2021-05", "cagliari-2024-02"]
    assert [one.person for one in threads["cagliari-2024-02"].change.candidates] == ["Bruno Sala"]


def test_a_caretaker_whom_papers_call_coach_is_one_when_his_end_says_so() -> None:
    thread = only(
        told("2024-06-13", out("Aldo Neri", "Italy", manner="sacked")),
        told("2024-06-13", into("Bruno Sala", "Italy")),
        told("2024-06-14", into("Bruno Sala", "Italy")),
        told("2024-06-15", into("Bruno Sala", "Italy")),
        told("2024-07-09", interim("Bruno Sala", "Italy"), into("Carlo Testa", "Italy")),
        told("2024-07-09", out("Bruno Sala", "Italy"), into("Carlo Testa", "Italy")),
    )
    change = thread.change
    assert (change.out.person, change.into.person) == ("Aldo Neri", "Carlo Testa")
    assert [spell.person for spell in change.interims] == ["Bruno Sala"]


def test_as_many_later_reports_tell_a_caretaker_and_undated_ones_count() -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari"), into("Bruno Sala", "Cagliari")),
        told(None, interim("Bruno Sala", "Cagliari")),
        told("2025-01-20", into("Carlo Testa", "Cagliari")),
    )
    assert (thread.status, thread.change.into.person) == ("filled", "Carlo Testa")
    assert [spell.person for spell in thread.change.interims] == ["Bruno Sala"]


def test_one_paper_that_later_says_interim_makes_no_caretaker_of_a_coach_in_office() -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari"), into("Bruno Sala", "Cagliari")),
        told("2024-09-02", into("Bruno Sala", "Cagliari")),
        told("2024-10-20", interim("Bruno Sala", "Cagliari")),
        told("2024-10-21", interim("Bruno Sala", "Cagliari", "rumour")),
    )
    assert (thread.status, thread.change.into.person, thread.change.interims) == ("filled", "Bruno Sala", ())


def test_a_caretaker_made_permanent_stays_so_when_his_first_days_are_recalled() -> None:
    thread = only(
        told("2024-09-01", out("Aldo Neri", "Cagliari"), interim("Bruno Sala", "Cagliari")),
        told("2024-10-01", into("Bruno Sala", "Cagliari")),
        told("2024-11-01", interim("Bruno Sala", "Cagliari")),
    )
    assert (thread.status, thread.change.into.person) == ("filled", "Bruno Sala")


@pytest.mark.parametrize(
    "recalled",
    [
        told("2024-06-08", out("Aldo Neri", "Cagliari", background=True)),
        told("2024-07-03", out("Aldo Neri", "Cagliari", background=True, effective="2024-03")),
    ],
    ids=["recalled weeks before", "dated months before"],
)
def test_a_departure_that_others_tell_as_long_gone_opens_no_thread(recalled: Report) -> None:
    threads = threads_by_id(
        recalled,
        told("2024-07-01", into("Aldo Neri", "Parma"), out("Aldo Neri", "Cagliari", manner="signed elsewhere")),
    )
    assert list(threads) == ["parma-2024-07"]
    assert not threads["parma-2024-07"].feeds_into


def test_one_paper_that_takes_the_news_for_past_does_not_undo_what_others_tell() -> None:
    thread = only(
        told("2024-06-08", out("Aldo Neri", "Cagliari", background=True)),
        told("2024-07-01", out("Aldo Neri", "Cagliari")),
        told("2024-07-02", out("Aldo Neri", "Cagliari")),
    )
    assert (thread.change.out.person, thread.change.out.announced_on) == ("Aldo Neri", day("2024-07-01"))
