"""A query -> the headlines that match, newest first or best first, found by that part of it that finds the fewest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from touchline.model import Headline, as_utc
from touchline.query.fts import fts, is_text
from touchline.query.select import Facts, grouped_text, select
from touchline.query.tree import Ago, And, Field, Flag, Node, Query, Tag


class Sources(Facts, Protocol):
    """Where headlines come from: all of these come newest first, and are read as they are asked for."""

    def headlines(self, since: datetime | None, until: datetime | None, /) -> Iterable[Headline]:
        """All of them, or at least those that sort between two times."""
        ...

    def starred(self) -> Iterable[Headline]: ...

    def tagged(self, tag: str, /) -> Iterable[Headline]: ...

    def followed(self) -> Iterable[Headline]:
        """Those of the articles of followed threads."""
        ...

    def matching(self, match: str, /) -> Iterable[Headline]:
        """Those whose text matches an expression of `query.fts`."""
        ...

    def ranked(self, match: str, /) -> Iterable[Headline]:
        """The same, the best match first."""
        ...


def newest_first(query: Query, sources: Sources, *, now: datetime, prefix: bool = False) -> Iterator[Headline]:
    """What `select` keeps of all headlines, newest first; costs what is asked for."""
    open_at = query.open_at if prefix else None
    parts = query.root.parts if isinstance(query.root, And) else (query.root,) if query.root else ()
    rows = _marked(parts, sources, open_at)
    if rows is None:
        match, rest = _split(query, open_at)
        if match:
            return select(rest, sources.matching(match), sources, now=now, prefix=prefix)
        rows = sources.headlines(*_span(parts, now))
    return select(query, rows, sources, now=now, prefix=prefix)


def text_alone(query: Query, *, prefix: bool = False) -> str | None:
    """The expression of a query that asks for nothing but text; None for another."""
    match, rest = _split(query, query.open_at if prefix else None)
    return match if rest.root is None else None


def best_first(query: Query, sources: Sources, *, now: datetime, prefix: bool = False) -> Iterator[Headline]:
    """The same headlines by how well their texts match; newest first where all must match no text."""
    match, rest = _split(query, query.open_at if prefix else None)
    if not match:
        return newest_first(query, sources, now=now, prefix=prefix)
    return select(rest, sources.ranked(match), sources, now=now, prefix=prefix)


def _marked(parts: Sequence[Node], sources: Sources, open_at: int | None) -> Iterable[Headline] | None:
    """The articles of a mark that all that match have; None where they need have none."""
    for part in parts:
        match part:
            case Flag("starred"):
                return sources.starred()
            case Flag("followed"):
                return sources.followed()
            case Tag(name, at) if at != open_at:
                return sources.tagged(name)
    return None


def _split(query: Query, open_at: int | None) -> tuple[str | None, Query]:
    """The text that all articles must match, as an expression, and what else the query asks."""
    root = query.root
    if root is not None and is_text(root):
        return fts(root, open_at=open_at), replace(query, root=None)
    parts = grouped_text(root.parts, And) if isinstance(root, And) else []
    text = next((part for part in parts if is_text(part)), None)
    if text is None:
        return None, query
    parts.remove(text)
    return fts(text, open_at=open_at), replace(query, root=And(tuple(parts)) if len(parts) > 1 else parts[0])


def _span(parts: Sequence[Node], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The times between which all that match must lie."""
    since = until = None
    for part in parts:
        match part:
            case Field("newer", _, date() | Ago() as value):
                since = _time(value, now)
            case Field("before", _, date() | Ago() as value):
                until = _time(value, now)
    return since, until


def _time(value: date | Ago, now: datetime) -> datetime:
    return value.since(now) if isinstance(value, Ago) else as_utc(value)
