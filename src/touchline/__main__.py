"""`python -m touchline` and the `touchline` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    argv = sys.argv[1:]
    library = _library_of_reader(argv)
    if library is not None:
        # Before everything else: what the user sees at once.
        from pathlib import Path

        from touchline.tui.last_screen import paint_last_screen

        paint_last_screen(Path(library))
    from touchline.cli import run

    sys.exit(run(argv))


def _library_of_reader(argv: list[str]) -> str | None:
    """The library's folder when the command line plainly asks for the reader, else None."""
    library = ""
    words = iter(argv)
    for word in words:
        option, has_value, value = word.partition("=")
        if option not in ("--library", "--config"):
            return None
        value = value if has_value else next(words, "")
        if not value:
            return None
        if option == "--library":
            library = value
    if not library:
        from touchline.config.folders import default_library_folder

        library = str(default_library_folder())
    return library


if __name__ == "__main__":
    main()
