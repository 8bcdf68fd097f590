"""Commands about feeds: refresh; feeds init, list, add, pause, resume, remove; lists of feeds in and out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli.output import config_folder, open_room, put, put_json, put_line, say

if TYPE_CHECKING:
    from touchline.model import FeedCheck

EXIT_SOME_FAILED = 3


def refresh(options: argparse.Namespace) -> int:
    """`touchline refresh`"""
    from touchline.exchange import refresh_json
    from touchline.newsroom.refreshing import after_refresh
    from touchline.newsroom.refreshing import refresh as pull

    room = open_room(options)
    failed = False
    if not room.config.feeds:
        say(f"no feeds: touchline feeds init puts an example into {config_folder(options)}")
    results = []
    for result in pull(room, options.feed, force=bool(options.feed)):
        results.append(result)
        failed = failed or result.status == "failed"
        if options.json:
            put_json(refresh_json(result))
            continue
        if result.status in ("ok", "moved", "not-modified"):
            put_line(f"{result.feed}: {result.status}, {result.n_added:,} added, {result.n_updated:,} updated")
        elif not result.error:
            put_line(f"{result.feed}: {result.status}")
        if result.error:
            say(f"{result.feed}: {result.status}: {result.error}")
    for problem in after_refresh(room, results):
        say(f"touchline: {problem}")
    room.close()
    return EXIT_SOME_FAILED if failed else 0


def init(options: argparse.Namespace) -> int:
    """`touchline feeds init`"""
    from touchline.config import write_example

    put(f"wrote {write_example(config_folder(options))}")
    return 0


def list_feeds(options: argparse.Namespace) -> int:
    """`touchline feeds list`"""
    from touchline.exchange import feed_json
    from touchline.newsroom.feeds import feed_healths
    from touchline.present.feeds import health_words

    room = open_room(options)
    healths = feed_healths(room)
    for feed in healths:
        if options.json:
            put_json(feed_json(feed))
        else:
            put_line(f"{feed.name}  {feed.address}")
            put_line(f"    {feed.n_articles:,} articles, {feed.n_unread:,} unread · {health_words(feed, room.now())}")
    if not healths and not options.json:
        say(f"no feeds: touchline feeds init puts an example into {config_folder(options)}")
    return 0


def check(options: argparse.Namespace) -> int:
    """`touchline feeds check [NAME or ADDRESS]`"""
    from touchline.exchange import check_json
    from touchline.newsroom.feeds import check as try_feeds

    n_failed = 0
    for found in try_feeds(open_room(options), options.feed):
        n_failed += not found.works
        if options.json:
            put_json(check_json(found))
            continue
        put_line(f"{found.feed}: {_checked(found)}")
        for address in found.feed_addresses:
            put_line(f"    touchline feeds add {address}")
    return EXIT_SOME_FAILED if n_failed else 0


def _checked(found: FeedCheck) -> str:
    if not found.works:
        return f"failed: {found.error}"
    articles = "1 article" if found.n_articles == 1 else f"{found.n_articles:,} articles"
    undated = f", {found.n_undated:,} of them undated" if found.n_undated else ""
    newest = f"; the newest: {found.newest}" if found.newest else ""
    when = f" ({found.newest_at:%Y-%m-%d %H:%M} UTC)" if found.newest_at else ""
    note = f" {found.error}" if found.error else ""
    return f"works, {articles}{undated}{newest}{when}.{note}"


def add(options: argparse.Namespace) -> int:
    """`touchline feeds add URL|PATH`"""
    from touchline.config import add_feed
    from touchline.newsroom.marking import clean_tag

    tags = tuple(map(clean_tag, options.tag))
    put_line(f"added {add_feed(config_folder(options), options.address, name=options.name, tags=tags)}")
    return 0


def import_feeds(options: argparse.Namespace) -> int:
    """`touchline opml import FILE` and `touchline feeds import FILE`: OPML, or newsboat's `urls`"""
    from touchline.config import NewFeed, add_feeds
    from touchline.exchange.newsboat import read_urls
    from touchline.exchange.opml import looks_like_opml, read_opml

    raw = _bytes_of(options.file)
    outlines, problems = (read_opml if looks_like_opml(raw) else read_urls)(raw)
    for problem in problems:
        say(f"left out: {problem}")
    feeds = [
        NewFeed(address=each.url, name=None if each.name == each.url else each.name, tags=each.tags)
        for each in outlines
    ]
    added = add_feeds(config_folder(options), feeds)
    for name in added:
        put_line(f"added {name}")
    n_known = len(outlines) - len(added)
    say(f"{len(added):,} added" + (f", {n_known:,} known already" if n_known else ""))
    return EXIT_SOME_FAILED if problems else 0


def export_opml(options: argparse.Namespace) -> int:
    """`touchline opml export`"""
    from touchline.config import load_config
    from touchline.exchange.opml import write_opml

    feeds = load_config(config_folder(options)).feeds
    put(write_opml(feeds, by_tag=options.tags).rstrip())
    if n_local := sum(1 for feed in feeds if feed.url is None):
        say(f"left out: {n_local:,} local {'feed' if n_local == 1 else 'feeds'}, which other readers cannot read")
    return 0


def _bytes_of(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    from touchline.ingest.files import read_file

    return read_file(path)


def pause(options: argparse.Namespace) -> int:
    """`touchline feeds pause NAME` and `touchline feeds resume NAME`"""
    from touchline.config import change_feed

    change_feed(config_folder(options), options.name, {"enabled": options.enabled})
    put_line(f"{'resumed' if options.enabled else 'paused'} {options.name}")
    return 0


def remove(options: argparse.Namespace) -> int:
    """`touchline feeds remove NAME`"""
    from touchline.config import remove_feed

    remove_feed(config_folder(options), options.name)
    put_line(f"removed {options.name}; its articles stay")
    return 0
