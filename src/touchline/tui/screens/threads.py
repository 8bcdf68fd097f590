"""The list of story threads, with the card and timeline of the one under the cursor beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from touchline.errors import TouchlineError
from touchline.newsroom import looking, stories
from touchline.present.claims import seat_name
from touchline.present.guide import empty_threads
from touchline.present.lines import BLANK, Page, Piece, line
from touchline.present.threads import STATUS_WORDS, ThreadStory, card_lines
from touchline.present.timeline import timeline_entries
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.deeds import DeedScreen
from touchline.tui.screens.thread import ThreadScreen
from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.reading_pane import EMPTY_PAGE, ReadingPane
from touchline.tui.widgets.row_list import RowList
from touchline.tui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from touchline.model import StoryThread


class ThreadsScreen(DeedScreen):
    """All story threads, or the followed ones only."""

    VIEW = "threads"
    BINDINGS = bindings_of("threads")

    def __init__(self) -> None:
        super().__init__()
        self.followed_only = False

    def compose_panes(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield ThreadList(self.room.now().date(), id="threads", classes="pane stop")
            yield ReadingPane(id="reading", classes="pane stop")

    def on_mount(self) -> None:
        self.threads.focus()
        self.list_threads()

    @property
    def threads(self) -> ThreadList:
        """The list."""
        return self.query_one("#threads", ThreadList)

    @property
    def pane(self) -> ReadingPane:
        """The pane that shows the thread under the cursor."""
        return self.query_one("#reading", ReadingPane)

    # --- listing ---

    @work(thread=True, exclusive=True, group="listing")
    def list_threads(self) -> None:
        """Fetch the threads."""
        marks = self.room.store.marks()
        try:
            threads = stories.story_threads(self.room, self.followed_only)
            followed = frozenset(thread.thread_id for thread in threads if stories.is_followed(self.room, thread))
            news = looking.news_of(self.room, (t for t in threads if t.thread_id in followed))
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
            return
        n_unread = {
            thread.thread_id: sum(not marks.is_read(article_id) for article_id in thread.article_ids)
            for thread in threads
        }
        self.post_message(messages.ThreadsListed(threads, followed, n_unread, news))

    @on(messages.ThreadsListed)
    def threads_were_listed(self, event: messages.ThreadsListed) -> None:
        n_articles = len(self.room.store.headlines())
        self.threads.guide = lambda width: empty_threads(self.followed_only, n_articles, width)
        self.threads.show(event.threads, event.followed, event.n_unread, event.news)
        title = "Followed threads" if self.followed_only else "Story threads"
        self.threads.border_title = plain_content(f"{title} {len(event.threads):,}")
        self._show_current()

    def library_changed(self) -> None:
        self.list_threads()
        self.refresh_bars()

    def marks_changed(self) -> None:
        self.list_threads()

    def look_remembered(self) -> None:
        self.list_threads()

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.threads.rows:
            self.list_threads()

    # --- the thread under the cursor ---

    @on(RowList.Moved)
    def cursor_moved(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        thread = self.threads.current
        if thread is None:
            self.pane.border_title = Content("Thread")
            self.pane.show(lambda width: EMPTY_PAGE)
            return
        self.pane.border_title = plain_content(seat_name(thread.change.seat))
        self.pane.show(lambda width: self._page(thread, width))

    def _page(self, thread: StoryThread, width: int) -> Page:
        """Card and timeline as one page; made of what is in memory."""
        today = self.room.now().date()
        neighbours = stories.by_id(self.room)
        chain = stories.chain(self.room, thread)
        since = self.threads.news.get(thread.thread_id)
        story = ThreadStory(thread=thread, chain=chain, neighbours=neighbours, since=since)
        entries = timeline_entries(story, width, today)
        return Page(
            lines=(
                line(Piece(STATUS_WORDS[thread.status], "muted")),
                *card_lines(story, width, today),
                BLANK,
                *(made for entry in entries for made in entry.lines),
            )
        )

    # --- keys ---

    def action_open(self) -> None:
        if thread := self.threads.current:
            self.app.push_screen(ThreadScreen(thread.thread_id))

    def action_carousel(self) -> None:
        from touchline.tui.screens.carousel import CarouselScreen

        self.app.push_screen(CarouselScreen())

    def action_story_thread(self) -> None:
        self.action_open()

    def action_follow(self) -> None:
        if thread := self.threads.current:
            self.follow(thread)

    def action_followed_only(self) -> None:
        self.followed_only = not self.followed_only
        self.list_threads()

    @on(RowList.Chosen)
    def row_was_clicked(self, event: RowList.Chosen) -> None:
        if self.has_class("-narrow"):
            self.action_open()

    def action_back(self) -> None:
        if self.pane.has_focus:
            self.threads.focus()
        else:
            self.leave()
