from __future__ import annotations

from pathlib import Path

import pytest

from touchline.config import load_config
from touchline.errors import NotFoundError
from touchline.newsroom.refreshing import refresh
from touchline.newsroom.room import Newsroom

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Hill Gazette</title>
<link>https://hill.example/</link>
<item><guid>a</guid><title>Goalless on the hill</title><description>Rain.</description>
<pubDate>Sun, 11 May 2025 20:00:00 GMT</pubDate></item></channel></rss>
"""


@pytest.fixture
def feeds(room: Newsroom, tmp_path: Path) -> Newsroom:
    (tmp_path / "hill.xml").write_text(FEED, encoding="utf-8")
    folder = tmp_path / "config"
    folder.mkdir()
    lines = [
        f'[[feed]]\nname = "{name}"\npath = "{tmp_path / path}"\n'
        for name, path in (("Hill", "hill.xml"), ("Gone", "missing.xml"))
    ]
    (folder / "feeds.toml").write_text("\n".join(lines), encoding="utf-8")
    return Newsroom(store=room.store, config=load_config(folder), clock=room.clock)


def test_a_feed_that_fails_is_a_value_and_the_others_go_on(feeds: Newsroom) -> None:
    results = {result.feed: result for result in refresh(feeds)}
    assert (results["Hill"].status, results["Hill"].n_added) == ("ok", 1)
    assert results["Gone"].status == "failed"
    assert "missing.xml" in (results["Gone"].error or "")
    (row,) = feeds.store.headlines()
    assert (row.feed, row.publisher, row.headline) == ("Hill", "Hill Gazette", "Goalless on the hill")


def test_nothing_new_is_told_as_not_modified(feeds: Newsroom) -> None:
    list(refresh(feeds))
    again = {result.feed: result for result in refresh(feeds)}
    assert again["Hill"].status == "not-modified"
    (named,) = refresh(feeds, ["hill"])
    assert (named.status, named.n_added, named.n_updated) == ("ok", 0, 0)


def test_an_unknown_name_is_an_error(feeds: Newsroom) -> None:
    with pytest.raises(NotFoundError):
        list(refresh(feeds, ["nowhere"]))
