from __future__ import annotations

import pytest

from touchline.ingest.freshness import fresh_s

DATE = "Sat, 10 May 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": 'public, MAX-AGE="600"'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "599"}, 1),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache-Control": "max-age=600", "Age": "old"}, 600),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "no-store", "Expires": "Sat, 10 May 2025 11:00:00 GMT", "Date": DATE}, None),
        ({"Expires": "Sat, 10 May 2025 11:00:00 GMT", "Date": DATE}, 3_600),
        ({"Expires": "Sat, 10 May 2025 09:00:00 GMT", "Date": DATE}, 0),
        ({"Expires": "0", "Date": DATE}, None),
        ({"Expires": "Sat, 10 May 2025 11:00:00 GMT"}, None),
        ({"Cache-Control": "max-age=600", "Expires": "Sat, 10 May 2025 11:00:00 GMT", "Date": DATE}, 600),
        ({"Cache-Control": "max-age=" + "9" * 5_000}, 999_999_999),
    ],
)
def test_how_long_an_answer_holds_good(headers: dict[str, str], seconds: float | None):
    assert fresh_s(headers) == seconds
