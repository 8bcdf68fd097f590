"""What can be done with the text of the open article: have it whole, find in it, follow links, pipe it, write it."""

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


# --- ctrl+f: find in the article ---


def marked(reader: Reader, style: str) -> list[str]:
    """What the pane shows in a style, and where it begins: as "line: text"."""
    pane = reader.screen.pane
    lines = range(pane.offset_y, min(len(pane.page.lines), pane.offset_y + pane.size.height))
    return [piece.text for number in lines for piece in pane._line(number) if piece.style == style]


@SIZES
@VIEWS
async def test_ctrl_f_finds_while_typing_and_esc_closes(room: Newsroom, open_reader: Opener, size, view):
    async with open_reader(room, size) as reader:
        await to_article(reader, view)
        await reader.press("ctrl+f", *"appo")
        assert marked(reader, "match-here") == ["appo"], "in a sentence that is evidence, too"
        assert "1 of 1" in reader.text()
        await reader.press("backspace", "backspace", "backspace", "backspace", *"MADRID")
        n = len(marked(reader, "match")) + 1
        assert n > 1 and f"of {n}" in reader.text()
        await reader.press(*"zz")
        assert "not found" in reader.text() and not marked(reader, "match-here")
        await reader.press("escape")
        assert reader.screen.pane.has_focus and not reader.screen.query("FindBar")
        assert not marked(reader, "match") and view == reader.screen.VIEW


@SIZES
@VIEWS
async def test_enter_goes_to_the_next_place_and_scrolls_there(room: Newsroom, open_reader: Opener, size, view):
    async with open_reader(room, size) as reader:
        while reader.screen.stories.current.article_id != "c-brazil":
            await reader.press("j")
        if view == "thread":
            await reader.press("c")
        await reader.press("ctrl+f", *"paragraph", "space", "2")
        assert "1 of 11" in reader.text(), "2, and 20 to 29"
        assert marked(reader, "match-here") == ["Paragraph 2"]
        assert reader.screen.pane.offset_y == 0 or size == TINY
        for _ in range(8):
            await reader.press("enter")
        assert "9 of 11" in reader.text()
        assert "Paragraph 27 of" in reader.pane("#reading") and marked(reader, "match-here") == ["Paragraph 2"]
        await reader.press("ctrl+f", "down", "enter")
        assert "1 of 11" in reader.text() and "Paragraph 2 of" in reader.pane("#reading")
        await reader.press("up")
        assert "11 of 11" in reader.text() and "Paragraph 29 of" in reader.pane("#reading")


async def test_what_is_found_follows_the_article(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_article(reader, "stories")
        await reader.press("ctrl+f", *"alonso")
        reader.screen.go_to_article("f-match")
        await reader.settle()
        assert "not found" in reader.text()
        reader.screen.go_to_article("b-leaves")
        await reader.settle()
        assert "1 of" in reader.text() and "Alonso" in marked(reader, "match-here")
        await reader.press("tab", "escape")
        assert not reader.screen.query("FindBar")


# --- ;: the links ---


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that were opened in the browser."""
    links: list[str] = []

    def open_link(link: str) -> str:
        links.append(link)
        return f"opened {link}"

    monkeypatch.setattr("touchline.tui.browser.open_link", open_link)
    return links


def with_text(room: Newsroom, more: str) -> None:
    """Let the text of "Real Madrid present Alonso" go on."""
    article = room.store.article("e-madrid")
    room.store.add_articles([replace(article, text=f"{article.text}\n\n{more}")])
    room._rulebook = None


@SIZES
@VIEWS
async def test_a_number_opens_a_link_whose_host_is_shown(room: Newsroom, open_reader: Opener, opened, size, view):
    with_text(room, "More at https://fans.example/alonso.")
    async with open_reader(room, size) as reader:
        await to_article(reader, view)
        assert "Link 2  https://fans.example/alonso" in reader.pane("#reading")
        await reader.press("semicolon")
        shown = reader.pane("#page")
        assert " 1  example.org" in shown and " 2  fans.example" in shown
        await reader.press("2")
        assert opened == ["https://fans.example/alonso"]
        assert view == reader.screen.VIEW and "opened https://fans.example/alonso" in reader.text()
        await reader.press("semicolon", "7", "enter", "escape")
        assert len(opened) == 1 and view == reader.screen.VIEW
        await reader.press("semicolon", "7", "backspace", "1")
        assert opened[1:] == ["https://example.org/e-madrid"]


async def test_a_number_that_others_begin_with_waits_for_enter(room: Newsroom, open_reader: Opener, opened):
    with_text(room, " ".join(f"https://fans.example/{n}" for n in range(2, 13)))
    async with open_reader(room) as reader:
        await to_article(reader, "stories")
        await reader.press("semicolon", "1")
        assert not opened
        await reader.press("enter")
        await reader.press("semicolon", "1", "2")
        assert opened == ["https://example.org/e-madrid", "https://fans.example/12"]


async def test_an_article_without_links_says_so(room: Newsroom, open_reader: Opener, opened):
    article = room.store.article("e-madrid")
    room.store.add_articles([replace(article, url="javascript:alert(1)")])
    async with open_reader(room) as reader:
        await to_article(reader, "stories")
        await reader.press("semicolon")
        assert "no link that may be opened" in reader.text() and not opened


# --- |: to a command ---


@SIZES
@VIEWS
async def test_a_command_gets_the_text_and_its_output_is_shown(room: Newsroom, open_reader: Opener, size, view):
    async with open_reader(room, size) as reader:
        await to_article(reader, view)
        await reader.press("vertical_line", *"tr", "space", *"a-z", "space", *"A-Z", "enter")
        shown = " ".join(reader.pane("#page").split())
        assert "REAL MADRID HAVE APPOINTED XABI ALONSO." in shown
        await reader.press("escape")
        assert view == reader.screen.VIEW


@SIZES
async def test_commands_that_print_nothing_fail_or_are_not_there_are_told(room: Newsroom, open_reader: Opener, size):
    async with open_reader(room, size) as reader:
        await to_article(reader, "stories")
        await reader.press("vertical_line", *"true", "enter")
        assert "true: done" in reader.text()
        await reader.press("vertical_line", *"false", "enter")
        assert "false ended with exit code 1" in reader.text()
        await reader.press("vertical_line", *"nosuch", "enter")
        assert "'nosuch' cannot be started" in reader.text()
        await reader.press("vertical_line", *"tr", "escape")
        assert reader.screen.VIEW == "stories"


async def test_a_slow_command_holds_nobody_up(room: Newsroom, open_reader: Opener):
    async with open_reader(room) as reader:
        await to_article(reader, "stories")
        await reader.press("vertical_line")
        await reader.pilot.press(*"sleep", "space", *"50", "enter", "h", "g")
        await reader.pilot.pause()
        assert reader.screen.stories.cursor == 0
        while reader.screen.clipping is None:
            await reader.pilot.pause(0.01)
        await reader.pilot.press("vertical_line", *"true", "enter")
        await reader.settle()
        assert "true: done" in reader.text(), "the command before is stopped"


# --- e: to a file ---


@SIZES
async def test_e_writes_the_article_to_a_new_file(room: Newsroom, open_reader: Opener, tmp_path, monkeypatch, size):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real-madrid-present-alonso.md").write_text("mine")
    async with open_reader(room, size) as reader:
        await to_article(reader, "stories")
        await reader.press("e", "enter")
        assert "the article written to" in reader.text()
        text = (tmp_path / "real-madrid-present-alonso-2.md").read_text()
        assert text.startswith("# Real Madrid present Alonso\n\nReal Madrid · 2025-05-25")
        assert (tmp_path / "real-madrid-present-alonso.md").read_text() == "mine"


async def test_another_path_can_be_typed_and_no_file_is_written_over(
    room: Newsroom, open_reader: Opener, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    async with open_reader(room) as reader:
        await to_article(reader, "stories")
        for sentence in ("the article written to a.md", "a.md cannot be made: File exists"):
            await reader.press("e", "ctrl+u", "a", "full_stop", "m", "d", "enter")
            assert sentence in reader.text()
        await reader.press("e", "escape")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
