"""The feeds: how each is, what is wrong with it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from touchline.errors import TouchlineError
from touchline.model import FeedHealth
from touchline.newsroom import feeds
from touchline.present.feeds import feed_page
from touchline.safe import safe
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.deeds import DeedScreen
from touchline.tui.widgets.feed_list import FeedList
from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.reading_pane import EMPTY_PAGE, ReadingPane
from touchline.tui.widgets.row_list import RowList


class FeedsScreen(DeedScreen):
    """All feeds of feeds.toml, and beside them what is known of the one under the cursor."""

    VIEW = "feeds"
    BINDINGS = bindings_of("feeds")

    def compose_panes(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield FeedList(self.room.now, id="feeds", classes="pane stop")
            yield ReadingPane(id="reading", classes="pane stop")

    def on_mount(self) -> None:
        self.feeds.focus()
        self.list_feeds()

    @property
    def feeds(self) -> FeedList:
        """The list."""
        return self.query_one("#feeds", FeedList)

    @property
    def pane(self) -> ReadingPane:
        """The pane that tells of the feed under the cursor."""
        return self.query_one("#reading", ReadingPane)

    # --- listing ---

    @work(thread=True, exclusive=True, group="listing")
    def list_feeds(self) -> None:
        """Find out how the feeds are."""
        try:
            rows = feeds.feed_healths(self.room)
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.FeedsListed(rows))

    @on(messages.FeedsListed)
    def feeds_were_listed(self, event: messages.FeedsListed) -> None:
        self.feeds.show(event.rows)
        self.feeds.border_title = plain_content(f"Feeds {len(event.rows):,}")
        self._show_current()

    def library_changed(self) -> None:
        self.list_feeds()
        self.refresh_bars()

    def feeds_changed(self) -> None:
        self.list_feeds()

    @on(RowList.Moved)
    def cursor_moved(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        feed = self.feeds.current
        self.pane.border_title = plain_content(feed.name if feed else "Feed")
        if feed is None:
            self.pane.show(lambda width: EMPTY_PAGE)
        else:
            self.pane.show(lambda width: feed_page(feed, width, self.room.now()))

    def action_escape(self) -> None:
        if not self.cancel_fetching():
            self.leave()

    # --- what can be done ---

    def feed_here(self) -> str | None:
        return self.feeds.current.name if self.feeds.current else None

    def action_open(self) -> None:
        if feed := self.feeds.current:
            self.desk.open_view(f"feed:{feed.name}")

    @on(RowList.Chosen)
    def row_was_clicked(self) -> None:
        if self.has_class("-narrow"):
            self.action_open()

    def action_add_feed(self) -> None:
        from touchline.tui.screens.prompts import LineScreen

        def add(address: str | None) -> None:
            if address:
                self.do(lambda: f"added {feeds.add(self.room, address)}; r fetches it")

        question = LineScreen("Add a feed", "an address, or a local file, folder or pattern", "enter adds · esc")
        self.app.push_screen(question, add)

    def action_pause(self) -> None:
        def toggled(feed: FeedHealth) -> str:
            resumes = feed.health == "paused"
            feeds.set_enabled(self.room, feed.name, resumes)
            return f"{'resumed' if resumes else 'paused'} {feed.name}"

        self._do_here(toggled)

    def action_remove_feed(self) -> None:
        if (feed := self.feeds.current) is None:
            return
        from touchline.tui.screens.prompts import AskScreen

        def remove(feed: FeedHealth) -> str:
            feeds.remove(self.room, feed.name)
            return f"took {feed.name} out of feeds.toml; its articles stay"

        question = f"Take {safe(feed.name)} out of feeds.toml? Its articles stay."
        self.app.push_screen(AskScreen(question), lambda sure: self._do_here(remove) if sure else None)

    def action_feed_tags(self) -> None:
        if (feed := self.feeds.current) is None:
            return
        from touchline.tui.screens.prompts import TagScreen

        def change(edits: tuple[tuple[str, bool], ...] | None) -> None:
            if edits:
                self._do_here(lambda here: self._tag(here, edits))

        self.app.push_screen(TagScreen(feed.tags, dict(self.room.store.marks().tag_counts())), change)

    def _tag(self, feed: FeedHealth, edits: tuple[tuple[str, bool], ...]) -> str:
        tags = dict.fromkeys(feed.tags)
        for tag, value in edits:
            if value:
                tags[tag] = None
            else:
                tags.pop(tag, None)
        feeds.set_tags(self.room, feed.name, list(tags))
        return f"{feed.name}: new articles get {' '.join(f'#{tag}' for tag in tags) or 'no tags'}"

    def after_deed(self) -> None:
        self.desk.config_changed()

    def _do_here(self, deed: Callable[[FeedHealth], str]) -> None:
        if feed := self.feeds.current:
            self.do(lambda: deed(feed))
