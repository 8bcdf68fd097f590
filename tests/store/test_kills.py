"""A process that dies, or a disk that refuses, at every single step of a write: all or nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.store.making import NOW, make_article, make_claim, make_thread
from touchline.errors import TouchlineError
from touchline.model import MarkChange
from touchline.store.library import Library, open_library

DISK_CALLS = ("open", "write", "fsync", "fdatasync", "ftruncate", "truncate", "replace", "unlink", "mkdir")


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours catches it."""


@contextmanager
def dying_at(step: int, make_error: Callable[[], BaseException]) -> Iterator[list[str]]:
    """Let the `step`-th call that touches the disk fail, after half of it for a write; yields the calls so far."""
    calls: list[str] = []
    true = {name: getattr(os, name) for name in DISK_CALLS if hasattr(os, name)}

    def failing(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            reads = name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR)
            if not reads:
                calls.append(name)
                if len(calls) == step:
                    if name == "write":
                        true["write"](arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                    raise make_error()
            return true[name](*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in true:
            patch.setattr(os, name, failing(name))
        yield calls


def content(library: Library) -> dict[str, Any]:
    """All that a user could see."""
    marks = library.marks()
    rows = list(library.headlines())
    return {
        "rows": rows,
        "articles": [library.article(row.article_id) for row in rows],
        "marks": (marks.n_read, marks.starred(), dict(marks.tag_counts()), marks.followed()),
        "claims": dict(library.all_claims()),
        "pending": library.pending_claims("7"),
        "threads": list(library.threads()),
        "stale": library.threads_stale(),
    }


def fill(library: Library) -> None:
    """Articles of two months, with marks, claims and threads."""
    april = datetime(2025, 4, 9, tzinfo=UTC)
    library.add_articles([make_article(1), make_article(2), make_article(3, published_at=april), make_article(4)])
    library.apply_marks([MarkChange(field="read", keys=("a1", "a3"), value=True)])
    library.save_claims({"a1": (make_claim(),), "a3": (make_claim(),)}, "7")
    library.save_threads([make_thread()])


def content_after(work: Callable[[Library], None], folder: Path) -> dict[str, Any]:
    """What there is when nobody dies."""
    library = open_library(folder, now=NOW)
    fill(library)
    work(library)
    return content(library)


def add_and_update(library: Library) -> None:
    new = [make_article(number, published_at=datetime(2025, number, 3, tzinfo=UTC)) for number in (5, 6, 7)]
    moved = replace(make_article(1), published_at=datetime(2025, 3, 3, tzinfo=UTC))
    library.add_articles([*new, moved, make_article(3, body="Other.")])


def mark(library: Library) -> None:
    library.apply_marks(
        [
            MarkChange(field="read", keys=("a1", "a2", "a3"), value=True),
            MarkChange(field="tag", keys=("a1", "a3"), value=True, tag="coast"),
            MarkChange(field="read", keys=("a1",), value=False),
        ]
    )


def delete(library: Library) -> None:
    library.delete_articles(["a1", "a3"])


TOGETHER = [add_and_update, mark, delete]


def saved_claims(library: Library) -> None:
    library.save_claims({"a2": (make_claim(),), "a3": (), "a4": ()}, "7")


@pytest.mark.parametrize("work", TOGETHER)
def test_killed_at_any_step_it_is_all_or_nothing(tmp_path: Path, work: Callable[[Library], None]) -> None:
    outcomes = set()
    after = content_after(work, tmp_path / "whole")
    for step in range(1, 200):
        folder = tmp_path / str(step)
        library = open_library(folder, now=NOW)
        fill(library)
        before = content(library)
        other = open_library(folder, now=NOW)
        finished = False
        with dying_at(step, Killed) as calls:
            try:
                work(library)
                finished = True
            except Killed:
                pass
        # By turns, a process that was there before finishes what the dead one began, or one that comes after.
        opened = other if step % 2 else open_library(folder, now=NOW)
        opened.catch_up()
        found = content(opened)
        # A torn line is told of; a batch over several files is finished without a word.
        assert len(opened.messages()) <= 1
        assert found in (before, after)
        outcomes.add(found == before)
        # The library goes on, and what was not done can be done now.
        work(opened)
        assert content(open_library(folder, now=NOW)) == content(opened) == after
        assert not list(folder.rglob("*.new"))
        if finished:
            assert found == after
            assert len(calls) < step
            break
    else:
        pytest.fail("the work never finished")
    assert outcomes == {True, False}


def test_killed_while_saving_claims_nothing_is_lost_unnoticed(tmp_path: Path) -> None:
    for step in range(1, 200):
        library = open_library(tmp_path / str(step), now=NOW)
        fill(library)
        finished = False
        with dying_at(step, Killed):
            try:
                saved_claims(library)
                finished = True
            except Killed:
                pass
        opened = open_library(tmp_path / str(step), now=NOW)
        if "a2" not in opened.pending_claims("7"):
            assert opened.threads_stale()
            row = opened.headline("a2")
            assert row is not None
            assert row.chip is not None
        saved_claims(opened)
        found = content(opened)
        assert found["pending"] == []
        assert set(found["claims"]) == {"a1", "a2"}
        assert found["stale"]
        if finished:
            break
    else:
        pytest.fail("the work never finished")


@pytest.mark.parametrize("work", [*TOGETHER, saved_claims])
def test_a_disk_that_refuses_changes_nothing(tmp_path: Path, work: Callable[[Library], None]) -> None:
    for step in range(1, 200):
        folder = tmp_path / str(step)
        library = open_library(folder, now=NOW)
        fill(library)
        before = content(library)
        refused = False
        with dying_at(step, lambda: OSError(errno.ENOSPC, "No space left on device")) as calls:
            try:
                work(library)
            except TouchlineError as error:
                refused = True
                assert str(folder) in str(error)
                assert "No space left on device" in str(error)
        if refused:
            assert not list(folder.rglob("*.new"))
            assert content(library) == before
            assert content(open_library(folder, now=NOW)) == before
        work(library)
        assert content(open_library(folder, now=NOW)) == content(library)
        if len(calls) < step:
            break
    else:
        pytest.fail("the work never finished")


def test_folding_survives_a_kill_at_any_step(tmp_path: Path) -> None:
    for step in range(1, 100):
        folder = tmp_path / str(step)
        library = open_library(folder, now=NOW)
        fill(library)
        before = content(library)
        with dying_at(step, Killed) as calls, suppress(Killed):
            library._shelf.fold_outgrown()
        assert content(open_library(folder, now=NOW)) == before
        opened = open_library(folder, now=NOW)
        mark(opened)
        mark(library)
        assert content(open_library(folder, now=NOW)) == content(library)
        if len(calls) < step:
            break
    else:
        pytest.fail("folding never finished")
