"""What the user does is done in turn, off the screen's own thread, told quietly, and can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from touchline.errors import TouchlineError
from touchline.newsroom import marking, stories
from touchline.present.claims import team_name
from touchline.tui import messages
from touchline.tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from touchline.model import StoryThread
    from touchline.newsroom.new_files import FileKind
    from touchline.present.choices import Choice


class DeedScreen(DeskScreen):
    """A screen where marks can be set; `last_deed` is what was told of the newest one."""

    last_deed = ""

    def marks_changed(self) -> None:
        """Marks changed: show them."""

    def do(self, deed: Callable[[], str | None], *, articles_changed: bool = False) -> None:
        """Do what the user asked for, one deed after the other; `deed` returns the sentence to show, or None."""

        async def done_in_turn() -> None:
            try:
                sentence = await asyncio.get_running_loop().run_in_executor(self.desk.writer, deed)
            except TouchlineError as error:
                self.post_message(messages.Failed(str(error)))
            else:
                self.post_message(messages.DeedDone(sentence or "", articles_changed))

        self.run_worker(done_in_turn())

    def offer(
        self, heading: str, find: Callable[[], Sequence[Choice]], chosen: Callable[[str], None], nothing: str
    ) -> None:
        """Look for choices off the screen's own thread and ask for one of them; with none say `nothing`."""

        async def ask() -> None:
            try:
                choices = await asyncio.get_running_loop().run_in_executor(self.desk.writer, find)
            except TouchlineError as error:
                self.post_message(messages.Failed(str(error)))
                return
            if choices:
                from touchline.tui.screens.choosing import ChooseScreen

                self.app.push_screen(ChooseScreen(heading, choices), lambda key: chosen(key) if key else None)
            else:
                self.tell(nothing)

        self.run_worker(ask())

    def offer_file(self, stem: str, texts: Mapping[FileKind, Callable[[], str]], what: str) -> None:
        """Ask what kind of file to write, say where it will stand, and write it; it must not exist."""
        from touchline.newsroom.new_files import free_path, write_new
        from touchline.present.choices import file_choice

        paths: dict[str, Path] = {}

        def find() -> list[Choice]:
            paths.update({kind: free_path(stem, kind) for kind in texts})
            return [file_choice(kind, path) for kind, path in paths.items()]

        def write(kind: FileKind) -> str:
            write_new(paths[kind], texts[kind]())
            return f"{what} written to {paths[kind]}"

        def chosen(key: str) -> None:
            (kind,) = (each for each in texts if each == key)
            self.do(lambda: write(kind))

        self.offer(f"Write {what} to a new file", find, chosen, "")

    def offer_path(self, stem: str, text: Callable[[], str], what: str) -> None:
        """Ask for the path of a Markdown file, with one where nothing is given, and write it; it must not exist."""
        from touchline.newsroom.new_files import free_path, typed_path, write_new
        from touchline.tui.screens.prompts import LineScreen

        def write(typed: str) -> str:
            path = typed_path(typed)
            write_new(path, text())
            return f"{what} written to {path}"

        def chosen(typed: str | None) -> None:
            if typed:
                self.do(lambda: write(typed))

        async def ask() -> None:
            try:
                path = await asyncio.get_running_loop().run_in_executor(self.desk.writer, free_path, stem, "markdown")
            except TouchlineError as error:
                self.post_message(messages.Failed(str(error)))
            else:
                title, keys = f"Write {what} to a new file", "enter writes it · esc"
                self.app.push_screen(LineScreen(title, "path of the file", keys, str(path)), chosen)

        self.run_worker(ask())

    @on(messages.DeedDone)
    def deed_was_done(self, event: messages.DeedDone) -> None:
        """Tell what was done and show the marks."""
        self.last_deed = event.sentence
        if event.sentence:
            self.tell(event.sentence)
        if event.articles_changed:
            self.desk.library_changed()
        else:
            self.marks_changed()
            self.desk.count_views()
        self.after_deed()

    def after_deed(self) -> None:
        """A deed was done: show what else depends on it."""

    def action_undo(self) -> None:
        self.do(lambda: marking.undo(self.room) or "nothing to undo", articles_changed=True)

    def action_redo(self) -> None:
        self.do(lambda: marking.redo(self.room) or "nothing to do again", articles_changed=True)

    def follow(self, thread: StoryThread) -> None:
        """Follow a story thread, or stop following it."""

        def deed() -> str:
            value = not stories.is_followed(self.room, thread)
            marking.set_followed(self.room, thread.thread_id, value)
            return f"{'following' if value else 'no longer following'} {team_name(thread.change.seat)}"

        self.do(deed)
