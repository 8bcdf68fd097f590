"""Local feeds that are watched: which of them changed. The only user of watchfiles."""

from __future__ import annotations

import glob
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue

from touchline.config import FeedConfig

DEBOUNCE_MS = 600
"""Changes within so long are told together: an editor writes a file in several steps."""
_STOP_EVERY_S = 0.2


def changed_feeds(feeds: Sequence[FeedConfig], stop: threading.Event) -> Iterator[frozenset[str]]:
    """Names of local feeds as files of theirs come, change or go, until `stop` is set.

    A feed whose folder does not exist yet is not watched. Files beside those that a pattern names count as well:
    reading the feed again tells that nothing changed.
    """
    deep: dict[Path, set[str]] = {}
    flat: dict[Path, set[str]] = {}
    for feed in feeds:
        if feed.path is not None and feed.enabled:
            root, is_deep = watched_folder(feed.path)
            if root.is_dir():
                (deep if is_deep else flat).setdefault(root.resolve(), set()).add(feed.name)
    if not (deep or flat):
        return
    told: SimpleQueue[frozenset[str]] = SimpleQueue()
    with ExitStack() as running:
        for roots, is_deep in ((deep, True), (flat, False)):
            if roots:
                thread = threading.Thread(target=_watch, args=(roots, is_deep, stop, told.put), daemon=True)
                thread.start()
                running.callback(thread.join)
        running.callback(stop.set)
        while not stop.is_set():
            try:
                yield told.get(timeout=_STOP_EVERY_S)
            except Empty:
                continue


def watched_folder(path: Path) -> tuple[Path, bool]:
    """The folder to watch for a feed's path, and whether its sub-folders belong to it."""
    if path.is_dir():
        return path, True
    if path.exists() or not glob.has_magic(str(path)):
        return path.parent, False
    fixed = list(path.parts)
    while glob.has_magic(str(Path(*fixed))):
        fixed.pop()
    root = Path(*fixed)
    return root, len(path.parts) - len(root.parts) > 1


def _watch(
    roots: dict[Path, set[str]], is_deep: bool, stop: threading.Event, tell: Callable[[frozenset[str]], None]
) -> None:
    from watchfiles import watch

    changes = watch(
        *roots,
        watch_filter=None,
        debounce=DEBOUNCE_MS,
        stop_event=stop,
        recursive=is_deep,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for batch in changes:
        names = frozenset(
            name
            for _, changed in batch
            for root, of_root in roots.items()
            if Path(changed).is_relative_to(root)
            for name in of_root
        )
        if names:
            tell(names)
