"""What `touchline doctor` warns of besides the library."""

from __future__ import annotations

import pytest

from touchline.newsroom.known_holes import Version, known_holes

MENDED_PYTHON, MENDED_EXPAT = (3, 14, 7), (2, 7, 2)


@pytest.mark.parametrize(
    ("python", "is_warned"),
    [
        ((3, 11, 7), True),
        ((3, 12, 99), True),
        ((3, 13, 14), True),
        ((3, 13, 15), False),
        ((3, 14, 6), True),
        ((3, 14, 7), False),
        ((3, 15, 0), False),
    ],
)
def test_an_old_python_is_warned_of(python: Version, is_warned: bool) -> None:
    told = list(known_holes(python, MENDED_EXPAT))
    assert len(told) == is_warned
    assert all("3.13.15 and 3.14.7 mend them" in sentence for sentence in told)


@pytest.mark.parametrize(("expat", "is_warned"), [((2, 5, 0), True), ((2, 7, 1), True), ((2, 7, 2), False)])
def test_an_old_expat_is_warned_of(expat: Version, is_warned: bool) -> None:
    told = list(known_holes(MENDED_PYTHON, expat))
    assert len(told) == is_warned
    assert all("2.7.2 mends them" in sentence for sentence in told)
