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


RSS = (
    "<rss version='2.0'><channel><title>Hill Gazette</title><item><guid>a</guid><title>Rain stops play</title>"
    "<pubDate>Sun, 11 May 2025 20:00:00 GMT</pubDate></item><item><guid>b</guid><title>Old</title></item>"
    "</channel></rss>"
)


def test_checking_says_what_a_feed_gives_and_stores_nothing(touchline, tmp_path: Path) -> None:
    (tmp_path / "hill.xml").write_text(RSS)
    ran = touchline("feeds", "check", "hill.xml")
    assert ran.code == 0
    newest = "the newest: Rain stops play (2025-05-11 20:00 UTC)"
    assert ran.out == f"hill.xml: works, 2 articles, 1 of them undated; {newest}.\n"
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.toml").write_text(
        f"[[feed]]\nname='Hill'\npath='{tmp_path / 'hill.xml'}'\nenabled=false\n"
        "[[feed]]\nname='Gone'\npath='gone.xml'\n"
    )
    ran = touchline("feeds", "check", "--json")
    assert ran.code == 3
    found = {each["feed"]: each for each in ran.json()}
    assert (found["Hill"]["works"], found["Hill"]["articles"], found["Hill"]["undated"]) == (True, 2, 1)
    assert not found["Gone"]["works"] and "gone.xml" in found["Gone"]["error"]
    assert touchline("list").out == ""
    assert touchline("feeds", "check", "nobody").code == 1


def test_the_list_says_how_feeds_are(touchline, tmp_path: Path) -> None:
    (tmp_path / "hill.xml").write_text(RSS)
    touchline("feeds", "add", tmp_path / "hill.xml", "--name", "Hill")
    (before,) = touchline("feeds", "list", "--json").json()
    assert (before["health"], before["articles"], before["answered"]) == ("new", 0, None)
    touchline("refresh")
    (after,) = touchline("feeds", "list", "--json").json()
    assert (after["health"], after["articles"], after["unread"], after["error"]) == ("ok", 2, 2, None)
    (tmp_path / "hill.xml").unlink()
    assert touchline("refresh").code == 3
    out = touchline("feeds", "list").out
    assert "failed: " in out and "hill.xml" in out and "2 articles" in out
