"""Since you last looked: told when a thread is opened again, remembered when it is left."""

from __future__ import annotations

from tests.tui.conftest import SMALL, WIDE, Opener
from tests.tui.test_thread import to_madrid
from touchline.newsroom import marking, stories, upkeep
from touchline.newsroom.room import Newsroom
from touchline.tui.screens.threads import ThreadsScreen

MADRID = "real-madrid-2025-05"


def take_away(room: Newsroom, article_id: str):
    """Let the library be as it was before an article came; returns what brings it back."""
    claims = room.store.claims(article_id)
    (article,) = room.store.delete_articles([article_id])
    upkeep.rebuild_threads(room)

    def bring_back() -> None:
        room.store.add_articles([article])
        room.store.save_claims({article_id: claims}, "any")
        upkeep.rebuild_threads(room)

    return bring_back


async def test_what_is_new_is_told_when_a_thread_is_opened_again(room: Newsroom, open_reader: Opener):
    bring_back = take_away(room, "e-madrid")
    async with open_reader(room, WIDE) as reader:
        await reader.press("4", "enter")
        while reader.screen.story.thread.change.seat.club != "Real Madrid":
            await reader.press("left")
        assert "Since" not in reader.pane("#card")
        await reader.press("h")
        assert isinstance(reader.screen, ThreadsScreen)
        bring_back()
        reader.app.library_changed()
        await reader.settle()
        while reader.screen.threads.current.change.seat.club != "Real Madrid":
            await reader.press("j")
        await reader.press("enter")
        shown = reader.pane("#card")
        assert "Since you last looked (a moment): in confirmed (Alonso) · 1 new report" in shown
        # The chain stands above it and can still be clicked.
        at = shown.splitlines().index(next(line for line in shown.splitlines() if "Chain" in line))
        await reader.press("u")
        assert "Since you last looked" in reader.pane("#card")
        await reader.pilot.click("#card", offset=(2 + 9 + 1, 1 + at))
        await reader.settle()
        assert reader.screen.story.thread.change.seat.club == "Brazil"
        await reader.press("right")
        assert "Since" not in reader.pane("#card")


async def test_the_list_marks_followed_threads_that_changed(room: Newsroom, open_reader: Opener):
    marking.set_followed(room, MADRID, True)
    bring_back = take_away(room, "d-denial")
    async with open_reader(room, SMALL) as reader:
        await reader.press("4")
        await reader.press("enter", "h")
        assert "changed" not in reader.pane("#threads")
        bring_back()
        reader.app.library_changed()
        await reader.settle()
        first, second, *_ = reader.pane("#threads").splitlines()
        assert "changed  filled" in first
        assert "Ancelotti → Alonso · Klopp" in second
        assert "Since a moment ago: Klopp" in reader.pane("#reading")
        await reader.press("enter")
        assert "Klopp ruled out" in reader.pane("#card")
        await reader.press("h")
        await reader.pilot.pause(0.1)
        await reader.settle()
        assert "changed" not in reader.pane("#threads")


async def test_a_look_is_remembered_when_the_reader_is_closed(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_madrid(reader)
        assert room.store.looks() == {}
    (look,) = room.store.looks().values()
    assert look.n_reports == len(stories.find_thread(room, MADRID).article_ids)


async def test_a_look_that_is_stored_when_the_last_screen_has_closed_is_no_error(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        app = reader.app
    assert app.screen_stack == []
    app.look_was_remembered()
