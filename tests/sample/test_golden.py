"""The sample library tells its changes, memberships and chains as its golden file does.

What the engine does not read yet stands in `not_yet.toml`, difference by difference: a new difference fails, and so
does one that is gone and still listed there, so that the list can only become shorter.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.golden.changes import Told, differences, edges_of, load_golden, tell, unexpected
from tests.golden.sets import SAMPLE

GOLDEN = load_golden(SAMPLE)
NOT_YET: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("not_yet.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(SAMPLE, GOLDEN, tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("key", sorted(GOLDEN.changes))
def test_change_is_told_as_in_the_golden_file(told: Told, key: str) -> None:
    found = list(differences(GOLDEN.changes[key], told))
    assert sorted(found) == sorted(NOT_YET.get(key, [])), f"{key}:\n  " + "\n  ".join(found)


def test_no_thread_but_the_golden_ones_is_opened(told: Told) -> None:
    found = unexpected(GOLDEN, told)
    assert sorted(found) == sorted(NOT_YET.get("unexpected", [])), "unexpected threads:\n  " + "\n  ".join(found)


def test_chains_join_the_vacancies_that_one_person_joined(told: Told) -> None:
    found = edges_of(told)
    assert not GOLDEN.edges - found, f"missing edges: {sorted(GOLDEN.edges - found)}"
    assert not found - GOLDEN.edges, f"edges that should not be: {sorted(found - GOLDEN.edges)}"


def test_articles_without_a_change_belong_to_no_story(told: Told) -> None:
    listed = set().union(*(change.articles | change.may_hold for change in GOLDEN.changes.values()))
    held = set().union(*(told.articles_of(thread) for thread in told.matched.values()))
    assert set(told.names.values()) - listed, "the sample has no article that is a trap"
    assert not held - listed
