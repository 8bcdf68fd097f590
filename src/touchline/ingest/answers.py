"""What stands behind a subscription -> its articles: the part of a refresh that only computes.

It may be done in another process: tasks and readings are plain values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from touchline.errors import FormatError, RetrieveError
from touchline.ingest.draft import Document
from touchline.ingest.files import shown_name
from touchline.ingest.formats import MAX_ENTRIES, MAX_FIELD, NotFeedError, ParsedFeed
from touchline.ingest.known_entries import KnownEntry, known_entry
from touchline.ingest.reading import read_entries, read_path
from touchline.ingest.walk import WalkProblem
from touchline.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """What is to be read of one feed: the `document` that its address answered, or the `paths` of its local files.

    `address` is what the ids of entries are made of. `hashes` are those of the document's entries, in order; None
    where these could not be told apart.
    """

    feed: str
    now: datetime
    document: Document | None = None
    address: str = ""
    hashes: tuple[str, ...] | None = None
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: articles, and the files that gave none.

    `entries` are what to remember of the document's entries, those without an article too, in order; None when they
    could not be told apart. `limits` are sentences about what was left out. `error` is set when nothing could be read;
    `feed_addresses` are those of the feeds that the document, a page, names as its own.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[WalkProblem, ...] = ()
    entries: tuple[KnownEntry, ...] | None = None
    limits: tuple[str, ...] = ()
    error: str | None = None
    feed_addresses: tuple[str, ...] = ()


def read(task: ReadTask) -> Reading:
    """Read it; what fails is in the reading."""
    if task.document is None:
        return _read_files(task)
    try:
        parsed, articles = read_entries(task.document, feed_address=task.address, now=task.now, feed=task.feed)
    except NotFeedError as error:
        from touchline.ingest.discovery import find_feeds

        found = find_feeds(task.document)
        hint = f" The page names {found[0]} as its feed: put that in feeds.toml." if found else ""
        return Reading(error=f"{error}{hint}", feed_addresses=found)
    except FormatError as error:
        return Reading(error=str(error))
    return Reading(
        articles=tuple(articles), entries=_entries(task.hashes, parsed, articles), limits=_limits(task.feed, parsed)
    )


def entries_left_out(feed: str, n_entries: int) -> str:
    """The sentence that tells of a feed with too many entries."""
    return f"{feed} has {n_entries:,} entries; the first {MAX_ENTRIES:,} were read."


def _entries(
    hashes: tuple[str, ...] | None, parsed: ParsedFeed, articles: Sequence[Article]
) -> tuple[KnownEntry, ...] | None:
    # Where the parser sees other entries than those whose bytes were found, none can be told to be unchanged.
    if hashes is None or len(hashes) != parsed.n_entries:
        return None
    by_place = {draft.place: article for draft, article in zip(parsed.drafts, articles, strict=True)}
    return tuple(known_entry(raw, by_place.get(place)) for place, raw in enumerate(hashes))


def _limits(feed: str, parsed: ParsedFeed) -> tuple[str, ...]:
    limits = []
    if parsed.n_entries > MAX_ENTRIES:
        limits.append(entries_left_out(feed, parsed.n_entries))
    if parsed.n_long_fields:
        fields = "a text" if parsed.n_long_fields == 1 else f"{parsed.n_long_fields:,} texts"
        limits.append(f"{feed} has {fields} of more than {MAX_FIELD // 1024:,} KB, of which the rest was left out.")
    return tuple(limits)


def _read_files(task: ReadTask) -> Reading:
    articles: list[Article] = []
    problems: list[WalkProblem] = []
    for path in task.paths:
        try:
            articles += read_path(path, now=task.now, feed=task.feed)
        except (RetrieveError, FormatError) as error:
            problems.append(WalkProblem(path=path, status="failed", reason=str(error)))
    return Reading(articles=tuple(articles), problems=tuple(problems))


def first_problem(problems: Sequence[WalkProblem]) -> str | None:
    """The first file that could not be read, and how many more there are; None without any."""
    if not problems:
        return None
    others = f" ({len(problems) - 1} more files failed)" if len(problems) > 1 else ""
    reason = problems[0].reason
    return (reason if shown_name(problems[0].path) in reason else f"{shown_name(problems[0].path)}: {reason}") + others
