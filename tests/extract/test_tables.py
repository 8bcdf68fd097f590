"""The tables of test sentences, one for each thing that a claim says besides who, what and where.

A row has a `text`, the value that a careful reader gives, and `why`. A row with `not_yet` is still read wrong: it fails
when it is read right, so that the mark goes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.extract.reading import SATURDAY, article
from touchline.extract import extract
from touchline.extract.rulebook import Rulebook
from touchline.model import Claim

TABLES = Path(__file__).parent / "tables"
LEAST_ROWS = {"stage": 60, "denied": 40, "manner": 30, "effective": 50, "attribution": 30, "background": 40}
COACH = "Tom Ashby"
"""Whom all rows are about."""
KEYS = {"text", "on", "why", "not_yet"}

Row = Mapping[str, Any]
Reading = Callable[[list[Claim]], dict[str, Any]]


def _stage(claims: list[Claim]) -> dict[str, Any]:
    told = [claim for claim in claims if not claim.background]
    return {"stage": ["denied" if claim.denied else str(claim.stage) for claim in told]}


def _denied(claims: list[Claim]) -> dict[str, Any]:
    return {"denied": [str(claim.kind) for claim in claims if claim.denied and not claim.background]}


def _manner(claims: list[Claim]) -> dict[str, Any]:
    return {"manner": [str(claim.manner or "none") for claim in claims if claim.kind == "departure"]}


def _effective(claims: list[Claim]) -> dict[str, Any]:
    return {
        "effective": [claim.effective or "none" for claim in claims],
        "words": [claim.effective_words or "none" for claim in claims],
    }


def _attribution(claims: list[Claim]) -> dict[str, Any]:
    return {"attribution": [claim.attribution or "none" for claim in claims]}


def _background(claims: list[Claim]) -> dict[str, Any]:
    return {"background": [claim.background for claim in claims]}


READINGS: Mapping[str, Reading] = {
    "stage": _stage,
    "denied": _denied,
    "manner": _manner,
    "effective": _effective,
    "attribution": _attribution,
    "background": _background,
}


def _rows(name: str) -> list[Row]:
    rows: list[Row] = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))["row"]
    return rows


@pytest.mark.parametrize(
    ("name", "row"),
    [pytest.param(name, row, id=f"{name}-{n}") for name in READINGS for n, row in enumerate(_rows(name), start=1)],
)
def test_a_sentence_is_read_as_its_table_says(name: str, row: Row, rulebook: Rulebook) -> None:
    on = row.get("on")
    published = datetime.fromisoformat(on).replace(tzinfo=UTC) if on not in (None, "none") else None
    told = article(row["text"], on=SATURDAY if on is None else published)
    read = READINGS[name]([claim for claim in extract(told, rulebook).claims if claim.person == COACH])
    expected = {key: row[key] for key in row if key not in KEYS}
    assert set(expected) == set(read)
    if row.get("not_yet"):
        assert read != expected, f"read right now: {row['text']}"
    else:
        assert read == expected, f"{row['text']} ({row['why']})"


@pytest.mark.parametrize(("name", "least"), LEAST_ROWS.items())
def test_a_table_is_long_and_says_each_thing_once(name: str, least: int) -> None:
    rows = [(row["text"], row.get("on")) for row in _rows(name)]
    assert len(rows) >= least
    assert len(rows) == len(set(rows))
