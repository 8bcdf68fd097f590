"""A process of its own that writes to a library and tells what is durable; run by the tests, and killed by them.

python -m tests.store.writer FOLDER NAME N_BATCHES
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.store.making import NOW, make_article
from touchline.model import Article, MarkChange
from touchline.store.library import open_library

N_IN_BATCH = 4


def batch(name: str, number: int) -> list[Article]:
    """Articles of four months, so that each batch goes to many files."""
    first = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        make_article(number, article_id=f"{name}-{number}-{part}", published_at=first + timedelta(days=31 * part))
        for part in range(N_IN_BATCH)
    ]


def main(folder: str, name: str, n_batches: int) -> None:
    """Add, mark, tell; again and again."""
    library = open_library(Path(folder), now=NOW)
    print("ready", flush=True)
    for number in range(n_batches):
        articles = batch(name, number)
        library.add_articles(articles)
        print(f"added {name} {number}", flush=True)
        keys = tuple(article.article_id for article in articles)
        tag = MarkChange(field="tag", keys=keys[:2], value=True, tag=name)
        library.apply_marks([MarkChange(field="read", keys=keys, value=True), tag])
        print(f"marked {name} {number}", flush=True)
    library.close()
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
