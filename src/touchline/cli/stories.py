"""Commands about story threads: thread list, show, follow, unfollow."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from touchline.cli.output import open_room, put, put_json, put_line, say

if TYPE_CHECKING:
    from touchline.model import StoryThread


def thread_list(options: argparse.Namespace) -> int:
    """`touchline thread list`"""
    from touchline.exchange import thread_json
    from touchline.newsroom.stories import story_threads

    room = open_room(options, drained=True)
    threads = story_threads(room)
    for thread in threads:
        if options.json:
            put_json(thread_json(thread))
        else:
            put_line(thread_line(thread))
    if not threads and not options.json:
        say("no story threads: no stored article says anything about a coach's job")
    return 0


def thread_follow(options: argparse.Namespace) -> int:
    """`touchline thread (follow, unfollow) ID`"""
    from touchline.newsroom.marking import set_followed
    from touchline.newsroom.stories import find_thread

    room = open_room(options, drained=True)
    thread = find_thread(room, options.thread_id)
    changed = set_followed(room, thread.thread_id, options.follow)
    state = "followed" if options.follow else "not followed"
    put_line(f"{thread.thread_id} is {state}{'' if changed else ' already'}")
    return 0


def thread_line(thread: StoryThread) -> str:
    """One story thread in one line."""
    change = thread.change
    out = change.out.person or "?"
    into = change.into.person or (f"{len(change.candidates)} linked" if change.candidates else "?")
    steps = f"out {change.out.stage or '-'}, in {change.into.stage or '-'}"
    reports = f"{len(thread.article_ids)} articles, last {_day(thread.last_on)}"
    return f"{thread.thread_id}  {thread.status}  {out} → {into}  ({steps}; {reports})"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "undated"


def thread_show(options: argparse.Namespace) -> int:
    """`touchline thread show ID`"""
    from touchline.exchange import thread_json
    from touchline.newsroom.stories import chain, find_thread, thread_in_file
    from touchline.present.threads import thread_text

    room = open_room(options, drained=True)
    thread = find_thread(room, options.thread_id)
    if options.json:
        put_json(thread_json(thread, with_timeline=True))
        return 0
    if options.markdown:
        put(thread_in_file(room, thread, "markdown"))
    else:
        put(thread_text(thread, chain(room, thread)))
    return 0
