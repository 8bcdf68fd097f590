"""The command that tells what changed in followed threads."""

from __future__ import annotations

import argparse

from touchline.cli.output import open_room, put, put_json, put_line, say

WIDTH = 100


def digest(options: argparse.Namespace) -> int:
    """`touchline digest`"""
    from touchline.exchange.digest import digest_json, digest_markdown
    from touchline.newsroom.digesting import digest as changed
    from touchline.newsroom.digesting import moment
    from touchline.newsroom.stories import story_threads
    from touchline.present.digest import digest_lines
    from touchline.present.lines import plain

    room = open_room(options, drained=True)
    since_at = moment(room, options.since) if options.since else None
    found = changed(room, since_at, every=options.every)
    if options.json:
        for news in found:
            put_json(digest_json(news))
    elif not found and not options.every and not story_threads(room, followed_only=True):
        say("you follow no story thread: `touchline thread follow ID`, or f in the reader, does; --all tells of all")
    elif not found:
        when = f"since {options.since}" if options.since else "since the last session"
        say(f"nothing is new in {'any story thread' if options.every else 'the threads that you follow'} {when}")
    elif options.markdown:
        put(digest_markdown(found).rstrip("\n"))
    else:
        for made in digest_lines(found, WIDTH, room.now().date()):
            put_line(plain(made).rstrip())
    return 0
