"""A library that the first version wrote, kept as it was: every later version must open it, and go on with it.

`schema1/library` is never written anew. It has snapshots and, behind them, journals: an article that came later, one
that moved to another month, one that was deleted, marks that came and went.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.making import NOW, make_article, make_claim, make_thread
from touchline.model import MarkChange
from touchline.store.checking import check_library
from touchline.store.library import open_library
from touchline.store.repairing import repair_library
from touchline.store.snapshot import SCHEMA

FROZEN = Path(__file__).with_name("schema1") / "library"
ARTICLES = {
    "a1": make_article(1, body="Told anew.", published_at=datetime(2025, 6, 2, tzinfo=UTC)),
    "a3": make_article(3, published_at=None, title=None),
    "a4": make_article(4),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FROZEN, tmp_path / "library"))


def assert_whole(folder: Path) -> None:
    library = open_library(folder, now=NOW)
    assert library.messages() == []
    assert {row.article_id: library.article(row.article_id) for row in library.headlines()} == ARTICLES
    assert [row.article_id for row in library.headlines()] == ["a1", "a3", "a4"]
    marks = library.marks()
    assert {one for one in ["a1", "a2", "a3", "a4"] if marks.is_read(one)} == {"a2"}
    assert (marks.n_read, marks.starred(), dict(marks.tag_counts())) == (0, {"a3"}, {})
    assert (marks.followed(), marks.corrections()) == ({"anchor"}, {"split a1"})
    library.close()


def test_it_opens_whole(folder: Path) -> None:
    assert_whole(folder)
    library = open_library(folder, now=NOW)
    assert dict(library.all_claims()) == {"a3": (make_claim(),)}
    assert library.pending_claims("7") == ["a1", "a4"]
    assert list(library.threads()) == [make_thread()]
    assert library.threads_stale()
    assert dict(library.feed_states()) == {"Quay": {"etag": "x"}}
    assert {one.state for one in check_library(folder, now=NOW)} == {"ok"}


def test_it_goes_on(folder: Path) -> None:
    library = open_library(folder, now=NOW)
    assert library.add_articles([make_article(2), *ARTICLES.values()]) == ["added", *["unchanged"] * 3]
    # The mark of the deleted article is seen again, and what is said now stands beside what was said then.
    library.apply_marks([MarkChange(field="read", keys=("a4",), value=True)])
    library.close()
    opened = open_library(folder, now=NOW)
    assert opened.marks().n_read == 2
    assert dict(opened.marks().tag_counts()) == {"quay": 1}
    assert len(opened.headlines()) == 4


def test_it_can_be_repaired(folder: Path) -> None:
    repair_library(folder, now=NOW)
    assert_whole(folder)


def test_the_fixture_says_schema_1() -> None:
    assert json.loads((FROZEN / "manifest.json").read_bytes())["schema"] == 1
    assert SCHEMA >= 1
