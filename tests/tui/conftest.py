"""A newsroom in memory, and a reader opened on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerState

from tests.tui.newsdesk import NOW, Desk, desk
from touchline.config import Config
from touchline.extract import rulebook_version
from touchline.newsroom import upkeep
from touchline.newsroom.room import Newsroom
from touchline.store.memory import MemoryStore
from touchline.tui.app import TouchlineApp
from touchline.tui.screens import articles

WIDE, SMALL, TINY = (120, 34), (80, 24), (60, 20)
Opener = Callable[..., AbstractAsyncContextManager["Reader"]]


def newsroom_of(stock: Desk, config: Config | None = None) -> Newsroom:
    """A newsroom in memory whose claims are made already, so that no lexicon is needed."""
    room = Newsroom(store=MemoryStore(), config=config or Config(), clock=lambda: NOW)
    room.store.add_articles(stock.articles)
    claims = {one.article_id: stock.claims.get(one.article_id, ()) for one in stock.articles}
    room.store.save_claims(claims, rulebook_version())
    upkeep.rebuild_threads(room)
    return room


@pytest.fixture
def room() -> Newsroom:
    return newsroom_of(desk())


class Reader:
    """A reader under test: presses keys, waits until its workers are done, and reads the screen."""

    def __init__(self, app: TouchlineApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until no worker runs and every message was handled."""
        for _ in range(400):
            await self.pilot.pause()
            working = [worker for worker in self.app.workers if worker.group != "watching"]  # that one never ends
            if not any(worker.state in (WorkerState.PENDING, WorkerState.RUNNING) for worker in working):
                await self.pilot.pause()
                return
            await self.pilot.pause(0.005)
        raise AssertionError("workers do not come to an end")

    @property
    def screen(self):
        return self.app.screen

    def text(self) -> str:
        """What is on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def pane(self, selector: str) -> str:
        """What one widget shows."""
        widget = self.screen.query_one(selector)
        return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))


@pytest.fixture
def open_reader(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens a reader: `async with open_reader(room, size) as reader`."""
    monkeypatch.setattr(articles, "READ_AFTER_S", 0.01)

    @asynccontextmanager
    async def opened(room: Newsroom, size: tuple[int, int] = WIDE) -> AsyncIterator[Reader]:
        app = TouchlineApp(room)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            await reader.settle()
            yield reader

    return opened
