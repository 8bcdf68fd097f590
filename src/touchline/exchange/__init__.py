"""What touchline knows, in other programs' words: JSON objects, CSV, Markdown, plain tables.

OPML and exports of whole libraries, which few commands need, are imported from their own modules.
"""

from __future__ import annotations

from touchline.exchange.articles import article_json, article_markdown, claim_json, extract_json, headline_json
from touchline.exchange.changes import change_json, changes_csv, changes_markdown, changes_text
from touchline.exchange.corrections import correction_json
from touchline.exchange.results import backup_json, check_json, feed_json, finding_json, import_json, refresh_json
from touchline.exchange.threads import stage_json, thread_json, thread_markdown

__all__ = [
    "article_json",
    "article_markdown",
    "backup_json",
    "change_json",
    "changes_csv",
    "changes_markdown",
    "changes_text",
    "check_json",
    "claim_json",
    "correction_json",
    "extract_json",
    "feed_json",
    "finding_json",
    "headline_json",
    "import_json",
    "refresh_json",
    "stage_json",
    "thread_json",
    "thread_markdown",
]
