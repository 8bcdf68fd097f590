"""Commands that correct story threads: thread correct."""

from __future__ import annotations

import argparse

from touchline.cli.output import open_room, put_json, put_line, say


def reports(options: argparse.Namespace) -> int:
    """`touchline thread correct (not-this-story|attach) THREAD ARTICLE...`"""
    from touchline.newsroom import correcting
    from touchline.newsroom.reading import find_article

    deed = {"not-this-story": correcting.not_this_story, "attach": correcting.attach}[options.rule]
    room = open_room(options, drained=True)
    put_line(deed(room, options.thread_id, [find_article(room, wanted) for wanted in options.article_ids]))
    return 0


def split(options: argparse.Namespace) -> int:
    """`touchline thread correct split THREAD ARTICLE`"""
    from touchline.newsroom.correcting import split_off
    from touchline.newsroom.reading import find_article

    room = open_room(options, drained=True)
    put_line(split_off(room, options.thread_id, find_article(room, options.article_id)))
    return 0


def merge(options: argparse.Namespace) -> int:
    """`touchline thread correct merge THREAD THREAD`"""
    from touchline.newsroom.correcting import merge as merge_threads

    put_line(merge_threads(open_room(options, drained=True), options.thread_id, options.other_id))
    return 0


def not_same_person(options: argparse.Namespace) -> int:
    """`touchline thread correct not-same-person NAME NAME [--thread ID] [--other-thread ID]`"""
    from touchline.newsroom.correcting import not_same_person as tell_apart

    room = open_room(options, drained=True)
    put_line(tell_apart(room, options.name, options.other_name, options.thread, options.other_thread))
    return 0


def list_rules(options: argparse.Namespace) -> int:
    """`touchline thread correct list`"""
    from touchline.exchange import correction_json
    from touchline.newsroom.correcting import headlines_of, rules
    from touchline.present.corrections import correction_words

    room = open_room(options)
    found = rules(room)
    for rule in found:
        if options.json:
            put_json(correction_json(rule.rule_id, rule.correction))
        else:
            put_line(f"{rule.rule_id}  {correction_words(rule.correction, headlines_of(room, rule.correction))}")
    if not found and not options.json:
        say("no corrections: x, a and A in the reader, and `touchline thread correct`, make them")
    return 0


def remove(options: argparse.Namespace) -> int:
    """`touchline thread correct remove ID`"""
    from touchline.newsroom.correcting import take_off

    put_line(take_off(open_room(options), options.rule_id))
    return 0
