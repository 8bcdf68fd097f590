"""The carousel: chains of vacancies to walk through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.conftest import SMALL, TINY, WIDE, Opener
from tests.tui.newsdesk import Desk
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.carousel import CarouselScreen
from touchline.tui.screens.changes import ChangesScreen
from touchline.tui.screens.threads import ThreadsScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL, TINY])


@SIZES
@pytest.mark.parametrize("way", ["4", "5"])
async def test_capital_c_opens_it_from_threads_and_changes_and_h_goes_back(room, open_reader: Opener, size, way):
    async with open_reader(room, size) as reader:
        await reader.press(way, "C")
        assert isinstance(reader.screen, CarouselScreen)
        shown = reader.pane("#chains")
        assert "▌ [Brazil] ◀─ Ancelotti ─ Real Madrid ◀─ Alonso" in shown
        assert "2 seats · 28 Apr – 25 May 2025" in shown
        assert "Carousel · 1 chain" in reader.text()
        await reader.press("h")
        assert isinstance(reader.screen, ThreadsScreen if way == "4" else ChangesScreen)


@SIZES
async def test_right_and_left_walk_along_the_chain_and_enter_opens_the_thread(room, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("5", "C", "right")
        assert "[Real Madrid]" in reader.pane("#chains")
        assert "Alonso" in reader.pane("#card")
        await reader.press("right")
        assert "the chain ends here" in reader.text()
        assert "[Real Madrid]" in reader.pane("#chains")
        await reader.press("left", "left")
        assert "the chain begins here" in reader.text()
        await reader.press("right", "enter")
        assert reader.screen.story.thread.change.seat.club == "Real Madrid"
        await reader.press("h")
        assert reader.screen.chains.hop.seat.club == "Real Madrid"
        await reader.press("c")
        assert reader.screen.story.thread.change.seat.club == "Real Madrid"


async def test_the_search_of_the_table_goes_along_and_can_be_left(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("5", "slash", *"kind:departure coach:ance")
        await reader.pilot.pause(0.2)
        await reader.press("enter", "C")
        assert "Search: kind:departure coach:ance · 1 chain" in reader.text()
        await reader.press("slash", *" zebra")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert "No chain has a change that matches" in reader.text()
        await reader.press("escape")
        assert "Carousel · 1 chain" in reader.text()
        await reader.press("slash", *"unread")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert "▲ unread is about articles" in reader.text()
        await reader.press("escape", "escape")
        assert isinstance(reader.screen, ChangesScreen)


async def test_the_seat_stays_when_the_library_changes(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("4", "C", "right")
        reader.app.library_changed()
        await reader.settle()
        assert reader.screen.chains.hop.seat.club == "Real Madrid"


async def test_a_click_stands_on_a_seat(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("4", "C")
        x = reader.pane("#chains").splitlines()[0].index("Real")
        await reader.pilot.click("#chains", offset=(x, 0))
        await reader.settle()
        assert reader.screen.chains.hop.seat.club == "Real Madrid"


async def test_e_writes_the_chains_to_a_new_file(room, open_reader: Opener, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with open_reader(room) as reader:
        await reader.press("5", "C", "e", "enter")
        assert "1 chain written to" in reader.text()
        assert "- Brazil: Carlo Ancelotti from Real Madrid" in (tmp_path / "carousel-2025-06-20.md").read_text()
        await reader.press("e", *"json", "enter")
        assert json.loads((tmp_path / "carousel-2025-06-20.jsonl").read_text())["length"] == 2


async def test_without_chains_it_says_what_makes_one(open_reader: Opener):
    from tests.tui.conftest import newsroom_of

    async with open_reader(newsroom_of(Desk((), {})), SMALL) as reader:
        await reader.press("5", "C")
        assert "No chain of vacancies" in reader.text()
        await reader.press("e")
        assert "nothing to write" in reader.text()
        await reader.press("enter", "right", "left", "j", "escape")
        assert isinstance(reader.screen, ChangesScreen)
