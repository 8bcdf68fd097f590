"""Commands that open the reader: touchline, touchline demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import UsageError

# The reader opens sooner without what only the demo needs.
if TYPE_CHECKING:
    import argparse


def open_reader(options: argparse.Namespace) -> int:
    """`touchline`"""
    return open_library(options.library, options.config)


def open_library(library: Path | None, config: Path | None) -> int:
    """Open the reader on a library; the platform's folders stand for those that are None."""
    from touchline.config import default_config_folder, default_library_folder
    from touchline.tui.last_screen import leave_early_screen

    try:
        return _open_reader(library or default_library_folder(), config or default_config_folder())
    except BaseException:
        # What went wrong is told on the terminal as it was before.
        leave_early_screen()
        raise


def _open_reader(library: Path, config: Path) -> int:
    from touchline.newsroom.room import open_newsroom
    from touchline.newsroom.sessions import begin_session, end_session

    _need_terminal()
    # The reader itself tells what was recovered and what is wrong with the configuration.
    room = open_newsroom(library, config)
    begin_session(room)
    try:
        from touchline.tui.app import run

        return run(room)
    finally:
        end_session(room)
        room.close()


def demo(options: argparse.Namespace) -> int:
    """`touchline demo`"""
    import tempfile

    from touchline.cli.output import Progress, put
    from touchline.newsroom.room import open_newsroom
    from touchline.newsroom.sample import import_sample, sample_clock

    if not options.no_reader:
        _need_terminal()
    elif options.keep is None:
        raise UsageError("--no-reader needs --keep DIR: without a reader a scratch folder would be of no use")
    with tempfile.TemporaryDirectory(prefix="touchline-demo-") as scratch:
        folder = options.keep or Path(scratch) / "library"
        room = open_newsroom(folder, Path(scratch) / "config", clock=sample_clock())
        progress = Progress("articles of the sample library")
        try:
            import_sample(room, progress)
            progress.done()
            if options.no_reader:
                put(f"the sample library is in {folder}")
                return 0
            from touchline.tui.app import run

            return run(room, demo=True)
        finally:
            progress.done()
            room.close()


def _need_terminal() -> None:
    # Textual draws on stderr, so that stdout could be piped; redirecting either would leave an empty screen.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "the reader needs a terminal for input, output and messages; "
            "`touchline --help` lists the commands that need none"
        )
