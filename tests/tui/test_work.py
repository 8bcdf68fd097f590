"""How much work a key makes: what is painted, read and asked of the newsroom; bounds that no machine changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from textual.geometry import Region

from tests.tui.conftest import WIDE, Opener, Reader, newsroom_of
from tests.tui.newsdesk import Desk, article
from touchline.config import Config, SavedQuery
from touchline.model import Headline
from touchline.newsroom import reading, views
from touchline.newsroom.room import Newsroom
from touchline.tui.screens import articles
from touchline.tui.widgets.reading_pane import ReadingPane

N = 60


@pytest.fixture
def long_room() -> Newsroom:
    """Sixty articles, one a day."""
    first = datetime(2025, 6, 19, tzinfo=UTC)
    days = [(first - timedelta(days=n)).date().isoformat() for n in range(N)]
    return newsroom_of(
        Desk(
            tuple(article(f"n{n:02}", day, f"Headline number {n}", "A sentence. " * 300) for n, day in enumerate(days)),
            {},
        )
    )


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that the store was asked for."""
    asked: list[str] = []
    real = reading.read

    def read(room: Newsroom, article_id: str):
        asked.append(article_id)
        return real(room, article_id)

    monkeypatch.setattr(reading, "read", read)
    return asked


async def ahead(reader: Reader) -> None:
    """Wait until the articles around the cursor were read."""
    stories, clippings = reader.screen.stories, reader.screen.clippings
    wanted = [stories.rows[stories.cursor + step].article_id for step in (1, 2, 3)]
    for _ in range(200):
        if all(article_id in clippings for article_id in wanted):
            await reader.settle()
            return
        await reader.pilot.pause(articles.AHEAD_AFTER_S)
    raise AssertionError("the articles are not read ahead")


async def test_j_shows_an_article_that_was_read_ahead_at_once(long_room, open_reader: Opener, calls: list[str]):
    async with open_reader(long_room, WIDE) as reader:
        await ahead(reader)
        for n in range(1, 5):
            calls.clear()
            reader.screen.action_down()
            assert reader.screen.clipping.article.article_id == f"n{n:02}", "without waiting for anything"
            assert not calls, "nothing was read for it"
            assert f"Headline number {n}" in reader.pane("#reading").splitlines()[0]
            await ahead(reader)
            assert len(calls) <= 3, "one new neighbour, and two half a page away"


async def test_an_article_that_is_not_there_yet_shows_its_headline_first(long_room, open_reader: Opener, monkeypatch):
    async with open_reader(long_room, WIDE) as reader:
        await ahead(reader)
        reader.screen.action_bottom()
        shown = reader.pane("#reading")
        assert f"Headline number {N - 1}" in shown and "The Whistle" in shown and "A sentence." not in shown
        assert reader.screen.clipping is None, "keys do not mean the article that was left"
        await reader.settle()
        assert "A sentence." in reader.pane("#reading")


async def test_what_was_read_ahead_is_read_again_after_a_change(long_room, open_reader: Opener):
    async with open_reader(long_room, WIDE) as reader:
        await ahead(reader)
        changed = article("n01", "2025-06-18", "Headline number 1", "Quite another sentence.")
        long_room.store.add_articles([changed])
        await reader.press("j")
        assert "Quite another sentence." in reader.pane("#reading")


async def test_j_paints_two_rows_and_the_article_in_one_frame(long_room, open_reader: Opener, monkeypatch):
    painted: list[int] = []
    async with open_reader(long_room, WIDE) as reader:
        await ahead(reader)
        stories, compositor = reader.screen.stories, reader.screen._compositor
        rows_of = type(stories).row_lines
        monkeypatch.setattr(
            type(stories), "row_lines", lambda self, row, width: painted.append(row) or rows_of(self, row, width)
        )
        frames: list[set[Region]] = []
        render = compositor.render_update

        def render_update(*arguments, **named):
            frames.append(set(compositor._dirty_regions))
            return render(*arguments, **named)

        monkeypatch.setattr(compositor, "render_update", render_update)
        await reader.pilot.press("j")
        await ahead(reader)
        assert painted == [0, 1], "the row that the cursor left, and the one it came to"
        assert len(frames) == 1
        pane = reader.screen.pane.region
        assert frames[0] - {pane} and sum(region.height for region in frames[0] - {pane}) == 2 * stories.row_height


async def test_scrolling_paints_no_row_again_that_was_in_sight(long_room, open_reader: Opener, monkeypatch):
    async with open_reader(long_room, WIDE) as reader:
        stories = reader.screen.stories
        in_sight = stories.size.height // stories.row_height
        await reader.press(*["j"] * in_sight)
        painted: list[int] = []
        rows_of = type(stories).row_lines
        monkeypatch.setattr(
            type(stories), "row_lines", lambda self, row, width: painted.append(row) or rows_of(self, row, width)
        )
        await reader.press("j")
        assert len(painted) <= 3
        assert stories.cursor == in_sight + 1


async def test_a_line_of_the_article_is_laid_out_and_painted_once(long_room, open_reader: Opener, monkeypatch):
    async with open_reader(long_room, WIDE) as reader:
        await ahead(reader)
        n_painted = 0
        real = ReadingPane.segments

        def segments(self, *arguments):
            nonlocal n_painted
            n_painted += 1
            return real(self, *arguments)

        monkeypatch.setattr(ReadingPane, "segments", segments)
        await reader.press("j")
        height = reader.screen.pane.size.height
        assert n_painted <= height
        await reader.press("tab")
        n_painted = 0
        await reader.press("j")
        assert n_painted <= 3, "scrolling by a line paints that line, and those where the thumb moved"


class SlowRows(Sequence[Headline]):
    """Rows that take their time, beyond those in sight, as months do that have to be read."""

    def __init__(self, rows: Sequence[Headline]) -> None:
        self._rows = rows
        self.n_slow = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at):
        if isinstance(at, slice):
            time.sleep(0.2)
            self.n_slow += 1
            return self._rows[at]
        return self._rows[at]

    def __iter__(self):
        time.sleep(0.2)
        self.n_slow += 1
        return iter(self._rows)


@pytest.mark.parametrize("action", ["next_unread", "previous_unread", "read_all", "article_before", "bottom", "top"])
async def test_no_key_waits_for_a_slow_library(long_room, open_reader: Opener, monkeypatch, action: str):
    async with open_reader(long_room, WIDE) as reader:
        await reader.press("j", "j")
        real_headline, real_read = long_room.store.headline, reading.read

        def slowly(real):
            def slow(*arguments):
                time.sleep(0.2)
                return real(*arguments)

            return slow

        reader.screen.stories.rows = SlowRows(reader.screen.stories.rows)
        monkeypatch.setattr(long_room.store, "headline", slowly(real_headline))
        monkeypatch.setattr(reading, "read", slowly(real_read))
        ids = [row.article_id for row in long_room.store.headlines()]
        monkeypatch.setattr(type(long_room.store.marks()), "is_read", lambda self, one: one != ids[-1])
        start = time.perf_counter()
        getattr(reader.screen, f"action_{action}")()
        assert time.perf_counter() - start < 0.15, "the handler was through before anything was read"
        await reader.settle()
        if action == "next_unread":
            assert reader.screen.stories.cursor == N - 1


async def test_n_finds_the_unread_article_behind_thousands_of_read_ones(long_room, open_reader: Opener):
    ids = [row.article_id for row in long_room.store.headlines()]
    from touchline.newsroom import marking

    marking.set_read(long_room, ids[1:-1], True)
    async with open_reader(long_room, WIDE) as reader:
        await reader.press("n")
        assert reader.screen.stories.current.article_id == ids[-1]
        await reader.press("N")
        assert reader.screen.stories.current.article_id == ids[0]
        await reader.press("N")
        assert "no unread article above" in reader.text()


def test_a_saved_query_is_counted_as_far_as_so_many_headlines_tell_and_once(monkeypatch):
    stock = [article(f"n{n}", "2025-06-19", f"Headline number {n}", "Text.") for n in range(450)]
    room = newsroom_of(Desk(tuple(stock), {}), Config(queries=(SavedQuery("fresh", "unread"), SavedQuery("six", "6"))))
    monkeypatch.setattr(views, "MOST_COUNTED", 400)
    looked = 0
    marks = type(room.store.marks())
    real = marks.is_read

    def is_read(self, article_id: str) -> bool:
        nonlocal looked
        looked += 1
        return real(self, article_id)

    counted = {view.key: view for view in views.views(room)}
    assert (counted["query:fresh"].n, counted["query:fresh"].more) == (400, True)
    assert not counted["query:six"].more
    monkeypatch.setattr(marks, "is_read", is_read)
    assert {view.key: view for view in views.views(room)} == counted
    assert looked == 0, "nothing changed"
