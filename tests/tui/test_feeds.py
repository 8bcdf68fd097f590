"""The feeds view, and fetching while the reader is open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.conftest import SMALL, TINY, WIDE, Opener, newsroom_of
from tests.tui.newsdesk import Desk
from touchline.config import load_config
from touchline.newsroom import refreshing
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.feeds import FeedsScreen

QUIET = "title: {0}\ndate: 2025-06-18\n\nNothing happened at the club in the week of {0}."


@pytest.fixture
def feeds(tmp_path: Path) -> Newsroom:
    """A newsroom with a feed that works, one that fails and one that is paused; it fetches nothing by itself."""
    folder = tmp_path / "config"
    folder.mkdir()
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "one.txt").write_text(QUIET.format("rain"), encoding="utf-8")
    (folder / "config.toml").write_text("[reader]\nrefresh = false\n", encoding="utf-8")
    (folder / "feeds.toml").write_text(
        f'# mine\n[[feed]]\nname = "Clips"\npath = "{tmp_path / "clips"}"\n\n'
        f'[[feed]]\nname = "Missing"\npath = "{tmp_path / "none.xml"}"\n\n'
        '[[feed]]\nname = "Paused"\nurl = "https://me:secret@paused.example/rss"\nenabled = false\n',
        encoding="utf-8",
    )
    room = newsroom_of(Desk((), {}), load_config(folder))
    room._rulebook = None  # new articles are read with the real one
    return room


def toml(room: Newsroom) -> str:
    return (room.config_folder / "feeds.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [WIDE, SMALL, TINY])
async def test_each_feed_says_how_it_is_and_what_can_be_done(feeds: Newsroom, open_reader: Opener, size):
    async with open_reader(feeds, size) as reader:
        await reader.press("6")
        assert isinstance(reader.screen, FeedsScreen)
        shown = reader.pane("#feeds")
        assert "never fetched yet" in shown and "paused" in shown
        await reader.press("R")
        shown = reader.pane("#feeds")
        assert "✔ Clips" in shown and "1 article · 1 unread" in shown and "answered" in shown
        assert "✘ Missing" in shown and "failed: " in shown
        assert "1 feed failed" in reader.text() or size != WIDE
        if size == WIDE:
            await reader.press("j")
            page = " ".join(reader.pane("#reading").split())
            assert "none.xml does not exist" in page and "tried again by itself" in page
            await reader.press("j")
            assert "https://paused.example/rss" in reader.pane("#reading")
        assert "secret" not in reader.text()


async def test_enter_shows_the_stories_of_a_feed(feeds: Newsroom, open_reader: Opener):
    async with open_reader(feeds) as reader:
        await reader.press("R", "6", "enter")
        assert [row.feed for row in reader.screen.stories.rows] == ["Clips"]


async def test_r_fetches_the_feed_of_the_article(feeds: Newsroom, open_reader: Opener, tmp_path):
    async with open_reader(feeds) as reader:
        await reader.press("r")
        assert "came from no feed" in reader.text()
        await reader.press("R", "j")
        (tmp_path / "clips" / "two.txt").write_text(QUIET.format("sun"), encoding="utf-8")
        await reader.press("r")
        assert "1 feed fetched, 1 new article" in reader.text()
        assert len(reader.screen.stories.rows) == 2


async def test_pausing_tagging_and_removing_edit_the_file_and_keep_the_rest(feeds: Newsroom, open_reader: Opener):
    before = toml(feeds)
    async with open_reader(feeds) as reader:
        await reader.press("6", "i")
        assert "paused Clips" in reader.text()
        assert toml(feeds) == before.replace('clips"\n', 'clips"\nenabled = false\n')
        await reader.press("i")
        assert "resumed Clips" in reader.text()
        await reader.press("t", *"mine", "enter")
        assert feeds.config.feeds[0].tags == ("mine",)
        await reader.press("t", *"-mine", "enter")
        assert feeds.config.feeds[0].tags == ()
        await reader.press("j", "d", "n")
        assert toml(feeds).count("[[feed]]") == 3
        await reader.press("d", "y")
        assert [feed.name for feed in feeds.config.feeds] == ["Clips", "Paused"]
        assert toml(feeds).startswith("# mine\n")


async def test_a_feed_is_added_by_its_address_and_a_wrong_one_is_told(feeds: Newsroom, open_reader: Opener, tmp_path):
    (tmp_path / "more.txt").write_text(QUIET.format("snow"), encoding="utf-8")
    async with open_reader(feeds) as reader:
        await reader.press("6", "a")
        await reader.press(*str(tmp_path / "more.txt"), "enter")
        assert "added more.txt" in reader.text()
        assert len(reader.screen.feeds.rows) == 4
        await reader.press("a", *"ftp://x", "enter")
        assert "is no http or https address" in reader.text()
        await reader.press("a", "escape")
        assert isinstance(reader.screen, FeedsScreen)


async def wait_for(reader, condition: Callable[[], bool], what: str) -> None:
    for _ in range(400):
        await reader.settle()
        if condition():
            return
        await reader.pilot.pause(0.02)
    raise AssertionError(what)


async def test_a_file_that_is_saved_in_a_local_feed_appears_by_itself(feeds: Newsroom, open_reader: Opener, tmp_path):
    async with open_reader(feeds) as reader:
        await reader.press("R")
        assert len(reader.screen.stories.rows) == 1
        (tmp_path / "clips" / "two.txt").write_text(QUIET.format("sun"), encoding="utf-8")
        await wait_for(reader, lambda: len(reader.screen.stories.rows) == 2, "the saved file is not listed")


async def test_what_is_due_is_fetched_at_the_start_without_being_asked(feeds: Newsroom, open_reader: Opener):
    (feeds.config_folder / "config.toml").unlink()
    feeds.reload_config()
    async with open_reader(feeds) as reader:
        await wait_for(reader, lambda: len(reader.screen.stories.rows) == 1, "nothing was fetched at the start")
        asked_at = feeds.store.feed_states()["Clips"]["asked_at"]
        reader.app.refresh_quietly()
        await reader.settle()
        assert feeds.store.feed_states()["Clips"]["asked_at"] == asked_at, "it was not due again"


async def test_keys_are_obeyed_while_feeds_are_slow_and_escape_cancels(
    feeds: Newsroom, open_reader: Opener, monkeypatch
):
    goes_on = threading.Event()

    def slow(room, names=(), *, now_please=False, stop=lambda: False):
        began = time.monotonic()
        while not (goes_on.is_set() or stop()) and time.monotonic() - began < 60:
            time.sleep(0.01)
        assert stop()
        return iter(())

    monkeypatch.setattr(refreshing, "refresh", slow)
    async with open_reader(feeds) as reader:
        await reader.pilot.press("R")
        await reader.pilot.pause()
        assert "fetching 0 of 3 feeds" in reader.text()
        await reader.pilot.press("6")
        await reader.pilot.pause()
        assert isinstance(reader.screen, FeedsScreen)
        await reader.pilot.press("R")
        await reader.pilot.pause()
        assert "being fetched already" in reader.text()
        await reader.press("escape")
        assert isinstance(reader.screen, FeedsScreen)
        assert "cancelled" in reader.text()


async def test_feeds_toml_is_edited_in_the_users_editor_and_read_again(
    feeds: Newsroom, open_reader: Opener, monkeypatch, tmp_path
):
    from contextlib import nullcontext

    from touchline.tui.app import TouchlineApp

    monkeypatch.setattr(TouchlineApp, "suspend", lambda self: nullcontext())
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "%s" "$NEW_FEEDS" > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    async with open_reader(feeds) as reader:
        await reader.press("6")
        monkeypatch.setenv("NEW_FEEDS", '[[feed]]\nname = "Only"\npath = "only.txt"\n')
        await reader.press("E")
        assert "feeds.toml names 1 feed" in reader.text()
        assert [row.name for row in reader.screen.feeds.rows] == ["Only"]
        monkeypatch.setenv("NEW_FEEDS", "[[feed]\n")
        await reader.press("E")
        assert "stay as they were: feeds.toml, line 1" in reader.text()
        assert [feed.name for feed in feeds.config.feeds] == ["Only"]
        monkeypatch.setenv("VISUAL", "no-such-editor")
        await reader.press("E")
        assert "cannot be started" in reader.text()


async def test_all_views_stand_in_the_top_bar_of_a_small_terminal(room: Newsroom, open_reader: Opener):
    async with open_reader(room, SMALL) as reader:
        shown = reader.pane("#top")
        assert "5 Changes" in shown and "6 Feeds" in shown
        await reader.pilot.click("#top", offset=(shown.index("6 Feeds"), 0))
        await reader.settle()
        assert isinstance(reader.screen, FeedsScreen)
