"""The stories: sidebar of views, story list, reading pane. The app's default screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.worker import get_current_worker

from touchline.errors import QueryError, TouchlineError
from touchline.newsroom import reading
from touchline.newsroom.folding import fold_copies, whole
from touchline.present.article import coming_page
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.walking import WalkingScreen, row_to_stand_on
from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.reading_pane import EMPTY_PAGE, ReadingPane, text_width
from touchline.tui.widgets.row_list import RowList
from touchline.tui.widgets.search_bar import SearchBar
from touchline.tui.widgets.sidebar import Sidebar
from touchline.tui.widgets.story_list import StoryList

if TYPE_CHECKING:
    from touchline.model import Headline
    from touchline.present.article import Clipping
    from touchline.present.lines import Line

FIRST_FOLDED = 50
"""Stories of the first list among which copies are looked for: a start makes only the rows that it shows."""
FIRST_PAGE = 200
"""Stories that are listed at once; so many are all that are listed by rank."""


class StoriesScreen(WalkingScreen):
    """Stories of one view or search, and the article under the cursor beside them."""

    VIEW = "stories"
    BINDINGS = bindings_of("stories")
    # At once: else Textual styles all for a focus on the sidebar first.
    AUTO_FOCUS = "#stories"

    def __init__(self) -> None:
        super().__init__()
        self.view_key = "all"
        self.view_before = "all"
        self.by_rank = False
        self.is_first_page = False
        self.opened_folds: set[str] = set()

    def compose_panes(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield Sidebar(id="sidebar", classes="pane stop")
            with Vertical(id="list-side", classes="pane"):
                yield SearchBar(id="search")
                yield StoryList(self.room.store.marks(), self.room.now().date(), id="stories", classes="stop")
            yield ReadingPane(id="reading", classes="pane stop")

    def on_mount(self) -> None:
        self.sidebar.border_title = Content("Views")
        self.pane.border_title = Content("Reading")
        self._show_title()
        # No query, so nothing has to be looked for: the first list is there before anything is painted.
        rows = fold_copies(reading.story_list(self.room).rows, n_most=FIRST_FOLDED)
        self.stories_were_listed(messages.StoriesListed("", rows, 0, (), fresh=True))

    def on_resize(self) -> None:
        # Before Textual itself is told, so that it paints the first list with its first layout.
        self.desk.first_list_shown()

    # --- widgets ---

    @property
    def stories(self) -> StoryList:
        return self.query_one("#stories", StoryList)

    @property
    def sidebar(self) -> Sidebar:
        """The sidebar."""
        return self.query_one("#sidebar", Sidebar)

    @property
    def side_by_side(self) -> bool:
        """False where only one pane is shown at a time."""
        return not self.has_class("-narrow")

    # --- listing ---

    @property
    def query_text(self) -> str:
        """The query whose stories are listed: the search, else the view's."""
        return self.search_text or self.desk.view_query(self.view_key)

    def open_key(self) -> str:
        return "" if self.search_text else self.view_key

    def open_view(self, key: str) -> None:
        """Show another view from its top."""
        if key != self.view_key:
            self.view_before = self.view_key
        self.view_key = key
        self.forget_search()
        self.sidebar.show(self.desk.side_rows, self.open_key())
        self.list_afresh()
        self.focus_pane("stories")

    def list_afresh(self) -> None:
        self._show_title()
        self.refresh_bars()
        self.list_stories(self.query_text, bool(self.search_text), (), 0)

    @work(thread=True, exclusive=True, group="listing")
    def list_stories(self, query: str, prefix: bool, before: Sequence[Headline], at: int) -> None:
        """List a query's stories; the cursor shall stay on the article at row `at` of the list `before`."""
        worker = get_current_worker()
        by_rank = self.by_rank and bool(query)
        paged = bool(query) and not before
        try:
            listed = reading.story_list(
                self.room,
                query,
                prefix=prefix,
                by_rank=by_rank,
                limit=FIRST_PAGE if by_rank or paged else None,
                stop=lambda: worker.is_cancelled,
            )
            if worker.is_cancelled:
                return
            rows, more = fold_copies(listed.rows, self.opened_folds), listed.more
            at = row_to_stand_on(rows, before, at)
            self.post_message(messages.StoriesListed(query, rows, at, listed.words, fresh=not before, more=more))
            if more and not by_rank:
                listed = reading.story_list(self.room, query, prefix=prefix, stop=lambda: worker.is_cancelled)
                if not worker.is_cancelled:
                    rows = fold_copies(listed.rows, self.opened_folds)
                    self.post_message(messages.StoriesCompleted(query, rows))
        except QueryError as error:
            self.post_message(messages.QueryRefused(query, str(error), error.at))
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))

    @on(messages.StoriesCompleted)
    def stories_were_completed(self, event: messages.StoriesCompleted) -> None:
        """The rest of the first page has come: the cursor and what is shown stay."""
        if event.query == self.query_text and not self.by_rank:
            self.stories.show(event.rows, self.stories.cursor, self.stories.words, keep_scroll=True)
            self.search_bar.show_found(len(whole(event.rows)) if self.search_text else None)
            self.is_first_page = False

    @on(messages.StoriesListed)
    def stories_were_listed(self, event: messages.StoriesListed) -> None:
        if event.query != self.query_text:
            return
        standing = self.stories.current
        self.stories.guide = self._guide()
        self.stories.show(event.rows, event.at, event.words, keep_scroll=not event.fresh)
        self.search_bar.show_found(len(whole(event.rows)) if self.search_text else None, more=event.more)
        self.is_first_page = event.more and not self.by_rank
        current = self.stories.current
        if current is None:
            self._wanted = self._cursor_id = self.clipping = None
            self.pane.show(lambda width: EMPTY_PAGE)
        elif standing and self._wanted and standing.article_id == current.article_id:
            self.read_article(self._wanted)
        else:
            self._cursor_id = self._wanted = current.article_id
            # The list first.
            self.call_after_refresh(self._read_wanted)

    def _read_wanted(self) -> None:
        if self._wanted:
            self.read_article(self._wanted)

    @on(messages.QueryRefused)
    def query_was_refused(self, event: messages.QueryRefused) -> None:
        if event.query == self.query_text:
            self.stories.guide = lambda width: ()
            self.stories.show((), 0, keep_scroll=False)
            self._wanted = self._cursor_id = self.clipping = None
            self.pane.show(lambda width: EMPTY_PAGE)
            self.search_bar.show_error(event.reason, event.at)

    def _guide(self) -> Callable[[int], tuple[Line, ...]]:
        is_empty = not self.room.store.headlines()
        key, query = ("search", self.search_text) if self.search_text else (self.view_key, "")

        def guide(width: int) -> tuple[Line, ...]:
            # Asked for by an empty list alone.
            from touchline.present.guide import empty_library, empty_view

            return empty_library(width) if is_empty else empty_view(key, query, width)

        return guide

    def list_again(self) -> None:
        self._show_title()
        self.refresh_bars()
        self.list_stories(self.query_text, bool(self.search_text), self.stories.rows, self.stories.cursor)

    def library_changed(self) -> None:
        self.list_again()

    def focus_list(self) -> None:
        self.focus_pane("stories")

    def views_counted(self) -> None:
        """The counts changed: show them."""
        self.sidebar.show(self.desk.side_rows, self.open_key())
        self.refresh_bars()
        self._show_title()

    def _show_title(self) -> None:
        title = f"Search: {safe(self.search_text)}" if self.search_text else self.desk.view_title(self.view_key)
        self.query_one("#list-side").border_title = plain_content(title)

    # --- the article ---

    def id_under_cursor(self) -> str | None:
        current = self.stories.current
        return current.article_id if current else None

    def read_together(self, article_id: str) -> tuple[str, ...]:
        """A row and the copies that it stands for are read together."""
        copies = self.stories.copies(self.stories.cursor) if article_id == self.id_under_cursor() else ()
        return (article_id, *(row.article_id for row in copies))

    def action_toggle_fold(self) -> None:
        current = self.stories.current
        if current is None:
            return
        if current.article_id in self.opened_folds:
            self.opened_folds.discard(current.article_id)
        elif self.stories.copies(self.stories.cursor):
            self.opened_folds.add(current.article_id)
        else:
            self.tell("no other feed has the same report")
            return
        rows = fold_copies(whole(self.stories.rows), self.opened_folds)
        self.stories.show(rows, self.stories.cursor, self.stories.words, keep_scroll=True)

    def show_clipping(self, *, same: bool) -> None:
        clipping, words = self.clipping, self.stories.words
        if clipping is None:
            self.pane.show(lambda width: EMPTY_PAGE)
        else:
            self.pane.show(lambda width: self.clippings.page(clipping, width, words), keep_offset=same)

    def show_coming(self) -> None:
        headline, words = self.stories.current, self.stories.words
        if headline and headline.article_id == self._wanted:
            self.pane.show(lambda width: coming_page(headline, width, words=words))

    def ids_ahead(self) -> Iterable[str]:
        rows, at = self.stories.rows, self.stories.cursor
        page = self.stories.rows_a_page
        steps = (1, 2, -1, 3, -2, page, -page)
        return (rows[at + step].article_id for step in steps if 0 <= at + step < len(rows))

    def lay_out(self, clipping: Clipping, width: int) -> None:
        self.clippings.page(clipping, text_width(width), self.stories.words)

    def marks_changed(self) -> None:
        self.stories.refresh()

    def action_sort_results(self) -> None:
        """List what is searched for by rank, or newest first again."""
        self.by_rank = not self.by_rank
        self.tell("searches: the best matches first" if self.by_rank else "searches: the newest first")
        self.list_afresh()

    def action_read_all(self) -> None:
        if self.is_first_page:
            self.tell("the rest of this list is not here yet: try again in a moment")
        else:
            super().action_read_all()

    @on(RowList.Moved)
    def cursor_moved(self, event: RowList.Moved) -> None:
        if event.row_list is self.stories:
            self.follow_cursor()

    @on(RowList.Chosen)
    def row_was_clicked(self, event: RowList.Chosen) -> None:
        if event.row_list is self.sidebar:
            self.desk.open_view(self.sidebar.current_key)
        elif not self.side_by_side:
            self.focus_pane("reading")

    def action_story_thread(self) -> None:
        if article_id := self.current_id():
            self.find_story(article_id)

    @on(messages.ThreadFound)
    def story_was_found(self, event: messages.ThreadFound) -> None:
        if event.thread_id is None:
            self.tell("this article belongs to no story thread: it says nothing new about a coach's job")
        elif event.article_id == self._wanted:
            from touchline.tui.screens.thread import ThreadScreen

            self.app.push_screen(ThreadScreen(event.thread_id, event.article_id))

    def action_export(self) -> None:
        if self.clipping:
            from touchline.exchange import article_markdown
            from touchline.newsroom.new_files import stem_of

            article = self.clipping.article
            self.offer_path(stem_of(article.headline), lambda: article_markdown(article), "the article")

    # --- panes ---

    def focus_pane(self, name: str) -> None:
        """Put the keyboard into "sidebar", "stories" or "reading", unfolding it where it is folded away."""
        self.set_class(name == "sidebar", "-views")
        self.set_class(name == "reading", "-reading")
        if name != "reading":
            self.remove_class("-zoomed")
        self.set_focus(self.query_one(f"#{name}"))
        if name == "reading":
            self.call_after_refresh(self.start_reading)

    def open_pane(self) -> None:
        self.focus_pane("reading")

    def _panes(self) -> list[str]:
        return ["sidebar", "stories", "reading"] if self.has_class("-wide") else ["stories", "reading"]

    def _focused_pane(self) -> str:
        return (self.focused.id if self.focused else None) or "stories"

    def _step_pane(self, step: int) -> None:
        panes, here = self._panes(), self._focused_pane()
        at = panes.index(here) if here in panes else 0
        self.focus_pane(panes[(at + step) % len(panes)])

    def action_next_pane(self) -> None:
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        self._step_pane(-1)

    def action_open(self) -> None:
        if self._focused_pane() == "sidebar":
            self.desk.open_view(self.sidebar.current_key)
        elif self.stories.current:
            self.focus_pane("reading")

    def action_back(self) -> None:
        here = self._focused_pane()
        if here == "reading":
            self.focus_pane("stories")
        elif here == "stories":
            self.focus_pane("sidebar")

    def action_zoom(self) -> None:
        self.toggle_class("-zoomed")
        self.focus_pane("reading" if self.has_class("-zoomed") else "stories")

    def action_quit_here(self) -> None:
        if not self.side_by_side and self._focused_pane() != "stories":
            self.focus_pane("stories")
        else:
            self.app.exit(0)

    def action_followed_only(self) -> None:
        self.desk.open_view(self.view_before if self.view_key == "followed" else "followed")

    def action_escape(self) -> None:
        if self.close_finding():
            return
        if self.has_class("-zoomed") or self._focused_pane() != "stories":
            self.focus_pane("stories")
        elif self.search_bar.display:
            self.clear_search()
        else:
            self.cancel_fetching()
