"""Chains of vacancies as JSON and Markdown."""

from __future__ import annotations

from tests.present.test_carousel import CHAIN
from touchline.exchange.carousel import chain_json, chains_markdown


def test_json_tells_each_seat_and_who_comes() -> None:
    made = chain_json(CHAIN)
    seats = made.pop("seats")
    assert made == {"schema": 1, "length": 3, "first": "2025-03-28", "last": "2025-05-25", "open": True}
    assert seats[0] == {
        "thread": "brazil-2025-05",
        "club": "Brazil",
        "squad": "first",
        "role": "head coach",
        "incoming": "Carlo Ancelotti",
        "stage": "confirmed",
        "agreed": True,
        "vacant": False,
        "candidates": 0,
    }
    assert (seats[2]["incoming"], seats[2]["stage"], seats[2]["vacant"], seats[2]["candidates"]) == (
        None,
        None,
        True,
        3,
    )


def test_markdown_says_who_comes_from_where() -> None:
    assert chains_markdown([CHAIN]) == (
        "## 3 seats, 28 Mar – 25 May 2025\n"
        "\n"
        "- Brazil: Carlo Ancelotti from Madrid (confirmed)\n"
        "- Madrid: Xabi Alonso from Leverkusen (confirmed)\n"
        "- Leverkusen: still vacant, 3 candidates\n"
    )
