"""What can be done with the text of the open article: have the whole of it."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.tui.conftest import TINY, WIDE, Opener, Reader
from touchline.errors import RetrieveError
from touchline.newsroom import full_texts
from touchline.newsroom.room import Newsroom

SIZES = pytest.mark.parametrize("size", [WIDE, TINY])
VIEWS = pytest.mark.parametrize("view", ["stories", "thread"])
WHOLE = "The whole page, with a sentence that the feed did not have."


async def to_article(reader: Reader, view: str) -> None:
    """Open "Real Madrid present Alonso" for reading, in the story list or in its thread."""
    while reader.screen.stories.current.article_id != "e-madrid":
        await reader.press("j")
    if view == "thread":
        await reader.press("c")
        while reader.screen.story.thread.change.seat.club != "Real Madrid":
            await reader.press("right")
        while reader.screen.current_id() != "e-madrid":
            await reader.press("j")
    await reader.press("enter")
    assert view == reader.screen.VIEW


# --- p: the whole text ---


@pytest.fixture
def page_of_madrid(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web, as far as it is wanted here."""

    def fetch(room: Newsroom, article_id: str, stop: object):
        article = room.store.article(article_id)
        whole = replace(article, text=f"{article.text}\n\n{WHOLE}", feed_text=article.text)
        room.store.add_articles([whole])
        return whole

    monkeypatch.setattr(full_texts, "fetch_full_text", fetch)


@SIZES
@VIEWS
async def test_p_shows_the_whole_text_and_then_the_feeds_again(
    room: Newsroom, open_reader: Opener, page_of_madrid, size, view
):
    room._rulebook = None  # claims are made anew, with the real one
    async with open_reader(room, size) as reader:
        await to_article(reader, view)
        before = room.store.article("e-madrid")
        await reader.press("s", "p")
        shown = " ".join(reader.pane("#reading").split())
        assert WHOLE in shown and "full text" in shown
        assert room.store.marks().is_starred("e-madrid")
        assert [claim.person for claim in room.store.claims("e-madrid")] == ["Xabi Alonso"], "made anew"
        await reader.press("p")
        shown = " ".join(reader.pane("#reading").split())
        assert WHOLE not in shown and "full text" not in shown
        assert "the feed's text again" in reader.text()
        assert room.store.article("e-madrid") == before


@SIZES
async def test_a_page_that_cannot_be_had_is_told_and_the_text_stays(
    room: Newsroom, open_reader: Opener, monkeypatch, size
):
    def fetch(*given: object):
        raise RetrieveError("The page is gone.")

    monkeypatch.setattr(full_texts, "fetch_full_text", fetch)
    async with open_reader(room, size) as reader:
        await to_article(reader, "stories")
        before = room.store.article("e-madrid")
        await reader.press("p")
        assert "The page is gone." in reader.text()
        assert room.store.article("e-madrid") == before
        assert "Real Madrid have appointed Xabi Alonso" in " ".join(reader.pane("#reading").split())


async def test_a_slow_page_holds_nobody_up(room: Newsroom, open_reader: Opener, monkeypatch):
    asked: list[str] = []
    go_on = threading.Event()

    def fetch(room: Newsroom, article_id: str, stop: object):
        asked.append(article_id)
        go_on.wait(20)

    monkeypatch.setattr(full_texts, "fetch_full_text", fetch)
    async with open_reader(room) as reader:
        await to_article(reader, "stories")
        try:
            await reader.pilot.press("p", "p")
            assert "reading the article's page" in reader.text()
            await reader.pilot.press("h", "g")
            assert reader.screen.stories.cursor == 0
            assert asked == ["e-madrid"], "once, however often p is pressed"
        finally:
            go_on.set()
        await reader.settle()
