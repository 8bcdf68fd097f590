"""Commands about feeds: refresh, feeds init, list, add, remove."""

from __future__ import annotations

import argparse

from touchline.cli.output import config_folder, open_room, put, put_json, put_line, say

EXIT_SOME_FAILED = 3


def refresh(options: argparse.Namespace) -> int:
    """`touchline refresh`"""
    from touchline.exchange import refresh_json
    from touchline.newsroom.refreshing import refresh as pull

    room = open_room(options)
    failed = False
    if not room.config.feeds:
        say(f"no feeds: touchline feeds init puts an example into {config_folder(options)}")
    for result in pull(room, options.feed, force=bool(options.feed)):
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
    return EXIT_SOME_FAILED if failed else 0


def init(options: argparse.Namespace) -> int:
    """`touchline feeds init`"""
    from touchline.config import write_example

    put(f"wrote {write_example(config_folder(options))}")
    return 0


def list_feeds(options: argparse.Namespace) -> int:
    """`touchline feeds list`"""
    from touchline.config import load_config

    config = load_config(config_folder(options))
    for warning in config.warnings:
        say(f"touchline: {warning}")
    for feed in config.feeds:
        address = feed.url or str(feed.path)
        if options.json:
            put_json(
                {"schema": 1, "feed": feed.name, "address": address, "tags": list(feed.tags), "enabled": feed.enabled}
            )
        else:
            put_line(f"{feed.name}  {address}" + ("" if feed.enabled else "  (paused)"))
    if not config.feeds and not options.json:
        say(f"no feeds: touchline feeds init puts an example into {config_folder(options)}")
    return 0


def add(options: argparse.Namespace) -> int:
    """`touchline feeds add URL|PATH`"""
    from touchline.config import add_feed

    put_line(f"added {add_feed(config_folder(options), options.address, name=options.name)}")
    return 0


def remove(options: argparse.Namespace) -> int:
    """`touchline feeds remove NAME`"""
    from touchline.config import remove_feed

    remove_feed(config_folder(options), options.name)
    put_line(f"removed {options.name}; its articles stay")
    return 0
