"""The table of keys, and what is made from it: bindings, footer, help, palette."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.tui.conftest import SMALL, WIDE, Opener
from touchline.newsroom.room import Newsroom
from touchline.tui.keys import FOOTER, TABLE, keys_of
from touchline.tui.screens.carousel import CarouselScreen
from touchline.tui.screens.changes import ChangesScreen
from touchline.tui.screens.feeds import FeedsScreen
from touchline.tui.screens.stories import StoriesScreen
from touchline.tui.screens.thread import ThreadScreen
from touchline.tui.screens.threads import ThreadsScreen

SCREENS = {
    "stories": StoriesScreen,
    "thread": ThreadScreen,
    "threads": ThreadsScreen,
    "changes": ChangesScreen,
    "feeds": FeedsScreen,
    "carousel": CarouselScreen,
}


@pytest.mark.parametrize("view", SCREENS)
def test_every_key_of_a_screen_has_its_action(view):
    for key in keys_of(view):
        assert hasattr(SCREENS[view], f"action_{key.action.partition('(')[0]}"), key.action


@pytest.mark.parametrize("view", SCREENS)
def test_no_key_means_two_things_on_a_screen(view):
    counts = Counter(name for key in keys_of(view) for name in key.keys)
    assert [name for name, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("view", SCREENS)
def test_footers_show_at_most_six_keys_that_work_there(view):
    assert len(FOOTER[view]) <= 6
    live = {key.action for key in keys_of(view)}
    assert all(action in live for action, _, _ in FOOTER[view])


def test_every_row_says_what_it_does():
    assert all(key.help and key.label and key.shown and key.group for key in TABLE)
    assert len({key.action for key in TABLE}) == len(TABLE)


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("way", [(), ("4",), ("5",), ("5", "C"), ("6",), ("j", "j", "j", "j", "c")])
async def test_help_shows_the_keys_of_this_screen_and_can_be_searched(room: Newsroom, open_reader: Opener, size, way):
    async with open_reader(room, size) as reader:
        await reader.press(*way)
        view = reader.screen.VIEW
        await reader.press("question_mark")
        assert "Move" in reader.pane("#page")
        await reader.press(*"undo")
        shown = reader.pane("#page")
        assert "Undo what you did last" in shown and "Go to the top" not in shown
        await reader.press("escape")
        assert view == reader.screen.VIEW


async def test_the_palette_runs_our_actions(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("colon", *"starred")
        await reader.pilot.pause(0.3)
        await reader.press("enter")
        await reader.pilot.pause(0.3)
        await reader.settle()
        assert reader.screen.view_key == "starred"


async def test_the_palette_is_under_ctrl_p_too(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.pilot.press("ctrl+p")
        await reader.pilot.pause(0.2)
        assert type(reader.app.screen).__name__ == "CommandPalette"
        await reader.pilot.press("escape")


@pytest.mark.parametrize("view", SCREENS)
async def test_every_key_can_be_pressed_anywhere(room, open_reader: Opener, monkeypatch, view):
    monkeypatch.setattr("touchline.newsroom.full_texts.change_text", lambda *given: None)
    monkeypatch.setattr("touchline.tui.browser.shutil.which", lambda name: None)
    way = {
        "stories": (),
        "threads": ("4",),
        "changes": ("5",),
        "carousel": ("5", "C"),
        "feeds": ("6",),
        "thread": ("j", "j", "c"),
    }[view]
    leaves = {"quit_here", "quit_now", "copy_or_quit", "palette", "help", "tags", "search", "why", "story_thread"}
    leaves |= {"open", "back", "escape", "attach", "not_this_story", "delete", "add_feed", "edit_feeds", "export"}
    leaves |= {"carousel", "board", "find", "links", "pipe"}
    stays = [key for key in keys_of(view) if key.action not in leaves]
    async with open_reader(room, SMALL) as reader:
        await reader.press(*way)
        names = [name for key in stays for name in key.keys if not key.action.startswith("view")]
        await reader.pilot.press(*names, *reversed(names))
        await reader.settle()
        assert view == reader.screen.VIEW
