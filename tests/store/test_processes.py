"""Several processes at one library: nothing is lost, nobody waits for the dead, everybody sees whole batches."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store.conftest import Opener
from tests.store.making import NOW, make_article, make_claim, make_thread
from tests.store.writer import N_IN_BATCH, batch
from touchline.errors import LibraryLockedError
from touchline.model import MarkChange
from touchline.store import shelf
from touchline.store.library import Library, open_library
from touchline.store.lock import LibraryLock

ROOT = Path(__file__).parents[2]


@contextmanager
def writer(folder: Path, name: str, n_batches: int) -> Iterator[subprocess.Popen[str]]:
    """A writing process; it is killed at the end when it still runs."""
    command = [sys.executable, "-m", "tests.store.writer", str(folder), name, str(n_batches)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str]) -> set[str]:
    """Everything that the process told until it ended."""
    assert process.stdout is not None
    return {line.strip() for line in process.stdout}


def assert_has(library: Library, lines: set[str]) -> None:
    """What was told to be durable is there, and every batch is there as a whole."""
    for line in lines & {line for line in lines if line.startswith(("added", "marked"))}:
        deed, name, number = line.split()
        for place, article in enumerate(batch(name, int(number))):
            assert library.article(article.article_id) == article, line
            if deed == "marked":
                assert library.marks().is_read(article.article_id), line
                assert library.marks().tags_of(article.article_id) == ((name,) if place < 2 else ()), line
    stored: dict[str, int] = {}
    for row in library.headlines():
        key = row.article_id.rpartition("-")[0]
        stored[key] = stored.get(key, 0) + 1
        assert library.article(row.article_id) is not None
    assert set(stored.values()) <= {N_IN_BATCH}


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with writer(folder, "ada", 12) as one, writer(folder, "ben", 12) as other:
        here = open_library(folder, now=NOW)
        for number in range(12):
            here.add_articles(batch("here", number))
            here.catch_up()
            counts = {"ada": 0, "ben": 0}
            for row in here.headlines():
                name = row.article_id.partition("-")[0]
                if name in counts:
                    counts[name] += 1
            assert all(count % N_IN_BATCH == 0 for count in counts.values())
        lines = told(one) | told(other)
    assert (one.returncode, other.returncode) == (0, 0)
    lines |= {f"added here {number}" for number in range(12)}
    assert here.catch_up() in (True, False)
    for library in (here, open_library(folder, now=NOW)):
        assert library.messages() == []
        assert len(library.headlines()) == 36 * N_IN_BATCH
        assert_has(library, lines)


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_a_random_moment(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "library"
    here = open_library(folder, now=NOW)
    with writer(folder, "ada", 1_000) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.005, 0.15))
        process.send_signal(signal.SIGKILL)
        lines = told(process)
    here.add_articles([make_article(1, article_id=f"late-1-{part}") for part in range(N_IN_BATCH)])
    again = open_library(folder, now=NOW)
    for library in (again, here):
        assert_has(library, lines)
        assert len(library.messages()) <= 1
        library.apply_marks([MarkChange(field="starred", keys=("late-1-0",), value=True)])
    assert open_library(folder, now=NOW).marks().starred() == {"late-1-0"}


def test_readers_follow(open_again: Opener) -> None:
    writing, reading = open_again(), open_again()
    revision = reading.revision
    assert reading.catch_up() is False
    writing.add_articles([make_article(1), make_article(40)])
    writing.apply_marks([MarkChange(field="read", keys=("a1",), value=True)])
    assert reading.article("a1") is None
    assert reading.pending_claims("7") == []
    assert reading.catch_up() is True
    assert reading.revision > revision
    assert [row.article_id for row in reading.headlines()] == ["a40", "a1"]
    assert reading.marks().n_read == 1
    assert reading.pending_claims("7") == ["a40", "a1"]
    writing.save_claims({"a1": (make_claim(),), "a40": ()}, "7")
    writing.save_threads([make_thread()])
    assert reading.catch_up() is True
    assert reading.pending_claims("7") == []
    assert reading.claims("a1") == (make_claim(),)
    assert list(reading.threads()) == [make_thread()]
    assert reading.search("harbour") == {"a1", "a40"}
    writing.add_articles([make_article(1, body="A buoy.")])
    writing.delete_articles(["a40"])
    writing.apply_marks([MarkChange(field="read", keys=("a1",), value=False)])
    assert reading.catch_up() is True
    assert reading.article("a1") == make_article(1, body="A buoy.")
    assert [row.article_id for row in reading.headlines()] == ["a1"]
    assert reading.marks().n_read == 0
    assert reading.threads_stale()
    assert reading.search("buoy") == {"a1"}
    writing.save_threads([])
    writing.apply_marks([MarkChange(field="correction", keys=("split a1",), value=True)])
    assert reading.catch_up() is True
    assert reading.marks().corrections() == {"split a1"}
    assert reading.threads_stale()
    assert reading.catch_up() is False


def test_followers_survive_folding(open_again: Opener) -> None:
    writing, reading = open_again(), open_again()
    for number in range(20):
        writing.add_articles([make_article(number)])
        writing.apply_marks([MarkChange(field="read", keys=(f"a{number}",), value=True)])
        if number % 3 == 0:
            writing._shelf.fold_outgrown()
        if number % 4 == 0:
            reading.catch_up()
            assert len(reading.headlines()) == number + 1
            assert reading.marks().n_read == number + 1
        # Both write: each takes over what the other wrote, and folds it.
        writing, reading = reading, writing
        writing.catch_up()
    reading.catch_up()
    assert len(reading.headlines()) == len(open_again().headlines()) == 20


def test_a_batch_of_many_files_is_seen_whole_elsewhere(open_again: Opener) -> None:
    one, other = open_again(), open_again()
    articles = [article for number in range(12) for article in batch("x", 100 * number)]
    one.add_articles(articles[::-1])
    one.delete_articles([article.article_id for article in articles[::3]])
    other.catch_up()
    for library in (one, other, open_again()):
        assert {row.article_id for row in library.headlines()} == {
            article.article_id for place, article in enumerate(articles) if place % 3
        }
        assert all(library.article(row.article_id) for row in library.headlines())


def test_threads_made_while_others_save_claims_stay_stale(open_again: Opener) -> None:
    one, other = open_again(), open_again()
    one.add_articles([make_article(1), make_article(2)])
    one.save_claims({"a1": (make_claim(),)}, "7")
    one.all_claims()
    other.save_claims({"a2": (make_claim(),)}, "7")
    one.save_threads([make_thread()])
    assert one.catch_up() is True
    assert one.threads_stale()


def test_threads_made_of_older_claims_do_not_replace_newer_ones(open_again: Opener) -> None:
    one, other = open_again(), open_again()
    one.add_articles([make_article(1), make_article(2)])
    one.save_claims({"a1": (make_claim(),)}, "7")
    one.stale_threads()
    other.save_claims({"a2": (make_claim(),)}, "7")
    other.stale_threads()
    other.save_threads([make_thread("newer-2025-05")])
    one.save_threads([make_thread("older-2025-05")])
    one.catch_up()
    assert [thread.thread_id for thread in one.threads()] == ["newer-2025-05"]
    assert not one.threads_stale()


def test_an_index_built_elsewhere_is_used(open_again: Opener) -> None:
    one, other = open_again(), open_again()
    one.add_articles([make_article(1)])
    assert one.search("harbour") == {"a1"}
    other.catch_up()
    assert other.index_texts(0) == 0
    other.add_articles([make_article(1, body="A buoy.")])
    assert other.search("buoy") == {"a1"}
    one.catch_up()
    assert one.search("buoy") == {"a1"}


class TestLock:
    def test_a_lock_that_is_not_free_in_time(self, open_again: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shelf, "WAIT_S", 0.05)
        library = open_again()
        library.add_articles([make_article(1)])
        with LibraryLock(library._shelf.folder / "library.lock").held():
            with pytest.raises(LibraryLockedError, match="another touchline"):
                library.apply_marks([MarkChange(field="read", keys=("a1",), value=True)])
            assert library.catch_up() is False
            assert library.article("a1") == make_article(1)
            assert len(open_again().headlines()) == 1
        assert library.apply_marks([MarkChange(field="read", keys=("a1",), value=True)])

    def test_reading_goes_on_while_a_writer_waits(self, open_again: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        library = open_again()
        library.add_articles([make_article(1)])
        mark = MarkChange(field="read", keys=("a1",), value=True)
        waiting = threading.Thread(target=library.apply_marks, args=([mark],))
        with LibraryLock(library._shelf.folder / "library.lock").held():
            waiting.start()
            assert library.article("a1") == make_article(1)
            assert library.marks().tags_of("a1") == ()
            assert library.pending_claims("7") == ["a1"]
            assert library.search("harbour") == {"a1"}
            assert waiting.is_alive()
        waiting.join()
        assert library.marks().is_read("a1")

    def test_the_dead_lock_nobody_out(self, tmp_path: Path) -> None:
        path = tmp_path / "library.lock"
        code = (
            "import sys, time; from pathlib import Path; from touchline.store.lock import LibraryLock\n"
            "with LibraryLock(Path(sys.argv[1])).held(): print('held', flush=True); time.sleep(60)"
        )
        with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with LibraryLock(path).tried(0) as held:
                assert not held
            process.kill()
            process.wait()
        with LibraryLock(path).tried(0) as held:
            assert held
