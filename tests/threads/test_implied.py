"""Departures that nobody reports: "X's coach is named at Z" implies that he leaves X."""

from __future__ import annotations

import pytest

from tests.threads.telling import day, into, out, stay, threads_by_id, told
from touchline.model import Claim, Manner, Stage
from touchline.threads import chain_of
from touchline.threads.implied import implied_by

NAMED = told("2025-11-12", into("Rob Edwards", "Wolves", employer="Middlesbrough", quote="Boro's coach is in."))


def test_an_appointment_opens_the_vacancy_at_the_club_he_coaches() -> None:
    threads = threads_by_id(NAMED)
    assert set(threads) == {"wolves-2025-11", "middlesbrough-2025-11"}
    left = threads["middlesbrough-2025-11"]
    assert (left.change.out.person, left.change.out.stage) == ("Rob Edwards", Stage.CONFIRMED)
    assert left.change.out.manner is Manner.SIGNED_ELSEWHERE, "the chain's edge tells how"
    proof = left.change.out.proofs["stage"]
    assert (proof.article_id, proof.claim.quote, proof.claim.implied) == (
        NAMED.article_id,
        "Boro's coach is in.",
        True,
    )
    assert [claim.implied for row in left.timeline if not row.neighbour for claim in row.claims] == [True]
    hops = [(hop.seat.club, hop.person, hop.solid) for hop in chain_of(left, threads)]
    assert hops == [("Wolves", "Rob Edwards", True), ("Middlesbrough", None, False)]


@pytest.mark.parametrize(
    "claim",
    [
        into("Rob Edwards", "Wolves", "rumour", employer="Middlesbrough"),
        into("Rob Edwards", "Wolves", "talks", employer="Middlesbrough"),
        into("Rob Edwards", "Wolves", "expected", employer="Middlesbrough"),
        into("Rob Edwards", "Wolves", None, employer="Middlesbrough"),
        into("Rob Edwards", "Wolves", background=True, employer="Middlesbrough"),
        into("Rob Edwards", "Wolves", squad="women", employer="Middlesbrough"),
        into("Rob Edwards", "Wolves", employer="Wolves"),
        into("Rob Edwards", "Wolves"),
    ],
)
def test_talk_recollections_and_other_squads_imply_nothing(claim: Claim) -> None:
    assert implied_by(claim) is None


def test_a_list_of_candidates_opens_no_vacancy_at_their_clubs() -> None:
    threads = threads_by_id(
        told(
            "2025-11-02",
            out("Vítor Pereira", "Wolves", manner="sacked"),
            into("Rob Edwards", "Wolves", "rumour", employer="Middlesbrough"),
            into("Michael Carrick", "Wolves", "talks", employer="Derby County"),
        )
    )
    assert set(threads) == {"wolves-2025-11"}


def test_what_is_reported_goes_before_what_is_implied() -> None:
    reported = told("2025-11-11", out("Rob Edwards", "Middlesbrough", manner="mutual consent", effective="2025-11-10"))
    threads = threads_by_id(NAMED, reported)
    left = threads["middlesbrough-2025-11"]
    assert left.article_ids == (reported.article_id,)
    assert (left.change.out.announced_on, left.change.out.manner) == (day("2025-11-11"), Manner.MUTUAL_CONSENT)
    assert [link.thread_id for link in threads["wolves-2025-11"].feeds_into] == ["middlesbrough-2025-11"]


def test_mere_talk_of_his_leaving_is_made_sure_by_his_appointment() -> None:
    talk = told("2025-11-08", out("Rob Edwards", "Middlesbrough", "rumour"))
    left = threads_by_id(NAMED, talk)["middlesbrough-2025-11"]
    assert left.opened_on == day("2025-11-08")
    assert (left.change.out.stage, left.change.out.announced_on) == (Stage.CONFIRMED, day("2025-11-12"))


def test_the_articles_own_word_goes_before_what_it_implies() -> None:
    both = told(
        "2025-11-12",
        into("Rob Edwards", "Wolves", employer="Middlesbrough"),
        stay("Rob Edwards", "Middlesbrough"),
    )
    assert set(threads_by_id(both)) == {"wolves-2025-11"}


def test_a_denial_by_his_club_is_heard() -> None:
    denial = told("2025-11-13", out("Rob Edwards", "Middlesbrough", None), official=True)
    left = threads_by_id(NAMED, denial)["middlesbrough-2025-11"]
    assert left.change.out.person is None


def test_he_who_left_months_ago_opens_no_second_vacancy() -> None:
    threads = threads_by_id(
        told("2025-06-01", out("Ange Postecoglou", "Tottenham", manner="sacked")),
        told("2025-06-12", into("Thomas Frank", "Tottenham")),
        told("2025-09-09", into("Ange Postecoglou", "Nottingham Forest", employer="Tottenham")),
    )
    assert set(threads) == {"tottenham-2025-06", "nottingham-forest-2025-09"}
