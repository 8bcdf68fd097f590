"""OPML out and in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.config import FeedConfig
from touchline.errors import FormatError
from touchline.exchange.opml import MAX_DEPTH, read_opml, write_opml
from touchline.exchange.outlines import Outline


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def test_out_and_in() -> None:
    feeds = [
        FeedConfig(name='A & "B" <c>', url="https://a.example/?x=1&y=2", tags=("one", "two")),
        FeedConfig(name="Folder", path=Path("/clips")),
        FeedConfig(name="Locked", url="https://me:secret@b.example/rss"),
    ]
    text = write_opml(feeds)
    assert "secret" not in text
    assert "/clips" not in text
    assert read_opml(text.encode()) == (
        (
            Outline(name='A & "B" <c>', url="https://a.example/?x=1&y=2", tags=("one", "two")),
            Outline(name="Locked", url="https://b.example/rss"),
        ),
        (),
    )


def test_folders_become_tags_and_addresses_stay_single() -> None:
    found, problems = read_opml(
        opml(
            '<outline text="Papers"><outline title="La Liga!"><outline text="A" xmlUrl="https://a.example/"/></outline>'
            '<outline text="B" type="rss" xmlurl="https://b.example/" category="/x y/z,papers"/></outline>'
            '<outline text="again" xmlUrl="https://a.example/"/><outline xmlUrl="http://c.example/"/>'
        )
    )
    assert problems == ()
    assert found == (
        Outline(name="A", url="https://a.example/", tags=("papers", "la-liga")),
        Outline(name="B", url="https://b.example/", tags=("papers", "x-y/z")),
        Outline(name="http://c.example/", url="http://c.example/"),
    )


@pytest.mark.parametrize(
    "url", ["exec:touch x", "|touch x", "filter:a:b", "file:///etc/passwd", "javascript:x", "x\u202ey"]
)
def test_what_is_no_address_is_a_problem(url: str) -> None:
    found, problems = read_opml(opml(f'<outline text="A" xmlUrl="{url}"/><outline xmlUrl="https://b.example/"/>'))
    assert [each.url for each in found] == ["https://b.example/"]
    assert len(problems) == 1
    assert problems[0].startswith("A: ")
    assert problems[0].isprintable()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no xml",
        b"<rss/>",
        b"<opml><body><outline></body></opml>",
        b'<!DOCTYPE x [<!ENTITY e "e">]><opml><body><outline text="&e;"/></body></opml>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><opml/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "e">]><opml/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="none-such"?><opml/>',
        opml('<outline text="f">' * (MAX_DEPTH + 1) + "</outline>" * (MAX_DEPTH + 1)),
        b"x" * 10_000_001,
    ],
)
def test_what_is_no_opml(raw: bytes) -> None:
    with pytest.raises(FormatError):
        read_opml(raw)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_names_come_back_as_one_document(pairs: list[tuple[str, str]]) -> None:
    feeds = [FeedConfig(name=name, url=f"https://a.example/{n}", tags=(tag,)) for n, (name, tag) in enumerate(pairs)]
    found, problems = read_opml(write_opml(feeds).encode())
    assert problems == ()
    assert [each.url for each in found] == [feed.url for feed in feeds]


@given(st.binary())
def test_any_bytes_are_opml_or_a_format_error(raw: bytes) -> None:
    try:
        read_opml(raw)
    except FormatError:
        return


def test_folders_of_tags_come_back_as_tags() -> None:
    feeds = [
        FeedConfig(name="A", url="https://a.example/", tags=("spain", "papers")),
        FeedConfig(name="B", url="https://b.example/"),
        FeedConfig(name="C", url="https://c.example/", tags=("england",)),
    ]
    text = write_opml(feeds, by_tag=True)
    assert text.index('text="england"') < text.index('text="spain"') < text.index('text="B"')
    found, problems = read_opml(text.encode())
    assert problems == ()
    assert {each.name: each.tags for each in found} == {"A": ("spain", "papers"), "B": (), "C": ("england",)}
