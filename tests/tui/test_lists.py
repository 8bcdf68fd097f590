"""The list of story threads and the table of changes."""

from __future__ import annotations

import pytest

from tests.tui.conftest import SMALL, WIDE, Opener
from tests.tui.newsdesk import Desk
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.thread import ThreadScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


@SIZES
async def test_4_lists_the_threads_and_shows_the_one_under_the_cursor(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("4")
        shown = reader.pane("#threads")
        assert "Real Madrid" in shown and "Brazil" in shown and "Bayer Leverkusen" in shown
        first = reader.screen.threads.current
        assert first.change.seat.club in reader.pane("#reading") or "Chain" in reader.pane("#reading")
        await reader.press("j")
        assert reader.screen.threads.current is not first


async def test_enter_opens_the_thread_and_h_comes_back_to_the_same_row(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("4", "j", "enter")
        assert isinstance(reader.screen, ThreadScreen)
        await reader.press("h")
        assert reader.screen.threads.cursor == 1


async def test_f_follows_here_and_capital_f_shows_the_followed_only(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("4", "j")
        followed = reader.screen.threads.current.thread_id
        await reader.press("f")
        assert reader.screen.threads.rows[0].thread_id == followed, "followed threads stand first"
        assert reader.screen.threads.current.thread_id == followed, "the cursor stays on its thread"
        await reader.press("F")
        assert [thread.thread_id for thread in reader.screen.threads.rows] == [followed]
        await reader.press("F", "u")
        assert len(reader.screen.threads.rows) == 3
        await reader.press("F")
        assert "You follow no story yet" in reader.text()


async def test_capital_f_on_the_stories_shows_followed_stories_and_back(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j", "f", "F")
        ids = [row.article_id for row in reader.screen.stories.rows]
        assert "e-madrid" in ids and "f-match" not in ids
        await reader.press("F")
        assert len(reader.screen.stories.rows) == 12


@SIZES
async def test_5_shows_the_table_and_enter_opens_the_thread(room, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("5")
        shown = reader.text()
        assert "Team" in shown and "Outgoing" in shown and "Vacant" in shown
        assert "✔" in shown and "✔ confirmed" in shown
        club = reader.screen.table.current.seat.club
        await reader.press("enter")
        assert reader.screen.story.thread.change.seat.club == club
        await reader.press("q")
        assert "Managerial changes" in reader.text()


async def test_views_are_reached_from_everywhere(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("4", "5", "4", "2")
        assert reader.screen.view_key == "unread"
        assert len(reader.app.screen_stack) == 1
        await reader.press("5", "escape")
        assert len(reader.app.screen_stack) == 1


async def test_the_top_bar_can_be_clicked(room, open_reader: Opener):
    async with open_reader(room) as reader:
        x = reader.text().splitlines()[0].index("5 Changes")
        await reader.pilot.click("#top", offset=(x + 3, 0))
        await reader.settle()
        assert "Managerial changes" in reader.text()


@SIZES
async def test_an_empty_library_explains_itself(open_reader: Opener, size):
    from tests.tui.conftest import newsroom_of

    async with open_reader(newsroom_of(Desk((), {})), size) as reader:
        shown = reader.text()
        for word in ("touchline import", "touchline feeds init", "touchline demo"):
            assert word in shown
        for key in ("j", "k", "enter", "c", "s", "m", "n", "space", "t", "d", "w", "y", "f", "M", ".", "backspace"):
            await reader.press(key)
        await reader.press("4")
        assert "No story threads yet" in reader.text()
        await reader.press("enter", "f", "5", "enter", "j")


async def test_capital_r_fetches_the_feeds_and_tells_what_came(open_reader: Opener, tmp_path):
    from tests.tui.conftest import newsroom_of
    from touchline.config import Config, FeedConfig

    clipping = tmp_path / "clipping.txt"
    clipping.write_text("date 2025-06-18\nA quiet day\n\nNothing happened at the club today.", encoding="utf-8")
    room = newsroom_of(
        Desk((), {}), Config(feeds=(FeedConfig(name="Clippings", path=clipping),), refreshes_itself=False)
    )
    room._rulebook = None  # new articles are read with the real one
    async with open_reader(room) as reader:
        await reader.press("R")
        assert "1 new article" in reader.text()
        assert [row.headline for row in reader.screen.stories.rows] == ["A quiet day"]


async def test_capital_r_without_feeds_says_how_to_get_some(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("R")
        assert "press 6, then a to add one" in reader.text()
