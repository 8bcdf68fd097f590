from __future__ import annotations

from pathlib import Path

import pytest

from touchline.errors import NotFoundError, UsageError
from touchline.newsroom import marking
from touchline.newsroom.importing import import_paths
from touchline.newsroom.room import Newsroom


@pytest.fixture
def ids(room: Newsroom, clippings: Path) -> list[str]:
    return [result.article_id or "" for result in import_paths(room, [clippings])]


def test_undo_takes_back_what_changed_and_redo_does_it_again(room: Newsroom, ids: list[str]) -> None:
    marking.set_starred(room, ids[:1], True)
    assert marking.set_starred(room, ids, True) == 2
    assert marking.undo(room) == "undone: starred 2 articles"
    assert room.store.marks().starred() == {ids[0]}
    assert marking.redo(room) == "done again: starred 2 articles"
    assert room.store.marks().starred() == set(ids)


def test_marking_what_is_marked_already_leaves_nothing_to_undo(room: Newsroom, ids: list[str]) -> None:
    marking.set_read(room, ids, True)
    assert marking.set_read(room, ids, True) == 0
    assert marking.undo(room)
    assert marking.undo(room) is None
    assert room.store.marks().n_read == 0


def test_automatic_reading_stays_out_of_the_undo_log(room: Newsroom, ids: list[str]) -> None:
    marking.set_read(room, ids, True, undoable=False)
    assert marking.undo(room) is None
    assert room.store.marks().n_read == 3


def test_a_new_deed_ends_what_could_be_redone(room: Newsroom, ids: list[str]) -> None:
    marking.set_starred(room, ids[:1], True)
    marking.undo(room)
    marking.set_read(room, ids[:1], True)
    assert marking.redo(room) is None


def test_a_deleted_article_comes_back_with_its_marks(room: Newsroom, ids: list[str]) -> None:
    marking.add_tag(room, ids[:1], "#Keep")
    before = room.store.article(ids[0])
    assert marking.delete(room, ids[:1]) == 1
    assert room.store.article(ids[0]) is None
    assert marking.undo(room) == "undone: deleted 1 article"
    assert room.store.article(ids[0]) == before
    assert room.store.marks().tags_of(ids[0]) == ("keep",)


def test_tags_are_renamed_in_one_undoable_step(room: Newsroom, ids: list[str]) -> None:
    marking.add_tag(room, ids, "quay")
    assert marking.rename_tag(room, "quay", "harbour") == 3
    assert dict(room.store.marks().tag_counts()) == {"harbour": 3}
    marking.undo(room)
    assert dict(room.store.marks().tag_counts()) == {"quay": 3}


@pytest.mark.parametrize("text", ["", "#", "two words", "x" * 51, "\x1b[2J", "-dash"])
def test_what_cannot_be_a_tag_is_refused(room: Newsroom, ids: list[str], text: str) -> None:
    with pytest.raises(UsageError):
        marking.add_tag(room, ids, text)


def test_following_an_unknown_thread_is_an_error(room: Newsroom) -> None:
    with pytest.raises(NotFoundError):
        marking.set_followed(room, "nowhere-2025-05", True)
