"""The command line: arguments in, lines and exit codes out; thin, and without Textual until the reader opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from touchline.errors import QueryError, TouchlineError

EXIT_ERROR, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code (DESIGN: 0, 1, 2, 3, 4 or 130)."""
    from touchline.cli.parser import make_parser

    try:
        options = make_parser().parse_args(argv)
    except SystemExit as error:  # argparse has printed the reason or the help
        return int(error.code or 0)
    return _finished(lambda: int(options.run(options)))


def open_reader(library: Path | None, config: Path | None) -> int:
    """`touchline` without a command, as `run` would do it, without the parser: the reader opens sooner."""
    from touchline.cli import reader

    return _finished(lambda: reader.open_library(library, config))


def _finished(command: Callable[[], int]) -> int:
    """The exit code of a command, what went wrong told."""
    try:
        return command()
    except QueryError as error:
        _say(f"touchline: in the query, at character {error.at + 1}: {error}")
        return error.exit_code
    except TouchlineError as error:
        _say(f"touchline: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        _say("touchline: interrupted; what was reported as done is stored")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output left (`touchline list | head`): nothing more to say, and no second complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _say(message: str) -> None:
    from touchline.cli.output import say

    say(message)
