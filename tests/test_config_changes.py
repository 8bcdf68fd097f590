"""feeds.toml and config.toml: what was added to a feed's keys, hooks, and edits that change or add many feeds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.config import Hooks, NewFeed, add_feed, add_feeds, canonical_address, change_feed, load_config
from touchline.errors import ConfigError, NotFoundError

COMMENTED = """# mine
[[feed]]  # the first
name = "A"  # short
url = "https://a.example/"
tags = [
  "one",  # first
]  # some

[[feed]]
path = "b"
"""


def write(folder: Path, text: str, name: str = "feeds.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_change_keeps_comments_and_order(tmp_path: Path) -> None:
    path = write(tmp_path, COMMENTED)
    change_feed(tmp_path, "a", {"url": "https://new.example/feed", "enabled": False, "tier": 2})
    assert path.read_text() == COMMENTED.replace(
        '"https://a.example/"\n', '"https://new.example/feed"\ntier = 2\nenabled = false\n'
    )
    change_feed(tmp_path, "A", {"tags": ["two"]})
    assert '\ntags = ["two"]  # some\n' in path.read_text()
    change_feed(tmp_path, "A", {"tags": ["one"]})
    change_feed(tmp_path, "A", {"url": "https://a.example/", "enabled": None, "tier": None, "league": None})
    assert path.read_text() == COMMENTED.replace('[\n  "one",  # first\n]', '["one"]')


def test_a_change_finds_feeds_without_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, COMMENTED)
    change_feed(tmp_path, "b", {"enabled": False})
    assert path.read_text() == COMMENTED + "enabled = false\n"
    with pytest.raises(NotFoundError, match="named 'C'"):
        change_feed(tmp_path, "C", {"enabled": False})


def test_what_cannot_be_changed_safely_is_left(tmp_path: Path) -> None:
    for text in ('feed = [{path = "x"}, 3]\n', "feed = 1\n"):
        path = write(tmp_path, text)
        with pytest.raises(ConfigError):
            change_feed(tmp_path, "x", {"enabled": False})
        assert path.read_text() == text


LINES = st.sampled_from(["", "\n", "# note\n", "official = true\n", "tags = ['x', 'y'] # two\n", "\n\n# [[feed]]\n"])


@given(st.lists(st.tuples(LINES, LINES), min_size=1, max_size=5), st.data())
def test_changing_one_leaves_the_others(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    text = "".join(
        f"{before if before.startswith(('#', chr(10))) else ''}[[feed]]\nname = 'f{n}'\n{within}path = 'p{n}'\n"
        for n, (before, within) in enumerate(pieces)
    )
    changed = data.draw(st.integers(0, len(pieces) - 1))
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), text)
        before_it = load_config(Path(folder)).feeds
        change_feed(Path(folder), f"f{changed}", {"league": "Any"})
        after = load_config(Path(folder)).feeds
        assert [feed.league for feed in after] == ["Any" if n == changed else None for n in range(len(pieces))]
        change_feed(Path(folder), f"f{changed}", {"league": None})
        assert load_config(Path(folder)).feeds == before_it
        assert path.read_text() == text


def test_many_feeds_are_added_in_one_write(tmp_path: Path) -> None:
    path = write(tmp_path, COMMENTED)
    wanted = [
        NewFeed(address="https://A.example:443", name="again"),
        NewFeed(address="https://c.example/rss", name="a", tags=("x",)),
        NewFeed(address="https://c.example/rss/"),
        NewFeed(address="https://d.example/"),
    ]
    assert add_feeds(tmp_path, wanted) == ["a 2", "d.example"]
    assert path.read_text() == COMMENTED + (
        '\n[[feed]]\nname = "a 2"\nurl = "https://c.example/rss"\ntags = ["x"]\n'
        '\n[[feed]]\nname = "d.example"\nurl = "https://d.example/"\n'
    )
    before = path.stat().st_mtime_ns
    assert add_feeds(tmp_path, wanted) == []
    assert path.stat().st_mtime_ns == before
    with pytest.raises(ConfigError, match=r"is there already: the feed 'd\.example'"):
        add_feed(tmp_path, "https://D.example")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://News.Example:443/Feed/#top", "https://news.example/Feed"),
        ("http://me:Pw@news.example:80", "http://me:Pw@news.example"),
        ("http://[::1]:8080/a?b=/", "http://[::1]:8080/a?b=/"),
        ("/home/me/clips/", "/home/me/clips/"),
    ],
)
def test_one_text_for_all_ways_to_write_an_address(written: str, canonical: str) -> None:
    assert canonical_address(written) == canonical
    assert canonical_address(canonical) == canonical


def test_hooks_and_keeping(tmp_path: Path) -> None:
    write(tmp_path, '[hooks]\non_new = ["notify-send", "", ""]\ntimeout = "5s"\n', "config.toml")
    write(tmp_path, '[defaults]\nkeep_days = 30\n[[feed]]\npath = "a"\n[[feed]]\npath = "b"\nkeep_days = 7\n')
    found = load_config(tmp_path)
    assert found.warnings == ()
    assert found.hooks == Hooks(on_new=("notify-send", "", ""), timeout_s=5)
    assert [feed.keep_days for feed in found.feeds] == [30, 7]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("config.toml", '[hooks]\non_new = "notify-send x"', "line 2: 'on_new' must be a list of a program"),
        ("config.toml", "[hooks]\non_stage = []", "line 2: 'on_stage' must be a list of a program"),
        ("config.toml", "[hooks]\non_old = ['x']", "line 2: unknown key 'on_old'; did you mean"),
        ("feeds.toml", "[[hooks]]\non_new = ['x']", "'hooks' belongs into config.toml"),
        ("feeds.toml", "[[feed]]\npath = 'a'\nkeep_days = 0", "line 3: 'keep_days' must be a number of days"),
        ("feeds.toml", "[[feed]]\npath = 'a'\ninclude = ['/(/']", "line 3: '/(/' is no pattern"),
        (
            "feeds.toml",
            "[[feed]]\npath = 'a'\nheaders = {Authorization = 'Bearer ${NO_SUCH_VARIABLE}'}",
            "line 3: there is no environment variable NO_SUCH_VARIABLE",
        ),
    ],
)
def test_warnings_name_the_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    write(tmp_path, text, name)
    found = load_config(tmp_path)
    (warning,) = found.warnings
    assert words in warning


def test_headers_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPER_TOKEN", "s3cret")
    write(tmp_path, "[[feed]]\nurl = 'https://a.example/'\nheaders = {Authorization = 'Bearer ${PAPER_TOKEN}'}")
    (feed,) = load_config(tmp_path).feeds
    assert feed.headers == (("Authorization", "Bearer s3cret"),)
    assert "s3cret" not in repr(feed)
