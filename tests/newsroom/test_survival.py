"""Killed at any moment of importing, marking, refreshing, folding and upkeep: nothing that was told is lost.

25 kills in the ordinary run, `make nightly` does 500 (`pytest --kills 500`); the seeds are the same every time.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.newsroom.survivor import FILES
from tests.newsroom.test_workers import is_alive
from touchline.newsroom import importing, refreshing, upkeep
from touchline.newsroom.reading import story_list
from touchline.newsroom.room import Newsroom, open_newsroom

ROOT = Path(__file__).parents[2]
MOST_LINES = 60
"""Deeds told before a kill, so that a slow machine does as many as a fast one."""
LONGEST_PAUSE_S = 0.03
CLUBS = ("Harbour Town", "Hill Athletic", "Quay Rovers", "Mill City")
MANAGERS = ("Ole Brandt", "Tom Askew", "Piet Jansen", "Karl Ekman")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of two years, most of them about coaches, and two feeds."""
    (tmp_path / FILES).mkdir()
    for number in range(80):
        club, manager = CLUBS[number % 4], MANAGERS[(number // 4) % 4]
        day = f"{2024 + number % 2}-{number % 12 + 1:02d}-{number % 27 + 1:02d}"
        told = ("sacked", "sacked", "appointed")[number % 3]
        title = f"{club} have {told} {manager}, report {number}"
        text = f"{club} have {told} {manager} as their manager, the club announced. Wordmark{number} fell on the quay."
        (tmp_path / FILES / f"{number}.txt").write_text(f"date {day}\ntitle: {title}\n\n{text}\n", encoding="utf-8")
    (tmp_path / "config").mkdir()
    feeds = []
    for name in ("Hill", "Quay"):
        entries = "".join(
            f"<item><guid>{name}{number}</guid><title>{name} told {number}</title><description>Rain {number}."
            f"</description><pubDate>Sun, {number + 1:02d} May 2025 20:00:00 GMT</pubDate></item>"
            for number in range(20)
        )
        feed = tmp_path / f"{name}.xml"
        feed.write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{entries}</channel></rss>'
        )
        feeds.append(f'[[feed]]\nname = "{name}"\npath = "{feed}"\n')
    (tmp_path / "config" / "feeds.toml").write_text("\n".join(feeds), encoding="utf-8")
    return tmp_path


def lines_of_a_life(folder: Path, seed: int) -> list[str]:
    """Start the process, kill it at a random moment, and give what it told."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.newsroom.survivor", str(folder), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        told = ""
        # Some die while they open the library, the others after some deeds, in the middle of the next.
        if chance.random() < 0.8:
            told = process.stdout.readline()
            assert told == "ready\n", process.stderr.read()
            for _ in range(chance.randrange(MOST_LINES)):
                told += process.stdout.readline()
            time.sleep(chance.uniform(0.0, LONGEST_PAUSE_S))
        else:
            time.sleep(chance.uniform(0.05, 0.35))
        process.send_signal(signal.SIGKILL)
        # Not `communicate`, which knows nothing of what `readline` has read ahead.
        rest, complaints = process.stdout.read(), process.stderr.read()
    assert complaints == ""
    # A line that was cut off says nothing.
    return (told + rest).split("\n")[:-1]


def assert_kept(room: Newsroom, lines: set[str]) -> None:
    store = room.store
    marks = store.marks()
    for line in lines:
        deed, _, rest = line.partition(" ")
        if deed == "stored":
            name, article_id = rest.split()
            article = store.article(article_id)
            assert article is not None, line
            assert f"Wordmark{name.removesuffix('.txt')} " in article.text
        elif deed == "pulled":
            feed = [row for row in store.headlines() if row.feed == rest]
            assert len(feed) == 20, line
        elif deed == "read":
            assert marks.is_read(rest), line
        elif deed == "tagged":
            assert all("kept" in marks.tags_of(article_id) for article_id in rest.split()), line
    rows = list(store.headlines())
    assert len({row.article_id for row in rows}) == len(rows)
    for row in rows:
        article = store.article(row.article_id)
        assert article is not None, f"half there: {row.article_id}"
        assert article.headline == row.headline


N_IMPORTED = 240


def kill_import(folder: Path, seed: int) -> list[list[str]]:
    """Import with workers, kill it at a random moment, see that no worker stays, and give the words that it told."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.newsroom.importer", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        # The first two lines tell of the workers, so some die while these start, others between two writes or in one.
        told = "".join(process.stdout.readline() for _ in range(chance.choice((1, 2, chance.randrange(N_IMPORTED)))))
        time.sleep(chance.uniform(0.0, LONGEST_PAUSE_S))
        process.send_signal(signal.SIGKILL)
        rest, complaints = process.stdout.read(), process.stderr.read()
    assert complaints == ""
    lines = [line.split() for line in (told + rest).split("\n")[:-1]]
    workers = [int(line[1]) for line in lines if line[0] == "worker"]
    until = time.monotonic() + 30
    while any(is_alive(pid) for pid in workers):
        assert time.monotonic() < until, "a worker outlives the import"
        time.sleep(0.01)
    return lines


def test_an_import_is_killed_with_its_workers(tmp_path: Path, n_kills: int) -> None:
    (tmp_path / "files").mkdir()
    for number in range(N_IMPORTED):
        day = f"{2024 + number % 2}-{number % 12 + 1:02d}-{number % 27 + 1:02d}"
        text = f"date {day}\ntitle: Report {number}\n\nWordmark{number} fell on the quay.\n"
        (tmp_path / "files" / f"{number}.txt").write_text(text, encoding="utf-8")
    stored: dict[str, str] = {}
    n_workers = n_stored = 0
    for seed in range(max(5, n_kills // 5)):
        if seed % 3 == 0:
            shutil.rmtree(tmp_path / "library", ignore_errors=True)
            stored = {}
        lines = kill_import(tmp_path, seed)
        n_workers += sum(line[0] == "worker" for line in lines)
        n_stored += sum(line[0] == "added" for line in lines)
        stored |= {line[2]: line[1] for line in lines if line[0] == "added"}
        room = open_newsroom(tmp_path / "library", tmp_path / "config")
        assert all("cut off" in message for message in room.store.messages()), room.store.messages()
        for article_id, stem in stored.items():
            article = room.store.article(article_id)
            assert article is not None and f"Wordmark{stem} " in article.text
        room.close()
    assert n_workers and n_stored, "the kills came too early to prove anything"
    room = open_newsroom(tmp_path / "library", tmp_path / "config")
    list(importing.import_paths(room, [tmp_path / "files"]))
    assert len(room.store.headlines()) == N_IMPORTED
    assert all(room.store.article(row.article_id) for row in room.store.headlines())


def everything_derived(room: Newsroom) -> tuple[object, ...]:
    """Claims, threads and what some searches find, once all is made."""
    upkeep.drain(room)
    upkeep.index_texts(room)
    searches = ("quay", "Wordmark7", "sacked newer:2000-01-01", "club:harbour", "Rain ~12")
    found = [[row.article_id for row in story_list(room, words).rows] for words in searches]
    return dict(room.store.all_claims()), list(room.store.threads()), found


def test_killed_at_any_moment(folder: Path, n_kills: int) -> None:
    lines: set[str] = set()
    for seed in range(n_kills):
        lines |= set(lines_of_a_life(folder, seed))
        room = open_newsroom(folder / "library", folder / "config")
        # A last line that was cut off is told of, and nothing else is to be told.
        assert all("cut off" in message for message in room.store.messages()), room.store.messages()
        assert_kept(room, lines)
        room.close()
    told = {line.split()[0] for line in lines} - {"ready"}
    assert told >= {"stored", "pulled", "read", "tagged", "kept", "indexed"}, (
        "the kills came too early to prove anything"
    )

    room = open_newsroom(folder / "library", folder / "config")
    list(importing.import_paths(room, [folder / FILES]))
    list(refreshing.refresh(room, force=True))
    unharmed = open_newsroom(folder / "unharmed", folder / "config")
    list(importing.import_paths(unharmed, [folder / FILES]))
    list(refreshing.refresh(unharmed, force=True))
    assert len(room.store.headlines()) == len(unharmed.store.headlines()) == 120
    claims, threads, found = everything_derived(room)
    claims_there, threads_there, found_there = everything_derived(unharmed)
    assert (claims, found) == (claims_there, found_there)
    assert claims and threads == threads_there
