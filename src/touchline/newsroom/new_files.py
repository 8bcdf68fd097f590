"""Files that the user asks for: new ones only, so that nothing of his is ever overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from touchline.errors import TouchlineError
from touchline.fold import folded_words

FileKind = Literal["csv", "markdown", "json"]
_SUFFIXES: dict[FileKind, str] = {"csv": ".csv", "markdown": ".md", "json": ".jsonl"}
_MAX_STEM = 60


def free_path(stem: str, kind: FileKind, folder: Path | None = None) -> Path:
    """A path where nothing is, in the working folder where none is named: `stem.csv`, then `stem-2.csv` and so on.

    Raises:
        TouchlineError: the working folder is gone.
    """
    try:
        folder = folder or Path.cwd()
    except OSError as error:
        raise TouchlineError(f"the folder that touchline was started in is gone: {error.strerror}") from error
    suffix, n = _SUFFIXES[kind], 1
    path = folder / f"{stem}{suffix}"
    while path.exists() or path.is_symlink():
        n += 1
        path = folder / f"{stem}-{n}{suffix}"
    return path


def stem_of(headline: str) -> str:
    """A file's name made of a headline: its words in small letters without accents, as "real-madrid-present-alonso"."""
    name = ""
    for word in folded_words(headline):
        longer = f"{name}-{word}" if name else word[:_MAX_STEM]
        if len(longer) > _MAX_STEM:
            break
        name = longer
    return name or "article"


def typed_path(text: str) -> Path:
    """The path that the user typed; "~" is his home.

    Raises:
        TouchlineError: there is no such home.
    """
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise TouchlineError(f"{text} cannot be made: {error}") from error


def write_new(path: Path, text: str) -> None:
    """Write a text to a file that must not exist.

    Raises:
        TouchlineError: it exists, or cannot be written; nothing is left behind then.
    """
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise TouchlineError(f"{path} cannot be made: {error.strerror}") from error
    whole = False
    try:
        with file:
            file.write(text)
        whole = True
    except OSError as error:
        raise TouchlineError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        if not whole:
            path.unlink(missing_ok=True)
