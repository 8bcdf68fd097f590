"""What can be done with an article wherever one is shown: marks, tags, following, links, undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer
from textual.worker import get_current_worker

from touchline.errors import TouchlineError
from touchline.newsroom import marking, stories
from touchline.safe import safe_link
from touchline.tui import messages
from touchline.tui.screens.deeds import DeedScreen
from touchline.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.present.article import Clipping
    from touchline.tui.screens.clippings import Clippings
    from touchline.tui.widgets.find_bar import FindBar

READ_AFTER_S = 1.0
"""An article counts as read when it was open this long, so that walking past marks nothing."""
AHEAD_AFTER_S = 0.02
"""So long after a key the next articles are read: when it has been answered, and before the next one comes."""
ASK_ABOVE = 50
"""Marking more than this asks first."""


class ArticleScreen(DeedScreen):
    """A screen with a reading pane; a subclass says which article is meant and what is in view."""

    clipping: Clipping | None = None
    _read_timer: Timer | None = None
    _ahead_timer: Timer | None = None
    _before: list[str]
    finding: FindBar | None = None
    """The line in which one types what to find in the article, while it is open."""

    def __init__(self) -> None:
        super().__init__()
        self._before = []
        self._kept: Clippings | None = None
        self._wanted: str | None = None
        self._cursor_id: str | None = None
        self._texts_coming: set[str] = set()
        """The articles whose text is being changed."""

    # --- what a subclass says ---

    def id_under_cursor(self) -> str | None:
        """The article of the row that the cursor stands on, None when it has none."""
        raise NotImplementedError

    def ids_in_view(self) -> list[str]:
        """All articles of this view, for "mark all"; asked for in a worker."""
        raise NotImplementedError

    def read_together(self, article_id: str) -> tuple[str, ...]:
        """The articles that count as read when this one is."""
        return (article_id,)

    def current_thread(self) -> StoryThread | None:
        """The story thread that keys are about."""
        return self.clipping.threads[0] if self.clipping and self.clipping.threads else None

    def go_to_article(self, article_id: str) -> None:
        """Show an article, and select it where it is listed."""
        raise NotImplementedError

    def show_clipping(self, *, same: bool) -> None:
        """Show `clipping`; with `same` it is the one that was shown, with other marks."""
        raise NotImplementedError

    def show_coming(self) -> None:
        """Show what is known of the wanted article before its text is there."""

    def ids_ahead(self) -> Iterable[str]:
        """The articles that may be wanted next, the likeliest first; asked for in a worker."""
        return ()

    def lay_out(self, clipping: Clipping, width: int) -> None:
        """Make the page of an article that may be wanted next, for a pane of this width; in a worker."""

    def open_pane(self) -> None:
        """Put the keyboard into the reading pane."""
        self.pane.focus()

    # --- reading ---

    @property
    def clippings(self) -> Clippings:
        """The articles at hand."""
        if self._kept is None:
            from touchline.tui.screens.clippings import Clippings

            self._kept = Clippings(self.room)
        return self._kept

    def want(self, article_id: str) -> None:
        """Have an article shown in the pane: at once where it is at hand, else what is known of it, then its text."""
        self._wanted = article_id
        ready = self.clippings.ready(article_id)
        if ready:
            self._take(ready)
        else:
            if self._shown_id() != article_id:
                self._put_away()
                self.show_coming()
            self.read_article(article_id)

    def moved(self) -> None:
        self.follow_cursor()

    def current_id(self) -> str | None:
        """The article that keys act on: the cursor's, also when keys came faster than the news of its move."""
        self.follow_cursor()
        return self._wanted

    def follow_cursor(self) -> None:
        """Have the cursor's article shown, when it is another one than before."""
        article_id = self.id_under_cursor()
        if article_id is not None and article_id != self._cursor_id:
            self._cursor_id = article_id
            self.want(article_id)

    @property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one("#reading", ReadingPane)

    @work(thread=True, exclusive=True, group="reading")
    def read_article(self, article_id: str) -> None:
        """Fetch an article for the pane."""
        try:
            clipping = self.clippings.read(article_id)
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.ArticleRead(article_id, clipping))

    @on(messages.ArticleRead)
    def article_was_read(self, event: messages.ArticleRead) -> None:
        if event.article_id == self._wanted:
            self._take(event.clipping)

    def _take(self, clipping: Clipping | None) -> None:
        """Show an article, None where it is there no more."""
        same = clipping is not None and clipping.article.article_id == self._shown_id()
        if not same:
            self._put_away()
        self.clipping = clipping
        self.show_clipping(same=same)
        if self.finding:
            self.finding.page_changed()
        self.start_reading()
        if self._ahead_timer:
            self._ahead_timer.stop()
        self._ahead_timer = self.set_timer(AHEAD_AFTER_S, self._read_ahead)

    def _shown_id(self) -> str | None:
        return self.clipping.article.article_id if self.clipping else None

    def _put_away(self) -> None:
        """Another article than the one shown is wanted: keys mean it no more, but `backspace` brings it back."""
        if shown := self._shown_id():
            self._before.append(shown)
            self.clipping = None

    def _read_ahead(self) -> None:
        self.prepare(self.pane.size.width)

    @work(thread=True, exclusive=True, group="ahead")
    def prepare(self, width: int) -> None:
        """Read the articles that may be wanted next, for a pane of this width."""
        worker = get_current_worker()
        # What is wrong with an article is told when it is wanted.
        with suppress(TouchlineError):
            for article_id in self.ids_ahead():
                clipping = self.clippings.read(article_id)
                if clipping:
                    self.lay_out(clipping, width)
                if worker.is_cancelled:
                    return

    def start_reading(self) -> None:
        """Start the moment after which the open article is read; only an opened article is, not one passed by."""
        if self._read_timer:
            self._read_timer.stop()
            self._read_timer = None
        if self.pane.has_focus and self.clipping:
            article_id = self.clipping.article.article_id
            self._read_timer = self.set_timer(READ_AFTER_S, lambda: self._was_open(article_id))

    def _was_open(self, article_id: str) -> None:
        marks, ids = self.room.store.marks(), self.read_together(article_id)
        if self.current_id() == article_id and not all(marks.is_read(one) for one in ids):
            self.do(lambda: self._mark_read_quietly(ids))

    def _mark_read_quietly(self, article_ids: Sequence[str]) -> None:
        marking.set_read(self.room, article_ids, True, undoable=False)

    def action_article_before(self) -> None:
        if not self._before:
            self.tell("no article before this one")
            return
        article_id = self._before.pop()
        # Going back is no step forward: the article that is left must not be the next one before.
        self.clipping = None
        self.go_to_article(article_id)

    def action_read_on(self) -> None:
        if self.pane.page_down():
            self.open_pane()
            return
        thread = self.current_thread()
        marks = self.room.store.marks()
        ids = thread.article_ids if thread else ()
        after = [*ids[ids.index(here) + 1 :], *ids] if (here := self.current_id()) in ids else list(ids)
        unread = next((other for other in after if other != here and not marks.is_read(other)), None)
        if unread is None:
            self.tell("nothing unread is left in this story; n goes to the next unread article")
        else:
            self.go_to_article(unread)

    def action_later(self) -> None:
        self._step_in_thread(1)

    def action_earlier(self) -> None:
        self._step_in_thread(-1)

    def _step_in_thread(self, step: int) -> None:
        thread, here = self.current_thread(), self.current_id()
        if not thread or here not in thread.article_ids:
            self.tell("this article belongs to no story thread")
            return
        at = thread.article_ids.index(here) + step
        if 0 <= at < len(thread.article_ids):
            self.go_to_article(thread.article_ids[at])
        else:
            self.tell("this is the newest report of the story" if step > 0 else "this is the first report of the story")

    @work(thread=True, exclusive=True, group="opening")
    def find_story(self, article_id: str) -> None:
        """Look up the story thread that an article says most about."""
        try:
            threads = stories.threads_of(self.room, article_id)
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.ThreadFound(article_id, threads[0].thread_id if threads else None))

    # --- deeds ---

    def after_deed(self) -> None:
        if here := self._wanted:
            self.read_article(here)

    def action_follow(self) -> None:
        if thread := self.current_thread():
            self.follow(thread)
        else:
            self.tell("this article belongs to no story thread")

    def action_toggle_read(self) -> None:
        if here := self.current_id():
            ids, marks = self.read_together(here), self.room.store.marks()
            value = not all(marks.is_read(one) for one in ids)

            def deed() -> str:
                marking.set_read(self.room, ids, value)
                return f"marked {'read' if value else 'unread'}"

            self.do(deed)

    def action_read_all(self) -> None:
        self.gather_unread()

    @work(thread=True, exclusive=True, group="gathering")
    def gather_unread(self) -> None:
        """Gather what is unread in this view, which may be the whole library."""
        marks = self.room.store.marks()
        try:
            ids = [article_id for article_id in self.ids_in_view() if not marks.is_read(article_id)]
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.UnreadGathered(ids))

    @on(messages.UnreadGathered)
    def unread_were_gathered(self, event: messages.UnreadGathered) -> None:
        """Mark them as read; many only when the user is sure."""
        ids = event.article_ids

        def deed() -> str:
            n = marking.set_read(self.room, ids, True)
            return f"marked {n:,} read; u takes it back"

        if not ids:
            self.tell("everything here is read")
        elif len(ids) <= ASK_ABOVE:
            self.do(deed)
        else:
            from touchline.tui.screens.prompts import AskScreen

            question = f"Mark all {len(ids):,} unread articles of this view as read?"
            self.app.push_screen(AskScreen(question), lambda sure: self.do(deed) if sure else None)

    def action_star(self) -> None:
        if here := self.current_id():
            value = not self.room.store.marks().is_starred(here)

            def deed() -> str:
                marking.set_starred(self.room, [here], value)
                return "starred" if value else "star taken off"

            self.do(deed)

    def action_delete(self) -> None:
        if here := self.current_id():

            def deed() -> str:
                marking.delete(self.room, [here])
                return "deleted; u brings it back"

            self.do(deed, articles_changed=True)

    def action_tags(self) -> None:
        if (here := self.current_id()) is None:
            return
        from touchline.tui.screens.prompts import TagScreen

        marks = self.room.store.marks()

        def apply(edits: tuple[tuple[str, bool], ...] | None) -> None:
            if edits:
                self.do(lambda: self._edit_tags(here, edits))

        self.app.push_screen(TagScreen(marks.tags_of(here), dict(marks.tag_counts())), apply)

    def _edit_tags(self, article_id: str, edits: tuple[tuple[str, bool], ...]) -> str:
        for tag, value in edits:
            (marking.add_tag if value else marking.remove_tag)(self.room, [article_id], tag)
        return "tags: " + " ".join(f"{'+' if value else '-'}{tag.removeprefix('#')}" for tag, value in edits)

    # --- finding in it ---

    def action_find(self) -> None:
        from touchline.tui.widgets.find_bar import FindBar

        self.open_pane()
        self.close_finding()
        self.finding = FindBar(self.pane, self.close_finding)
        self.mount(self.finding, before="#keys")

    def close_finding(self) -> bool:
        """Close the line in which one types what to find; False where there is none."""
        bar, self.finding = self.finding, None
        if bar is None:
            return False
        self.pane.seek("")
        self.open_pane()
        bar.remove()
        return True

    # --- its text ---

    def action_full_text(self) -> None:
        here = self.current_id()
        if here is None or here in self._texts_coming:
            return
        self._texts_coming.add(here)
        if self.clipping is None or self.clipping.article.feed_text is None:
            self.tell("reading the article's page; you can go on meanwhile")
        self.change_text(here)

    @work(thread=True, group="changing texts")
    def change_text(self, article_id: str) -> None:
        """Fetch an article's page for its whole text, or bring the feed's text back."""
        from touchline.newsroom import full_texts

        worker = get_current_worker()
        try:
            article = full_texts.change_text(self.room, article_id, lambda: worker.is_cancelled)
        except TouchlineError as error:
            self.post_message(messages.TextChanged(article_id, None, str(error)))
        else:
            self.post_message(messages.TextChanged(article_id, article))

    @on(messages.TextChanged)
    def text_was_changed(self, event: messages.TextChanged) -> None:
        """Show the new text, and have its claims made; the user may have gone on to another article meanwhile."""
        self._texts_coming.discard(event.article_id)
        if event.reason:
            self.tell(event.reason, warn=True)
        elif event.article:
            if event.article_id == self._wanted:
                whole = event.article.feed_text is not None
                self.tell("the page's whole text; p brings the feed's back" if whole else "the feed's text again")
                self.read_article(event.article_id)
            self.desk.keep_up(first=True)

    # --- piping it ---

    def action_pipe(self) -> None:
        if not self.clipping:
            return
        from touchline.tui.screens.paper import command_question

        text = self.clipping.article.text

        def run(command: str | None) -> None:
            if command:
                self.pipe(text, command)

        self.app.push_screen(command_question(), run)

    @work(thread=True, exclusive=True, group="piping")
    def pipe(self, text: str, command: str) -> None:
        """Run a command with a text on its standard input."""
        from touchline.newsroom import piping

        worker = get_current_worker()
        try:
            piped = piping.pipe(text, command, lambda: worker.is_cancelled)
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            if not worker.is_cancelled:
                self.post_message(messages.ArticlePiped(command, piped))

    @on(messages.ArticlePiped)
    def article_was_piped(self, event: messages.ArticlePiped) -> None:
        """Show what the command printed; where the user is busy elsewhere, and it printed nothing, a word will do."""
        piped = event.piped
        if piped.output.strip() and self.is_current:
            from touchline.tui.screens.paper import OutputScreen

            self.app.push_screen(OutputScreen(event.command, piped))
        else:
            self.tell(piped.problem or f"{event.command}: done", warn=piped.problem is not None)

    # --- its feed ---

    def feed_here(self) -> str | None:
        feed = self.clipping.article.feed if self.clipping else None
        if feed is None:
            self.tell("this article came from no feed: R fetches all feeds")
        elif self.room.config.feed(feed) is None:
            self.tell(f"{feed} is no longer in feeds.toml: R fetches the feeds that are")
        else:
            return feed
        return None

    # --- links and explanations ---

    def action_browse(self) -> None:
        link = self._link()
        if link:
            from touchline.tui.browser import open_link

            self.tell(open_link(link))

    def action_links(self) -> None:
        if not self.clipping:
            return
        from touchline.present.links import links_of
        from touchline.tui.browser import open_link

        links = links_of(self.clipping.article)
        if not links:
            self.tell("this article has no link that may be opened")
            return
        from touchline.tui.screens.link_hints import LinksScreen

        self.app.push_screen(LinksScreen(links, lambda link: self.tell(open_link(link))))

    def action_copy_link(self) -> None:
        link = self._link()
        if link:
            self.app.copy_to_clipboard(link)
            self.tell("link copied")

    def _link(self) -> str | None:
        if not self.clipping:
            return None
        url = self.clipping.article.url
        link = safe_link(url) if url else None
        if link is None:
            self.tell("this article has no link" if not url else "this article's link is not one to open")
        return link

    def action_why(self) -> None:
        if not self.clipping:
            return
        from touchline.tui.screens.pages import WhyScreen

        self.app.push_screen(WhyScreen(self.clipping, self.room))
