"""Folding: what people type finds what papers print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.fold import fold, folded_words


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Jørgen", "jorgen"),
        ("Łukasz Błaszczyk", "lukasz blaszczyk"),
        ("Yıldırım", "yildirim"),
        ("İLKAY", "ilkay"),
        ("Weiß", "weiss"),
        ("Dž", "dz"),
        ("Þór Ægir", "thor aegir"),
        ("Đorđe", "dorde"),
        ("ANCELOTTI", "ancelotti"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁnal", "final"),
    ],
)
def test_fold(printed: str, typed: str) -> None:
    assert fold(printed) == typed
    assert fold(typed) == typed


def test_words() -> None:
    assert folded_words("O'Neill, Müller-Weiß_2 & co.") == ("o", "neill", "muller", "weiss", "2", "co")
    assert folded_words("—!") == ()


@given(st.text())
def test_fold_twice_is_fold(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.lower().upper()) == fold(text.lower().upper().lower())
