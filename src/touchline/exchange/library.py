"""A whole library as lines of JSON: each article with what the user said of it, then what he said of story threads.

An article's line holds every field of `model.Article`, so that reading it back gives the same article; moments are
exact, in ISO 8601 with their offset. Lines of other kinds, or of a newer touchline, are refused one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import orjson

from touchline.errors import FormatError
from touchline.exchange.articles import Marks
from touchline.exchange.json_values import SCHEMA, JsonObject, encodable
from touchline.model import Article, DateFrom

_OPENING = re.compile(rb'\s*\{\s*"touchline"\s*:\s*"(?:article|marks)"')
_TEXTS = ("title", "feed", "publisher", "author", "url", "language", "path", "feed_text")
"""The fields of an article that are a text or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedArticle:
    """One article of an export, and what its user had said of it."""

    article: Article
    read: bool
    starred: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedMarks:
    """What the user had said of story threads and of articles that are there no more, as it is stored.

    `followed` are anchors of threads, `dropped` ids of articles that no refresh shall bring back.
    """

    followed: tuple[str, ...]
    corrections: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def article_line(article: Article, marks: Marks) -> JsonObject:
    """The line of one article."""
    return {
        "touchline": "article",
        "schema": SCHEMA,
        "id": article.article_id,
        "title": encodable(article.title),
        "text": encodable(article.text),
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "date_from": article.date_from,
        "first_seen_at": article.first_seen_at.isoformat(),
        "feed": encodable(article.feed),
        "publisher": encodable(article.publisher),
        "author": encodable(article.author),
        "url": encodable(article.url),
        "language": article.language,
        "path": encodable(article.path),
        "feed_text": encodable(article.feed_text),
        "read": marks.is_read(article.article_id),
        "starred": marks.is_starred(article.article_id),
        "tags": [encodable(tag) for tag in marks.tags_of(article.article_id)],
    }


def marks_line(
    followed: Collection[str], corrections: Collection[str], dropped: Collection[str] = frozenset()
) -> JsonObject:
    """The line of what the user said of story threads, and of articles that he deleted."""
    return {
        "touchline": "marks",
        "schema": SCHEMA,
        "followed": [encodable(anchor) for anchor in sorted(followed)],
        "corrections": [encodable(correction) for correction in sorted(corrections)],
        "dropped": sorted(dropped),
    }


def is_export(beginning: bytes) -> bool:
    """Whether a file that begins like this is an export of a library."""
    return _OPENING.match(beginning) is not None


def read_line(line: bytes) -> ExportedArticle | ExportedMarks:
    """One line of an export read back.

    Raises:
        FormatError: it is none; the message says what is wrong with it.
    """
    try:
        value: Any = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"The line is not whole or no JSON ({error}).") from error
    if not isinstance(value, dict) or value.get("touchline") not in ("article", "marks"):
        raise FormatError('The line is none of an export: it has no "touchline": "article".')
    if value.get("schema") != SCHEMA:
        raise FormatError(
            f"The line was written by a newer touchline (schema {value.get('schema')!r}, this one knows {SCHEMA})."
        )
    try:
        return _article(value) if value["touchline"] == "article" else _marks(value)
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"The line has a wrong or missing field ({error}).") from error


def _article(value: dict[str, Any]) -> ExportedArticle:
    for name in ("id", "text"):
        if not isinstance(value[name], str) or not value[name]:
            raise ValueError(f"{name} must be a text")
    for name in _TEXTS:
        if not isinstance(value.get(name), str | None):
            raise TypeError(f"{name} must be a text or null")
    if value["date_from"] not in get_args(DateFrom):
        raise ValueError(f"date_from cannot be {value['date_from']!r}")
    article = Article(
        article_id=value["id"],
        text=value["text"],
        published_at=_moment(value["published_at"]) if value.get("published_at") else None,
        date_from=value["date_from"],
        first_seen_at=_moment(value["first_seen_at"]),
        **{name: value.get(name) for name in _TEXTS},
    )
    read, starred = value.get("read", False), value.get("starred", False)
    if not (isinstance(read, bool) and isinstance(starred, bool)):
        raise TypeError("read and starred must be true or false")
    return ExportedArticle(article=article, read=read, starred=starred, tags=_texts(value.get("tags", [])))


def _marks(value: dict[str, Any]) -> ExportedMarks:
    return ExportedMarks(
        followed=_texts(value["followed"]),
        corrections=_texts(value["corrections"]),
        dropped=_texts(value.get("dropped", [])),  # older exports have none
    )


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return at


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError("tags, followed and corrections must be lists of texts")
    return tuple(value)
