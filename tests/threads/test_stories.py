"""Whole stories, told as reports, and the threads that must come of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.threads.telling import day, interim, into, only, out, stay, threads_by_id, told
from touchline.model import Claim, Kind, Manner, Report, Span, Stage
from touchline.threads import as_of, build_threads, chain_of, join_chains, newest_first

SPRING_2025 = (
    told("2025-03-28", out("Dorival Júnior", "Brazil", manner="sacked"), into("Carlo Ancelotti", "Brazil", "rumour")),
    told("2025-04-22", into("Ancelotti", "Brazil", "talks"), out("Ancelotti", "Real Madrid", "expected")),
    told("2025-04-29", into("Carlo Ancelotti", "Brazil", None)),
    told(
        "2025-05-09", out("Xabi Alonso", "Bayer Leverkusen", effective_words="end of the season", effective="2025-05")
    ),
    told(
        "2025-05-10",
        into("Xabi Alonso", "Real Madrid", "agreed"),
        out("Xabi Alonso", "Bayer Leverkusen", effective_words="end of the season"),
        out("Carlo Ancelotti", "Real Madrid", "expected"),
        into("Carlo Ancelotti", "Brazil", "expected"),
    ),
    told("2025-05-12", into("Carlo Ancelotti", "Brazil", effective="2025-05-26"), official=True, by="CBF"),
    told("2025-05-14", into("Erik ten Hag", "Bayer Leverkusen", "talks")),
    told("2025-05-23", out("Carlo Ancelotti", "Real Madrid", manner="mutual consent"), official=True),
    told("2025-05-25", into("Alonso", "Real Madrid", effective="2025-06-01"), official=True, by="Real Madrid"),
    told("2025-05-26", into("Ten Hag", "Bayer Leverkusen", effective="2025-07-01")),
)
AUTUMN_2025 = (
    told("2025-08-30", out("Erik ten Hag", "Bayer Leverkusen", "rumour")),
    told("2025-09-01", out("Erik ten Hag", "Bayer Leverkusen", manner="sacked")),
    told("2025-09-05", into("Kasper Hjulmand", "Bayer Leverkusen", "talks")),
    told("2025-09-08", into("Kasper Hjulmand", "Bayer Leverkusen")),
)


def test_the_spring_chain_joins_three_seats() -> None:
    threads = threads_by_id(*SPRING_2025)
    assert set(threads) == {"brazil-2025-03", "real-madrid-2025-04", "bayer-leverkusen-2025-05"}
    madrid = threads["real-madrid-2025-04"]
    hops = chain_of(madrid, threads)
    assert [(hop.seat.club, hop.person, hop.solid) for hop in hops] == [
        ("Brazil", "Carlo Ancelotti", True),
        ("Real Madrid", "Xabi Alonso", True),
        ("Bayer Leverkusen", "Erik ten Hag", True),
    ]
    assert (
        hops == chain_of(threads["brazil-2025-03"], threads) == chain_of(threads["bayer-leverkusen-2025-05"], threads)
    )
    assert [link.thread_id for link in madrid.fed_by] == ["brazil-2025-03"]
    assert [link.thread_id for link in madrid.feeds_into] == ["bayer-leverkusen-2025-05"]


def test_the_card_of_a_link_in_the_chain() -> None:
    madrid = threads_by_id(*SPRING_2025)["real-madrid-2025-04"]
    way_out, way_in = madrid.change.out, madrid.change.into
    assert madrid.status == "filled"
    assert (way_out.person, way_out.stage, way_out.manner) == (
        "Carlo Ancelotti",
        Stage.CONFIRMED,
        Manner.MUTUAL_CONSENT,
    )
    assert way_out.announced_on == day("2025-05-23")
    assert (way_in.person, way_in.stage) == ("Xabi Alonso", Stage.CONFIRMED)
    assert (way_in.announced_on, way_in.effective) == (day("2025-05-25"), "2025-06-01")
    assert way_in.proofs["stage"].publisher == "Real Madrid"


def test_announced_and_effective_are_kept_apart() -> None:
    leverkusen = threads_by_id(*SPRING_2025)["bayer-leverkusen-2025-05"]
    assert leverkusen.change.out.announced_on == day("2025-05-09")
    assert leverkusen.change.out.effective == "2025-05"
    assert leverkusen.change.out.effective_words == "end of the season"


def test_neighbours_lend_the_rows_of_the_move() -> None:
    madrid = threads_by_id(*SPRING_2025)["real-madrid-2025-04"]
    lent = [
        (row.reported_on.isoformat(), row.neighbour) for row in madrid.timeline if row.neighbour and row.reported_on
    ]
    assert ("2025-05-12", "brazil-2025-03") in lent
    assert ("2025-05-09", "bayer-leverkusen-2025-05") in lent
    assert "2025-05-12" not in {article_id[:10] for article_id in madrid.article_ids}


def test_one_seat_vacated_twice_makes_two_threads() -> None:
    threads = threads_by_id(*SPRING_2025, *AUTUMN_2025)
    second = threads["bayer-leverkusen-2025-08"]
    assert second.previous == "bayer-leverkusen-2025-05"
    assert (second.change.out.person, second.change.into.person) == ("Erik ten Hag", "Kasper Hjulmand")
    assert not second.fed_by
    assert threads["bayer-leverkusen-2025-05"].change.into.person == "Erik ten Hag"


def test_a_spell_of_39_days() -> None:
    threads = threads_by_id(
        told("2025-08-22", out("Nuno Espírito Santo", "Nottingham Forest", "rumour")),
        told("2025-09-09", out("Nuno", "Nottingham Forest", manner="sacked")),
        told("2025-09-09", into("Ange Postecoglou", "Nottingham Forest")),
        told("2025-10-05", out("Postecoglou", "Nottingham Forest", "rumour")),
        told(
            "2025-10-17",
            into("Sean Dyche", "Nottingham Forest", "rumour"),
            out("Postecoglou", "Nottingham Forest", None),
        ),
        told("2025-10-18", out("Ange Postecoglou", "Nottingham Forest", manner="sacked")),
        told("2025-10-21", into("Sean Dyche", "Nottingham Forest")),
        told("2025-10-22", out("Nuno", "Nottingham Forest", manner="sacked")),
    )
    assert set(threads) == {"nottingham-forest-2025-08", "nottingham-forest-2025-10"}
    first, second = threads["nottingham-forest-2025-08"], threads["nottingham-forest-2025-10"]
    assert first.change.out.person == "Nuno Espírito Santo"
    assert (second.change.out.person, second.change.into.person) == ("Ange Postecoglou", "Sean Dyche")
    assert second.previous == first.thread_id
    assert [article_id[:10] for article_id in first.article_ids][-1] == "2025-10-22"


def test_three_coaches_in_six_weeks() -> None:
    threads = threads_by_id(
        told("2023-02-06", out("Jesse Marsch", "Leeds")),
        told("2023-02-10", into("Javi Gracia", "Leeds")),
        told("2023-03-01", out("Javi Gracia", "Leeds")),
        told("2023-03-03", into("Sam Allardyce", "Leeds")),
        told("2023-03-20", out("Sam Allardyce", "Leeds")),
    )
    assert sorted(threads) == ["leeds-2023-02", "leeds-2023-03", "leeds-2023-03-2"]
    assert threads["leeds-2023-03-2"].previous == "leeds-2023-03"


def test_a_coach_out_of_work_joins_no_two_vacancies() -> None:
    threads = build_threads(
        [
            told("2025-09-09", out("Nuno Espírito Santo", "Nottingham Forest", manner="sacked")),
            told("2025-09-26", into("Nuno Espírito Santo", "West Ham", "talks")),
            told("2025-09-27", out("Graham Potter", "West Ham", manner="sacked")),
            told("2025-09-27", into("Nuno Espírito Santo", "West Ham")),
        ]
    )
    assert len(threads) == 2
    assert not any(thread.fed_by or thread.feeds_into for thread in threads)


def test_sacked_in_june_and_hired_in_september_is_no_edge_without_a_manner() -> None:
    threads = build_threads(
        [
            told("2025-06-06", out("Ange Postecoglou", "Tottenham")),
            told("2025-09-09", into("Ange Postecoglou", "Nottingham Forest")),
        ]
    )
    assert not any(thread.fed_by or thread.feeds_into for thread in threads)


def test_a_link_before_the_sacking_is_an_edge() -> None:
    threads = threads_by_id(
        told("2025-05-20", into("Thomas Frank", "Tottenham", "talks")),
        told("2025-05-24", out("Thomas Frank", "Brentford", manner="sacked")),
        told("2025-06-01", into("Thomas Frank", "Tottenham")),
    )
    assert [link.thread_id for link in threads["tottenham-2025-05"].feeds_into] == ["brentford-2025-05"]


def test_an_edge_below_agreed_is_dotted_and_goes_when_another_takes_the_seat() -> None:
    early = (
        told("2025-05-20", into("Thomas Frank", "Tottenham", "talks")),
        told("2025-05-24", out("Thomas Frank", "Brentford", "expected")),
    )
    threads = threads_by_id(*early)
    (link,) = threads["tottenham-2025-05"].feeds_into
    assert (link.thread_id, link.stage) == ("brentford-2025-05", Stage.TALKS)
    assert [hop.solid for hop in chain_of(threads["brentford-2025-05"], threads)] == [False, False]
    later = threads_by_id(*early, told("2025-06-01", into("Marco Silva", "Tottenham")))
    assert not later["tottenham-2025-05"].feeds_into


def test_an_interim_made_permanent_fills_the_thread() -> None:
    thread = only(
        told("2025-03-23", out("Thiago Motta", "Juventus", manner="sacked"), interim("Igor Tudor", "Juventus")),
        told("2025-03-24", into("Igor Tudor", "Juventus")),
        told("2025-06-11", into("Igor Tudor", "Juventus", "talks")),
        told("2025-06-13", into("Igor Tudor", "Juventus")),
    )
    assert [spell.person for spell in thread.change.interims] == ["Igor Tudor"]
    assert thread.change.interims[0].announced_on == day("2025-03-23")
    assert thread.change.into.person == "Igor Tudor"
    assert thread.change.into.announced_on == day("2025-06-13")
    assert thread.status == "filled"


def test_the_plain_word_for_a_caretaker_does_not_fill_the_thread() -> None:
    thread = only(
        told(
            "2026-02-13",
            out("Thomas Frank", "Tottenham", manner="sacked"),
            interim("Igor Tudor", "Tottenham", "agreed"),
        ),
        told("2026-02-14", into("Igor Tudor", "Tottenham")),
        told("2026-03-20", out("Igor Tudor", "Tottenham", manner="end of interim spell")),
        told("2026-03-21", into("Adi Hütter", "Tottenham", "talks")),
    )
    assert (thread.status, thread.change.into.person) == ("open", None)
    assert thread.change.out.person == "Thomas Frank"
    assert [candidate.person for candidate in thread.change.candidates] == ["Adi Hütter"]


def test_an_interim_departed_opens_the_next_thread_only_after_he_was_made_permanent() -> None:
    threads = threads_by_id(
        told("2025-03-23", out("Thiago Motta", "Juventus", manner="sacked"), interim("Igor Tudor", "Juventus")),
        told("2025-06-13", into("Igor Tudor", "Juventus")),
        told("2025-10-27", out("Igor Tudor", "Juventus", manner="sacked")),
        told("2025-10-28", interim("Massimo Brambilla", "Juventus")),
        told("2025-10-30", into("Luciano Spalletti", "Juventus")),
    )
    second = threads["juventus-2025-10"]
    assert second.previous == "juventus-2025-03"
    assert (second.change.out.person, second.change.into.person) == ("Igor Tudor", "Luciano Spalletti")
    assert [spell.person for spell in second.change.interims] == ["Massimo Brambilla"]


VOTE = (
    told("2025-10-28", out("Ruben Amorim", "Manchester United", "rumour")),
    told("2025-11-01", stay("Ruben Amorim", "Manchester United"), official=True),
)


def test_a_vote_of_confidence_stays_until_the_sack_inside_the_window() -> None:
    stayed = only(*VOTE)
    assert stayed.status == "stayed"
    assert as_of(stayed, day("2025-11-10")).status == "open"
    assert as_of(stayed, day("2026-02-10")).status == "stayed"
    sacked = only(*VOTE, told("2025-11-20", out("Ruben Amorim", "Manchester United", manner="sacked")))
    assert (sacked.status, sacked.change.out.person) == ("open", "Ruben Amorim")
    assert len(sacked.article_ids) == 3


def test_after_the_stay_window_a_new_rumour_is_a_new_story() -> None:
    threads = threads_by_id(*VOTE, told("2026-01-05", out("Ruben Amorim", "Manchester United", manner="sacked")))
    assert {key: thread.status for key, thread in threads.items()} == {
        "manchester-united-2025-10": "stayed",
        "manchester-united-2026-01": "open",
    }
    assert threads["manchester-united-2026-01"].previous == "manchester-united-2025-10"


def test_a_stay_or_a_denial_alone_opens_nothing_but_leads_in() -> None:
    vote = told("2025-11-01", stay("Ruben Amorim", "Manchester United"))
    denial = told("2025-11-02", out("Ruben Amorim", "Manchester United", None))
    assert build_threads([vote, denial]) == ()
    thread = only(vote, denial, told("2025-11-09", out("Ruben Amorim", "Manchester United")))
    assert thread.thread_id == "manchester-united-2025-11"
    assert thread.opened_on == day("2025-11-09")
    assert len(thread.article_ids) == 3


def test_off_in_april_signed_in_may() -> None:
    off = (
        told("2025-04-26", into("Carlo Ancelotti", "Brazil", "agreed")),
        told("2025-04-29", into("Carlo Ancelotti", "Brazil", None)),
    )
    before = only(*off)
    assert before.change.into.person is None
    assert [(c.person, c.stage, c.denied) for c in before.change.candidates] == [("Carlo Ancelotti", None, True)]
    signed = only(*off, told("2025-05-10", into("Carlo Ancelotti", "Brazil", "agreed")))
    assert (signed.change.into.person, signed.change.into.announced_on) == ("Carlo Ancelotti", day("2025-05-10"))


def test_two_people_of_one_surname_stay_apart() -> None:
    threads = threads_by_id(
        told("2025-05-09", out("Xabi Alonso", "Bayer Leverkusen"), into("Alonso", "Real Madrid", "talks")),
        told("2025-05-09", out("Fernando Alonso", "Oviedo")),
        told("2025-05-20", into("Xabi Alonso", "Real Madrid")),
    )
    assert threads["real-madrid-2025-05"].change.into.person == "Xabi Alonso"
    assert [link.thread_id for link in threads["real-madrid-2025-05"].feeds_into] == ["bayer-leverkusen-2025-05"]
    assert not threads["oviedo-2025-05"].fed_by


def test_squads_and_roles_have_seats_of_their_own() -> None:
    threads = threads_by_id(
        told("2024-05-01", out("Emma Hayes", "Chelsea", squad="women", effective="2024-05-18")),
        told("2024-05-21", out("Mauricio Pochettino", "Chelsea", manner="mutual consent")),
        told("2024-05-29", into("Sonia Bompastor", "Chelsea", squad="women")),
        told("2024-06-03", into("Enzo Maresca", "Chelsea")),
    )
    assert set(threads) == {"chelsea-2024-05", "chelsea-women-2024-05"}
    assert threads["chelsea-women-2024-05"].change.into.person == "Sonia Bompastor"
    assert threads["chelsea-2024-05"].change.into.person == "Enzo Maresca"


def test_contradicting_papers_stand_as_disputed() -> None:
    thread = only(
        told("2025-05-01", out("Simone Inzaghi", "Inter", manner="mutual consent"), by="A"),
        told("2025-05-02", out("Simone Inzaghi", "Inter", manner="sacked"), by="B"),
        told("2025-05-03", into("Cesc Fàbregas", "Inter", "agreed"), by="A"),
        told("2025-05-04", into("Cesc Fàbregas", "Inter", None), by="B"),
        told("2025-05-25", into("Cristian Chivu", "Inter", "rumour"), by="B"),
    )
    assert [row.disputes for row in thread.timeline] == [True, True, True, True, False]
    assert thread.change.into.person is None


@pytest.mark.parametrize(
    ("denying", "stands"),
    [
        (told("2025-05-04", into("Cesc Fàbregas", "Inter", None), tier=3), True),
        (told("2025-05-04", into("Cesc Fàbregas", "Inter", None), tier=1), False),
        (told("2025-05-04", into("Cesc Fàbregas", "Inter", None, attribution="Fàbregas"), tier=3), False),
        (told("2025-05-02", into("Cesc Fàbregas", "Inter", None), tier=1), True),
    ],
)
def test_a_denial_counts_when_it_is_newer_and_as_credible(denying: Report, stands: bool) -> None:
    thread = only(
        told("2025-05-01", out("Simone Inzaghi", "Inter")),
        denying,
        told("2025-05-03", into("Cesc Fàbregas", "Inter", "agreed"), tier=1),
    )
    assert (thread.change.into.person == "Cesc Fàbregas") is stands


def test_departure_and_appointment_of_one_day() -> None:
    thread = only(
        told(
            "2026-01-12",
            into("Álvaro Arbeloa", "Real Madrid"),
            out("Xabi Alonso", "Real Madrid", manner="mutual consent"),
        )
    )
    assert (thread.change.out.person, thread.change.into.person) == ("Xabi Alonso", "Álvaro Arbeloa")


def test_an_appointment_reported_before_the_departure() -> None:
    thread = only(
        told("2025-06-01", into("Thomas Frank", "Tottenham", "talks")),
        told("2025-06-05", into("Thomas Frank", "Tottenham")),
        told("2025-06-06", out("Ange Postecoglou", "Tottenham", manner="sacked")),
    )
    assert (thread.change.out.person, thread.change.into.person) == ("Ange Postecoglou", "Thomas Frank")


def test_an_expected_departure_has_happened_once_another_is_in() -> None:
    thread = only(
        told("2025-05-10", out("Carlo Ancelotti", "Real Madrid", "expected")),
        told("2025-05-25", into("Xabi Alonso", "Real Madrid")),
    )
    assert (thread.change.out.person, thread.change.out.stage) == ("Carlo Ancelotti", Stage.CONFIRMED)
    assert thread.change.out.announced_on == day("2025-05-25")


def test_rumours_fade_and_come_back_as_a_new_story() -> None:
    rumour = told("2025-01-10", out("Pep Guardiola", "Manchester City", "rumour"))
    assert only(rumour).status == "open"
    assert as_of(only(rumour), day("2025-01-10") + timedelta(days=61)).status == "faded"
    again = threads_by_id(rumour, told("2025-06-01", out("Pep Guardiola", "Manchester City", "rumour")))
    assert again["manchester-city-2025-01"].status == "faded"
    assert again["manchester-city-2025-06"].previous == "manchester-city-2025-01"


def test_background_and_undated_claims_fill_and_never_open() -> None:
    recalled = told("2025-05-10", out("Gerardo Seoane", "Bayer Leverkusen", background=True, effective="2022-10"))
    undated = told(None, into("Erik ten Hag", "Bayer Leverkusen"))
    assert build_threads([recalled, undated]) == ()
    thread = only(
        recalled,
        undated,
        told("2025-05-26", into("Erik ten Hag", "Bayer Leverkusen")),
        told(
            "2025-06-02",
            out("Xabi Alonso", "Bayer Leverkusen", background=True, effective="2025-05", manner="resigned"),
        ),
    )
    assert (thread.change.out.person, thread.change.out.manner) == ("Xabi Alonso", Manner.RESIGNED)
    assert thread.opened_on == day("2025-05-26")
    assert thread.last_on == day("2025-05-26")
    assert thread.article_ids[-1] == undated.article_id
    assert recalled.article_id not in thread.article_ids


def test_the_one_who_left_is_not_his_own_successor() -> None:
    thread = only(
        told("2025-05-09", out("Xabi Alonso", "Bayer Leverkusen")),
        told("2025-05-11", into("Xabi Alonso", "Bayer Leverkusen")),
    )
    assert thread.change.into.person is None
    assert len(thread.article_ids) == 1


def test_the_same_coach_returns_years_later() -> None:
    threads = threads_by_id(
        told("2004-06-02", into("José Mourinho", "Chelsea")),
        told("2007-09-20", out("Jose Mourinho", "Chelsea", manner="mutual consent")),
        told("2013-06-03", into("José Mourinho", "Chelsea")),
        told("2015-12-17", out("José Mourinho", "Chelsea", manner="sacked")),
    )
    assert sorted(threads) == ["chelsea-2004-06", "chelsea-2007-09", "chelsea-2013-06", "chelsea-2015-12"]


def test_he_comes_back_to_the_seat_that_nobody_has_filled_since() -> None:
    gone = told("2026-02-23", out("Dick Advocaat", "Curaçao", manner="resigned"))
    back = told("2026-05-12", into("Dick Advocaat", "Curaçao"))
    thread = only(gone, back)
    assert (thread.change.out.person, thread.change.into.person) == ("Dick Advocaat", "Dick Advocaat")
    again = threads_by_id(gone, back, told("2026-07-01", out("Dick Advocaat", "Curaçao", manner="retired")))
    assert again["curacao-2026-07"].previous == "curacao-2026-02"


def test_a_departure_that_more_papers_see_as_an_arrival_was_misread() -> None:
    thread = only(
        told("2025-06-12", out("Thomas Frank", "Tottenham"), into("Thomas Frank", "Tottenham")),
        told("2025-06-12", into("Thomas Frank", "Tottenham")),
        told("2025-06-13", into("Thomas Frank", "Tottenham")),
        told("2025-06-14", out("Thomas Frank", "Tottenham", "rumour")),
    )
    assert (thread.change.out.person, thread.change.into.person, thread.status) == (None, "Thomas Frank", "filled")


def test_a_recalled_appointment_of_the_one_who_goes_fills_nothing() -> None:
    thread = only(
        told("2025-05-08", out("Xabi Alonso", "Bayer Leverkusen", "expected")),
        told("2025-05-09", into("Xabi Alonso", "Bayer Leverkusen"), out("Xabi Alonso", "Bayer Leverkusen")),
        told("2025-05-20", into("Erik ten Hag", "Bayer Leverkusen", "talks")),
    )
    assert (thread.change.out.person, thread.change.into.person) == ("Xabi Alonso", None)


def test_two_days_in_office() -> None:
    threads = threads_by_id(
        told("2016-07-06", into("Marcelo Bielsa", "Lazio")),
        told("2016-07-08", out("Marcelo Bielsa", "Lazio", manner="resigned")),
        told("2016-07-08", into("Simone Inzaghi", "Lazio")),
    )
    assert sorted(threads) == ["lazio-2016-07", "lazio-2016-07-2"]
    assert threads["lazio-2016-07-2"].change.into.person == "Simone Inzaghi"


def test_one_hasty_paper_does_not_close_a_story() -> None:
    thread = only(
        told("2025-05-01", out("Simone Inzaghi", "Inter")),
        told("2025-05-02", into("Cesc Fàbregas", "Inter", "talks"), into("Cristian Chivu", "Inter", "rumour")),
        told("2025-05-03", into("Cesc Fàbregas", "Inter")),
        told("2025-06-05", into("Cristian Chivu", "Inter"), by="A"),
        told("2025-06-06", into("Cristian Chivu", "Inter"), by="B"),
    )
    assert (thread.change.into.person, thread.change.into.announced_on) == ("Cristian Chivu", day("2025-06-05"))


def test_a_coach_of_whose_coming_no_report_told() -> None:
    threads = threads_by_id(
        told("2023-02-06", out("Jesse Marsch", "Leeds")),
        told("2023-05-03", out("Javi Gracia", "Leeds")),
    )
    assert sorted(threads) == ["leeds-2023-02", "leeds-2023-05"]
    first = threads["leeds-2023-02"]
    assert (first.status, first.change.into.person, first.change.into.announced_on) == ("filled", "Javi Gracia", None)


def test_a_sure_move_tells_how_he_left() -> None:
    leaving = told("2025-06-10", out("Thomas Frank", "Brentford"))
    threads = threads_by_id(
        leaving,
        told("2025-06-12", into("Thomas Frank", "Tottenham")),
        told("2025-06-06", out("Ange Postecoglou", "Tottenham")),
    )
    left = threads["brentford-2025-06"].change.out
    assert left.manner is Manner.SIGNED_ELSEWHERE
    assert left.proofs["manner"].claim.club == "Tottenham"
    assert join_chains([threads["brentford-2025-06"]]) == [only(leaving)]


def test_joining_anew_gives_the_same_edges() -> None:
    threads = build_threads([*SPRING_2025, *AUTUMN_2025])
    assert newest_first(join_chains(threads)) == list(threads)


def test_talk_of_leaving_proves_that_the_agreed_one_came() -> None:
    threads = threads_by_id(
        told("2024-05-20", out("Jürgen Klopp", "Liverpool"), into("Arne Slot", "Liverpool", "agreed")),
        told("2024-11-30", out("Arne Slot", "Liverpool", "rumour")),
    )
    first = threads["liverpool-2024-05"]
    assert (first.status, first.change.into.stage) == ("filled", Stage.CONFIRMED)
    assert first.change.into.proofs["stage"].claim.kind is Kind.DEPARTURE
    assert threads["liverpool-2024-11"].change.out.stage is Stage.RUMOUR


def test_one_who_was_only_linked_and_then_left_had_come() -> None:
    threads = threads_by_id(
        told("2024-05-20", out("Jürgen Klopp", "Liverpool"), into("Arne Slot", "Liverpool", "talks")),
        told("2024-11-30", out("Arne Slot", "Liverpool", manner="sacked")),
    )
    assert threads["liverpool-2024-05"].change.into.person == "Arne Slot"
    assert threads["liverpool-2024-11"].change.out.person == "Arne Slot"


def test_one_paper_that_takes_a_stand_in_for_the_new_coach_does_not_close_the_story() -> None:
    thread = only(
        told("2025-10-05", out("Russell Martin", "Rangers", manner="sacked")),
        told("2025-10-12", into("Steven Smith", "Rangers")),
        told("2025-10-20", into("Danny Röhl", "Rangers")),
    )
    assert (thread.change.into.person, thread.change.into.announced_on) == ("Danny Röhl", day("2025-10-20"))


def test_the_last_one_appointed_is_the_one_replaced() -> None:
    came = told("2025-09-09", into("Ange Postecoglou", "Nottingham Forest"))
    threads = threads_by_id(came, told("2025-10-21", into("Sean Dyche", "Nottingham Forest")))
    second = threads["nottingham-forest-2025-10"]
    assert (second.change.out.person, second.change.out.announced_on) == ("Ange Postecoglou", day("2025-10-21"))
    assert second.change.out.proofs["stage"].claim.person == "Sean Dyche"
    later = threads_by_id(came, told("2028-10-21", into("Sean Dyche", "Nottingham Forest")))
    assert later["nottingham-forest-2028-10"].change.out.person is None


def test_a_headline_that_does_not_say_women_goes_by_the_person() -> None:
    threads = threads_by_id(
        told("2025-06-06", out("Ange Postecoglou", "Tottenham", manner="sacked")),
        told("2025-06-08", out("Robert Vilahamn", "Tottenham", manner="sacked")),
        told("2025-06-08", out("Robert Vilahamn", "Tottenham", manner="sacked", squad="women")),
        told("2025-06-09", out("Ange Postecoglou", "Tottenham")),
        told("2025-06-10", out("Postecoglou", "Tottenham", squad="women")),
    )
    assert {key: thread.change.out.person for key, thread in threads.items()} == {
        "tottenham-2025-06": "Ange Postecoglou",
        "tottenham-women-2025-06": "Robert Vilahamn",
    }
    assert [len(thread.article_ids) for thread in threads.values()] == [3, 2]


def test_a_recalled_caretaker_fills_nothing() -> None:
    thread = only(
        told("2026-01-05", out("Ruben Amorim", "Manchester United"), interim("Darren Fletcher", "Manchester United")),
        told("2026-01-13", into("Darren Fletcher", "Manchester United", background=True)),
    )
    assert (thread.status, thread.change.into.person) == ("open", None)


def test_he_asked_to_leave_is_not_said_of_the_seat_that_he_takes() -> None:
    thread = only(
        told("2025-11-02", out("Vítor Pereira", "Wolves", manner="sacked")),
        told("2025-11-12", into("Rob Edwards", "Wolves"), out("Rob Edwards", "Wolves")),
    )
    assert (thread.change.out.person, thread.change.into.person) == ("Vítor Pereira", "Rob Edwards")


def test_many_papers_outweigh_one_line_put_in_the_clubs_mouth() -> None:
    thread = only(
        told("2025-06-06", out("Ange Postecoglou", "Tottenham", manner="sacked")),
        told("2025-06-06", out("Ange Postecoglou", "Tottenham")),
        told("2025-06-08", out("Robert Vilahamn", "Tottenham", attribution="the club")),
    )
    assert thread.change.out.person == "Ange Postecoglou"
    assert thread.timeline[-1].disputes


def test_a_certain_vacancy_stays_open_however_quiet() -> None:
    thread = only(told("2026-01-05", out("Wilfried Nancy", "Celtic", manner="sacked")))
    assert as_of(thread, day("2028-01-05")).status == "open"


def test_an_old_stay_that_is_recalled_is_no_row() -> None:
    thread = only(
        told("2025-05-12", out("Carlo Ancelotti", "Real Madrid", "expected")),
        told("2025-05-13", stay("Carlo Ancelotti", "Real Madrid", background=True)),
    )
    assert len(thread.timeline) == 1


def test_nobody_takes_a_seat_before_it_is_left() -> None:
    thread = only(
        told(
            "2025-11-02",
            out("Will Still", "Southampton", manner="sacked"),
            interim("Tonda Eckert", "Southampton", effective="2025-10-29"),
        ),
        told("2025-12-05", into("Tonda Eckert", "Southampton", effective="2025-10-29")),
    )
    assert (thread.change.into.effective, thread.change.interims[0].effective) == (None, None)
    assert "effective" not in thread.change.into.proofs


def test_a_month_gone_by_is_no_effective_date() -> None:
    thread = only(
        told("2025-06-08", out("Robert Vilahamn", "Tottenham", squad="women")),
        told("2025-07-01", out("Robert Vilahamn", "Tottenham", squad="women", effective="2025-06")),
    )
    assert (thread.change.out.announced_on, thread.change.out.effective) == (day("2025-06-08"), None)


def test_the_first_to_be_named_is_the_head_coach() -> None:
    thread = only(
        told(
            "2018-04-23",
            out("Tommy Wright", "Chesterfield", evidence=(Span(200, 230),)),
            out("Jack Lester", "Chesterfield", evidence=(Span(0, 30),)),
        )
    )
    assert thread.change.out.person == "Jack Lester"


def test_of_two_who_leave_the_vacancy_is_the_first_ones() -> None:
    thread = only(
        told("2025-06-06", out("Ange Postecoglou", "Tottenham")),
        told("2025-06-08", out("Robert Vilahamn", "Tottenham"), out("Robert Vilahamn", "Tottenham", manner="sacked")),
    )
    assert thread.change.out.person == "Ange Postecoglou"


def test_a_caretaker_who_hoped_for_more_ends_his_spell_in_the_same_thread() -> None:
    thread = only(
        told("2026-02-11", out("Thomas Frank", "Tottenham", manner="sacked")),
        told("2026-02-14", interim("Igor Tudor", "Tottenham")),
        told("2026-03-01", into("Igor Tudor", "Tottenham", "talks")),
        told("2026-05-20", out("Igor Tudor", "Tottenham")),
        told("2026-05-25", into("Roberto De Zerbi", "Tottenham")),
    )
    assert (thread.change.out.person, thread.change.into.person) == ("Thomas Frank", "Roberto De Zerbi")


@pytest.mark.parametrize(
    ("between", "announced"),
    [
        ((into("Xabi Alonso", "Real Madrid", "expected"),), "2025-05-25"),
        ((into("Xabi Alonso", "Real Madrid", "agreed"),), "2025-05-10"),
        ((), "2025-05-10"),
    ],
)
def test_a_lone_report_ahead_of_the_news_does_not_date_it(between: tuple[Claim, ...], announced: str) -> None:
    thread = only(
        told("2025-05-10", into("Xabi Alonso", "Real Madrid")),
        told("2025-05-17", *between),
        told("2025-05-25", into("Xabi Alonso", "Real Madrid")),
    )
    assert thread.change.into.announced_on == day(announced)
