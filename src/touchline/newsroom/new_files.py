"""Files that the user asks for: new ones only, so that nothing of his is ever overwritten."""

from __future__ import annotations

from pathlib import Path

from touchline.errors import TouchlineError


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """A path in a folder where nothing is: `stem.suffix`, then `stem-2.suffix` and so on."""
    path, n = folder / f"{stem}{suffix}", 1
    while path.exists() or path.is_symlink():
        n += 1
        path = folder / f"{stem}-{n}{suffix}"
    return path


def write_new(path: Path, text: str) -> None:
    """Write a text to a file that must not exist.

    Raises:
        TouchlineError: it exists, or cannot be written; nothing is left behind then.
    """
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise TouchlineError(f"{path} cannot be made: {error.strerror}") from error
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise TouchlineError(f"{path} cannot be written: {error.strerror}") from error
