"""Files and folders named by the user -> the files to read, in stable order."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from touchline.ingest.files import kind_of

_NOT_ARTICLES = re.compile(
    r"\.(?:css|js|mjs|map|py|pyc|toml|yaml|yml|csv|tsv|ini|cfg"
    r"|lock|log|sh|opml|journal|bak|part|tmp|crdownload)$",
    re.IGNORECASE,
)
"""Suffixes that are passed over inside folders; a file named by the user is tried whatever its suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkProblem:
    """A path that gives no file: "skipped" by rule, "failed" when the user should look; `reason` is one sentence."""

    path: Path
    status: Literal["skipped", "failed"]
    reason: str


def walk(paths: Sequence[Path]) -> Iterator[Path | WalkProblem]:
    """Yield the regular files named by `paths` and those inside the folders among them, each once.

    Folders are walked in the order of their entries' names, files before sub-folders. Hidden files and folders, and the
    folder of pictures and scripts that a browser saves beside a page, are passed over in silence. Symbolic links are
    followed when the user names them, and skipped inside folders, so that no walk loops or leaves its folder.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield _failed(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk_folder(path, seen)
        elif not stat.S_ISREG(status.st_mode):
            yield WalkProblem(path=path, status="skipped", reason=f"It is {kind_of(status.st_mode)}, not a file.")
        elif _is_new(status, seen):
            yield path


def _walk_folder(top: Path, seen: set[tuple[int, int]]) -> Iterator[Path | WalkProblem]:
    folders = [top]  # a stack of our own: deep folders must not end in a RecursionError
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield _failed(folder, error)
            continue
        pages = {Path(entry.name).stem for entry in listed if entry.name.lower().endswith((".html", ".htm"))}
        below: list[Path] = []
        for entry in listed:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            found = _look_at(entry, seen)
            if found == "folder":
                if not _belongs_to_page(entry.name, pages):
                    below.append(Path(entry.path))
            elif found is not None:
                yield found
        folders.extend(reversed(below))


def _look_at(entry: os.DirEntry[str], seen: set[tuple[int, int]]) -> Path | WalkProblem | Literal["folder"] | None:
    path = Path(entry.path)
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _failed(path, error)
    if stat.S_ISDIR(status.st_mode):
        return "folder" if _is_new(status, seen) else None
    if not stat.S_ISREG(status.st_mode):
        return WalkProblem(path=path, status="skipped", reason=f"It is {kind_of(status.st_mode)}, not a file.")
    if _NOT_ARTICLES.search(entry.name):
        return WalkProblem(path=path, status="skipped", reason=f"Files in {path.suffix.lower()} are no articles.")
    return path if _is_new(status, seen) else None


def _is_new(status: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _belongs_to_page(name: str, pages: set[str]) -> bool:
    # What Firefox, Chrome and Safari call it, in English and German.
    return any(
        name.removesuffix(ending) in pages for ending in ("_files", "-Dateien", "_Dateien") if name.endswith(ending)
    )


def _failed(path: Path, error: OSError | ValueError) -> WalkProblem:
    words = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not valid"
    return WalkProblem(path=path, status="failed", reason=f"It cannot be read: {words[0].lower()}{words[1:]}.")
