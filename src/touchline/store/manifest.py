"""The library's own page: which version of the format it has."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from touchline.errors import TouchlineError
from touchline.store.disk import replace_file
from touchline.store.snapshot import SCHEMA, check_schema

MANIFEST = "manifest.json"


def check_manifest(folder: Path, *, now: datetime) -> None:
    """Refuse a library of a newer touchline; write the manifest of a new one.

    Raises:
        LibraryDamagedError: the library was written by a newer touchline.
        TouchlineError: the folder cannot be written.
    """
    path = folder / MANIFEST
    try:
        manifest: Any = orjson.loads(path.read_bytes())
        schema = manifest["schema"]
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError):
        # Every other file says its schema too, so a lost manifest is simply written again.
        content = {"schema": SCHEMA, "made_at": now.isoformat()}
        try:
            replace_file(path, orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        except OSError as error:
            raise TouchlineError(f"the library in {folder} cannot be written: {error.strerror}") from error
        return
    check_schema(schema, path)
