"""Searching as one types, and tagging."""

from __future__ import annotations

import threading

import pytest
from textual import events

from tests.tui.conftest import SMALL, WIDE, Opener
from touchline.newsroom import reading
from touchline.newsroom.room import Newsroom
from touchline.tui.screens import stories

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


async def type_query(reader, text: str) -> None:
    await reader.press("slash")
    reader.screen.search_bar.input.value = text
    await reader.pilot.pause(0.2)
    await reader.settle()


def ids(reader) -> list[str]:
    return [row.article_id for row in reader.screen.stories.rows]


@SIZES
async def test_search_is_live_and_enter_goes_to_the_list(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("slash", *"bra")
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert set(ids(reader)) == {"c-brazil", "a-rumour"}, "the last word is a beginning while typing"
        assert "2 found" in reader.text()
        assert "Search: bra" in reader.text()
        await reader.press("enter")
        assert reader.screen.focused.id == "stories"
        await reader.press("j", "enter", "h")
        assert set(ids(reader)) == {"c-brazil", "a-rumour"}


async def test_what_is_typed_at_once_behind_the_slash_is_no_command(room: Newsroom, open_reader: Opener):
    async with open_reader(room, WIDE) as reader:
        app = reader.pilot.app
        # "s" stars and "m" marks as read where the list has the keyboard.
        for key, character in (("slash", "/"), *((letter, letter) for letter in "sms")):
            app.post_message(events.Key(key, character))
        await reader.pilot.pause(0.3)
        await reader.settle()
        assert reader.screen.search_bar.input.value == "sms"
        assert not room.store.marks().starred()
        assert room.store.marks().n_read == 0


async def test_esc_clears_the_search_and_stays_on_the_story(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await type_query(reader, "rio")
        await reader.press("enter", "escape")
        assert len(ids(reader)) == 12
        assert reader.screen.stories.current.article_id == "c-brazil"
        await type_query(reader, "rio")
        await reader.press("escape")
        assert len(ids(reader)) == 12
        assert not reader.screen.search_bar.display


async def test_a_wrong_query_says_what_is_wrong_and_shows_no_results(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await type_query(reader, 'brazil "not closed')
        assert ids(reader) == []
        assert "▲" in reader.text()
        await reader.press("escape")
        assert len(ids(reader)) == 12 and "▲" not in reader.text()


async def test_fields_and_flags(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await type_query(reader, "club:brazil stage:confirmed")
        assert ids(reader) == ["c-brazil"]
        reader.screen.search_bar.input.value = "coach:alonso unread"
        await reader.pilot.pause(0.2)
        await reader.settle()
        assert set(ids(reader)) == {"b-leaves", "e-madrid"}


async def test_matches_are_highlighted_in_list_and_article(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await type_query(reader, "goodbye")
        styles = {piece.text: piece.style for piece in reader.screen.stories.row_lines(0, 60)[0]}
        assert styles["goodbye"] == "match"


async def test_nothing_found_says_so(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await type_query(reader, "zzzz")
        assert "Nothing matches zzzz" in reader.text()


@SIZES
async def test_t_adds_and_removes_tags_and_the_sidebar_counts_them(room, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await reader.press("j", "t", *"+cup", "space", *"final", "enter")
        assert room.store.marks().tags_of("f-match") == ("cup", "final")
        assert "#cup" in reader.pane("#stories")
        await reader.press("t", *"-cup", "enter")
        assert room.store.marks().tags_of("f-match") == ("final",)
        await reader.press("u", "u")
        assert "cup" in room.store.marks().tags_of("f-match")


async def test_tab_completes_a_known_tag(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("t", *"madrid", "enter", "j", "t", *"+ma")
        await reader.pilot.pause(0.1)
        await reader.press("tab", "enter")
        assert room.store.marks().tags_of("f-match") == ("madrid",)


async def test_a_wrong_tag_is_told_and_esc_leaves(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await reader.press("t", *"b@d!", "enter")
        assert "cannot be a tag" in reader.text()
        await reader.press("t", *"good", "escape")
        assert room.store.marks().tag_counts() == {}


async def test_the_first_page_comes_first_and_the_rest_does_not_move_the_cursor(
    room, open_reader: Opener, monkeypatch: pytest.MonkeyPatch
):
    asked: list[int | None] = []
    rest = threading.Event()
    story_list = reading.story_list

    def listing(*args, limit=None, **options):
        asked.append(limit)
        if asked == [2, None]:
            rest.wait(5)
        return story_list(*args, limit=limit, **options)

    async with open_reader(room) as reader:
        monkeypatch.setattr(stories, "FIRST_PAGE", 2)
        monkeypatch.setattr(reading, "story_list", listing)
        await reader.press("slash")
        reader.screen.search_bar.input.value = "newer:2020 "
        await reader.pilot.pause(0.4)
        assert len(ids(reader)) == 2
        assert "more than 2 found" in reader.text()
        await reader.pilot.press("enter", "j", "M")
        assert not any(room.store.marks().is_read(each) for each in ids(reader)[:1])
        standing = reader.screen.stories.current.article_id
        rest.set()
        await reader.settle()
        assert asked == [2, None]
        assert len(ids(reader)) == len(story_list(room, "newer:2020").rows) > 2
        assert reader.screen.stories.current.article_id == standing
        assert "more than" not in reader.text()


async def test_results_by_rank(room, open_reader: Opener):
    async with open_reader(room) as reader:
        await type_query(reader, "brazil")
        newest = ids(reader)
        await reader.screen.run_action("sort_results")
        await reader.settle()
        assert ids(reader) == [row.article_id for row in reading.story_list(room, "brazil", by_rank=True).rows]
        assert sorted(ids(reader)) == sorted(newest)
        await reader.screen.run_action("sort_results")
        await reader.settle()
        assert ids(reader) == newest
