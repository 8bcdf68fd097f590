"""How often a write waits for the disk: by the files that it touches, never by the articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.making import NOW, make_article
from touchline.store.library import open_library


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The descriptors that were synced meanwhile."""
    synced: list[int] = []
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", synced.append)
        patched.setattr(os, "fdatasync", synced.append, raising=False)
        yield synced


def test_new_months_are_made_with_one_sync_a_file_and_few_besides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(tmp_path / "library", now=NOW)
    n_months = 24
    articles = [make_article(n, published_at=NOW - timedelta(days=31 * (n % n_months))) for n in range(500)]
    with counted(monkeypatch) as synced:
        library.add_articles(articles)
    n_files = 2 * n_months
    assert n_files <= len(synced) <= n_files + 10


def test_articles_of_a_month_that_stands_are_four_syncs_however_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(tmp_path / "library", now=NOW)
    library.add_articles([make_article(0)])
    day = make_article(1).published_at
    for n_articles in (1, 200):
        with counted(monkeypatch) as synced:
            library.add_articles([make_article(n_articles + n, published_at=day) for n in range(n_articles)])
        # The record with its name, and a line in each of the two files.
        assert len(synced) == 4
