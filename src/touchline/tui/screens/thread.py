"""One story thread: card and chain, the timeline, and the article of the report under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from touchline.errors import NotFoundError, TouchlineError
from touchline.newsroom import correcting, looking, stories
from touchline.present.article import article_page
from touchline.present.claims import seat_name, team_name
from touchline.present.threads import STATUS_WORDS, ThreadStory, reports_words
from touchline.tui import messages
from touchline.tui.keys import bindings_of
from touchline.tui.screens.base import DeskScreen
from touchline.tui.screens.corrections import CorrectionScreen
from touchline.tui.widgets.card import Card
from touchline.tui.widgets.line_styles import plain_content
from touchline.tui.widgets.reading_pane import EMPTY_PAGE, ReadingPane
from touchline.tui.widgets.row_list import RowList
from touchline.tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.newsroom.new_files import FileKind


class ThreadScreen(CorrectionScreen):
    """Walking the timeline walks the article; hopping along the chain shows the neighbour's thread here."""

    VIEW = "thread"
    BINDINGS = bindings_of("thread")

    def __init__(self, thread_id: str, article_id: str | None = None) -> None:
        super().__init__()
        self.thread_id = thread_id
        self.story: ThreadStory | None = None
        self._wanted = article_id
        self._split_at: str | None = None

    def compose_panes(self) -> ComposeResult:
        today = self.room.now().date()
        yield Card(today, id="card", classes="pane")
        with Horizontal(id="panes"):
            yield Timeline(today, id="timeline", classes="pane stop")
            yield ReadingPane(id="reading", classes="pane stop")

    def on_mount(self) -> None:
        self.timeline.border_title = Content("Timeline")
        self.pane.border_title = Content("Reading")
        self.timeline.focus()
        self.read_thread(self.thread_id)

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        return self.query_one("#timeline", Timeline)

    def open_key(self) -> str:
        return "threads"

    # --- the thread ---

    @work(thread=True, exclusive=True, group="thread")
    def read_thread(self, thread_id: str) -> None:
        """Fetch a thread with its chain and its neighbours."""
        try:
            thread = self._find(thread_id)
            marks = self.room.store.marks()
            story = ThreadStory(
                thread=thread,
                chain=stories.chain(self.room, thread),
                neighbours=stories.by_id(self.room),
                followed=stories.is_followed(self.room, thread),
                unread=frozenset(row.article_id for row in thread.timeline if not marks.is_read(row.article_id)),
                since=looking.since_last_look(self.room, thread),
            )
        except NotFoundError as error:
            self.app.call_from_thread(self._leave_what_is_gone, str(error))
        except TouchlineError as error:
            self.post_message(messages.Failed(str(error)))
        else:
            self.post_message(messages.ThreadRead(thread_id, story))

    def _find(self, thread_id: str) -> StoryThread:
        """The thread with this id; of the one that is shown, what became of it."""
        shown = self.story.thread if self.story else None
        if shown is None or shown.thread_id != thread_id:
            return stories.find_thread(self.room, thread_id)
        article_id, self._split_at = self._split_at, None
        return stories.find_again(self.room, shown, article_id)

    def _leave_what_is_gone(self, reason: str) -> None:
        """Leave a thread that has no reports any more; the screen below says what was done to it."""
        if not self.is_current:
            return
        below = self.app.screen_stack[-2]
        self.leave()
        if isinstance(below, DeskScreen):
            below.tell(self.last_deed or reason)

    @on(messages.ThreadRead)
    def thread_was_read(self, event: messages.ThreadRead) -> None:
        if event.thread_id != self.thread_id:
            return
        story = event.story
        self.thread_id, self.last_deed = story.thread.thread_id, ""
        again = self.story is not None and self.story.thread.thread_id == story.thread.thread_id
        self.story = story
        card = self.query_one("#card", Card)
        card.border_title = plain_content(f"{seat_name(story.thread.change.seat)}")
        told = f"{STATUS_WORDS[story.thread.status]} · {reports_words(len(story.thread.article_ids))}"
        card.border_subtitle = plain_content(told + (" · ★ followed" if story.followed else ""))
        card.show(story)
        ids = {row.article_id for row in story.thread.timeline}
        wanted = self._wanted if self._wanted in ids else self._newest(story.thread)
        self.timeline.show(story, wanted, keep_scroll=again)
        if not again:
            self.timeline.show_cursor()
        current = self.timeline.current
        if current:
            self._cursor_id = current.article_id
            self.want(current.article_id)

    def _newest(self, thread: StoryThread) -> str | None:
        """The newest report that stands by itself."""
        own = [row.article_id for row in thread.timeline if not row.neighbour and not row.fold]
        return own[-1] if own else None

    def library_changed(self) -> None:
        self.read_thread(self.thread_id)
        self.refresh_bars()

    def marks_changed(self) -> None:
        self.read_thread(self.thread_id)

    def on_unmount(self) -> None:
        self._remember_look()

    def _remember_look(self) -> None:
        """The user leaves the thread that is shown: next time he is told what is new."""
        if self.story:
            app, thread = self.app, self.story.thread
            stored = self.desk.writer.submit(looking.remember_look, self.room, thread)
            stored.add_done_callback(lambda _: app.post_message(messages.LookRemembered()))

    # --- the chain ---

    def hop_to(self, thread_id: str) -> None:
        """Show a neighbour's thread, at the report that is open here where it belongs to both."""
        self._remember_look()
        self.hush()
        self.thread_id = thread_id
        self.read_thread(thread_id)

    def _hop(self, step: int) -> None:
        hops = self.story.chain if self.story else ()
        here = next((i for i, hop in enumerate(hops) if hop.thread_id == self.thread_id), None)
        if here is None or not 0 <= here + step < len(hops):
            if step > 0:
                self.tell("the chain ends here: this appointment opened no known vacancy")
            else:
                self.tell("the chain begins here: no known vacancy took this one's coach")
            return
        self.hop_to(hops[here + step].thread_id)

    def action_hop_right(self) -> None:
        self._hop(1)

    def action_hop_left(self) -> None:
        self._hop(-1)

    @on(Card.HopClicked)
    def hop_was_clicked(self, event: Card.HopClicked) -> None:
        if event.thread_id != self.thread_id:
            self.hop_to(event.thread_id)

    def action_story_thread(self) -> None:
        other = self.timeline.other_thread or self._other_thread_of_article()
        if other:
            self.hop_to(other)
        else:
            self.tell("this is its story thread; → and ← hop along the chain")

    def _other_thread_of_article(self) -> str | None:
        """The next of the threads that the article belongs to, round and round; None when this is the only one."""
        ids = [thread.thread_id for thread in self.clipping.threads] if self.clipping else []
        if self.thread_id not in ids or len(ids) < 2:
            return None
        return ids[(ids.index(self.thread_id) + 1) % len(ids)]

    # --- corrections ---

    def corrected_thread(self) -> StoryThread | None:
        row = self.timeline.current
        if row and row.neighbour:
            self.tell("this report stands in the neighbour's story thread; c goes there")
            return None
        return super().corrected_thread()

    def action_split_off(self) -> None:
        here, thread = self.current_id(), self.corrected_thread()

        def deed(article_id: str, thread_id: str) -> str:
            sentence = correcting.split_off(self.room, thread_id, article_id)
            # The new thread is what the user wants to see then.
            self._split_at = article_id
            return sentence

        if here and thread:
            self.correct(lambda: deed(here, thread.thread_id))

    # --- on paper ---

    def action_export(self) -> None:
        if self.story:
            thread = self.story.thread
            kinds: tuple[FileKind, ...] = ("markdown", "json")
            texts = {kind: partial(stories.thread_in_file, self.room, thread, kind) for kind in kinds}
            self.offer_file(thread.thread_id, texts, f"the story of {team_name(thread.change.seat)}")

    def action_board(self) -> None:
        if self.story:
            from touchline.tui.screens.pages import BoardScreen

            self.app.push_screen(BoardScreen(self.story.thread, self.room.now().date()))

    # --- the article ---

    def id_under_cursor(self) -> str | None:
        current = self.timeline.current
        return current.article_id if current else None

    def read_together(self, article_id: str) -> tuple[str, ...]:
        """A row and all that folds under it are read together."""
        return next((ids for _, ids in self.timeline.read_together if ids[0] == article_id), (article_id,))

    def action_toggle_fold(self) -> None:
        if self.timeline.toggle_fold():
            self.follow_cursor()
        else:
            self.tell("no other report tells the same as this one")

    def current_thread(self) -> StoryThread | None:
        return self.story.thread if self.story else None

    def ids_in_view(self) -> list[str]:
        return list(self.story.thread.article_ids) if self.story else []

    def show_clipping(self, *, same: bool) -> None:
        clipping, row = self.clipping, self.timeline.current
        if clipping is None:
            self.pane.show(lambda width: EMPTY_PAGE)
            return
        # Without claims of its own the article has a new text, to which those of the timeline do not belong.
        is_rows = row is not None and row.article_id == clipping.article.article_id and bool(clipping.claims)
        claims = row.claims if row and is_rows else None
        self.pane.show(
            lambda width: article_page(clipping, width, evidence=claims), to_evidence=not same, keep_offset=same
        )

    def ids_ahead(self) -> Iterable[str]:
        rows, at = self.timeline.read_together, self.timeline.cursor
        here = next((place for place, (row, _) in enumerate(rows) if row >= at), 0)
        steps = (1, -1, 2, -2)
        return [rows[here + step][1][0] for step in steps if 0 <= here + step < len(rows)]

    def go_to_article(self, article_id: str) -> None:
        row = self.timeline.reveal(article_id)
        if row is not None and row != self.timeline.cursor:
            self.timeline.move_to(row)
        else:
            self.want(article_id)

    @on(RowList.Moved)
    def cursor_moved(self) -> None:
        self.follow_cursor()

    def _go_unread(self, step: int) -> None:
        marks = self.room.store.marks()
        at = self.timeline.cursor
        unread = [
            row
            for row, ids in self.timeline.read_together
            if (row - at) * step > 0 and not all(marks.is_read(article_id) for article_id in ids)
        ]
        if unread:
            self.timeline.move_to(unread[0] if step > 0 else unread[-1])
        else:
            self.tell("nothing unread is left in this direction")

    def action_next_unread(self) -> None:
        self._go_unread(1)

    def action_previous_unread(self) -> None:
        self._go_unread(-1)

    # --- panes ---

    def focus_pane(self, name: str) -> None:
        """Put the keyboard into "timeline" or "reading", unfolding it where it is folded away."""
        self.set_class(name == "reading", "-reading")
        if name != "reading":
            self.remove_class("-zoomed")
        self.query_one(f"#{name}").focus()
        if name == "reading":
            self.call_after_refresh(self.start_reading)

    def open_pane(self) -> None:
        self.focus_pane("reading")

    def _toggle_pane(self) -> None:
        self.focus_pane("timeline" if self.pane.has_focus else "reading")

    def action_next_pane(self) -> None:
        self._toggle_pane()

    def action_previous_pane(self) -> None:
        self._toggle_pane()

    def action_open(self) -> None:
        if self.timeline.current is None and self.timeline.other_thread:
            self.action_story_thread()
        else:
            self.focus_pane("reading")

    @on(RowList.Chosen)
    def row_was_clicked(self) -> None:
        if self.has_class("-narrow"):
            self.focus_pane("reading")

    def action_back(self) -> None:
        if self.pane.has_focus:
            self.focus_pane("timeline")
        else:
            self.leave()

    def action_escape(self) -> None:
        if not self.close_finding():
            self.action_back()

    def action_quit_here(self) -> None:
        self.action_back()

    def action_zoom(self) -> None:
        self.toggle_class("-zoomed")
        self.focus_pane("reading" if self.has_class("-zoomed") else "timeline")

    def action_sort(self) -> None:
        self.timeline.turn_round()
        self.tell("newest first" if self.timeline.newest_first else "oldest first")
