"""`touchline changes` with its filters and orders, and `touchline carousel`."""

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


MOVE = {
    "m": "date 2025-06-01\n\nArsenal have appointed Getafe coach Lars Noor as their new manager.",
    "n": "date 2025-06-01\n\nGetafe coach Lars Noor has left the club to join Arsenal.",
}


def test_the_carousel_tells_chains_of_the_chosen_weeks(touchline, tmp_path: Path) -> None:
    assert "no chains" in touchline("carousel").err
    for name, text in MOVE.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    touchline("import", *(tmp_path / f"{name}.txt" for name in MOVE))
    (chain,) = touchline("carousel", "--json").json()
    assert [(seat["club"], seat["incoming"], seat["vacant"]) for seat in chain["seats"]] == [
        ("Arsenal", "Lars Noor", False),
        ("Getafe", None, True),
    ]
    assert (chain["schema"], chain["length"], chain["open"]) == (1, 2, True)
    assert touchline("carousel").out == (
        "2 seats · 1 Jun 2025 · Getafe: still vacant\n  Arsenal ◀─ Noor ─ Getafe ◁┄ still vacant\n"
    )
    assert "- Arsenal: Lars Noor from Getafe (confirmed)" in touchline("carousel", "--markdown").out
    assert touchline("carousel", "--since", "2025-06-02", "--json").json() == []
    assert len(touchline("carousel", "--league", "spain", "--until", "2025-06", "--json").json()) == 1
    assert touchline("carousel", "tier:1").code == 2
