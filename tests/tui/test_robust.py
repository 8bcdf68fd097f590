"""Text of other people, sizes, themes, slow disks and very long lists."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from textual.color import Color

from tests.tui.conftest import SMALL, TINY, WIDE, Opener, newsroom_of
from tests.tui.newsdesk import Desk, article, desk
from touchline.model import Headline
from touchline.newsroom import carousel, changes, reading
from touchline.newsroom.room import Newsroom
from touchline.present.lines import STYLES
from touchline.tui.app import TouchlineApp
from touchline.tui.widgets.line_styles import over

FORBIDDEN = [*map(chr, range(32)), "\x7f", *map(chr, range(0x80, 0xA0)), "\u202e", "\u2066", "\u2069"]


@pytest.mark.parametrize("size", [WIDE, SMALL, TINY])
async def test_hostile_titles_are_plain_text_in_list_article_thread_and_tags(open_reader: Opener, size):
    stock = desk()
    hostile = {one.article_id: one.title for one in stock.articles if one.article_id[0] in "hijk"}
    claims = dict(stock.claims)
    brazil = claims["c-brazil"][0]
    evil = replace(brazil, club="Bra[/b]zil \x1b[31m", person="[@click=app.quit]Ancelotti", attribution="\u202ehe")
    claims["c-brazil"] = (evil, *claims["c-brazil"][1:])
    room = newsroom_of(Desk(stock.articles, claims))
    async with open_reader(room, size) as reader:
        screens = [reader.text()]
        for _ in stock.articles:
            screens.append(reader.text())
            await reader.press("enter")
            screens.append(reader.text())
            await reader.press("h", "j")
        for keys in (
            ("4",),
            ("enter",),
            ("b",),
            ("b", "h", "5"),
            ("C",),
            ("right",),
            ("1", "g", "j", "j", "j", "j", "c"),
            ("w",),
            ("escape",),
        ):
            await reader.press(*keys)
            screens.append(reader.text())
        together = "\n".join(screens)
        assert "ARS 2 [/b] 0" in together and "[@click=app.quit]x" in together
        assert hostile["h-markup"] in together
        for character in FORBIDDEN:
            if character != "\n":
                assert character not in together, repr(character)


async def test_a_click_on_a_hostile_title_runs_nothing(open_reader: Opener):
    room = newsroom_of(desk())
    async with open_reader(room) as reader:
        row = [each.article_id for each in reader.screen.stories.rows].index("i-click")
        await reader.pilot.click("#stories", offset=(14, row * 2))
        await reader.settle()
        assert not reader.app._exit
        assert reader.screen.stories.current.article_id == "i-click"


async def test_every_row_is_exactly_as_wide_as_the_screen(open_reader: Opener):
    from rich.cells import cell_len

    async with open_reader(newsroom_of(desk()), SMALL) as reader:
        for keys in ((), ("G",), ("enter",), ("4",), ("5",), ("C",), ("right",), ("h", "S", "S")):
            await reader.press(*keys)
            assert {cell_len(line) for line in reader.text().splitlines()} == {80}


async def test_resizing_at_any_moment(open_reader: Opener):
    async with open_reader(newsroom_of(desk()), WIDE) as reader:
        for keys in (
            (),
            ("enter",),
            ("h", "slash"),
            ("escape", "j", "j", "c"),
            ("4",),
            ("5",),
            ("C",),
            ("h", "slash"),
            ("question_mark",),
        ):
            await reader.press(*keys)
            for size in ((20, 5), (500, 200), (79, 24), (99, 30), (80, 24), (1, 1), (120, 34)):
                await reader.pilot.resize_terminal(*size)
                await reader.settle()


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks(open_reader: Opener):
    async with open_reader(newsroom_of(desk()), WIDE) as reader:
        await reader.press("G")
        await reader.pilot.resize_terminal(80, 12)
        await reader.settle()
        assert "監督交代" in reader.pane("#stories")


class ManyHeadlines(list):
    """100,000 rows that are made when looked at."""


def many(n: int) -> list[Headline]:
    start = datetime(2025, 6, 1, tzinfo=UTC)
    return [
        Headline(
            article_id=f"n{i}",
            headline=f"Headline number {i}",
            published_at=start - timedelta(hours=i),
            first_seen_at=start,
            feed=None,
            publisher="The Whistle",
            language="en",
            url=None,
            shard="x",
            fold_key=f"n{i}",
        )
        for i in range(n)
    ]


async def test_100_000_rows_mount_no_row_widgets(open_reader: Opener, monkeypatch):
    room = newsroom_of(Desk((), {}))
    rows = many(100_000)
    monkeypatch.setattr(room.store, "headlines", lambda: rows)
    async with open_reader(room, WIDE) as reader:
        n_widgets = len(reader.screen.query("*"))
        assert len(reader.screen.stories.rows) == 100_000
        assert n_widgets < 40
        await reader.press("G")
        assert "Headline number 99999" in reader.pane("#stories")
        await reader.press("g", "j")
        assert "Headline number 1" in reader.pane("#stories")
        assert len(reader.screen.query("*")) == n_widgets


async def test_a_slow_disk_does_not_hold_up_the_keys(open_reader: Opener, monkeypatch):
    real = reading.read

    def slow(room: Newsroom, article_id: str):
        time.sleep(0.2)
        return real(room, article_id)

    monkeypatch.setattr(reading, "read", slow)
    room = newsroom_of(desk())
    async with open_reader(room) as reader:
        for _ in range(5):
            await reader.pilot.press("j")
        assert reader.screen.stories.cursor == 5, "five keys were obeyed while the first article was still on its way"
        await reader.settle()
        assert reader.screen.clipping.article.article_id == reader.screen.stories.current.article_id


@pytest.mark.parametrize("way", [("5",), ("5", "C")])
async def test_a_slow_table_does_not_hold_up_the_keys(open_reader: Opener, monkeypatch, way):
    async with open_reader(newsroom_of(desk())) as reader:
        await reader.press(*way)
        real, gate = changes.change_list, threading.Event()

        def slow(*asked, **how):
            gate.wait(10)
            return real(*asked, **how)

        monkeypatch.setattr(changes, "change_list", slow)
        monkeypatch.setattr(carousel, "change_list", slow)
        await reader.pilot.press("slash", *"club:real")
        await reader.pilot.pause(0.2)
        assert reader.screen.search_bar.input.value == "club:real"
        assert "found" not in reader.text(), "the letters stand there while nothing is found yet"
        gate.set()
        await reader.settle()
        assert "1 found" in reader.text()


async def test_a_locked_library_is_told_and_nothing_breaks(open_reader: Opener, monkeypatch):
    from touchline.errors import LibraryLockedError

    room = newsroom_of(desk())

    def locked(changes, corrected=None):
        raise LibraryLockedError("another touchline holds the library; try again")

    monkeypatch.setattr(room.store, "apply_marks", locked)
    async with open_reader(room) as reader:
        await reader.press("s")
        assert "another touchline holds the library" in reader.text()


@pytest.mark.parametrize("theme", ["touchline-dark", "touchline-light", "ansi-dark", "ansi-light", "nord"])
async def test_every_theme_paints_every_style_with_contrast(open_reader: Opener, theme):
    async with open_reader(newsroom_of(desk())) as reader:
        reader.app.theme = theme
        await reader.settle()
        stories = reader.screen.stories
        for name in STYLES:
            for ground in ("", "cursor"):
                look = stories.look(name, ground)
                if theme.startswith("touchline") and name not in ("rule",):
                    shown, below = Color.from_rich_color(look.color), Color.from_rich_color(look.bgcolor)
                    assert contrast(shown, below) >= 3.5, (name, ground)
        assert "Views" in reader.text()


def contrast(one: Color, other: Color) -> float:
    """The WCAG contrast ratio of two colours."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_mixing_leaves_the_terminals_own_colours_alone():
    ansi = Color.parse("ansi_default")
    assert over(ansi, Color(255, 0, 0, 0.2)).a == 1
    assert over(Color(0, 0, 0), ansi) is ansi
    assert over(Color(0, 0, 0), Color(255, 255, 255, 0)) == Color(0, 0, 0)


async def test_no_color_still_shows_the_selection_and_the_stages(open_reader: Opener, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(newsroom_of(desk())) as reader:
        await reader.press("j", "j", "j", "j")
        assert "▌● 12 May  Brazil name Ancelotti" in reader.pane("#stories")
        assert "✔ confirmed" in reader.pane("#reading")


async def test_new_articles_of_another_process_appear_without_moving_the_cursor(open_reader: Opener, monkeypatch):
    room = newsroom_of(desk())
    async with open_reader(room) as reader:
        await reader.press("j", "j")
        here = reader.screen.stories.current.article_id

        def catch_up() -> bool:
            room.store.add_articles([article("z-late", "2025-06-20", "Late news", "Body.")])
            return True

        monkeypatch.setattr(room.store, "catch_up", catch_up)
        monkeypatch.setattr("touchline.newsroom.upkeep.drain", lambda *rest: True)
        reader.app.keep_up(first=False)
        await reader.settle()
        assert reader.screen.stories.rows[0].article_id == "z-late"
        assert reader.screen.stories.current.article_id == here


async def test_what_was_recovered_at_opening_is_told(open_reader: Opener, monkeypatch):
    room = newsroom_of(desk())
    monkeypatch.setattr(room.store, "messages", lambda: ["one journal line was torn and is gone"])
    async with open_reader(room) as reader:
        assert "one journal line was torn" in reader.text()


def test_the_theme_of_the_configuration_is_used():
    from touchline.config import Config

    room = newsroom_of(desk(), Config(theme="touchline-light"))
    app = TouchlineApp(room)
    app.on_load()
    assert app.theme == "touchline-light"
