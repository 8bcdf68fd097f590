from __future__ import annotations

import pytest

from tests.threads.telling import day, into, told
from touchline.model import Report, Seat, Stage
from touchline.threads.standing import standing_of
from touchline.threads.statements import OFFICIAL, ORDINARY, TIER_ONE, effective_span, horizon_of, statements_at

INTER = Seat(club="Inter")


def _stage(*reports: Report) -> Stage | None:
    return standing_of(statements_at(INTER, reports)).stage


def test_the_highest_stage_stands_and_later_talk_does_not_lower_it() -> None:
    assert (
        _stage(
            told("2025-06-01", into("Chivu", "Inter", "talks")),
            told("2025-06-05", into("Chivu", "Inter", "agreed")),
            told("2025-06-07", into("Chivu", "Inter", "rumour")),
        )
        is Stage.AGREED
    )


def test_one_denial_does_not_undo_what_two_papers_call_done() -> None:
    done = (
        told("2025-06-05", into("Chivu", "Inter"), by="A"),
        told("2025-06-05", into("Chivu", "Inter"), by="B"),
    )
    first = told("2025-06-07", into("Chivu", "Inter", None))
    second = told("2025-06-08", into("Chivu", "Inter", None))
    assert _stage(*done, first) is Stage.CONFIRMED
    assert _stage(*done, first, second) is None
    assert _stage(done[0], first) is None


def test_a_stage_that_comes_back_counts_from_its_return() -> None:
    standing = standing_of(
        statements_at(
            INTER,
            [
                told("2025-05-01", into("Chivu", "Inter", "agreed")),
                told("2025-05-03", into("Chivu", "Inter", None)),
                told("2025-05-20", into("Chivu", "Inter", "agreed")),
            ],
        )
    )
    assert standing.since == day("2025-05-20")
    assert standing.first_on == day("2025-05-01")


@pytest.mark.parametrize(
    ("report", "weight"),
    [
        (told("2025-05-01", into("Chivu", "Inter")), ORDINARY),
        (told("2025-05-01", into("Chivu", "Inter"), tier=1), TIER_ONE),
        (told("2025-05-01", into("Chivu", "Inter"), tier=2), ORDINARY),
        (told("2025-05-01", into("Chivu", "Inter"), tier=3), -3),
        (told("2025-05-01", into("Chivu", "Inter"), tier=3, official=True), OFFICIAL),
        (told("2025-05-01", into("Chivu", "Inter", attribution="the club"), tier=3), OFFICIAL),
        (told("2025-05-01", into("Chivu", "Inter", attribution="Inter")), OFFICIAL),
        (told("2025-05-01", into("Cristian Chivu", "Inter", attribution="Chivu")), OFFICIAL),
        (told("2025-05-01", into("Cristian Chivu", "Inter", attribution="Marca")), ORDINARY),
    ],
)
def test_weights(report: Report, weight: int) -> None:
    (statement,) = statements_at(INTER, [report])
    assert statement.weight == weight


@pytest.mark.parametrize(
    ("effective", "span"),
    [
        ("2025-06-30", ("2025-06-30", "2025-06-30")),
        ("2025-02", ("2025-02-01", "2025-02-28")),
        ("2024-12", ("2024-12-01", "2024-12-31")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("soon", None),
        ("2025-13", None),
        (None, None),
    ],
)
def test_what_an_effective_date_can_mean(effective: str | None, span: tuple[str, str] | None) -> None:
    found = effective_span(into("Chivu", "Inter", effective=effective))
    assert found == (span and (day(span[0]), day(span[1])))


def test_a_date_too_far_ahead_is_no_horizon() -> None:
    (near,) = statements_at(INTER, [told("2025-05-01", into("Chivu", "Inter", effective="2025-07"))])
    (far,) = statements_at(INTER, [told("2025-05-01", into("Chivu", "Inter", effective="2028-06-30"))])
    assert horizon_of(near) == day("2025-07-31")
    assert horizon_of(far) is None
