"""`touchline feeds`, `opml` and `refresh` as a user or a script meets them."""

from __future__ import annotations

from pathlib import Path

from touchline.config import load_config


def test_a_list_of_another_reader_becomes_feeds_once(touchline, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="Papers"><outline text="Tribune" xmlUrl="https://t.example/rss"/>'
        '<outline text="Bad" xmlUrl="exec:rm"/></outline></body></opml>'
    )
    ran = touchline("opml", "import", opml)
    assert ran.code == 3
    assert ran.out == "added Tribune\n"
    assert "Bad" in ran.err and "1 added" in ran.err
    urls = tmp_path / "urls"
    urls.write_text("https://T.example/rss/ papers\nhttps://u.example/rss '~Union'\n")
    ran = touchline("feeds", "import", urls)
    assert (ran.code, ran.out) == (0, "added Union\n")
    assert "1 known already" in ran.err
    found = load_config(tmp_path / "config").feeds
    assert [(feed.name, feed.tags) for feed in found] == [("Tribune", ("papers",)), ("Union", ())]
    exported = touchline("opml", "export", "--tags").out
    assert exported.startswith("<?xml") and '<outline text="papers"' in exported
    assert touchline("opml", "import", tmp_path / "none.opml").code == 1


def test_feeds_are_paused_and_resumed(touchline, tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    assert touchline("feeds", "add", tmp_path / "clips", "--name", "Clips", "--tag", "#Mine").out == "added Clips\n"
    assert touchline("feeds", "pause", "clips").code == 0
    (refreshed,) = touchline("refresh", "--json").json()
    assert (refreshed["feed"], refreshed["status"]) == ("Clips", "paused")
    assert touchline("feeds", "resume", "clips").code == 0
    (refreshed,) = touchline("refresh", "--json").json()
    assert refreshed["status"] == "ok"
    (feed,) = load_config(tmp_path / "config").feeds
    assert (feed.enabled, feed.tags) == (True, ("mine",))
    assert touchline("feeds", "pause", "nobody").code == 1
