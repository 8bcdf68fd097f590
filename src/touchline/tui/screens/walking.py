"""Where the cursor stands in a list that may be as long as the library: rows are looked for off the screen's thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from touchline.errors import TouchlineError
from touchline.newsroom import reading
from touchline.newsroom.folding import whole
from touchline.tui import messages
from touchline.tui.screens.searching import SearchScreen

if TYPE_CHECKING:
    from touchline.model import Headline
    from touchline.tui.widgets.story_list import StoryList


class WalkingScreen(SearchScreen):
    """A screen with a story list, in which keys go to other articles than the next."""

    @property
    def stories(self) -> StoryList:
        """The story list."""
        raise NotImplementedError

    def ids_in_view(self) -> list[str]:
        return [row.article_id for row in whole(self.stories.rows)]

    def _go_to_row(self, row: int) -> None:
        self.stories.move_to(row)
        self.moved()

    # --- an article ---

    def go_to_article(self, article_id: str) -> None:
        # Keys mean it from now on, wherever its row is.
        self.want(article_id)
        self.find_row(article_id, self.stories.rows)

    @work(thread=True, exclusive=True, group="going")
    def find_row(self, article_id: str, rows: Sequence[Headline]) -> None:
        """Look for the row of an article."""
        try:
            headline = self.room.store.headline(article_id)
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
            return
        row = reading.row_of(rows, headline) if headline else None
        if row is not None:
            self.post_message(messages.RowFound(rows, row, article_id))

    @on(messages.RowFound)
    def row_was_found(self, event: messages.RowFound) -> None:
        """Go there, unless the list or the user has moved on meanwhile."""
        if event.rows is self.stories.rows and event.article_id == self._wanted:
            self._go_to_row(event.row)

    # --- unread ones ---

    def action_next_unread(self) -> None:
        self._go_unread(1)

    def action_previous_unread(self) -> None:
        self._go_unread(-1)

    def _go_unread(self, step: int) -> None:
        row = self.stories.unread_nearby(step)
        if row is None:
            self.find_unread(self.stories.rows, self.stories.cursor, step)
        else:
            self._go_to_row(row)

    @work(thread=True, exclusive=True, group="going")
    def find_unread(self, rows: Sequence[Headline], at: int, step: int) -> None:
        """Look for the next unread row after a row, or before it."""
        worker = get_current_worker()
        row = reading.next_unread(self.room, rows, at, step, stop=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(messages.UnreadFound(rows, at, row, step))

    @on(messages.UnreadFound)
    def unread_was_found(self, event: messages.UnreadFound) -> None:
        """Go there, unless the list or the user has moved on meanwhile."""
        if event.row is None:
            self.tell("no unread article further on" if event.step > 0 else "no unread article above")
        elif event.rows is self.stories.rows and event.at == self.stories.cursor:
            self._go_to_row(event.row)


def row_to_stand_on(rows: Sequence[Headline], before: Sequence[Headline], at: int) -> int:
    """The row of the article that was at row `at` of the list `before`; when it is gone, of the next that is left."""
    if not rows:
        return 0
    for old in chain(range(at, len(before)), range(min(at, len(before)) - 1, -1, -1)):
        found = reading.row_of(rows, before[old])
        if found is not None:
            return found
    return 0
