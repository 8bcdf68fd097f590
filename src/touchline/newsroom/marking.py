"""What the user says: read, starred, tags, followed threads, deleted articles; and taking it back, corrections too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from touchline import model
from touchline.errors import UsageError
from touchline.newsroom.stories import find_thread, follow_key

if TYPE_CHECKING:
    from touchline.model import Article, MarkChange
    from touchline.newsroom.room import Newsroom

_TAG = re.compile(r"[^\W_][\w./+-]{0,49}")


class Deed(NamedTuple):
    """One thing that the user did and can undo: the sentence that tells it and both directions of the change."""

    sentence: str
    done: tuple[MarkChange, ...] = ()
    inverse: tuple[MarkChange, ...] = ()
    deleted: tuple[Article, ...] = ()


def clean_tag(text: str) -> str:
    """A tag as it is stored: without `#`, lower case.

    Raises:
        UsageError: not a word of at most 50 letters, digits and `- _ . / +`.
    """
    tag = text.strip().removeprefix("#").casefold()
    if not _TAG.fullmatch(tag):
        raise UsageError(f"{text.strip()!r} cannot be a tag: use one word of letters, digits and - _ . / +")
    return tag


def set_read(room: Newsroom, ids: Iterable[str], value: bool, undoable: bool = True) -> int:
    """Mark articles as read or unread; returns how many changed. Automatic marking is not `undoable`."""
    word = "read" if value else "unread"
    return _apply(room, model.MarkChange(field="read", keys=tuple(ids), value=value), f"marked {{n}} {word}", undoable)


def set_starred(room: Newsroom, ids: Iterable[str], value: bool) -> int:
    """Star or unstar articles; returns how many changed."""
    word = "starred" if value else "unstarred"
    return _apply(room, model.MarkChange(field="starred", keys=tuple(ids), value=value), f"{word} {{n}}")


def add_tag(room: Newsroom, ids: Iterable[str], tag: str) -> int:
    """Tag articles; returns how many changed. Raises UsageError for what cannot be a tag."""
    tag = clean_tag(tag)
    return _apply(room, model.MarkChange(field="tag", keys=tuple(ids), value=True, tag=tag), f"tagged {{n}} #{tag}")


def remove_tag(room: Newsroom, ids: Iterable[str], tag: str) -> int:
    """Take a tag off articles; returns how many changed."""
    tag = tag.strip().removeprefix("#").casefold()
    change = model.MarkChange(field="tag", keys=tuple(ids), value=False, tag=tag)
    return _apply(room, change, f"took #{tag} off {{n}}")


def rename_tag(room: Newsroom, old: str, new: str) -> int:
    """Give every article with tag `old` the tag `new` instead; returns how many."""
    old, new = old.strip().removeprefix("#").casefold(), clean_tag(new)
    ids = tuple(sorted(room.store.marks().tagged(old)))
    changes = (
        model.MarkChange(field="tag", keys=ids, value=True, tag=new),
        model.MarkChange(field="tag", keys=ids, value=False, tag=old),
    )
    record(room, changes, f"renamed #{old} to #{new}")
    return len(ids)


def set_followed(room: Newsroom, thread_id: str, value: bool) -> int:
    """Follow a story thread or stop; returns 1 when that changed anything. Raises NotFoundError."""
    thread = find_thread(room, thread_id)
    change = model.MarkChange(field="followed", keys=(follow_key(room, thread),), value=value)
    return _apply(room, change, f"{'following' if value else 'no longer following'} {thread.change.seat.club}")


def delete(room: Newsroom, ids: Iterable[str]) -> int:
    """Delete articles, so that no refresh brings them back; undoable in this session. Returns how many there were."""
    ids = tuple(ids)
    going = (model.MarkChange(field="dropped", keys=tuple(filter(room.store.is_stored, ids)), value=True),)
    # First, so that a kill leaves no article behind that comes back.
    inverse = tuple(room.store.apply_marks(going))
    deleted = tuple(room.store.delete_articles(ids))
    if deleted:
        sentence = f"deleted {_count(len(deleted))}"
        room.undo_log.record(Deed(sentence, done=going, inverse=inverse, deleted=deleted))
    return len(deleted)


def undo(room: Newsroom) -> str | None:
    """Take the last deed back; returns the sentence to show, None when there is nothing to undo."""
    if not room.undo_log.done:
        return None
    deed = room.undo_log.done.pop()
    if deed.deleted:
        room.store.add_articles(deed.deleted)
    if deed.inverse:
        _say(room, deed.inverse)
    room.undo_log.undone.append(deed)
    return f"undone: {deed.sentence}"


def redo(room: Newsroom) -> str | None:
    """Do again what was undone last; returns the sentence to show, None when there is nothing to redo."""
    if not room.undo_log.undone:
        return None
    deed = room.undo_log.undone.pop()
    if deed.deleted:
        room.store.delete_articles([article.article_id for article in deed.deleted])
    if deed.done:
        _say(room, deed.done)
    room.undo_log.done.append(deed)
    return f"done again: {deed.sentence}"


def _apply(room: Newsroom, change: MarkChange, sentence: str, undoable: bool = True) -> int:
    return record(room, (change,), sentence, undoable)


def record(room: Newsroom, changes: Sequence[MarkChange], sentence: str, undoable: bool = True) -> int:
    """Apply marks as one deed; returns how many keys changed. `{n}` in the sentence becomes their number in words."""
    inverse = _say(room, changes)
    n_changed = max((len(change.keys) for change in inverse), default=0)
    if inverse and undoable:
        told = sentence.replace("{n}", _count(n_changed))
        room.undo_log.record(Deed(told, done=tuple(changes), inverse=tuple(inverse)))
    return n_changed


def _say(room: Newsroom, changes: Sequence[MarkChange]) -> list[MarkChange]:
    """Apply marks, and have the threads made anew when they were corrected; returns what undoes them."""
    inverse = room.store.apply_marks(changes, _corrected_clubs(changes))
    if any(change.field == "correction" for change in inverse):
        from touchline.newsroom.upkeep import update_threads

        update_threads(room)
    return inverse


def _corrected_clubs(changes: Sequence[MarkChange]) -> set[str] | None:
    """The clubs whose threads the corrections among the changes are about; None when one holds everywhere."""
    keys = [key for change in changes if change.field == "correction" for key in change.keys]
    if not keys:
        return set()
    from touchline.threads import correction_of

    corrections = [correction for key in keys if (correction := correction_of(key))]
    if any(correction.seat is None for correction in corrections):
        return None
    return {seat.club for one in corrections for seat in (one.seat, one.other_seat) if seat}


def _count(n_articles: int) -> str:
    return "1 article" if n_articles == 1 else f"{n_articles:,} articles"
