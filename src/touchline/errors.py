"""Errors that a user can cause or mend; everything else is a bug and is not caught."""

from __future__ import annotations


class TouchlineError(Exception):
    """Base of all expected failures.

    `str()` is one sentence for the user that names the file, feed or word at fault and what to do about it.
    """

    exit_code = 1


class UsageError(TouchlineError):
    """The command line or a query is wrong."""

    exit_code = 2


class QueryError(UsageError):
    """A search query cannot be read; `at` is the code point in the query where it goes wrong."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class ConfigError(TouchlineError):
    """A file of the config folder is wrong: names file, line and the nearest valid key."""


class FormatError(TouchlineError):
    """One file, feed or page cannot be read as an article; a value in the report, never the end of a run."""


class RetrieveError(TouchlineError):
    """One path or address cannot be retrieved; a value in the report, never the end of a run."""


class LibraryLockedError(TouchlineError):
    """Another process held the library's lock for longer than the waiting time."""

    exit_code = 4


class LibraryDamagedError(TouchlineError):
    """A file of the library cannot be read, or the library was written by a newer version."""

    exit_code = 4


class NotFoundError(TouchlineError):
    """No article, thread, tag or feed has this name or id."""
