"""The query language: `parse` makes a tree of a query's text, `select` keeps the headlines that match it."""

from __future__ import annotations

from touchline.query.fts import fts
from touchline.query.newest import Sources, best_first, newest_first, text_alone
from touchline.query.parse import parse, quoted
from touchline.query.select import Facts, select
from touchline.query.tree import FIELDS, FLAGS, And, Field, Flag, Node, Not, Or, Phrase, Query, Tag, Word

__all__ = [
    "FIELDS",
    "FLAGS",
    "And",
    "Facts",
    "Field",
    "Flag",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Sources",
    "Tag",
    "Word",
    "best_first",
    "fts",
    "newest_first",
    "parse",
    "quoted",
    "select",
    "text_alone",
]
