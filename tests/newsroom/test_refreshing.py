from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.server import Server, reply, serving
from touchline.config import load_config
from touchline.errors import NotFoundError
from touchline.ingest import answers
from touchline.model import MarkChange
from touchline.newsroom import refreshing
from touchline.newsroom.limited import LimitedWorkers
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
    assert named.status == "not-modified"
    (named,) = refresh(feeds, ["hill"], force=True)
    assert (named.status, named.n_added, named.n_updated) == ("ok", 0, 0)


def test_an_unknown_name_is_an_error(feeds: Newsroom) -> None:
    with pytest.raises(NotFoundError):
        list(refresh(feeds, ["nowhere"]))


@pytest.fixture
def post(room: Newsroom, tmp_path: Path) -> Iterator[tuple[Newsroom, Server]]:
    """A newsroom with one feed from the web, and its server."""
    folder = tmp_path / "config"
    folder.mkdir()
    with serving() as server:
        server.answers["/feed"] = reply(body=FEED.encode(), ETag='"1"')
        (folder / "feeds.toml").write_text(f'[[feed]]\nname = "Post"\nurl = "{server.url}/feed"  # mine\n', "utf-8")
        yield Newsroom(store=room.store, config=load_config(folder), clock=room.clock), server


def test_a_feed_that_moves_is_told_once_and_its_articles_stay_the_same(post: tuple[Newsroom, Server]) -> None:
    room, server = post
    list(refresh(room))
    (before,) = room.store.headlines()
    server.answers["/feed"] = reply(301, Location="/new")
    server.answers["/new"] = reply(body=FEED.replace("Rain.", "More rain.").encode())
    (moved,) = refresh(room)
    assert (moved.status, moved.n_added, moved.n_updated) == ("moved", 0, 1)
    assert moved.error == f"Its new address is {server.url}/new. It stands in feeds.toml now."
    assert room.config.folder is not None
    assert f'url = "{server.url}/new"  # mine' in (room.config.folder / "feeds.toml").read_text("utf-8")
    (after,) = refresh(room)
    assert (after.status, after.error, server.requests[-1][0]) == ("not-modified", None, "/new")
    assert [row.article_id for row in room.store.headlines()] == [before.article_id]


def test_a_changed_entry_keeps_its_marks_and_a_deleted_one_does_not_come_back(post: tuple[Newsroom, Server]) -> None:
    room, server = post
    list(refresh(room))
    (row,) = room.store.headlines()
    room.store.apply_marks([MarkChange(field="starred", keys=(row.article_id,), value=True)])
    server.answers["/feed"] = reply(body=FEED.replace("Rain.", "More rain.").encode())
    (updated,) = refresh(room)
    assert (updated.n_added, updated.n_updated) == (0, 1)
    assert room.store.marks().is_starred(row.article_id)
    room.store.delete_articles([row.article_id])
    server.answers["/feed"] = reply(body=FEED.replace("Rain.", "More rain.").encode() + b"<!-- another hour -->")
    (again,) = refresh(room)
    assert (again.status, again.n_added) == ("ok", 0)
    assert len(room.store.headlines()) == 0


def test_feeds_with_the_same_report_each_have_it(room: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    with serving() as server:
        server.answers.update({f"/{n}": reply(body=FEED.encode()) for n in range(3)})
        feeds = [f'[[feed]]\nname = "P{n}"\nurl = "{server.url}/{n}"\ntags = ["t{n}"]\n' for n in range(3)]
        (folder / "feeds.toml").write_text("\n".join(feeds), "utf-8")
        results = list(refresh(Newsroom(store=room.store, config=load_config(folder), clock=room.clock)))
    assert sorted((each.feed, each.n_added) for each in results) == [("P0", 1), ("P1", 1), ("P2", 1)]
    rows = room.store.headlines()
    assert {row.feed for row in rows} == {"P0", "P1", "P2"}
    assert len({row.fold_key for row in rows}) == 1
    assert {(row.feed, room.store.marks().tags_of(row.article_id)) for row in rows} == {
        ("P0", ("t0",)),
        ("P1", ("t1",)),
        ("P2", ("t2",)),
    }


def read_for_ever(task: answers.ReadTask) -> answers.Reading:
    """Reads the feed of one name for ever, as some parsers do with what was made for them."""
    while task.feed == "Post":
        pass
    return answers.read(task)


def test_a_feed_that_no_parser_comes_to_an_end_with_is_given_up_and_the_others_go_on(
    post: tuple[Newsroom, Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, server = post
    monkeypatch.setattr(refreshing, "LimitedWorkers", lambda: LimitedWorkers(1, limit_s=2))
    monkeypatch.setattr(answers, "read", read_for_ever)
    folder = room.config.folder
    assert folder is not None
    server.answers["/good"] = reply(body=FEED.encode())
    with (folder / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[feed]]\nname = "Good"\nurl = "{server.url}/good"\n')
    room.config = load_config(folder)
    results = {each.feed: each for each in refresh(room)}
    assert (results["Good"].status, results["Good"].n_added) == ("ok", 1)
    assert results["Post"].status == "failed"
    assert results["Post"].error == "Post takes longer than 30 s to be read, and was given up."
