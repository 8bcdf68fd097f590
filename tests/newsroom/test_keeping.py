"""`keep_days`, and articles that the user deleted: what goes does not come back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.newsroom.conftest import NOW
from touchline.config import load_config
from touchline.newsroom import marking
from touchline.newsroom.refreshing import after_refresh, refresh
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import story_threads
from touchline.newsroom.upkeep import drain


def entry(name: str, days_ago: int | None, words: str = "Nobody scored.") -> str:
    date = (
        "" if days_ago is None else f"<pubDate>{(NOW - timedelta(days=days_ago)):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
    )
    return f"<item><guid>{name}</guid><title>{name}</title><description>{words}</description>{date}</item>"


class Paper:
    """A feed file that can change, in a newsroom whose clock can go on."""

    def __init__(self, room: Newsroom, folder: Path) -> None:
        self.file = folder / "hill.xml"
        self.room = room
        (folder / "config").mkdir()
        (folder / "config" / "feeds.toml").write_text(
            f'[[feed]]\nname = "Hill"\npath = "{self.file}"\ntags = ["hill"]\nkeep_days = 10\n', encoding="utf-8"
        )
        room.config = load_config(folder / "config")

    def pull(self, *entries: str, days_on: int = 0) -> list[str]:
        """Refresh with these entries in the feed; the titles that are stored afterwards."""
        self.room.clock = lambda: NOW + timedelta(days=days_on)
        self.file.write_text(f"<rss version='2.0'><channel><title>Hill</title>{''.join(entries)}</channel></rss>")
        after_refresh(self.room, list(refresh(self.room, force=True)))
        return sorted(row.headline for row in self.room.store.headlines())

    def id_of(self, title: str) -> str:
        return next(row.article_id for row in self.room.store.headlines() if row.headline == title)


@pytest.fixture
def paper(room: Newsroom, tmp_path: Path) -> Paper:
    return Paper(room, tmp_path)


def test_what_is_over_goes_and_does_not_come_back(paper: Paper) -> None:
    entries = [entry("new", 1), entry("old", 9), entry("older", 11), entry("undated", None)]
    assert paper.pull(*entries) == ["new", "old", "undated"]
    assert paper.pull(*entries, days_on=3) == ["new", "undated"]
    assert paper.pull(*entries, days_on=11) == []
    assert paper.pull(*entries, days_on=11) == []


def test_what_the_user_holds_dear_stays(paper: Paper) -> None:
    gone = "Harbour Town have sacked manager Ole Brandt after five straight defeats, the club announced."
    entries = [entry(name, 5) for name in ("starred", "tagged", "plain")] + [entry("followed", 5, gone)]
    paper.pull(*entries)
    marking.set_starred(paper.room, [paper.id_of("starred")], True)
    marking.add_tag(paper.room, [paper.id_of("tagged")], "mine")
    drain(paper.room)
    (thread,) = story_threads(paper.room)
    marking.set_followed(paper.room, thread.thread_id, True)
    assert paper.pull(*entries, days_on=30) == ["followed", "starred", "tagged"]
    marking.remove_tag(paper.room, [paper.id_of("tagged")], "mine")
    assert paper.pull(*entries, days_on=30) == ["followed", "starred"]


def test_what_the_user_deleted_does_not_come_back_until_he_undoes_it(paper: Paper) -> None:
    entries = [entry("a", 1), entry("b", None)]
    paper.pull(*entries)
    marking.delete(paper.room, [paper.id_of("a"), paper.id_of("b")])
    assert paper.pull(*entries) == []
    marking.undo(paper.room)
    assert paper.pull(*entries) == ["a", "b"]
    marking.redo(paper.room)
    assert paper.pull(*entries) == []
    marking.undo(paper.room)
    assert paper.pull(entry("a", 1, "Somebody scored."), entries[1]) == ["a", "b"]
