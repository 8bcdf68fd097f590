"""What `touchline doctor` and `touchline restore` do: examine a library and its configuration, repair it, go back.

These functions take folders, not a newsroom: a damaged library is examined and repaired before it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from touchline.errors import ConfigError, LibraryDamagedError
from touchline.model import Backup, Finding
from touchline.newsroom.room import Newsroom, open_newsroom, utc_now
from touchline.newsroom.upkeep import drain, index_texts, made_with


def examine(library: Path, config: Path, *, clock: Callable[[], datetime] = utc_now) -> list[Finding]:
    """What is found of every file, of what is derived and lags behind, and of the configuration.

    Raises:
        LibraryDamagedError: the library was written by a newer touchline.
        ConfigError, TouchlineError: see `room.open_newsroom`.
    """
    from touchline.store.checking import check_library

    found = check_library(library, now=clock())
    room = open_newsroom(library, config, clock=clock)
    try:
        found += _lagging(room)
    finally:
        room.close()
    return [
        *found,
        *(Finding(file="configuration", state="warning", words=warning) for warning in room.config.warnings),
    ]


def _lagging(room: Newsroom) -> Iterator[Finding]:
    from touchline.extract.version import rulebook_version

    store = room.store
    try:
        n_pending = len(store.pending_claims(rulebook_version(room.own_lexicon)))
    except ConfigError as error:
        yield Finding(file="configuration", state="warning", words=str(error))
        n_pending = 0
    if n_pending:
        yield Finding(file="claims", state="behind", words=f"wait to be made for {n_pending:,} of the articles")
    if store.threads_stale(made_with(room)):
        yield Finding(file="threads.json", state="behind", words="is older than the claims, and will be made anew")
    n_texts = store.index_texts(0)
    if n_texts:
        yield Finding(file="search.sqlite3", state="behind", words=f"lacks {n_texts:,} of the texts")


def repair(
    library: Path,
    config: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    progress: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Repair a library, and make anew what is derived; returns what was damaged, what was done and what is lost.

    Raises:
        LibraryDamagedError: it was written by a newer touchline, or a damaged file cannot be set aside.
        LibraryLockedError, TouchlineError: see `store.base.Store`.
    """
    from touchline.store.checking import check_library
    from touchline.store.repairing import repair_library

    wrong = [one for one in check_library(library, now=clock()) if one.state in ("damaged", "recovered")]
    done = repair_library(library, now=clock())
    _make_anew(library, config, clock, progress)
    return [*wrong, *done]


def list_backups(library: Path) -> list[Backup]:
    """The backups of a library, newest first."""
    from touchline.store.backups import backups_of

    return backups_of(library)


def restore(
    library: Path,
    config: Path,
    backup: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    progress: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Let the user's marks be those of a backup, after a backup of the present ones; returns what was done.

    A damaged library is repaired first, and can be written afterwards.

    Raises:
        NotFoundError: there is no backup of this name.
        LibraryDamagedError, LibraryLockedError, TouchlineError: as `repair`, or the backup cannot be read.
    """
    from touchline.store.restoring import restore_library

    done = restore_library(library, backup, now=clock())
    _make_anew(library, config, clock, progress)
    return done


def _make_anew(
    library: Path, config: Path, clock: Callable[[], datetime], progress: Callable[[int, int], None] | None
) -> None:
    """Work off the backlog: after a repair or a restore, what is derived."""
    room = open_newsroom(library, config, clock=clock)
    try:
        # A wrong lexicon is told by `examine`, a file that fails again as well: neither undoes the repair.
        with suppress(ConfigError, LibraryDamagedError):
            drain(room, progress)
            index_texts(room)
    finally:
        room.close()
