from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.ingest.builders import at, read_one
from touchline.errors import FormatError

YAML = """---
title: "Rovers: Pilbeam goes"
date: 2025-05-10
source: The Invented Post
author: [Ada Writer, Ben Scribe]
url: https://post.example/pilbeam
tags: [rovers, "9"]
lang: en-GB
---

The **board** met on [Friday](https://post.example/x).
"""


def test_yaml_front_matter_is_read(tmp_path: Path):
    article = read_one(tmp_path, "a.md", YAML)
    assert article.title == "Rovers: Pilbeam goes"
    assert article.body == "The board met on Friday."
    assert (article.published_at, article.date_from) == (at(2025, 5, 10), "front matter")
    assert article.publisher == "The Invented Post"
    assert article.author == "Ada Writer, Ben Scribe"
    assert article.url == "https://post.example/pilbeam"
    assert article.language == "en"


def test_front_matter_is_known_by_its_content_whatever_the_suffix(tmp_path: Path):
    assert read_one(tmp_path, "a.txt", YAML).title == "Rovers: Pilbeam goes"


def test_toml_front_matter_is_read(tmp_path: Path):
    text = '+++\ntitle = "Pilbeam goes"\ndate = 2025-05-10T01:00:00+02:00\nsite = "The Post"\n+++\nBody.\n'
    article = read_one(tmp_path, "a.md", text)
    assert (article.title, article.body, article.publisher) == ("Pilbeam goes", "Body.", "The Post")
    assert article.published_at == at(2025, 5, 9, 23, 0)


def test_a_title_with_a_bare_colon_is_read_although_yaml_forbids_it(tmp_path: Path):
    article = read_one(tmp_path, "a.md", "---\ntitle: Pilbeam: I am going\ndate: 2025-05-10\n---\nBody.\n")
    assert (article.title, article.published_at) == ("Pilbeam: I am going", at(2025, 5, 10))


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Pilbeam *goes*\n\nBody.", "Pilbeam goes", "Body."),
        ("\n# Pilbeam goes #\nBody.", "Pilbeam goes", "Body."),
        ("Pilbeam goes\n============\n\nBody.", "Pilbeam goes", "Body."),
        ("Body.\n\n# Later", None, "Body.\n\nLater"),
        ("## Second level\n\nBody.", None, "Second level\n\nBody."),
        ("---\n\nA ruler is no front matter.\n\n---\n", None, "A ruler is no front matter."),
        ("---\ntitle: T\n---\n# T\n\nBody.", "T", "Body."),
        ("---\ntitle: T\n---\n# Other\n\nBody.", "T", "Other\n\nBody."),
    ],
)
def test_the_title_is_the_front_matters_else_the_first_heading(tmp_path: Path, text: str, title: str | None, body: str):
    article = read_one(tmp_path, "a.md", text)
    assert (article.title, article.body) == (title, body)


def test_markdown_becomes_plain_text(tmp_path: Path):
    text = (
        "Some *words*\nwrapped, `code` & <b>bold</b>.\n\n## Heading\n\n- one\n- two\n  - inner\n\n1. first\n2. second"
        "\n\n> A quote\n> goes on.\n\n```\nkeep  this\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |"
        "\n\n![picture](x.png) <script>no()</script>\n"
    )
    assert read_one(tmp_path, "a.md", text).text == (
        "Some words wrapped, code & bold.\n\nHeading\n\n- one\n- two\n  - inner\n\n1. first\n2. second\n\n"
        "A quote goes on.\n\nkeep  this\n\nA B\n1 2"
    )


@pytest.mark.parametrize(
    ("value", "published", "date_from"),
    [
        ("10 May 2025", at(2025, 5, 10), "front matter"),
        ("2025-05-10 18:30:00", at(2025, 5, 10, 18, 30), "front matter"),
        ("unknown", None, "none"),
        ("[a, list]", None, "file time"),
        ("", None, "file time"),
    ],
)
def test_dates_of_the_front_matter(tmp_path: Path, value: str, published: datetime | None, date_from: str):
    article = read_one(tmp_path, "a.md", f"---\ntitle: T\ndate: {value}\n---\nBody.")
    assert (article.published_at, article.date_from) == (published, date_from)


@pytest.mark.parametrize("text", ["---\ntitle: [a\n---\nBody.", "+++\ntitle = \n+++\nBody."])
def test_broken_front_matter_is_refused(tmp_path: Path, text: str):
    with pytest.raises(FormatError, match=r"a\.md has front matter that is no valid (YAML|TOML)"):
        read_one(tmp_path, "a.md", text)


def test_a_giant_is_read_without_rendering(tmp_path: Path):
    assert read_one(tmp_path, "a.md", "word **word**\n" * 80_000).text.startswith("word **word**\nword")


def test_aliases_in_yaml_do_not_multiply(tmp_path: Path):
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    article = read_one(tmp_path, "a.md", f"---\n{laughs}author: *i\ntitle: T\n---\nBody.")
    assert len(article.author or "") < 100
