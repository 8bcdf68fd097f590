"""What touchline knows, in other programs' words: JSON objects, CSV, Markdown, plain tables, OPML."""

from __future__ import annotations

from touchline.exchange.articles import article_json, claim_json, extract_json, headline_json
from touchline.exchange.changes import change_json, changes_csv, changes_markdown, changes_text
from touchline.exchange.opml import Outline, read_opml, write_opml
from touchline.exchange.threads import thread_json, thread_markdown

__all__ = [
    "Outline",
    "article_json",
    "change_json",
    "changes_csv",
    "changes_markdown",
    "changes_text",
    "claim_json",
    "extract_json",
    "headline_json",
    "read_opml",
    "thread_json",
    "thread_markdown",
    "write_opml",
]
