"""Correcting story threads in the reader: x, a, A, and merging and telling people apart through the palette."""

from __future__ import annotations

import pytest

from tests.tui.conftest import SMALL, WIDE, Opener
from tests.tui.test_thread import room_with_fold, to_madrid
from touchline.newsroom import correcting
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.choosing import ChooseScreen
from touchline.tui.screens.stories import StoriesScreen
from touchline.tui.screens.thread import ThreadScreen

__all__ = ["room_with_fold"]
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


def rules(room: Newsroom) -> list[str]:
    return [rule.correction.rule for rule in correcting.rules(room)]


def shown_ids(reader) -> list[str]:
    return [row.article_id for row in reader.screen.story.thread.timeline]


async def palette(reader, words: str) -> None:
    await reader.pilot.press("colon", *words)
    await reader.pilot.pause(0.3)
    await reader.pilot.press("enter")
    await reader.pilot.pause(0.3)
    await reader.settle()


@SIZES
async def test_x_takes_a_report_out_and_u_brings_it_back(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await to_madrid(reader)
        await reader.press(".")
        before = shown_ids(reader)
        await reader.press("x")
        assert "took 1 report out of Real Madrid" in reader.text()
        assert "u takes it back" in reader.text()
        assert "d-denial" not in shown_ids(reader)
        assert "Klopp" not in reader.pane("#card")
        assert rules(room) == ["not this story"]
        await reader.press("u")
        assert "undone: took 1 report out" in reader.text()
        assert shown_ids(reader) == before
        assert "Klopp" in reader.pane("#card")
        await reader.press("U")
        assert "d-denial" not in shown_ids(reader)


async def test_x_takes_out_what_folds_under_the_row_and_one_report_where_the_fold_is_open(
    room_with_fold, open_reader: Opener
):
    async with open_reader(room_with_fold) as reader:
        await to_madrid(reader)
        await reader.press("g", "x")
        assert "took 3 reports out of Real Madrid" in reader.text()
        assert not {"e-madrid", "x-repeat", "y-repeat"} & set(shown_ids(reader))
        await reader.press("u", "g", "plus", "j", "x")
        assert "took 1 report out of Real Madrid" in reader.text()
        assert "x-repeat" not in shown_ids(reader) and "y-repeat" in shown_ids(reader)


async def test_a_thread_without_reports_is_left_and_what_was_done_is_told_below(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("4")
        while reader.screen.threads.current.change.seat.club != "Bayer Leverkusen":
            await reader.press("j")
        await reader.press("enter", "x")
        assert not isinstance(reader.screen, ThreadScreen)
        assert "took 1 report out of Bayer Leverkusen" in reader.text()
        await reader.press("u")
        assert "Bayer Leverkusen" in [row.change.seat.club for row in reader.screen.threads.rows]


async def test_x_on_a_neighbours_row_says_where_it_stands(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        while not reader.screen.timeline.current.neighbour:
            await reader.press("j")
        await reader.press("x")
        assert "neighbour's story thread" in reader.text()
        assert rules(room) == []


@SIZES
async def test_a_asks_for_the_thread_and_attaches_an_article_that_has_none(room, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        while reader.screen.current_id() != "f-match":
            await reader.press("j")
        await reader.press("x")
        assert "belongs to no story thread; a attaches it" in reader.text()
        await reader.press("a")
        assert isinstance(reader.screen, ChooseScreen)
        await reader.press(*"brazil", "enter")
        assert "attached 1 report to Brazil" in reader.text()
        await reader.press("c")
        assert reader.screen.story.thread.change.seat.club == "Brazil"
        assert "f-match" in shown_ids(reader)
        assert "+ attached" in reader.pane("#timeline")
        await reader.press("u")
        assert "f-match" not in shown_ids(reader)


async def test_the_choice_is_narrowed_down_moved_in_and_left(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press("a")
        choices = reader.screen.choices
        assert choices.n_rows == 1 and "Bayer Leverkusen" in reader.pane("#choices")
        await reader.press(*"zzz")
        assert "nothing matches" in reader.pane("#choices")
        await reader.press("enter", "escape")
        assert isinstance(reader.screen, ThreadScreen)
        assert rules(room) == []


async def test_capital_a_splits_and_shows_the_new_thread_and_u_shows_the_whole_one(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await reader.press(".")
        assert reader.screen.timeline.current.article_id == "d-denial"
        await reader.press("A")
        assert "split 2 reports off Real Madrid" in reader.text() and "u takes it back" in reader.text()
        assert reader.screen.story.thread.article_ids == ("d-denial", "e-madrid")
        await reader.press("u")
        assert reader.screen.story.thread.article_ids == ("c-brazil", "d-denial", "e-madrid")
        reader.screen.go_to_article("c-brazil")
        await reader.press("A")
        assert "begins with this report already" in reader.text()


async def test_threads_are_merged_through_the_palette(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        await palette(reader, "merge stories")
        assert "no other story thread" in reader.text()
        await reader.press(".", "A")
        await palette(reader, "merge stories")
        assert isinstance(reader.screen, ChooseScreen)
        await reader.press("enter")
        assert "merged Real Madrid" in reader.text()
        assert reader.screen.story.thread.article_ids == ("c-brazil", "d-denial", "e-madrid")


async def test_people_are_told_apart_through_the_palette(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        assert "Brazil ◀─ Ancelotti" in reader.pane("#card")
        await palette(reader, "not the same person")
        assert "Carlo Ancelotti at Real Madrid and Carlo Ancelotti at Brazil" in reader.pane("#choices")
        await reader.press(*"ancelotti", "enter")
        assert "told Carlo Ancelotti apart at Real Madrid and Brazil" in reader.text()
        assert "Brazil ◀─" not in reader.pane("#card")
        await reader.press("u")
        assert "Brazil ◀─ Ancelotti" in reader.pane("#card")


async def test_x_works_in_the_stories_too(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("j", "j", "j")
        assert reader.screen.current_id() == "d-denial"
        await reader.press("x")
        assert isinstance(reader.screen, StoriesScreen)
        assert "took 1 report out of Real Madrid" in reader.text()
        await reader.press("x")
        assert "belongs to no story thread" in reader.text()
