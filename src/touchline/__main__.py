"""`python -m touchline` and the `touchline` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    folders = _folders_of_reader(sys.argv[1:])
    if folders is None:
        from touchline.cli import run

        sys.exit(run(sys.argv[1:]))
    from touchline.tui.last_screen import leave_early_screen, paint_last_screen

    # Before everything else: what the user sees at once.
    paint_last_screen(folders["--library"] or _default_library())
    # A start makes much and drops little: the reader lets the collector in again when it is there.
    gc.disable()
    try:
        from pathlib import Path

        from touchline.cli import open_reader

        library, config = (Path(folder) if folder else None for folder in folders.values())
        code = open_reader(library, config)
    finally:
        leave_early_screen()
    sys.exit(code)


def _default_library() -> str:
    from touchline.config.folders import default_library_folder

    return str(default_library_folder())


def _folders_of_reader(argv: list[str]) -> dict[str, str] | None:
    """The folders, where the command line plainly asks for the reader and names no more than these; else None.

    A folder that is not named is empty.
    """
    folders = {"--library": "", "--config": ""}
    words = iter(argv)
    for word in words:
        option, has_value, value = word.partition("=")
        value = value if has_value else next(words, "")
        if option not in folders or not value:
            return None
        folders[option] = value
    return folders


if __name__ == "__main__":
    main()
