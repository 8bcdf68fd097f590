from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.builders import NOW, at
from touchline.ingest.dates import date_in_name, match_date, parse_date, plausible

DAY = at(2025, 5, 10)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025-05-10", DAY),
        ("2025/05/10", DAY),
        ("2025.5.10", DAY),
        ("20250510", DAY),
        ("10 May 2025", DAY),
        ("10 may, 2025", DAY),
        ("10th May 2025", DAY),
        ("Saturday 10 May 2025", DAY),
        ("Sat, 10 May 2025", DAY),
        ("May 10, 2025", DAY),
        ("May 10th 2025", DAY),
        ("Sept. 3, 2025", at(2025, 9, 3)),
        ("10-May-2025", DAY),
        ("10/05/2025", DAY),
        ("10.05.2025", DAY),
        ("10-05-2025", DAY),
        ("10/05/25", DAY),
        ("05/25/2025", at(2025, 5, 25)),
        ("10 de mayo de 2025", DAY),
        ("sábado, 10 de maio de 2025", DAY),
        ("10 maggio 2025", DAY),
        ("1er juin 2025", at(2025, 6, 1)),
        ("10. Mai 2025", DAY),
        ("10 mei 2025", DAY),
        ("10 Mayıs 2025", DAY),
        ("2025-05-10T21:30:00Z", at(2025, 5, 10, 21, 30)),
        ("2025-05-10T21:30:15.123456+02:00", at(2025, 5, 10, 19, 30, 15)),
        ("2025-05-10 21:30", at(2025, 5, 10, 21, 30)),
        ("2025-05-10T00:30+0200", at(2025, 5, 9, 22, 30)),
        ("Sat, 10 May 2025 21:30:00 GMT", at(2025, 5, 10, 21, 30)),
        ("Sat, 10 May 2025 21:30:00 -0500", at(2025, 5, 11, 2, 30)),
        ("10 May 2025 21:30 CEST", at(2025, 5, 10, 19, 30)),
        ("10 May 2025, 9.15pm BST", at(2025, 5, 10, 20, 15)),
        ("10 May 2025 at 12:05 am", at(2025, 5, 10, 0, 5)),
        ("Mon, 12 May 2025 10:00:00 XYZ", at(2025, 5, 12, 10, 0)),
        ("Sat, 10 May 2025 07:21:00 +25:99", at(2025, 5, 10, 7, 21)),
        ("10 May 2025 · 3 min read", DAY),
        ("1746835200", DAY),
        ("1746835200000", DAY),
    ],
)
def test_dates_as_the_world_writes_them(words: str, expected: datetime):
    assert parse_date(words) == expected


@pytest.mark.parametrize(
    "words",
    [None, "", "unknown", "May 2025", "2025", "2025-05", "31 February 2025", "2025-13-40", "yesterday", "0000-00-00"],
)
def test_what_is_no_date_is_none(words: str | None):
    assert parse_date(words) is None


def test_a_date_is_matched_where_it_stands_and_ends():
    text = "date 2025-05-10 14 teams remain"
    assert match_date(text, 5) == (DAY, 15)
    assert match_date(text, 0) is None


def test_a_time_on_the_next_line_belongs_to_the_text():
    assert match_date("10 May 2025\n12:30 kick-off") == (DAY, 11)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-05-10-pilbeam.txt", DAY),
        ("pilbeam_20250510.md", DAY),
        ("20250510T1200.html", DAY),
        ("2025_05_10.txt", DAY),
        ("match-4321-2025.05.10.txt", DAY),
        ("2025-99-99-2025-05-10.txt", DAY),
        ("pilbeam.txt", None),
        ("120250510.txt", None),
        ("2025-0510.txt", None),
        ("2025-02-31.txt", None),
    ],
)
def test_dates_in_file_names(name: str, expected: datetime | None):
    assert date_in_name(name) == expected


def test_only_dates_that_can_be_of_publication_are_plausible():
    tomorrow = NOW + timedelta(days=1)
    assert plausible(tomorrow, NOW) == tomorrow
    assert plausible(NOW + timedelta(days=3), NOW) is None
    assert plausible(at(1793, 11, 1), NOW) is None
    assert plausible(at(1888, 9, 8), NOW) == at(1888, 9, 8)
    assert plausible(None, NOW) is None


@given(st.datetimes(min_value=datetime(1850, 1, 1), max_value=datetime(2100, 1, 1)))
def test_every_iso_date_is_read_back(moment: datetime):
    parsed = parse_date(moment.isoformat())
    assert parsed is not None
    assert parsed.replace(tzinfo=None) == moment.replace(microsecond=0)


@given(st.text(alphabet="0123456789 /.-:,TZ+MayJunedo", max_size=40))
def test_no_text_breaks_the_reading_of_dates(words: str):
    parsed = parse_date(words)
    assert parsed is None or parsed.utcoffset() == timedelta(0)
