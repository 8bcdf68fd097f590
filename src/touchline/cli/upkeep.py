"""Commands about the library itself: doctor, restore, export."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.cli.output import (
    Progress,
    config_folder,
    library_folder,
    open_room,
    put_json,
    put_line,
    say,
)
from touchline.errors import TouchlineError, UsageError

if TYPE_CHECKING:
    from touchline.model import Backup, Finding
    from touchline.newsroom.room import Newsroom

EXIT_DAMAGED = 4
MAX_SHOWN = 10
"""Ids of articles that a line names; `--json` names all."""


def doctor(options: argparse.Namespace) -> int:
    """`touchline doctor`"""
    from touchline.newsroom.doctoring import examine, repair
    from touchline.newsroom.known_holes import holes_here

    for hole in holes_here():
        say(f"touchline: {hole}")
    library, config = library_folder(options), config_folder(options)
    if options.repair:
        progress = Progress("articles read for claims")
        try:
            done = repair(library, config, progress=progress)
        finally:
            progress.done()
        _put_findings(done, as_json=options.json)
    found = examine(library, config)
    _put_findings(found, as_json=options.json)
    damaged = any(finding.state == "damaged" for finding in found)
    if not options.json:
        put_line(f"{library}: {'damaged; `touchline doctor --repair` mends it' if damaged else 'all is well'}")
    return EXIT_DAMAGED if damaged else 0


def restore(options: argparse.Namespace) -> int:
    """`touchline restore [BACKUP]`"""
    from touchline.newsroom.doctoring import list_backups, restore

    library = library_folder(options)
    if options.backup is None:
        _put_backups(list_backups(library), library, as_json=options.json)
        return 0
    progress = Progress("articles read for claims")
    try:
        done = restore(library, config_folder(options), options.backup, progress=progress)
    finally:
        progress.done()
    _put_findings(done, as_json=options.json)
    return 0


def _put_backups(backups: Iterable[Backup], library: Path, *, as_json: bool) -> None:
    from touchline.exchange import backup_json

    n_shown = 0
    for backup in backups:
        n_shown += 1
        if as_json:
            put_json(backup_json(backup))
        elif backup.n_marks is None:
            put_line(f"{backup.name}  its marks cannot be read")
        else:
            told = [f"{n:,} {what}" for what, n in backup.n_marks.items()]
            put_line(f"{backup.name}  {', '.join(told) or 'no marks'}")
    if not as_json:
        put_line(
            "`touchline restore BACKUP` lets your marks be those of a backup, and keeps the present ones in another"
            if n_shown
            else f"{library} has no backups: `touchline doctor --repair` and `touchline restore` make them"
        )


def export(options: argparse.Namespace) -> int:
    """`touchline export (--all | QUERY)`"""
    from touchline.exchange.json_values import json_text

    query = " ".join(options.query)
    if bool(query) == options.every:
        raise UsageError("say what to export: a query, or --all for the whole library")
    room = open_room(options, drained=not options.every)
    if options.output is None:
        _export(room, query or None, put_json)
        return 0
    try:
        # Never over a file that is there.
        file = options.output.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise TouchlineError(f"{options.output} cannot be made: {error.strerror}; name another file") from error
    whole = False
    try:
        with file:
            n_lines = _export(room, query or None, lambda line: file.write(json_text(line) + "\n"))
        whole = True
    except OSError as error:
        raise TouchlineError(f"{options.output} cannot be written: {error.strerror}") from error
    finally:
        if not whole:
            options.output.unlink(missing_ok=True)
    say(f"{n_lines:,} lines in {options.output}; `touchline import` takes them over")
    return 0


def _export(room: Newsroom, query: str | None, put_out: Callable[[Mapping[str, Any]], object]) -> int:
    """Give the lines of an export out; returns how many."""
    from touchline.newsroom.exporting import export_lines

    n_lines, progress = 0, Progress("articles")
    try:
        for one in export_lines(room, query):
            put_out(one)
            n_lines += 1
            progress(n_lines)
    finally:
        progress.done()
    return n_lines


def _put_findings(findings: Iterable[Finding], *, as_json: bool) -> None:
    from touchline.exchange import finding_json

    for finding in findings:
        if as_json:
            put_json(finding_json(finding))
        else:
            put_line(f"{finding.state:<9}  {finding.file} {finding.words}{_shown(finding.article_ids)}")


def _shown(article_ids: tuple[str, ...]) -> str:
    if not article_ids:
        return ""
    n_more = len(article_ids) - MAX_SHOWN
    return f" ({', '.join(article_ids[:MAX_SHOWN])}{f' and {n_more:,} more' if n_more > 0 else ''})"
