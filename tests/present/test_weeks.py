"""The picture of the weeks above the table of changes."""

from __future__ import annotations

from datetime import date

import pytest

from touchline.model import Kind, Stage
from touchline.present.changes import Move
from touchline.present.lines import line_width, plain
from touchline.present.weeks import HEIGHT, Weeks, weeks_of, weeks_picture

OUT, IN = Kind.DEPARTURE, Kind.APPOINTMENT


def move(kind: Kind, day: str | None) -> Move:
    return Move(kind, "Tom Askew", Stage.CONFIRMED, date.fromisoformat(day) if day else None)


SPRING = (
    *(move(OUT, "2025-05-05") for _ in range(4)),
    move(OUT, "2025-05-11"),
    move(IN, "2025-05-12"),
    move(IN, "2025-06-01"),
    move(OUT, None),
)


def picture(weeks: Weeks | None, width: int) -> list[str]:
    return [plain(made).rstrip() for made in weeks_picture(weeks, width)]


def test_moves_are_counted_by_weeks_that_begin_on_monday_and_undated_ones_are_not() -> None:
    assert weeks_of(SPRING) == Weeks(date(2025, 5, 5), (5, 0, 0, 0), (0, 1, 0, 1))
    assert weeks_of([move(OUT, None)]) is None
    assert weeks_of([]) is None


def test_each_week_has_its_two_bars_and_numbers_stand_before_them() -> None:
    assert picture(weeks_of(SPRING), 80) == [
        "5 departures    ██ ·· ·· ··",
        "2 appointments  ·· ▂▂ ·· ▂▂",
        "by week         May 2025",
    ]


def test_narrow_pictures_use_short_words_and_show_the_newest_weeks() -> None:
    year = [move(OUT, date.fromordinal(date(2024, 6, 3).toordinal() + 7 * n).isoformat()) for n in range(60)]
    assert picture(weeks_of([*year, move(IN, "2025-07-21")]), 40) == [
        "60 out    " + "█" * 30,
        " 1 in     " + "·" * 29 + "█",
        "30 weeks  Dec 2024 Mar  Apr May Jun  Jul",
    ]


@pytest.mark.parametrize("width", [1, 12, 30, 56, 76, 116, 200])
def test_a_picture_is_never_wider_than_its_room(width: int) -> None:
    for weeks in (None, weeks_of(SPRING), weeks_of([move(OUT, "1990-01-01"), move(IN, "2025-06-01")])):
        lines = weeks_picture(weeks, width)
        assert len(lines) == HEIGHT
        assert all(line_width(made) <= width for made in lines)


def test_a_picture_without_a_dated_move_says_so() -> None:
    assert picture(None, 80) == ["No dated change to draw.", "", ""]
