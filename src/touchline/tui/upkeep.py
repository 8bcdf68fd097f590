"""Working off the backlog while the reader is open: in the background, one run at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.worker import get_current_worker

from touchline.errors import TouchlineError
from touchline.present.lines import BLANK, Piece, line
from touchline.tui import messages

if TYPE_CHECKING:
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import Line


class Upkeep:
    """Runs upkeep as workers of the app, which gets a message of each step and one when something changed."""

    def __init__(self, app: App[Any], room: Newsroom) -> None:
        self._app = app
        self._room = room
        self._lock = threading.Lock()
        self._note: Line = BLANK

    def start(self, *, first: bool) -> None:
        """Work off the backlog: the `first` time in any case, else where another process changed the library."""
        self._app.run_worker(lambda: self._run(first), thread=True, group="upkeep")

    def _run(self, first: bool) -> None:
        from touchline.newsroom import upkeep

        worker = get_current_worker()
        if not self._lock.acquire(blocking=False):
            return
        try:
            changed = self._room.store.catch_up()
            if first or changed:
                changed = upkeep.drain(self._room, self._progressed, lambda: worker.is_cancelled) or changed
        except TouchlineError as error:
            self._app.screen.post_message(messages.Failed(str(error)))
        else:
            if changed and not worker.is_cancelled:
                self._app.post_message(messages.LibraryChanged())
            upkeep.index_texts(self._room, lambda: worker.is_cancelled)
        finally:
            self._lock.release()

    def _progressed(self, n_done: int, n_all: int) -> None:
        self._app.post_message(messages.BacklogProgressed(n_done, n_all))

    def progressed(self, event: messages.BacklogProgressed) -> None:
        """Take note of how far it is."""
        done = event.n_done >= event.n_all
        self._note = BLANK if done else line(Piece(f"finding claims {event.n_done:,} of {event.n_all:,}", "muted"))

    def note(self) -> Line:
        """What the top bar says: how far the backlog is; blank when there is none."""
        return self._note
