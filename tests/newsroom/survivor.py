"""A process that works on a library in random order and tells what is done; run by the tests, and killed by them.

python -m tests.newsroom.survivor FOLDER SEED

FOLDER holds `library`, `config` and `files`. Journals are folded after a few changes, so that kills hit that as well.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

from touchline.newsroom import importing, marking, refreshing, upkeep
from touchline.newsroom.room import Newsroom, open_newsroom
from touchline.store import shelf

FILES = "files"
N_FILES_AT_ONCE = 7


def work(folder: Path, seed: int) -> None:
    """Do one random deed after another, and tell each that is done."""
    shelf.MAX_JOURNAL_CHANGES = 12
    chance = random.Random(seed)
    room = open_newsroom(folder / "library", folder / "config")
    print("ready", flush=True)
    deeds: list[Callable[[Newsroom, Path, random.Random], None]] = [bring_in, mark, tag, pull, keep_up, index, leave]
    while True:
        chance.choice(deeds)(room, folder, chance)


def bring_in(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """Import some files, of which some are known."""
    paths = sorted((folder / FILES).iterdir())
    for result in importing.import_paths(room, chance.sample(paths, min(N_FILES_AT_ONCE, len(paths)))):
        print(f"stored {Path(result.path).name} {result.article_id}", flush=True)


def pull(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """Refresh the feeds; a feed's line stands for its articles."""
    for result in refreshing.refresh(room, force=True):
        print(f"pulled {result.feed}", flush=True)


def _some(room: Newsroom, chance: random.Random) -> list[str]:
    ids = [row.article_id for row in room.store.headlines()[:50]]
    return chance.sample(ids, min(len(ids), 5))


def mark(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """Mark as read; nothing here is ever marked as unread again."""
    for article_id in _some(room, chance):
        marking.set_read(room, [article_id], True)
        print(f"read {article_id}", flush=True)


def tag(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """Tag several at once."""
    ids = _some(room, chance)
    if ids:
        marking.add_tag(room, ids, "kept")
        print(f"tagged {' '.join(ids)}", flush=True)


def keep_up(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """Claims and threads."""
    upkeep.drain(room)
    print("kept up", flush=True)


def index(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """The search index."""
    upkeep.index_texts(room)
    print("indexed", flush=True)


def leave(room: Newsroom, folder: Path, chance: random.Random) -> None:
    """Fold what has grown, as at the end of a session, and go on."""
    room.store.close()


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
