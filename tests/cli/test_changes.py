"""`touchline changes` with its filters and orders."""

from __future__ import annotations

from pathlib import Path

import pytest

REPORTS = {
    "a": "date 2025-05-02\n\nArsenal have sacked manager Ole Brandt, the club announced on Friday.",
    "b": "date 2025-05-20\n\nArsenal have appointed Tom Askew as their new manager.",
    "c": "date 2025-05-31\n\nValencia have sacked coach Pim Duval, the club announced on Saturday.",
}


@pytest.fixture
def filled(touchline, tmp_path: Path):
    for name, text in REPORTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    touchline("import", *(tmp_path / f"{name}.txt" for name in REPORTS))
    return touchline


@pytest.mark.parametrize(
    ("words", "teams"),
    [
        ([], ["Valencia", "Arsenal"]),
        (["--sort", "team"], ["Arsenal", "Valencia"]),
        (["--since", "2025-05-21"], ["Valencia"]),
        (["--until", "2025-05-02"], ["Arsenal"]),
        (["--until", "2025-05-01"], []),
        (["--until", "2025-05"], ["Valencia", "Arsenal"]),
        (["--league", "spain"], ["Valencia"]),
        (["--league", "england premier", "--since", "2025-05"], ["Arsenal"]),
        (["coach:askew", "or", "coach:duval", "--until", "2025-05-30"], ["Arsenal"]),
        (["kind:appointment"], ["Arsenal"]),
        (["--club", "VALEN"], ["Valencia"]),
    ],
)
def test_filters_and_orders(filled, words: list[str], teams: list[str]) -> None:
    ran = filled("changes", *words, "--json")
    assert ran.code == 0
    assert [row["team"] for row in ran.json()] == teams


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["unread"], "at character 1: unread is about articles"),
        (["--since", "soon"], "'soon' is no time"),
        (["--until", "soon"], "'soon' is not a day"),
        (["--until", "9999-12"], "is not a day"),
        (["--sort", "colour"], "invalid choice"),
    ],
)
def test_wrong_filters_end_in_2_with_a_reason(touchline, words: list[str], told: str) -> None:
    ran = touchline("changes", *words)
    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err
