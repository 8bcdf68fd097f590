"""Which reports fold under which row, and which stand by themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.threads.telling import into, only, out, stay, told
from touchline.model import Claim, Report, StoryThread

CLUB = "Real Sociedad"
SACKED = out("Sergio Francisco", CLUB, manner="sacked")


def folds(thread: StoryThread) -> dict[str, str | None]:
    """The row that each report folds under, by article; None for rows of their own."""
    return {row.article_id: row.fold for row in thread.timeline}


def report(article_id: str, day: str | None, *claims: Claim, by: str | None = None, official: bool = False) -> Report:
    return told(day, *claims, by=by, official=official, article_id=article_id)


def test_reports_of_one_step_fold_under_the_first_and_repeats_of_its_own_paper_too() -> None:
    thread = only(
        report("b", "2025-12-14", SACKED, by="Diario Vasco"),
        report("a", "2025-12-15", SACKED, by="El Correo"),
        report("d", "2025-12-16", out("Francisco", CLUB), by="Diario Vasco"),
        report("c", "2026-02-20", out("Francisco", CLUB), by="El Correo"),
    )
    assert folds(thread) == {"b": None, "a": "b", "d": "b", "c": "b"}
    assert thread.article_ids == ("b", "a", "d", "c"), "folding takes no report out of the thread"


@pytest.mark.parametrize(
    "other",
    [
        out("Sergio Francisco", CLUB, "agreed", manner="sacked"),
        out("Sergio Francisco", CLUB, manner="resigned"),
        out("Sergio Francisco", CLUB, manner="sacked", effective="2026-06-30"),
        out("Sergio Francisco", CLUB, manner="sacked", effective_words="after the cup tie"),
        out("Sergio Francisco", CLUB, None),
        stay("Sergio Francisco", CLUB),
        into("Pellegrino Matarazzo", CLUB),
    ],
)
def test_what_differs_in_stage_manner_date_or_denial_stands_by_itself(other: Claim) -> None:
    thread = only(report("a", "2025-12-14", SACKED), report("b", "2025-12-15", other))
    assert folds(thread) == {"a": None, "b": None}


def test_a_report_that_says_one_thing_more_stands_by_itself() -> None:
    thread = only(
        report("a", "2025-12-14", SACKED),
        report("b", "2025-12-15", SACKED, into("Pellegrino Matarazzo", CLUB, "talks")),
        report("c", "2025-12-16", into("Pellegrino Matarazzo", CLUB, "talks")),
    )
    assert folds(thread) == {"a": None, "b": None, "c": "b"}


def test_a_vaguer_report_never_hides_a_later_exact_one() -> None:
    thread = only(
        report("a", "2025-12-14", out("Sergio Francisco", CLUB)),
        report("b", "2025-12-14", SACKED),
        report("c", "2025-12-15", SACKED),
    )
    assert folds(thread) == {"a": None, "b": None, "c": "b"}


def test_what_is_insisted_on_after_a_denial_does_not_fold() -> None:
    talk = out("Sergio Francisco", CLUB, "rumour")
    thread = only(
        report("a", "2025-12-01", talk, by="As"),
        report("b", "2025-12-02", talk, by="Sport"),
        report("c", "2025-12-03", out("Sergio Francisco", CLUB, None), by="Diario Vasco"),
        report("d", "2025-12-04", talk, by="As"),
        report("e", "2025-12-05", talk, by="Sport"),
    )
    assert folds(thread) == {"a": None, "b": "a", "c": None, "d": None, "e": "d"}
    rows = {row.article_id: row for row in thread.timeline}
    assert rows["d"].disputed_by == ("c",)
    assert rows["c"].disputed_by == ("d",), "the fold's head speaks for those below it"
    assert not rows["a"].disputes, "a rumour that is denied later is no dispute"


def test_both_sides_of_a_dispute_are_rows_that_name_each_other() -> None:
    thread = only(
        report("a", "2025-12-14", SACKED, by="As"),
        report("b", "2025-12-14", SACKED, by="Sport"),
        report("c", "2025-12-15", out("Sergio Francisco", CLUB, manner="resigned"), by="Marca"),
        report("d", "2025-12-15", out("Sergio Francisco", CLUB, manner="resigned"), by="Cope"),
    )
    assert folds(thread) == {"a": None, "b": "a", "c": None, "d": "c"}
    rows = {row.article_id: row for row in thread.timeline}
    assert (rows["a"].disputed_by, rows["c"].disputed_by) == (("c",), ("a",))


def test_talk_that_goes_on_for_weeks_is_news_again() -> None:
    talk = into("Pellegrino Matarazzo", CLUB, "talks")
    thread = only(report("a", "2025-12-01", talk), report("b", "2025-12-11", talk), report("c", "2025-12-12", talk))
    assert folds(thread) == {"a": None, "b": "a", "c": None}


def test_the_first_of_a_day_is_the_first_by_the_clock_then_the_official_word() -> None:
    morning, noon = (
        Report(
            article_id=article_id,
            reported_on=datetime(2025, 12, 14, tzinfo=UTC).date(),
            first_seen_at=datetime(2026, 1, 1, tzinfo=UTC),
            claims=(SACKED,),
            reported_at=datetime(2025, 12, 14, hour, tzinfo=UTC),
        )
        for article_id, hour in (("z", 8), ("a", 12))
    )
    assert folds(only(noon, morning)) == {"z": None, "a": "z"}
    paper, club = report("a", "2025-12-14", SACKED), report("z", "2025-12-14", SACKED, official=True)
    assert folds(only(paper, club)) == {"z": None, "a": "z"}


def test_undated_reports_fold_too() -> None:
    thread = only(report("a", "2025-12-14", SACKED), report("u", None, SACKED))
    assert folds(thread) == {"a": None, "u": "a"}


def test_a_row_begins_with_what_it_adds() -> None:
    talk = into("Pellegrino Matarazzo", CLUB, "talks")
    thread = only(report("a", "2025-12-14", SACKED), report("b", "2025-12-15", SACKED, talk))
    assert thread.timeline[1].claims == (talk, SACKED)
