"""The user's word against a story thread: not this story, attach, merge, not the same person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from touchline.tui.screens.articles import ArticleScreen

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.newsroom.suggesting import Joined
    from touchline.present.choices import Choice


class CorrectionScreen(ArticleScreen):
    """A screen where story threads can be corrected; every correction can be undone.

    Reports that are read together, under one row, are corrected together.
    """

    def correct(self, deed: Callable[[], str]) -> None:
        """Do a correction, which changes threads and so every list."""
        self.do(lambda: f"{deed()}; u takes it back", articles_changed=True)

    def corrected_thread(self) -> StoryThread | None:
        """The thread that a correction is about; tells why where there is none."""
        thread = self.current_thread()
        if thread is None:
            self.tell("this article belongs to no story thread; a attaches it to one")
        return thread

    def action_not_this_story(self) -> None:
        here, thread = self.current_id(), self.corrected_thread()
        if here and thread:
            from touchline.newsroom import correcting

            ids = self.read_together(here)
            self.correct(lambda: correcting.not_this_story(self.room, thread.thread_id, ids))

    def action_attach(self) -> None:
        if (here := self.current_id()) is None:
            return
        from touchline.newsroom import correcting, suggesting
        from touchline.present.choices import thread_choice

        thread, ids = self.current_thread(), self.read_together(here)
        nearby = thread.thread_id if thread else None

        def find() -> list[Choice]:
            return [thread_choice(other) for other in suggesting.other_threads(self.room, here, nearby)]

        def chosen(thread_id: str) -> None:
            self.correct(lambda: correcting.attach(self.room, thread_id, ids))

        self.offer("Which story does this report belong to?", find, chosen, "there is no other story thread")

    # --- whole threads ---

    def action_merge_threads(self) -> None:
        if thread := self.corrected_thread():
            from touchline.newsroom import correcting, suggesting
            from touchline.present.choices import thread_choice

            def find() -> list[Choice]:
                return [thread_choice(other) for other in suggesting.mergeable(self.room, thread.thread_id)]

            def chosen(other_id: str) -> None:
                self.correct(lambda: correcting.merge(self.room, thread.thread_id, other_id))

            self.offer("Which story is the same one?", find, chosen, "this job has no other story thread")

    def action_tell_apart(self) -> None:
        if thread := self.corrected_thread():
            from touchline.newsroom import correcting, suggesting
            from touchline.present.choices import names_choice

            joined: list[Joined] = []

            def find() -> list[Choice]:
                joined.extend(suggesting.joined_names(self.room, thread.thread_id))
                seat = thread.change.seat
                return [
                    names_choice(str(i), pair.one, seat, pair.two, pair.other.change.seat if pair.other else None)
                    for i, pair in enumerate(joined)
                ]

            def chosen(key: str) -> None:
                pair = joined[int(key)]
                other_id = pair.other.thread_id if pair.other else None
                self.correct(
                    lambda: correcting.not_same_person(self.room, pair.one, pair.two, thread.thread_id, other_id)
                )

            self.offer("Who is not the same person?", find, chosen, "no two names are taken for one person here")
