"""`python -m touchline` and the `touchline` command."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main() -> None:
    """Run the command line and leave with its exit code."""
    folders = _folders_of_reader(sys.argv[1:])
    if folders is None:
        from touchline.cli import run

        sys.exit(run(sys.argv[1:]))
    # A start makes much and drops little: the reader lets the collector in again when it is there.
    gc.disable()
    from touchline.config.folders import default_library_folder
    from touchline.tui.last_screen import paint_last_screen

    # Before everything else: what the user sees at once.
    paint_last_screen(folders["--library"] or default_library_folder())
    from touchline.cli import open_reader

    sys.exit(open_reader(folders["--library"], folders["--config"]))


def _folders_of_reader(argv: list[str]) -> dict[str, Path | None] | None:
    """The folders, where the command line plainly asks for the reader and names no more than these; else None."""
    folders: dict[str, Path | None] = {"--library": None, "--config": None}
    words = iter(argv)
    for word in words:
        option, has_value, value = word.partition("=")
        value = value if has_value else next(words, "")
        if option not in folders or not value:
            return None
        folders[option] = Path(value)
    return folders


if __name__ == "__main__":
    main()
