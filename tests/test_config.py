"""config.toml and feeds.toml: read with patience, edited with care."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from touchline import config
from touchline.config import (
    Config,
    FeedConfig,
    SavedQuery,
    Standing,
    add_feed,
    load_config,
    move_feed,
    remove_feed,
    write_example,
)
from touchline.config.toml_lines import line_numbers, statements
from touchline.errors import ConfigError, NotFoundError


def feeds_toml(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def one_feed(folder: Path, lines: str) -> FeedConfig:
    feeds_toml(folder, f'[[feed]]\nname = "A"\n{lines}\n')
    found = load_config(folder)
    assert found.warnings == ()
    return found.feeds[0]


def test_nothing_there(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none") == Config(
        folder=tmp_path / "none", lexicon_folder=tmp_path / "none" / "lexicon"
    )


def test_all_fields(tmp_path: Path) -> None:
    feeds_toml(
        tmp_path,
        """
        [defaults]
        tags = ["football"]
        interval = "30m"
        timeout = 20

        [[feed]]
        name = "The Touch"
        url = "https://touch.example/rss?x=1"
        tags = ["#England", "england", "papers"]
        league = "Premier League"
        publishers = ["Touch Online"]
        tier = 1
        official = true
        include = "coach"
        exclude = ["podcast"]
        interval = "2h"
        full_text = true
        headers = { Accept = "application/rss+xml" }
        enabled = false

        [[feed]]
        url = "http://www.other.example/feed"

        [[query]]
        name = "Madrid"
        query = 'club:"real madrid" newer:7d'
        """,
    )
    found = load_config(tmp_path)
    assert found.warnings == ()
    assert found.feeds == (
        FeedConfig(
            name="The Touch",
            url="https://touch.example/rss?x=1",
            tags=("england", "papers"),
            league="Premier League",
            publishers=("Touch Online",),
            tier=1,
            official=True,
            include=("coach",),
            exclude=("podcast",),
            interval_s=7200,
            timeout_s=20,
            full_text=True,
            headers=(("Accept", "application/rss+xml"),),
            enabled=False,
        ),
        FeedConfig(
            name="other.example", url="http://www.other.example/feed", tags=("football",), interval_s=1800, timeout_s=20
        ),
    )
    assert found.queries == (SavedQuery("Madrid", 'club:"real madrid" newer:7d'),)
    assert found.feed("the touch") is found.feeds[0]
    assert found.feed("none") is None


@pytest.mark.parametrize(
    ("written", "path"), [("clips", "clips"), ("../x/*.md", "../x/*.md"), ("/abs/file.xml", "/abs/file.xml")]
)
def test_paths_stand_against_the_file(tmp_path: Path, written: str, path: str) -> None:
    feed = one_feed(tmp_path, f'path = "{written}"')
    assert feed.path == tmp_path / path
    assert feed.url is None
    assert feed.address == str(tmp_path / path)


def test_home_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/of/a")
    assert one_feed(tmp_path, 'path = "~/news"').path == Path("/home/of/a/news")
    assert one_feed(tmp_path, 'path = "~no.such.user/news"').path == tmp_path / "~no.such.user/news"


@pytest.mark.parametrize(
    ("written", "seconds"), [('"30m"', 1800), ('"2 hours"', 7200), ('"1 day"', 86_400), ('"45s"', 45), ("90", 90)]
)
def test_durations(tmp_path: Path, written: str, seconds: int) -> None:
    assert one_feed(tmp_path, f'path = "x"\ninterval = {written}').interval_s == seconds


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[feed]]\nname = "A"\nurll = "x"\npath = "x"', 3, "unknown key 'urll'; did you mean 'url'?"),
        ('# c\n[[feed]]\npath = "x"\n\n[[feed]]\npath = "y"\nteir = 1', 7, "did you mean 'tier'?"),
        ("[default]\ntier = 1", 1, "did you mean 'defaults'?"),
        ("[defaults]\nurl = 'x'", 2, "unknown key 'url'"),
        ('[[feed]]\npath = "x"\ntier = "best"', 3, "'tier' must be a number from 1 (best) to 9, not 'best'"),
        ('[[feed]]\npath = "x"\ntier = true', 3, "'tier' must be a number"),
        ('[[feed]]\npath = "x"\nofficial = 1', 3, "'official' must be true or false"),
        ('[[feed]]\npath = "x"\ninterval = "soon"', 3, "'interval' must be a time such as"),
        ('[[feed]]\npath = "x"\ninterval = -5', 3, "'interval' must be a time such as"),
        ('[[feed]]\npath = "x"\ntags = [1]', 3, "'tags' must be a list of texts"),
        ('[[feed]]\npath = "x"\nheaders = {Cookie = "secret\\u000a"}', 3, "'headers' must be a table"),
        ('[[feed]]\npath = "x"\n[feed.headers]\n"Bad Name" = "secret"', 3, "'headers' must be a table"),
        ('[[feed]]\nname = "A"', 1, "either a url or a path"),
        ('[[feed]]\nurl = "http://a.example"\npath = "x"', 1, "either a url or a path"),
        ("[[feed]]\nurl = 5", 2, "'url' must be a text"),
        ('[[feed]]\nurl = "file:///etc/passwd"', 2, "is no http or https address"),
        ('[[feed]]\nurl = "exec:touch x"', 2, "is no http or https address"),
        ('[[feed]]\nurl = "|touch x"', 2, "is no http or https address"),
        ('[[feed]]\nurl = "https://a.example/\\u001b]0;x"', 2, "is no http or https address"),
        ('[[feed]]\nname="A"\npath="x"\n[[feed]]\nname="a"\npath="y"', 5, "a feed named 'a' already"),
        ('[[feed]]\nname="A"\npath="x"\n[[feed]]\nname="B"\npath="x"', 4, "'B' has the address of 'A'"),
        ('[[query]]\nname = "A"', 1, "needs a name and a query"),
        ('[[query]]\nname="A"\nquery="x"\n[[query]]\nname="A"\nquery="y"', 5, "a query named 'A' already"),
        ("feed = 1", 1, "under a line [[feed]]"),
        ('feed = [{path = "x"}, 1]', 1, "under a line [[feed]]"),
        ("defaults = 1", 1, "write [defaults] as a table"),
        ("[keys]\nnext = 'j'", 1, "'keys' belongs into config.toml"),
        ('note = """\n[[feed]]\ntier = 3\n"""\n[[feed]]\npath = "x"\ntier = 0', 7, "'tier' must be"),
    ],
)
def test_warnings_name_file_line_and_key(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = feeds_toml(tmp_path, text)
    warnings = load_config(tmp_path).warnings
    assert any(warning.startswith(f"{path}, line {line}: ") and words in warning for warning in warnings), warnings
    assert not any("secret" in warning for warning in warnings)


def test_what_is_wrong_leaves_the_rest(tmp_path: Path) -> None:
    feeds_toml(tmp_path, '[[feed]]\nurl = "exec:x"\n[[feed]]\nname = "B"\npath = "x"\ntier = "no"\nofficial = true')
    found = load_config(tmp_path)
    assert [(feed.name, feed.tier, feed.official) for feed in found.feeds] == [("B", None, True)]
    assert len(found.warnings) == 2


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'[[feed]]\nname = "A\n', 2),
        (b'[[feed]]\nname = "A"\nname = "B"\nx = 1', 3),
        (b"[[feed]\n", 1),
        (b'[[feed]]\nname = "\xff"\n', 2),
        (b"a = 1\n\n[x\n", 3),
        (b"\x00", 1),
    ],
)
def test_broken_toml_names_file_and_line(tmp_path: Path, raw: bytes, line: int) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(raw)
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    assert str(caught.value).startswith(f"{path}, line {line}: ")
    with pytest.raises(ConfigError):
        add_feed(tmp_path, "https://a.example/")
    assert path.read_bytes() == raw


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_settings(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '\ufeff[keys]\r\nnext_unread = ["n", "ctrl+n"]\r\nquit = "x"\r\nbad = 5\r\n'
        '[reader]\r\ntheme = "light"\r\ncolour = 1\r\n',
        encoding="utf-8",
        newline="",
    )
    found = load_config(tmp_path)
    assert found.keys == {"next_unread": ("n", "ctrl+n"), "quit": ("x",)}
    assert found.theme == "light"
    assert [warning.split(", ", 1)[1] for warning in found.warnings] == [
        'line 4: \'bad\' must be a list of texts, such as ["one", "two"], not 5',
        "line 7: unknown key 'colour'; known here: refresh, theme",
    ]


def test_standing(tmp_path: Path) -> None:
    feeds_toml(
        tmp_path,
        """
        [[feed]]
        name = "Gazeta Łódź"
        url = "https://a.example/"
        publishers = ["Łódź Online"]
        tier = 2
        [[feed]]
        name = "Club"
        path = "club"
        official = true
        """,
    )
    found = load_config(tmp_path)
    assert found.standing(None, "gazeta lodz") == Standing(tier=2)
    assert found.standing("Club", "Łódź online") == Standing(tier=2)
    assert found.standing("Club", "Someone") == Standing(official=True)
    assert found.standing("Club", None) == Standing(official=True)
    assert found.standing("Gone", "Someone") == found.standing(None, None) == Standing()


def test_many_feeds_with_many_mistakes(tmp_path: Path) -> None:
    feeds_toml(tmp_path, "".join(f'[[feed]]\npath = "f{n}"\nteir = 1\n' for n in range(3000)))
    found = load_config(tmp_path)
    assert len(found.feeds) == len(found.warnings) == 3000
    assert "line 9000:" in found.warnings[-1]


def test_default_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOUCHLINE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("TOUCHLINE_CONFIG", str(tmp_path / "config"))
    assert config.default_library_folder() == tmp_path / "library"
    assert config.default_config_folder() == tmp_path / "config"
    monkeypatch.delenv("TOUCHLINE_LIBRARY")
    monkeypatch.delenv("TOUCHLINE_CONFIG")
    assert config.default_library_folder().name == "touchline"
    assert config.default_config_folder().name == "touchline"


# --- edits ---

HAND_WRITTEN = """\
# my feeds

[defaults]
tier = 3   # most of them

# the first one
[[feed]]
name = "A"  # short
url = "https://a.example/"
# tier = 1
tags = [
  "x",  # ] [[feed]]
]

# between

[[query]]
name = "Q"
query = '''
[[feed]]
'''

# the second one
[[feed]]
name = "B"
path = "b"
[feed.headers]
X-Y = "z"

# the end
"""


def test_a_move_keeps_every_other_line_and_what_ids_are_made_of(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, HAND_WRITTEN)
    assert move_feed(tmp_path, "a", "https://new.example/rss")
    before = 'url = "https://a.example/"\n'
    after = 'url = "https://new.example/rss"\nfirst_url = "https://a.example/"\n'
    assert path.read_text() == HAND_WRITTEN.replace(before, after)
    assert not move_feed(tmp_path, "A", "https://new.example/rss")
    assert move_feed(tmp_path, "A", "https://newer.example/rss")
    assert path.read_text() == HAND_WRITTEN.replace(before, after.replace("new.", "newer."))
    feed = load_config(tmp_path).feed("A")
    assert feed is not None
    assert (feed.url, feed.first_url) == ("https://newer.example/rss", "https://a.example/")


def test_a_move_keeps_the_comment_behind_the_address(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, "[[feed]]\nurl   =  'http://a.example/f' # \"mine\"")
    assert move_feed(tmp_path, "a.example", "https://a.example/f")
    assert path.read_text() == ('[[feed]]\nurl   =  "https://a.example/f" # "mine"\nfirst_url = "http://a.example/f"\n')


@pytest.mark.parametrize(
    "secret", ['url = "https://ada:s3@a.example/f"', 'url = "https://a.example/f"\nheaders = { X = "s3" }']
)
def test_a_feed_with_a_password_moves_within_its_server_only(tmp_path: Path, secret: str) -> None:
    path = feeds_toml(tmp_path, f'[[feed]]\nname = "A"\n{secret}\n')
    text = path.read_text()
    assert not move_feed(tmp_path, "A", "https://b.example/f")
    assert not move_feed(tmp_path, "A", "http://a.example/g")
    assert path.read_text() == text
    assert move_feed(tmp_path, "A", "https://a.example/g")
    feed = load_config(tmp_path).feed("A")
    assert feed is not None
    assert (feed.url or "").replace("ada:s3@", "") == "https://a.example/g"
    assert ("ada:s3@" in (feed.url or "")) == ("ada:s3@" in secret)


def test_what_cannot_be_moved_safely_is_left(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, 'feed = [{ name = "A", url = "https://a.example/f" }]\n[x]\n')
    text = path.read_text()
    with pytest.raises(ConfigError, match="edit it by hand"):
        move_feed(tmp_path, "A", "https://b.example/f")
    with pytest.raises(NotFoundError):
        move_feed(tmp_path, "B", "https://b.example/f")
    assert not move_feed(tmp_path, "A", "file:///etc/passwd")
    assert path.read_text() == text


def test_add_keeps_every_line(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, HAND_WRITTEN)
    path.chmod(0o640)
    assert add_feed(tmp_path, "https://www.c.example/rss", tags=("new",)) == "c.example"
    text = path.read_text()
    assert text.startswith(HAND_WRITTEN)
    assert text.endswith('\n\n[[feed]]\nname = "c.example"\nurl = "https://www.c.example/rss"\ntags = ["new"]\n')
    assert [feed.name for feed in load_config(tmp_path).feeds] == ["A", "B", "c.example"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["feeds.toml"]


def test_remove_keeps_every_other_line(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, HAND_WRITTEN)
    remove_feed(tmp_path, "a")
    first = HAND_WRITTEN.index("[[feed]]")
    assert path.read_text() == HAND_WRITTEN[:first] + HAND_WRITTEN[HAND_WRITTEN.index("\n# between") :]
    remove_feed(tmp_path, "B")
    assert load_config(tmp_path).feeds == ()
    assert path.read_text().endswith("'''\n\n# the second one\n\n# the end\n")
    with pytest.raises(NotFoundError, match="named 'A'"):
        remove_feed(tmp_path, "A")


def test_remove_works_on_feeds_that_loading_leaves_out(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, '[[feed]]\nname = "A"\nurl = "exec:x"\n[[feed]]\nname = "B"\npath = "b"\n')
    remove_feed(tmp_path, "A")
    assert path.read_text() == '[[feed]]\nname = "B"\npath = "b"\n'


def test_remove_takes_back_what_add_did(tmp_path: Path) -> None:
    path = write_example(tmp_path)
    before = path.read_text()
    add_feed(tmp_path, "https://c.example/rss")
    remove_feed(tmp_path, "c.example")
    assert path.read_text() == before


def test_remove_the_only_feed(tmp_path: Path) -> None:
    path = feeds_toml(tmp_path, '[[feed]]\nname = " A "\npath = "a"\n')
    remove_feed(tmp_path, "A")
    assert path.read_text() == ""
    feeds_toml(tmp_path, '[[feed]]\npath = "clips"\n')
    remove_feed(tmp_path, "clips")
    assert load_config(tmp_path).feeds == ()


def test_add_to_nothing_and_through_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (tmp_path / "dotfiles").mkdir()
    (folder / "feeds.toml").symlink_to(tmp_path / "dotfiles" / "feeds.toml")
    (tmp_path / "clips").mkdir()
    assert add_feed(folder, str(tmp_path / "clips")) == "clips"
    assert (folder / "feeds.toml").is_symlink()
    assert load_config(folder).feeds == (FeedConfig(name="clips", path=tmp_path / "clips"),)
    assert add_feed(folder, str(tmp_path / "clips" / "*.md"), name='Odd "name" \\ ü') == 'Odd "name" \\ ü'
    assert add_feed(tmp_path / "new" / "folder", "https://a.example") == "a.example"


def test_add_keeps_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(b'[[feed]]\r\npath = "x"\r\n')
    add_feed(tmp_path, "https://a.example/")
    assert path.read_bytes() == (
        b'[[feed]]\r\npath = "x"\r\n\r\n[[feed]]\r\nname = "a.example"\r\nurl = "https://a.example/"\r\n'
    )


def test_made_names_do_not_collide(tmp_path: Path) -> None:
    assert [add_feed(tmp_path, f"https://a.example/{n}") for n in range(3)] == [
        "a.example",
        "a.example 2",
        "a.example 3",
    ]


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("https://a.example/", None, "is there already: the feed 'A'"),
        ("https://b.example/", "a", "a feed named 'a' already"),
        ("https://b.example/", " ", "name is empty"),
        ("no/such/path", None, "no such file or folder"),
        ("", None, "no such file or folder"),
        ("ftp://a.example/", None, "no such file or folder"),
        ("exec:touch x", None, "no such file or folder"),
        ("a\x1b[2J", None, "characters that feeds.toml cannot hold"),
        ("a\udcff", None, "characters that feeds.toml cannot hold"),
    ],
)
def test_add_refuses(tmp_path: Path, address: str, name: str | None, words: str) -> None:
    path = feeds_toml(tmp_path, HAND_WRITTEN)
    with pytest.raises(ConfigError, match=words):
        add_feed(tmp_path, address, name=name)
    assert path.read_text() == HAND_WRITTEN


def test_what_cannot_be_edited_safely_is_left(tmp_path: Path) -> None:
    for text in ('feed = [{path = "x"}]\n', "feed = 1\n"):
        path = feeds_toml(tmp_path, text)
        with pytest.raises(ConfigError):
            add_feed(tmp_path, "https://a.example/")
        with pytest.raises(ConfigError):
            remove_feed(tmp_path, "x")
        assert path.read_text() == text


SPACES = st.sampled_from(["", "\n", "\n\n", "# note\n", "\n# [[feed]] note\n\n"])


@given(st.lists(st.tuples(SPACES, st.sampled_from(["feed", "query", "headers"]), SPACES), max_size=8), st.data())
def test_removing_one_leaves_the_others(pieces: list[tuple[str, str, str]], data: st.DataObject) -> None:
    import tempfile

    text, names = "", []
    for n, (before, kind, within) in enumerate(pieces):
        header = "[[query]]" if kind == "query" else "[[feed]]"
        text += f'{before}{header}\nname = "{kind}{n}"\n{within}'
        text += 'query = "x"\n' if kind == "query" else f'path = "p{n}"\n'
        text += "[feed.headers]\nX = '[['\n" if kind == "headers" else ""
        names += [f"{kind}{n}"] if kind != "query" else []
    if not names:
        return
    gone = data.draw(st.sampled_from(names))
    with tempfile.TemporaryDirectory() as folder:
        feeds_toml(Path(folder), text)
        before_it = load_config(Path(folder))
        remove_feed(Path(folder), gone)
        after = load_config(Path(folder))
    assert after.feeds == tuple(feed for feed in before_it.feeds if feed.name != gone)
    assert after.queries == before_it.queries


def test_lines_of_statements() -> None:
    lines = line_numbers("a = 1\n[b.'c d']\ne.f = [\n1,\n]\n[[g]]\nh = 1\n[[g]]\n[g.i]\nj = '''\n\n'''\nk = 1")
    assert lines[("a",)] == 1
    assert lines[("b", "c d")] == 2
    assert lines[("b", "c d", "e", "f")] == 3
    assert lines[("g", 0)] == lines[("g",)] == 6
    assert lines[("g", 0, "h")] == 7
    assert lines[("g", 1)] == 8
    assert lines[("g", 1, "i", "j")] == 10
    assert lines[("g", 1, "i", "k")] == 13


def test_statements_cover_the_text() -> None:
    text = HAND_WRITTEN
    found = statements(text)
    assert [text[each.start : each.end] for each in found][:2] == ["[defaults]\n", "tier = 3   # most of them\n"]


KEYS = st.sampled_from(["a", "b-1", "c d", "é", "x.y", '"', "#", "[z]"])
VALUES = st.one_of(
    st.integers(-5, 5),
    st.booleans(),
    st.text(alphabet="a\"'\\\\#[]={}\\n\\t é", max_size=8),
    st.lists(st.text(alphabet="a\"'#[]", max_size=4), max_size=3),
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=3)


@given(
    TABLES,
    st.dictionaries(KEYS, TABLES, max_size=3),
    st.lists(st.tuples(TABLES, st.dictionaries(st.just("sub"), TABLES)), min_size=1),
)
def test_every_key_has_the_line_it_is_on(
    top: dict[str, Any], tables: dict[str, dict[str, Any]], array: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    document = {**{f"t{key}": value for key, value in top.items()}, **tables, "feed": [{**a, **b} for a, b in array]}
    text = tomlkit.dumps(document)
    assert tomllib.loads(text) == document
    lines, numbers = text.splitlines(), line_numbers(text)
    for key in top:
        assert _is_on(lines[numbers[f"t{key}",] - 1], f"t{key}")
    for name, table in tables.items():
        for key in table:
            assert _is_on(lines[numbers[name, key] - 1], key)
    for n, (table, below) in enumerate(array):
        assert lines[numbers["feed", n] - 1] == "[[feed]]"
        for key in table:
            assert _is_on(lines[numbers["feed", n, key] - 1], key)
        for key in below.get("sub", ()):
            assert _is_on(lines[numbers["feed", n, "sub", key] - 1], key)


def _is_on(line: str, key: str) -> bool:
    return next(iter(tomllib.loads(f"{line.split('=')[0]}= 1"))) == key


# --- the example ---


def test_write_example_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "config"
    path = write_example(folder)
    assert path == folder / "feeds.toml"
    path.write_text("mine")
    with pytest.raises(ConfigError, match="exists already"):
        write_example(folder)
    assert path.read_text() == "mine"


def test_the_example_is_a_working_selection(tmp_path: Path) -> None:
    path = write_example(tmp_path)
    found = load_config(tmp_path)
    assert found.warnings == ()
    assert len(found.feeds) >= 10
    assert all(feed.url and feed.tier and feed.tags for feed in found.feeds)
    assert found.queries
    # The lines that are commented out must work as well once the user uncomments them.
    lines = [line[1:] if line[:1] == "#" and line[:2] != "# " else line for line in path.read_text().splitlines()]
    assert len(tomllib.loads("\n".join(lines))["feed"]) > len(found.feeds)
