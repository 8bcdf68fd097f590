"""The table of managerial changes: searching, sorting, writing it to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import SMALL, TINY, WIDE, Opener
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.changes import ChangesScreen
from touchline.tui.screens.stories import StoriesScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL, TINY])


def teams(reader) -> list[str]:
    return [row.team for row in reader.screen.table.rows]


@SIZES
async def test_the_weeks_stand_above_the_table_at_every_size(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("5")
        weeks = reader.pane("#weeks").splitlines()
        assert weeks[0].split()[0] == "2" and weeks[1].split()[0] == "2"
        assert "May 2025" in weeks[2]
        shown = reader.pane("#changes")
        assert all(team in shown for team in ("Brazil", "Real Madrid", "Bayer Leverkusen"))
        assert ("✔ confirmed" in reader.text()) == (size != TINY), "the legend makes room where there is little"


@SIZES
async def test_capital_s_goes_through_the_orders_and_the_head_says_which(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("5")
        side = reader.screen.query_one("#changes-side")
        assert str(side.border_subtitle) == "newest report first"
        await reader.press("S")
        assert teams(reader) == ["Bayer Leverkusen", "Brazil", "Real Madrid"]
        assert str(side.border_subtitle) == "by team"
        assert "Team▲" in reader.pane("#changes-head")
        await reader.press("S")
        assert str(side.border_subtitle) == "by date of vacancy"
        await reader.press("S", "S", "S", "S")
        assert str(side.border_subtitle) == "newest report first"


@SIZES
async def test_a_search_narrows_table_and_weeks_and_esc_leaves_it(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("5")
        n_rows = len(teams(reader))
        await reader.press("slash", *"coach:alonso kind:dep")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert teams(reader) == ["Bayer Leverkusen"]
        assert reader.pane("#weeks").splitlines()[1].split()[0] == "0"
        assert "1 found" in reader.text()
        await reader.press("enter", "enter")
        assert reader.screen.story.thread.change.seat.club == "Bayer Leverkusen"
        await reader.press("h")
        assert teams(reader) == ["Bayer Leverkusen"]
        await reader.press("escape")
        assert len(teams(reader)) == n_rows
        await reader.press("escape")
        assert isinstance(reader.screen, StoriesScreen)


async def test_a_wrong_search_says_what_is_wrong_and_shows_no_rows(room: Newsroom, open_reader: Opener):
    async with open_reader(room, SMALL) as reader:
        await reader.press("5", "slash", *"madrid unread")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert "▲ unread is about articles" in reader.text()
        assert teams(reader) == []
        await reader.press("escape", "slash", *"zebra")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert "No change matches zebra" in reader.text()


async def test_league_asks_the_lexicon(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("5", "slash", *"league:germany")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert teams(reader) == ["Bayer Leverkusen"]


@SIZES
async def test_e_writes_what_is_shown_to_a_new_file(
    room: Newsroom, open_reader: Opener, size, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    async with open_reader(room, size) as reader:
        await reader.press("5", "S", "e")
        assert "CSV" in reader.text() and "Markdown" in reader.text() and "JSON" in reader.text()
        await reader.press(*"mark", "enter")
        assert "3 changes written to" in reader.text()
        lines = (tmp_path / "changes-2025-06-20.md").read_text().splitlines()
        assert [line.split("|")[1].strip() for line in lines[2:]] == ["Bayer Leverkusen", "Brazil", "Real Madrid"]
        await reader.press("e", "escape")
        assert isinstance(reader.screen, ChangesScreen)
        await reader.press("slash", *"zebra")
        await reader.pilot.pause(0.2)
        await reader.press("enter", "e")
        assert "nothing to write" in reader.text()
    assert [path.name for path in tmp_path.iterdir()] == ["changes-2025-06-20.md"]


async def test_rumours_are_shown_when_they_are_asked_for(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("5")
        before = reader.screen.table.rows
        await reader.screen.run_action("every_change")
        await reader.settle()
        assert len(reader.screen.table.rows) >= len(before)
        assert "rumours too" in reader.text()


async def test_the_cursor_stays_on_its_row_when_the_library_changes(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("5", "j", "j")
        here = reader.screen.table.current
        reader.app.library_changed()
        await reader.settle()
        assert reader.screen.table.current == here
