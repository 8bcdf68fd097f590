"""Files -> articles that are ready to be stored: the part of an import that workers do, which import little for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from touchline.errors import FormatError, RetrieveError
from touchline.ingest.reading import read_path
from touchline.store.ready import ReadyArticle, make_ready

Content = list[ReadyArticle] | str
"""A file's articles, or a sentence that says why it has none."""


def read_files(files: Sequence[tuple[Path, datetime]]) -> list[Content]:
    """Read files, each with the moment at which its articles are first seen."""
    return [read_file(path, at) for path, at in files]


def read_file(path: Path, at: datetime) -> Content:
    """Read one file."""
    try:
        return [make_ready(article) for article in read_path(path, now=at)]
    except (FormatError, RetrieveError) as error:
        return str(error)
