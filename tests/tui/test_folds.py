"""The same report in several feeds is one row of the story list."""

from __future__ import annotations

from dataclasses import replace

from tests.tui.conftest import Opener
from tests.tui.newsdesk import article
from touchline.newsroom.room import Newsroom


def add_copies(room: Newsroom) -> None:
    """One report in three feeds, newer than all others."""
    one = article(
        "copy-a", "2025-06-20", "Goalless on the hill", "The rain saw to that, and nobody complained about it."
    )
    room.store.add_articles(
        [
            replace(one, article_id=f"copy-{feed}", feed=feed.upper(), published_at=one.published_at)
            for feed in ("a", "b", "c")
        ]
    )


def shown(reader) -> list[str]:
    return [row.article_id for row in reader.screen.stories.rows if row.article_id.startswith("copy-")]


async def test_copies_stand_behind_one_row_until_they_are_opened(room: Newsroom, open_reader: Opener):
    add_copies(room)
    async with open_reader(room) as reader:
        [top] = shown(reader)
        assert reader.screen.stories.current.article_id == top
        assert "+2 feeds" in reader.pane("#stories")
        await reader.press("plus")
        assert len(shown(reader)) == 3
        assert reader.screen.stories.current.article_id == top
        await reader.press("plus")
        assert shown(reader) == [top]
        await reader.press("j", "plus")
        assert shown(reader) == [top]
        assert "no other feed has the same report" in reader.text()


async def test_copies_are_read_together_and_found_behind_their_row(room: Newsroom, open_reader: Opener):
    add_copies(room)
    async with open_reader(room) as reader:
        await reader.press("m")
        marks = room.store.marks()
        assert all(marks.is_read(f"copy-{feed}") for feed in "abc")
        await reader.press("m")
        assert not any(marks.is_read(f"copy-{feed}") for feed in "abc")
        await reader.press("j")
        reader.screen.go_to_article("copy-a")
        await reader.settle()
        assert reader.screen.stories.current.article_id == shown(reader)[0]
        assert set(reader.screen.ids_in_view()) >= {"copy-a", "copy-b", "copy-c"}


async def test_a_search_counts_all_of_them(room: Newsroom, open_reader: Opener):
    add_copies(room)
    async with open_reader(room) as reader:
        await reader.press("slash", *"goalless", "enter")
        assert len(shown(reader)) == 1
        assert "3 found" in reader.text()
