from __future__ import annotations

import pytest

from tests.threads.telling import into, out, stay, threads_by_id, told
from touchline.model import Claim, Role

SACKED = out("Motta", "Juventus", manner="sacked")


@pytest.mark.parametrize(
    ("first", "days_later", "second", "disputed"),
    [
        (SACKED, 1, out("Motta", "Juventus", manner="mutual consent"), True),
        (SACKED, 1, out("Motta", "Juventus"), False),
        (SACKED, 8, out("Motta", "Juventus", manner="mutual consent"), False),
        (out("Motta", "Juventus", "rumour", manner="sacked"), 1, out("Motta", "Juventus", manner="resigned"), False),
        (out("Motta", "Juventus", "rumour"), 1, out("Motta", "Juventus", None), False),
        (out("Motta", "Juventus", "agreed"), 1, out("Motta", "Juventus", None), True),
        (out("Motta", "Juventus", None), 1, out("Motta", "Juventus", "rumour"), True),
        (out("Motta", "Juventus", "talks"), 0, out("Motta", "Juventus", None), True),
        (stay("Motta", "Juventus"), 6, SACKED, False),
        (stay("Motta", "Juventus"), 1, out("Motta", "Juventus", "expected"), True),
        (SACKED, 1, stay("Motta", "Juventus"), True),
        (into("Tudor", "Juventus"), 2, into("Mancini", "Juventus"), True),
        (into("Tudor", "Juventus"), 2, into("Mancini", "Juventus", "talks"), False),
        (out("Motta", "Juventus", effective="2025-03-23"), 1, out("Motta", "Juventus", effective="2025-06"), True),
        (out("Motta", "Juventus", effective="2025-03-23"), 1, out("Motta", "Juventus", effective="2025-03-30"), False),
        (
            into("Ian Woan", "Forest", role=Role.ASSISTANT),
            1,
            into("Steve Stone", "Forest", role=Role.ASSISTANT),
            False,
        ),
    ],
)
def test_what_contradicts(first: Claim, days_later: int, second: Claim, disputed: bool) -> None:
    opening = told("2025-03-22", out("Somebody Else", first.club, "rumour", role=first.role))
    threads = threads_by_id(opening, told("2025-03-23", first), told(f"2025-03-{23 + days_later}", second))
    rows = [row for thread in threads.values() for row in thread.timeline if row.article_id != opening.article_id]
    assert [row.disputes for row in rows] == [disputed, disputed]


def test_what_one_article_tells_of_both_sides_is_no_dispute() -> None:
    (thread,) = threads_by_id(
        told("2025-04-22", out("Ancelotti", "Real Madrid", "rumour"), stay("Ancelotti", "Real Madrid"))
    ).values()
    assert not thread.timeline[0].disputes
