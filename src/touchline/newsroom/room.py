"""An open newsroom: library, configuration, rulebook, clock and the log of what can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from touchline.config import Config
    from touchline.extract.rulebook import Rulebook
    from touchline.newsroom.marking import Deed
    from touchline.store.base import Store

T = TypeVar("T")


def utc_now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)


class UndoLog:
    """What can be undone and redone in this session, newest last."""

    def __init__(self) -> None:
        self.done: list[Deed] = []
        self.undone: list[Deed] = []

    def record(self, deed: Deed) -> None:
        """Remember a deed; what was undone before can no longer be redone."""
        self.done.append(deed)
        self.undone.clear()


@dataclass(slots=True)
class Newsroom:
    """Everything that the functions of the newsroom work with. `clock` tells the time, so that tests can.

    `rebuilding` lets one thread at a time make story threads, so that the newer ones are saved last.
    """

    store: Store
    config: Config
    clock: Callable[[], datetime] = utc_now
    undo_log: UndoLog = field(default_factory=UndoLog)
    last_session_at: datetime | None = field(init=False)
    lock: threading.RLock = field(default_factory=threading.RLock)
    rebuilding: threading.Lock = field(default_factory=threading.Lock)
    _rulebook: Rulebook | None = None
    cache: dict[str, tuple[object, object]] = field(default_factory=dict)
    folder: Path | None = None
    """The library's folder; None for one in memory."""

    def __post_init__(self) -> None:
        self.last_session_at = self.store.last_session_at()

    def now(self) -> datetime:
        """The current time by the newsroom's clock."""
        return self.clock()

    @property
    def rulebook(self) -> Rulebook:
        """The lexicon with the user's own additions; loaded at the first use.

        Raises:
            ConfigError: a file of the user's lexicon is wrong.
        """
        with self.lock:
            if self._rulebook is None:
                from touchline.extract import load_rulebook

                self._rulebook = load_rulebook(self.own_lexicon)
            return self._rulebook

    @property
    def own_lexicon(self) -> Path | None:
        """The folder with the user's own clubs and coaches, None when there is none."""
        extra = self.config.lexicon_folder
        return extra if extra and extra.is_dir() else None

    def cached(self, name: str, made_of: object, make: Callable[[], T]) -> T:
        """The value of `make`; made again only for another `made_of`."""
        with self.lock:
            held = self.cache.get(name)
            if held is None or held[0] != made_of:
                held = (made_of, make())
                self.cache[name] = held
            return cast(T, held[1])

    @property
    def config_folder(self) -> Path:
        """Where config.toml and feeds.toml are, or would be."""
        return self.config.folder or Path()

    def reload_config(self) -> None:
        """Read the configuration again; the one that was read last stays when it cannot be read.

        Raises:
            ConfigError: config.toml or feeds.toml is no TOML or cannot be read.
        """
        from touchline.config import load_config

        self.config = load_config(self.config_folder)

    def close(self) -> None:
        """Close the library."""
        self.store.close()


def open_newsroom(library: Path, config: Path, *, clock: Callable[[], datetime] = utc_now) -> Newsroom:
    """Open the library and read the configuration.

    Raises:
        LibraryDamagedError, LibraryLockedError: see `store.base.Store`.
        ConfigError: config.toml or feeds.toml cannot be read.
    """
    from touchline.config import load_config
    from touchline.store.library import open_library

    return Newsroom(
        store=open_library(library, now=clock()),
        config=load_config(config),
        clock=clock,
        folder=library,
    )
