"""Refreshing feeds while the reader is open: in the background, one run at a time, cancelled by a key."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.app import App

from touchline.errors import TouchlineError
from touchline.present.lines import Piece, joined, line
from touchline.tui import messages

if TYPE_CHECKING:
    from touchline.model import FeedResult
    from touchline.newsroom.room import Newsroom
    from touchline.present.lines import Line


class Fetcher:
    """Runs refreshes as workers of the app, which gets a message for every feed and one at the end."""

    def __init__(self, app: App[Any], room: Newsroom) -> None:
        self._app = app
        self._room = room
        self._cancelled = threading.Event()
        self._watching = threading.Event()
        self._is_running = False
        self._waiting: set[str] = set()
        """Feeds whose files changed during a run."""
        self._n_done = self._n_all = 0
        self._n_failed = 0
        self._refreshed_at: datetime | None = None

    # --- runs ---

    def start_quietly(self) -> None:
        """Fetch the feeds that are due, if any is."""
        if not self._is_running:
            self._app.run_worker(self._run_if_due, thread=True, group="looking for due feeds", exclusive=True)

    def _run_if_due(self) -> None:
        from touchline.newsroom.feeds import is_any_due

        with suppress(TouchlineError):
            if is_any_due(self._room):
                self._app.call_from_thread(self.start, asked=False)

    def start(self, names: Sequence[str] = (), *, asked: bool) -> bool:
        """Fetch the named feeds, or all; False when a run is under way.

        Without being `asked` for it only those that are due.
        """
        if self._is_running:
            if not asked:
                self._waiting.update(names)
            return False
        self._is_running = True
        self._n_done, self._n_all = 0, len(names) or len(self._room.config.feeds)
        self._cancelled.clear()
        self._app.run_worker(lambda: self._run(names, asked), thread=True, group="refreshing")
        if asked:
            self._app.run_worker(self._get_ready, thread=True, group="upkeep")
        return True

    def _get_ready(self) -> None:
        """Load what new articles need, while the feeds are waited for."""
        from touchline.newsroom import upkeep

        # A wrong lexicon is told of when claims are made.
        with suppress(TouchlineError):
            upkeep.get_ready(self._room)

    def cancel(self) -> bool:
        """Stop a run that is under way; False when there is none."""
        if not self._is_running or self._cancelled.is_set():
            return False
        self._cancelled.set()
        return True

    def _run(self, names: Sequence[str], asked: bool) -> None:
        from touchline.newsroom import refreshing

        results: list[FeedResult] = []
        problems: list[str] = []
        stop = self._cancelled.is_set
        try:
            for result in refreshing.refresh(self._room, names, now_please=asked, stop=stop):
                results.append(result)
                self._app.post_message(messages.FeedFetched(result, len(results), self._n_all))
            problems = refreshing.after_refresh(self._room, results)
        except TouchlineError as error:
            problems.append(str(error))
        self._app.post_message(messages.FeedsRefreshed(results, problems, asked, stop()))

    # --- local files ---

    def watch(self) -> None:
        """Fetch local feeds whenever a file of theirs changes; once more after feeds.toml changed."""
        self._watching.set()
        self._watching = threading.Event()
        if any(feed.path and feed.enabled for feed in self._room.config.feeds):
            stop = self._watching
            self._app.run_worker(lambda: self._watch(stop), thread=True, group="watching", name="watching")

    def stop_watching(self) -> None:
        """Let the worker that watches come to its end."""
        self._watching.set()

    def _watch(self, stop: threading.Event) -> None:
        from touchline.newsroom.feeds import changed_locally

        for names in changed_locally(self._room, stop):
            self._app.post_message(messages.LocalFeedsChanged(names))

    # --- what became of them ---

    def fetched(self, event: messages.FeedFetched) -> None:
        """Take note of one feed's result."""
        self._n_done = event.n_done

    def refreshed(self, event: messages.FeedsRefreshed) -> None:
        """Take note of the end of a run."""
        self._is_running = False
        if self._waiting:
            self.start(sorted(self._waiting), asked=False)
            self._waiting.clear()
        self._refreshed_at = self._room.now()
        if not event.cancelled:
            self._n_failed = sum(result.status in ("failed", "gone") for result in event.results)

    def note(self) -> Line:
        """What the top bar says: how far a run is, or which feeds failed and when the last run was."""
        if self._is_running:
            return line(Piece(f"fetching {self._n_done:,} of {self._n_all:,} feeds", "muted"))
        failed = f"{self._n_failed:,} {'feed' if self._n_failed == 1 else 'feeds'} failed" if self._n_failed else ""
        at = f"refreshed {self._refreshed_at.astimezone():%H:%M}" if self._refreshed_at else ""
        return joined((line(Piece(failed, "warning")), line(Piece(at, "muted"))), separator="   ")


def told_of_feeds(event: messages.FeedsRefreshed) -> tuple[str, bool]:
    """What a refresh brought, in one sentence, and whether something went wrong."""
    results = event.results
    if event.cancelled:
        return f"cancelled: {_counted(len(results), 'feed')} fetched before", False
    if not results and not event.problems:
        return "feeds.toml names no feeds: press 6, then a to add one", False
    new = sum(result.n_added for result in results)
    parts = [f"{_counted(len(results), 'feed')} fetched, {_counted(new, 'new article')}"] if results else []
    failed = [result for result in results if result.error]
    if failed:
        more = f" (and {len(failed) - 1} more; 6 shows them)" if len(failed) > 1 else ""
        parts.append(f"{failed[0].feed}: {failed[0].error}{more}")
    parts += event.problems[:1]
    return "; ".join(parts), bool(failed or event.problems)


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
