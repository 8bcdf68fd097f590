"""All chains of a library: maximal ones, the longest first."""

from __future__ import annotations

from tests.threads.telling import day, into, out, told
from touchline.model import Chain
from touchline.threads import build_threads, chains_among

TRIO = (
    told("2025-05-12", into("Carlo Ancelotti", "Brazil"), out("Carlo Ancelotti", "Real Madrid")),
    told("2025-05-25", into("Xabi Alonso", "Real Madrid"), out("Xabi Alonso", "Bayer Leverkusen")),
    told("2025-05-28", into("Pim Duval", "Bayer Leverkusen", "talks"), into("Lars Noor", "Bayer Leverkusen", "rumour")),
)
PAIR = (
    told("2025-06-10", into("Bo Ek", "Hammarby"), out("Bo Ek", "Örebro")),
    told("2025-06-20", into("Jo Hart", "Örebro")),
)
ALONE = (told("2025-06-30", out("Ole Brandt", "Valencia")),)


def carousel(*reports) -> list[Chain]:
    return chains_among({thread.thread_id: thread for thread in build_threads(reports)})


def clubs(chains: list[Chain]) -> list[list[str]]:
    return [[hop.seat.club for hop in chain.hops] for chain in chains]


def test_longest_first_and_a_seat_alone_is_no_chain() -> None:
    found = carousel(*ALONE, *PAIR, *TRIO)
    assert clubs(found) == [["Brazil", "Real Madrid", "Bayer Leverkusen"], ["Hammarby", "Örebro"]]
    assert [(chain.first_on, chain.last_on) for chain in found] == [
        (day("2025-05-12"), day("2025-05-28")),
        (day("2025-06-10"), day("2025-06-20")),
    ]


def test_the_end_is_open_until_somebody_surely_comes() -> None:
    trio, pair = carousel(*PAIR, *TRIO)
    assert (trio.is_open, pair.is_open) == (True, False)
    end = trio.hops[-1]
    assert (end.person, end.n_candidates, end.vacated, end.status) == (None, 2, True, "open")
    assert pair.hops[-1].person == "Jo Hart"


def test_each_move_that_is_only_talked_about_is_a_chain_of_its_own() -> None:
    found = carousel(
        told("2025-05-01", out("Ole Brandt", "Valencia")),
        told("2025-05-03", into("Pim Duval", "Valencia", "talks"), out("Pim Duval", "Hammarby", "rumour")),
        told("2025-05-04", into("Lars Noor", "Valencia", "rumour"), out("Lars Noor", "Örebro", "rumour")),
    )
    assert sorted(clubs(found)) == [["Valencia", "Hammarby"], ["Valencia", "Örebro"]]
    assert all(not chain.hops[0].solid and chain.is_open for chain in found)
    assert all(not chain.hops[-1].vacated for chain in found)


def test_no_chain_without_threads() -> None:
    assert carousel() == []
