from __future__ import annotations

import pytest

from tests.threads.telling import day, into, only, out, stay, told
from touchline.model import Report
from touchline.threads import as_of

RUMOUR = told("2025-10-28", out("Ruben Amorim", "United", "rumour"))


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ([RUMOUR], "open"),
        ([RUMOUR, told("2025-10-29", stay("Ruben Amorim", "United", "rumour"))], "open"),
        ([RUMOUR, told("2025-10-29", stay("Ruben Amorim", "United"))], "stayed"),
        ([RUMOUR, told("2025-10-28", stay("Ruben Amorim", "United"), article_id="0")], "stayed"),
        ([RUMOUR, told("2025-10-28", stay("Ruben Amorim", "United"), article_id="z")], "stayed"),
        (
            [
                RUMOUR,
                told("2025-10-29", stay("Ruben Amorim", "United")),
                told("2025-11-02", out("Ruben Amorim", "United", "rumour")),
            ],
            "open",
        ),
        (
            [
                RUMOUR,
                told("2025-10-29", stay("Ruben Amorim", "United")),
                told("2025-11-02", out("Ruben Amorim", "United", None)),
            ],
            "stayed",
        ),
        (
            [RUMOUR, told("2025-10-29", out("Ruben Amorim", "United")), told("2025-10-30", stay("Amorim", "United"))],
            "open",
        ),
        ([RUMOUR, told("2025-11-02", into("Michael Carrick", "United", "agreed"))], "open"),
        ([RUMOUR, told("2025-11-02", into("Michael Carrick", "United"))], "filled"),
    ],
)
def test_status_of_a_thread(reports: list[Report], status: str) -> None:
    assert only(*reports).status == status


@pytest.mark.parametrize(
    ("reports", "today", "status"),
    [
        ([RUMOUR], "2025-12-27", "open"),
        ([RUMOUR], "2025-12-28", "faded"),
        ([told("2025-10-28", out("Ruben Amorim", "United"))], "2027-12-28", "open"),
        ([RUMOUR, told("2025-10-29", stay("Ruben Amorim", "United"))], "2025-12-28", "open"),
        ([RUMOUR, told("2025-10-29", stay("Ruben Amorim", "United"))], "2025-12-29", "stayed"),
        ([RUMOUR, told("2025-11-02", into("Michael Carrick", "United"))], "2027-12-28", "filled"),
    ],
)
def test_a_thread_ages(reports: list[Report], today: str, status: str) -> None:
    assert as_of(only(*reports), day(today)).status == status
