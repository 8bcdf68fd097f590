"""The terminal: acceptance cases 1 to 8 of docs/reliability.md."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import Terminal
from tests.tui.conftest import SMALL, TINY, WIDE, Opener, newsroom_of
from tests.tui.newsdesk import Desk, article
from touchline.config import Config, FeedConfig
from touchline.newsroom import marking
from touchline.safe import safe_link
from touchline.tui.app import TouchlineApp

MARKUP = ["ARS 2 [/b] 0", "[@click=app.quit]x[/]", "[link=//x.y]y[/]", '[opt="1]', "[/]", "[$error]"]
ESCAPES = [
    "\x1b]0;pwned-title\x07",
    "\x1b]2;pwned-title\x1b\\",
    "\x1b]8;;https://pwned.example\x1b\\",
    "\x1b]52;c;cHduZWQ=\x1b\\",
    "\x1bP1$rpwned\x1b\\",
    "\x1b_pwned\x1b\\",
    "\x1b[31mred",
    "\x9b31m",
    "\x9d0;pwned-title\x9c",
    "bell\x07 back\x08\x08 turn\r del\x7f nul\x00 out\x0e",
    "file\u202egpj.exe",
    "\u2066isolate",
]
HOSTILE = "".join(ESCAPES)
FORBIDDEN = re.compile(r"[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STRINGS = re.compile(r"\x1b[\]P_^X]")
"""What begins a title, a clipboard, a link, a device control or an application's string."""


def write_hostile(folder: Path) -> Path:
    """Articles whose title, author, tags, text and file name are hostile."""
    (folder / "files").mkdir()
    for number, payload in enumerate([*ESCAPES, *MARKUP]):
        path = folder / "files" / f"{number}\x1b]0;pwned-title\x07.txt"
        path.write_text(
            f"title: Report {number} {payload} ends\ndate: 2025-05-18\nauthor: A{payload}\npublisher: P{payload}\n\n"
            f"It rained. {payload} It rained on.\n",
            encoding="utf-8",
        )
    return folder / "files"


def assert_clean(seen: bytes) -> None:
    # The shape of the mouse pointer is the one string that the terminal library sends by itself.
    text = re.sub(r"\x1b]22;[a-z-]*\x07", "", seen.decode("utf-8"))
    # Sequences of our own are whole and come from the terminal library: those of colour, cursor and modes only.
    assert not STRINGS.search(text), {text[m.start() : m.start() + 20] for m in STRINGS.finditer(text)}
    rest = re.sub(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[=>78])", "", text).replace("\r", "")
    assert "\x1b" not in rest, re.findall(r"\x1b.{20}", rest)
    assert not FORBIDDEN.search(rest), FORBIDDEN.findall(rest)


async def test_case_01_markup_is_shown_literally_everywhere_and_a_click_does_nothing(open_reader: Opener) -> None:
    articles = [article(f"m{n}", "2025-06-18", f"T {text}", text, f"P {text}") for n, text in enumerate(MARKUP)]
    feeds = tuple(FeedConfig(name=f"F {text}", url=f"https://f{n}.example/") for n, text in enumerate(MARKUP))
    room = newsroom_of(Desk(tuple(articles), {}), Config(feeds=feeds))
    marking.add_tag(room, ["m0"], "kept")
    async with open_reader(room, WIDE) as reader:
        listed = reader.pane("#stories")
        for text in MARKUP:
            assert f"T {text}" in listed
        for number in range(len(MARKUP)):
            await reader.pilot.click("#stories", offset=(14, 2 * number))
            await reader.settle()
            shown = reader.screen.stories.current.article_id
            assert MARKUP[int(shown[1:])] in reader.pane("#reading")
        for keys in (("t",), ("escape", "6"), ("1", "slash", *"[/b]", "enter")):
            await reader.press(*keys)
        reader.screen.tell(MARKUP[0], warn=True)
        await reader.settle()
        assert MARKUP[0] in reader.text()
        await reader.press("escape", "6")
        for text in MARKUP:
            assert f"F {text}" in reader.pane("#feeds")
        reader.app.action_command_palette()
        await reader.settle()
        await reader.press(*"[/b]")
        assert not reader.app._exit
        assert isinstance(reader.app, TouchlineApp)


def test_case_02_no_forbidden_byte_reaches_the_terminal_from_the_reader(
    touchline, terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    files = write_hostile(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.toml").write_text(
        '[[feed]]\nname = "F\\u001b]0;pwned-title\\u0007"\npath = "/nowhere\\u009b31m/x.txt"\n', encoding="utf-8"
    )
    (tmp_path / "config" / "config.toml").write_text("[reader]\nrefresh = false\n")
    touchline("import", files, "--tag", "kept")
    reader = terminal()
    reader.read_until("Report")
    for _ in range(len(ESCAPES) + len(MARKUP)):
        reader.press("\r", "h", "j")
    reader.press("4", "5", "6", "R", "\r", "h", "1", "t", "\x1b", "?", "\x1b", "/", "rain", "\r", "\x1b", "o", "y")
    reader.press("q", "q")
    seen = reader.seen
    # `y` copies the link with OSC 52, in base 64: the one string of the reader's own, and there is no link here.
    assert_clean(seen)
    assert reader.ended() == 0


@pytest.mark.parametrize("words", [("list",), ("import", "files"), ("show",), ("list", "--json"), ("refresh",)])
def test_case_03_no_forbidden_byte_reaches_the_terminal_from_a_command(
    touchline, terminal: Callable[..., Terminal], tmp_path: Path, words: tuple[str, ...]
) -> None:
    files = write_hostile(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.toml").write_text(
        '[[feed]]\nname = "F\\u001b]0;pwned-title\\u0007"\npath = "/nowhere\\u009b31m/x.txt"\n', encoding="utf-8"
    )
    ids = [row["id"] for row in touchline("import", files, "--json").json() if row["id"]]
    whole = {"import": ("import", str(files)), "show": ("show", ids[0])}.get(words[0], words)
    command = terminal(*whole)
    command.ended()
    assert command.seen
    assert_clean(command.seen)
    piped = touchline(*whole)
    assert_clean((piped.out + piped.err).encode())


def test_case_04_an_override_of_the_direction_is_taken_away_and_the_order_stays(touchline, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("title: file\u202egpj.exe is no picture\ndate: 2025-05-18\n\nRain.\n", encoding="utf-8")
    touchline("import", path)
    assert "filegpj.exe is no picture" in touchline("list").out.replace("\ufffd", "")
    assert "\u202e" not in touchline("list").out


@pytest.mark.parametrize("size", [WIDE, SMALL, TINY])
async def test_case_05_columns_stay_in_place_whatever_stands_in_a_title(open_reader: Opener, size) -> None:
    from rich.cells import cell_len

    titles = ["e" + "\u0301" * 300, "👨\u200d👩\u200d👧 family", "監督交代の噂" * 20, "a\tb\tc", "❤\ufe0f" * 90]
    room = newsroom_of(Desk(tuple(article(f"w{n}", None, t, t) for n, t in enumerate(titles)), {}))
    async with open_reader(room, size) as reader:
        for _ in titles:
            await reader.press("enter", "h", "j")
            assert {cell_len(line) for line in reader.text().splitlines()} == {size[0]}
            assert len(reader.text().splitlines()) == size[1]
        assert "\u0301" * 5 not in reader.text()


@pytest.mark.parametrize("tail", ["\x1b]52;c;x\x07", "\r\nX: y", "%1b[2J", "%0d%0aX:%20y", "%C2%9B2J", "\u202e"])
async def test_case_06_a_link_with_a_control_character_is_neither_shown_nor_opened(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch, tail: str
) -> None:
    from dataclasses import replace

    assert safe_link(f"https://paper.example/{tail}") is None
    started: list[object] = []
    monkeypatch.setattr("touchline.tui.browser.subprocess.Popen", lambda command, **rest: started.append(command))
    one = replace(article("u", "2025-06-18", "Rain", "It rained."), url=f"https://paper.example/{tail}")
    async with open_reader(newsroom_of(Desk((one,), {}))) as reader:
        await reader.press("enter")
        assert "paper.example" not in reader.text()
        await reader.press("o", "y")
        assert not started
        assert reader.app.clipboard == ""


async def test_case_07_no_size_of_the_terminal_breaks_an_open_hostile_article(open_reader: Opener) -> None:
    one = article("r", "2025-06-18", HOSTILE.replace("\r", "") + MARKUP[0], (HOSTILE + "監督 ") * 40)
    async with open_reader(newsroom_of(Desk((one,), {}))) as reader:
        await reader.press("enter")
        for size in ((20, 5), (500, 200), (1, 1), (80, 24)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            await reader.press("j", "G", "g")
        assert "監督" in reader.text()


@pytest.mark.parametrize("body", ["Rain fell on the quay.\n" * 200_000, "rain " * 400_000])
async def test_case_08_an_enormous_article_scrolls_at_once(open_reader: Opener, body: str) -> None:
    one, other = article("big", "2025-06-18", "Big", body), article("small", "2025-06-19", "Small", "Rain.")
    async with open_reader(newsroom_of(Desk((one, other), {}))) as reader:
        await reader.press("j", "enter")
        assert "ain" in reader.pane("#reading")
        began = time.process_time()
        for _ in range(20):
            await reader.pilot.press("j")
        assert (time.process_time() - began) / 20 < 0.05
