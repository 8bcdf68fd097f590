"""Commands about articles: import, extract, list, show, mark, tag, delete."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli.claim_lines import claim_line
from touchline.cli.output import Progress, open_room, put, put_json, put_line, say
from touchline.errors import FormatError, NotFoundError, RetrieveError

if TYPE_CHECKING:
    from touchline.extract.rulebook import Rulebook
    from touchline.model import Article
    from touchline.newsroom.room import Newsroom

EXIT_SOME_FAILED = 3


def import_files(options: argparse.Namespace) -> int:
    """`touchline import PATH...`"""
    from touchline.exchange import import_json
    from touchline.newsroom.importing import import_paths
    from touchline.newsroom.marking import clean_tag

    tag = clean_tag(options.tag) if options.tag else None
    room = open_room(options)
    progress, counts = Progress("files and entries"), Counter[str]()
    for result in import_paths(room, options.paths, tag):
        counts[result.status] += 1
        if options.json:
            put_json(import_json(result))
        elif result.status in ("failed", "skipped"):
            progress.done()
            say(f"{result.status}: {result.path}: {result.reason}")
        progress(counts.total())
    progress.done()
    # What a close writes down, the next start need not work out.
    room.close()
    if not options.json:
        told = [f"{counts[status]:,} {status}" for status in ("added", "updated", "unchanged", "skipped", "failed")]
        put(", ".join(part for part in told if not part.startswith("0 ")) or "nothing to import")
    return EXIT_SOME_FAILED if counts["failed"] else 0


def _articles_of(paths: Sequence[Path]) -> Iterator[Article | str]:
    """The articles of files and folders; a sentence for each file that cannot be read."""
    from touchline.ingest.reading import read_path
    from touchline.ingest.walk import WalkProblem, walk
    from touchline.newsroom.room import utc_now

    for found in walk(paths):
        if isinstance(found, WalkProblem):
            yield f"{found.status}: {found.path}: {found.reason}"
            continue
        try:
            yield from read_path(found, now=utc_now())
        except (FormatError, RetrieveError) as error:
            yield f"failed: {found}: {error}"


def extract_files(options: argparse.Namespace) -> int:
    """`touchline extract PATH...`"""
    from touchline.exchange import extract_json
    from touchline.extract import extract
    from touchline.newsroom.reading import claims_note, load_rules

    rulebook = load_rules(options.config)
    n_failed = 0
    for found in _articles_of(options.paths):
        if isinstance(found, str):
            n_failed += found.startswith("failed")
            say(found)
        elif options.json:
            put_json(extract_json(found, extract(found, rulebook).claims))
        else:
            put_line(f"{found.path or found.article_id}: {found.headline}")
            note = claims_note(found)
            if note:
                put_line(f"  {note}")
            elif options.explain:
                _put_explanations(found, rulebook)
            else:
                for claim in extract(found, rulebook).claims:
                    put_line(f"  {claim_line(claim)}")
    return EXIT_SOME_FAILED if n_failed else 0


EXPLANATION_WIDTH = 100


def _put_explanations(article: Article, rulebook: Rulebook) -> None:
    from touchline.extract import explain, why_unread
    from touchline.present.explanations import explanation_lines
    from touchline.present.lines import plain

    explanations = explain(article, rulebook)
    if not explanations:
        put_line(f"  {why_unread(article, rulebook)}")
    for made in explanation_lines(article.text, explanations, EXPLANATION_WIDTH - 2):
        put_line(f"  {plain(made)}".rstrip())


def list_stories(options: argparse.Namespace) -> int:
    """`touchline list [QUERY]`"""
    from touchline.newsroom.reading import story_list
    from touchline.newsroom.stories import threads_of

    query = " ".join(options.query)
    room = open_room(options, drained=True)
    marks = room.store.marks()
    rows = story_list(room, query, by_rank=options.by_rank, limit=options.limit).rows
    for row in rows:
        if options.json:
            from touchline.exchange import headline_json

            threads = [thread.thread_id for thread in threads_of(room, row.article_id)]
            put_json(headline_json(row, marks, threads))
            continue
        day = row.sort_at.date().isoformat() + (" " if row.published_at else "?")
        flags = (" " if marks.is_read(row.article_id) else "●") + ("★" if marks.is_starred(row.article_id) else " ")
        tags = "".join(f" #{tag}" for tag in marks.tags_of(row.article_id))
        put_line(f"{row.article_id}  {day} {flags} {row.headline}  ({row.publisher or 'unknown'}){tags}")
    if not rows and not options.json:
        say("no story matches" if query else "the library is empty: touchline import PATH, or touchline demo")
    return 0


def show(options: argparse.Namespace) -> int:
    """`touchline show ID`"""
    from touchline.exchange import article_json
    from touchline.newsroom.reading import find_article, read

    room = open_room(options, drained=True)
    reading = read(room, find_article(room, options.article_id))
    if reading is None:
        raise NotFoundError(f"article {options.article_id!r} was deleted meanwhile")
    article = reading.article
    if options.json:
        threads = [thread.thread_id for thread in reading.threads]
        put_json(article_json(article, room.store.marks(), threads, reading.claims))
        return 0
    day = article.published_on.isoformat() if article.published_on else "undated"
    put_line(article.headline)
    put_line(" · ".join(part for part in (article.publisher, article.author, day, article.url) if part))
    put()
    put(article.body)
    if reading.claims or reading.note or reading.threads:
        put()
    for claim in reading.claims:
        put_line(claim_line(claim))
    if reading.note:
        put_line(reading.note)
    for thread in reading.threads:
        put_line(f"story thread: {thread.thread_id}")
    return 0


def _chosen(room: Newsroom, wanted: Sequence[str]) -> list[str]:
    """Ids of the articles that the words name: each an id, else all of them together one query."""
    from touchline.newsroom.reading import find_article, story_list
    from touchline.newsroom.upkeep import drain

    try:
        return [find_article(room, word) for word in wanted]
    except NotFoundError:
        drain(room)
        rows = story_list(room, " ".join(wanted)).rows
        if not rows:
            raise
        return [row.article_id for row in rows]


def mark(options: argparse.Namespace) -> int:
    """`touchline mark (read|unread|star|unstar) QUERY or ID...`"""
    from touchline.newsroom.marking import set_read, set_starred

    room = open_room(options)
    ids = _chosen(room, options.wanted)
    value = options.mark in ("read", "star")
    n_changed = (set_read if "read" in options.mark else set_starred)(room, ids, value)
    put(f"{n_changed:,} of {len(ids):,} changed")
    return 0


def tag_list(options: argparse.Namespace) -> int:
    """`touchline tag list`"""
    room = open_room(options)
    for tag, n_articles in sorted(room.store.marks().tag_counts().items()):
        if options.json:
            put_json({"schema": 1, "tag": tag, "articles": n_articles})
        else:
            put_line(f"#{tag}  {n_articles:,}")
    return 0


def tag_change(options: argparse.Namespace) -> int:
    """`touchline tag add|remove TAG QUERY or ID...`"""
    from touchline.newsroom.marking import add_tag, remove_tag

    room = open_room(options)
    ids = _chosen(room, options.wanted)
    n_changed = (add_tag if options.add else remove_tag)(room, ids, options.tag)
    put(f"{n_changed:,} of {len(ids):,} changed")
    return 0


def tag_rename(options: argparse.Namespace) -> int:
    """`touchline tag rename OLD NEW`"""
    from touchline.newsroom.marking import rename_tag

    room = open_room(options)
    put(f"{rename_tag(room, options.tag, options.new):,} changed")
    return 0


def delete(options: argparse.Namespace) -> int:
    """`touchline delete QUERY or ID...`"""
    from touchline.newsroom.marking import delete as delete_articles

    room = open_room(options)
    put(f"{delete_articles(room, _chosen(room, options.wanted)):,} deleted")
    return 0
