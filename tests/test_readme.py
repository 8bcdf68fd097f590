"""The README tells the truth: its key table is the code's, its pictures exist, its commands are the parser's."""

from __future__ import annotations

import re

from tools.readme import PICTURES, ROOT, SHOTS, with_key_table

from touchline.cli.parser import make_parser

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_made_from_the_code() -> None:
    assert with_key_table(README) == README, "run: python -m tools.readme"
    assert "| `j` |" in README


def test_every_picture_is_there() -> None:
    for name, _ in SHOTS:
        assert (PICTURES / f"{name}.svg").exists()
    assert "docs/pictures/thread.svg" in README


def test_every_command_is_named_in_the_readme() -> None:
    parser = make_parser()
    (commands,) = parser._subparsers._group_actions
    for name in commands.choices:
        assert re.search(rf"`touchline {name}\b", README), name


def test_the_two_commands_of_the_readme_are_those_of_ci() -> None:
    (check,) = re.findall(r"^python3 -m venv .*tests\.check$", README, flags=re.MULTILINE)
    assert check in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
