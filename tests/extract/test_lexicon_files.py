"""The quick ways of reading a lexicon file give what TOML means, and leave to tomllib what they do not know."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from touchline.errors import ConfigError
from touchline.extract import lexicon_files
from touchline.extract.lexicon_files import read_lexicon_file
from touchline.extract.rulebook import CLUB_KEYS, COACH_KEYS
from touchline.extract.version import LEXICON


@pytest.mark.parametrize(
    ("name", "rows", "keys"), [("en", "", ()), ("clubs", "club", CLUB_KEYS), ("coaches", "coach", COACH_KEYS)]
)
def test_the_lexicon_is_read_quickly_and_right(
    name: str, rows: str, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = LEXICON / f"{name}.toml"
    meant = tomllib.loads(path.read_text(encoding="utf-8"))
    monkeypatch.setattr(lexicon_files, "_any_toml", lambda _: pytest.fail("the quick ways do not read it"))
    assert read_lexicon_file(path, rows, keys).content_table == meant


@pytest.mark.parametrize(
    "text",
    [
        "# a note\n\n[[club]]\nname = \"A\" # which is short\ncountry = 'B'\n",
        '[[club]]\nname = "A"\n# between\ncountry = "B"\n\n[[club]]\nname = "C"\naliases = [\n  "D", # E\n  "F",\n]\n',
        '[[club]]\nname="A"\n[club.more]\nx = 1\n',
        'name = "none"\n',
        '[[club]]\nname = "a \\"quoted\\" [[club]] name = b"\ncity = "Å\\u00e5"\n',
        "[club]\nname = 1979-05-27\n",
        '[a]\nb = [\n  ["c", "d"],\n  ["e"],\n]\n\n[a.f]\ng = -1\n"h i" = 2\n\n[j.k]\nl = true\n',
        '[[club]]\nname = """\ncountry = "X"\n"""\n',
        "",
    ],
)
def test_any_other_toml_means_what_it_means(text: str, tmp_path: Path) -> None:
    path = tmp_path / "clubs.toml"
    path.write_text(text, encoding="utf-8")
    for rows in ("", "club"):
        assert read_lexicon_file(path, rows, CLUB_KEYS).content_table == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        '[[club]]\nname = "A"\nname = "B"\n',
        "[[club]\n",
        '[[club]]\nname = "A\n',
        "[x]\n[x]\n",
        "[[x]]\n[x]\n",
        "[x]\ny = 1\n[x.y]\n",
    ],
)
def test_what_is_no_toml_is_told_by_its_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "clubs.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"clubs\.toml"):
        read_lexicon_file(path, "club", CLUB_KEYS)
