"""All commands and options in one table of argparse calls."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

from touchline import __version__
from touchline.cli import articles, changes, corrections, digest, feeds, reader, stories, upkeep


def make_parser() -> argparse.ArgumentParser:
    """The parser; each command sets `run`, a function of the options that returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="touchline",
        description="A terminal news reader for people who follow who coaches whom. Without a command: the reader.",
        epilog="exit codes: 0 done, 1 error, 2 wrong usage, 3 done but some files or feeds failed, "
        "4 library locked or damaged, 130 interrupted",
    )
    parser.add_argument("--version", action="version", version=f"touchline {__version__}")
    parser.add_argument("--library", metavar="DIR", type=Path, help="the folder with everything that is stored")
    parser.add_argument("--config", metavar="DIR", type=Path, help="the folder with config.toml and feeds.toml")
    parser.set_defaults(run=reader.open_reader)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    _add_reader(commands)
    _add_articles(commands)
    _add_marks(commands)
    _add_stories(commands)
    _add_feeds(commands)
    _add_upkeep(commands)
    return parser


Commands = argparse._SubParsersAction  # the only name that argparse gives this type


def _add_reader(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("demo", help="open the reader on the sample library, in a scratch folder")
    command.add_argument("--keep", metavar="DIR", type=Path, help="make the sample library there and keep it")
    command.add_argument("--no-reader", action="store_true", help="only make the library (with --keep)")
    command.set_defaults(run=reader.demo)


def _add_articles(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("import", help="files and folders into the library")
    command.add_argument("paths", nargs="+", metavar="PATH", type=Path)
    command.add_argument("--tag", metavar="T", help="tag every imported article")
    _json(command)
    command.set_defaults(run=articles.import_files)

    command = commands.add_parser("extract", help="the claims in files, without a library")
    command.add_argument("paths", nargs="+", metavar="PATH", type=Path)
    shape = command.add_mutually_exclusive_group()
    _json(shape)
    shape.add_argument("--explain", action="store_true", help="say for each claim how it was found")
    command.set_defaults(run=articles.extract_files)

    command = commands.add_parser("list", help="stories, newest first")
    command.add_argument("query", nargs="*", metavar="QUERY", help="as in the reader's search: unread, #tag, club:x …")
    command.add_argument("--limit", metavar="N", type=_count)
    command.add_argument("--by-rank", action="store_true", help="those whose text matches best first")
    _json(command)
    command.set_defaults(run=articles.list_stories)

    command = commands.add_parser("show", help="one article")
    command.add_argument("article_id", metavar="ID")
    _json(command)
    command.set_defaults(run=articles.show)


def _add_marks(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("mark", help="mark articles: read, unread, star, unstar")
    command.add_argument("mark", choices=("read", "unread", "star", "unstar"))
    command.add_argument("wanted", nargs="+", metavar="QUERY or ID", help="article ids, else one query")
    command.set_defaults(run=articles.mark)

    command = commands.add_parser("tag", help="tags: list, add, remove, rename")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    action = actions.add_parser("list", help="all tags with their numbers of articles")
    _json(action)
    action.set_defaults(run=articles.tag_list)
    for name in ("add", "remove"):
        action = actions.add_parser(name, help=f"{name} a tag")
        action.add_argument("tag", metavar="TAG")
        action.add_argument("wanted", nargs="+", metavar="QUERY or ID")
        action.set_defaults(run=articles.tag_change, add=name == "add")
    action = actions.add_parser("rename", help="give a tag another name")
    action.add_argument("tag", metavar="OLD")
    action.add_argument("new", metavar="NEW")
    action.set_defaults(run=articles.tag_rename)

    command = commands.add_parser("delete", help="delete articles")
    command.add_argument("wanted", nargs="+", metavar="QUERY or ID")
    command.set_defaults(run=articles.delete)


def _add_stories(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("thread", help="story threads: list, show, follow, unfollow, correct")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    action = actions.add_parser("list", help="all story threads, newest report first")
    _json(action)
    action.set_defaults(run=stories.thread_list)
    action = actions.add_parser("show", help="one story thread with its timeline")
    action.add_argument("thread_id", metavar="ID")
    shape = action.add_mutually_exclusive_group()
    _json(shape)
    shape.add_argument("--markdown", action="store_true", help="as Markdown, with sources")
    action.set_defaults(run=stories.thread_show)
    for name, told in (("follow", "follow a story thread, as f does"), ("unfollow", "stop following it")):
        action = actions.add_parser(name, help=told)
        action.add_argument("thread_id", metavar="ID")
        action.set_defaults(run=stories.thread_follow, follow=name == "follow")
    _add_corrections(actions.add_parser("correct", help="say what belongs together and what does not"))

    command = commands.add_parser("changes", help="the table of managerial changes")
    _period(command)
    command.add_argument("--club", metavar="C", help="only teams whose name contains this")
    command.add_argument("--all", action="store_true", dest="every", help="also what is below agreed")
    command.add_argument(
        "--sort",
        choices=("newest", "team", "vacancy", "appointment", "days", "reports"),
        default="newest",
        help="newest report first, or by a column",
    )
    shape = command.add_mutually_exclusive_group()
    _json(shape)
    shape.add_argument("--csv", action="store_true")
    shape.add_argument("--markdown", action="store_true")
    command.set_defaults(run=changes.changes)

    command = commands.add_parser("carousel", help="chains of vacancies: who took whose coach, longest first")
    _period(command)
    shape = command.add_mutually_exclusive_group()
    _json(shape)
    shape.add_argument("--markdown", action="store_true")
    command.set_defaults(run=changes.carousel)

    command = commands.add_parser("digest", help="what changed in the threads that you follow")
    command.add_argument(
        "--since", metavar="DATE", type=_since, help="yesterday, 7d, 2025-05-01; else the last session"
    )
    command.add_argument("--all", action="store_true", dest="every", help="in all threads")
    shape = command.add_mutually_exclusive_group()
    _json(shape)
    shape.add_argument("--markdown", action="store_true")
    command.set_defaults(run=digest.digest)


def _period(command: argparse.ArgumentParser) -> None:
    """Which changes: a query, days, a league."""
    command.add_argument("query", nargs="*", metavar="QUERY", help="club:x, coach:x, stage>=agreed, kind:departure …")
    command.add_argument("--since", metavar="DATE", type=_since, help="told on or after this day: 2025-05-01, 7d")
    command.add_argument("--until", metavar="DATE", type=_until, help="told on or before this day or month")
    command.add_argument("--league", metavar="L", help='of this league: "la liga", "england championship", germany')


def _add_corrections(command: argparse.ArgumentParser) -> None:
    rules = command.add_subparsers(metavar="RULE", required=True)
    for name, told in (
        ("not-this-story", "take articles out of the threads of a thread's seat"),
        ("attach", "let articles belong to a thread"),
    ):
        rule = rules.add_parser(name, help=told)
        rule.add_argument("thread_id", metavar="THREAD")
        rule.add_argument("article_ids", nargs="+", metavar="ARTICLE")
        rule.set_defaults(run=corrections.reports, rule=name)
    rule = rules.add_parser("split", help="begin a new thread with an article and what follows it")
    rule.add_argument("thread_id", metavar="THREAD")
    rule.add_argument("article_id", metavar="ARTICLE")
    rule.set_defaults(run=corrections.split)
    rule = rules.add_parser("merge", help="make one thread of two of the same seat")
    rule.add_argument("thread_id", metavar="THREAD")
    rule.add_argument("other_id", metavar="OTHER")
    rule.set_defaults(run=corrections.merge)
    rule = rules.add_parser("not-same-person", help="never take two names for one person; everywhere, unless limited")
    rule.add_argument("name", metavar="NAME")
    rule.add_argument("other_name", metavar="OTHER")
    rule.add_argument("--thread", metavar="ID", help="only at this thread's seat")
    rule.add_argument("--other-thread", metavar="ID", help="the second name is meant at this thread's seat")
    rule.set_defaults(run=corrections.not_same_person)
    rule = rules.add_parser("list", help="all corrections, with their ids")
    _json(rule)
    rule.set_defaults(run=corrections.list_rules)
    rule = rules.add_parser("remove", help="take a correction off")
    rule.add_argument("rule_id", metavar="ID")
    rule.set_defaults(run=corrections.remove)


def _add_feeds(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("refresh", help="pull the feeds of feeds.toml")
    command.add_argument("--feed", metavar="NAME", action="append", default=[], help="only this feed (may be repeated)")
    _json(command)
    command.set_defaults(run=feeds.refresh)

    command = commands.add_parser("feeds", help="feeds: init, list, check, add, import, pause, resume, remove")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    action = actions.add_parser("init", help="put the example feeds.toml into the config folder")
    action.set_defaults(run=feeds.init)
    action = actions.add_parser("list", help="the feeds of feeds.toml, and how they are")
    _json(action)
    action.set_defaults(run=feeds.list_feeds)
    action = actions.add_parser("check", help="try feeds and say what they give; nothing is stored")
    action.add_argument("feed", nargs="?", metavar="NAME or ADDRESS", help="without it: all feeds")
    _json(action)
    action.set_defaults(run=feeds.check)
    action = actions.add_parser("add", help="add an address, or a local file or folder")
    action.add_argument("address", metavar="URL or PATH")
    action.add_argument("--name", metavar="NAME")
    action.add_argument("--tag", metavar="T", action="append", default=[], help="for all its articles; may be repeated")
    action.set_defaults(run=feeds.add)
    action = actions.add_parser("import", help="add the feeds of another reader's OPML, or of newsboat's urls file")
    _feed_list(action)
    for name, told in (("pause", "leave a feed alone until it is resumed"), ("resume", "refresh a paused feed again")):
        action = actions.add_parser(name, help=told)
        action.add_argument("name", metavar="NAME")
        action.set_defaults(run=feeds.pause, enabled=name == "resume")
    action = actions.add_parser("remove", help="remove a feed; its articles stay")
    action.add_argument("name", metavar="NAME")
    action.set_defaults(run=feeds.remove)

    command = commands.add_parser("opml", help="lists of feeds for other readers: import, export")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    _feed_list(actions.add_parser("import", help="add the feeds of an OPML file; folders become tags"))
    action = actions.add_parser("export", help="the feeds as OPML 2.0")
    action.add_argument("--tags", action="store_true", help="with a folder for each first tag")
    action.set_defaults(run=feeds.export_opml)


def _feed_list(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="- for the standard input")
    command.set_defaults(run=feeds.import_feeds)


def _add_upkeep(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("doctor", help="examine the library file by file, and repair it")
    command.add_argument(
        "--repair",
        action="store_true",
        help="after a backup, make a damaged library writable again, make anew what is derived, and say what is lost",
    )
    _json(command)
    command.set_defaults(run=upkeep.doctor)

    command = commands.add_parser("restore", help="list the backups of your marks, and go back to one")
    command.add_argument("backup", nargs="?", metavar="BACKUP", help="as listed; without it: list them")
    _json(command)
    command.set_defaults(run=upkeep.restore)

    command = commands.add_parser("export", help="articles with your marks as JSON lines, for `import` to take over")
    command.add_argument("query", nargs="*", metavar="QUERY", help="as in the reader's search")
    command.add_argument("--all", action="store_true", dest="every", help="the whole library")
    command.add_argument("--output", metavar="FILE", type=Path, help="a new file, instead of the standard output")
    command.set_defaults(run=upkeep.export)


def _json(command: argparse._ActionsContainer) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object per line")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _since(text: str) -> str:
    """A moment as queries have it, checked and unchanged."""
    from touchline.errors import QueryError
    from touchline.query import parse, quoted

    try:
        parse(f"newer:{quoted(text)}")
    except QueryError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _until(text: str) -> date:
    """The first day after a day, or after the last one of a month."""
    try:
        first = date.fromisoformat(text if len(text) > 7 else f"{text}-01")
        if len(text) > 7:
            return first + timedelta(days=1)
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day such as 2025-05-10 or a month such as 2025-05"
        ) from None
