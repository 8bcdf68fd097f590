"""What the user said of articles, in a form that answers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from touchline.model import MarkChange
    from touchline.store.journal import Change
    from touchline.store.months import MonthBook

Documents = Mapping[str, Mapping[str, Sequence[str]]]
"""Marked keys by place (a month) and field ("read", "starred", "dropped", "followed", "correction", "tag:<name>")."""
TAG = "tag:"
CORRECTION = "correction"
_NO_ARTICLES = frozenset({"followed", CORRECTION, "dropped"})
"""Fields whose keys are no stored articles: anchors of threads, corrections of them, and articles that went."""


class Placed(NamedTuple):
    """Keys that join or leave one list: that of `field` in the document `place`."""

    place: str
    field: str
    keys: tuple[str, ...]
    value: bool


def field_of(change: MarkChange) -> str:
    """The name of the list that a change is about. Raises ValueError for a tag without a name."""
    if change.field != "tag":
        return change.field
    if not change.tag:
        raise ValueError("a tag needs a name")
    return TAG + change.tag


class MarkBook:
    """All marks, and the view of them that `Store.marks` gives (`store.base.Marks`).

    They stay in the documents, as `documents` gives them; which keys a field has is gathered when it is first asked
    for. Marks of articles that are not stored are kept, and seen again when the article comes back: counts and sets are
    about the articles in `headlines`. The view may be used from any thread; `guard` keeps changes away meanwhile.
    """

    def __init__(self, headlines: MonthBook, guard: threading.RLock) -> None:
        self._guard = guard
        self._headlines = headlines
        self._documents: Documents = {}
        self._keys: dict[str, set[str]] = {}
        self._tags: dict[str, set[str]] | None = None
        self._sets: dict[str, frozenset[str]] = {}

    # --- the view ---

    def is_read(self, article_id: str) -> bool:
        return article_id in self._field("read")

    def is_starred(self, article_id: str) -> bool:
        return article_id in self._field("starred")

    def tags_of(self, article_id: str) -> tuple[str, ...]:
        """The article's tags, sorted."""
        if self._tags is not None and article_id not in self._tags:
            return ()
        with self._guard:
            if self._tags is None:
                self._tags = {}
                for field in self._tag_fields():
                    for key in self._field(field):
                        self._tags.setdefault(key, set()).add(field.removeprefix(TAG))
            return tuple(sorted(self._tags.get(article_id, ())))

    def tagged(self, tag: str) -> frozenset[str]:
        """Ids of the articles with this tag; empty for an unknown tag."""
        return self._set(TAG + tag)

    def tag_counts(self) -> Mapping[str, int]:
        """All tags in use with the number of articles of each."""
        with self._guard:
            counted = {field.removeprefix(TAG): len(self._set(field)) for field in self._tag_fields()}
            return {tag: n for tag, n in counted.items() if n}

    def starred(self) -> frozenset[str]:
        """Ids of the starred articles."""
        return self._set("starred")

    def followed(self) -> frozenset[str]:
        """Anchors of the followed threads."""
        return self._set("followed")

    def corrections(self) -> frozenset[str]:
        """The user's corrections of story threads, as text."""
        return self._set(CORRECTION)

    def dropped(self) -> frozenset[str]:
        """Ids of the articles that no refresh shall bring back."""
        return self._set("dropped")

    @property
    def n_read(self) -> int:
        """Number of stored articles that are read."""
        return sum(sum(month.read.values()) for month in self._headlines.count(self.is_read) if month.read)

    def _field(self, field: str) -> set[str]:
        """All keys of one field."""
        keys = self._keys.get(field)
        if keys is None:
            with self._guard:
                keys = set().union(*(fields.get(field, ()) for fields in self._documents.values()))
                self._keys[field] = keys
        return keys

    def _tag_fields(self) -> set[str]:
        return {field for fields in self._documents.values() for field in fields if field.startswith(TAG)}

    def _set(self, field: str) -> frozenset[str]:
        with self._guard:
            made = self._sets.get(field)
            if made is None:
                keys = self._field(field)
                made = frozenset(keys if field in _NO_ARTICLES else filter(self._headlines.__contains__, keys))
                self._sets[field] = made
            return made

    # --- changes ---

    def plan(
        self, changes: Sequence[MarkChange], place_of: Callable[[str], str]
    ) -> tuple[list[Placed], list[MarkChange]]:
        """What applying `changes` writes, and the changes that undo it: only what really changes, in reverse order.

        `place_of` tells where a new mark of a key belongs.
        """
        now: dict[tuple[str, str], str | None] = {}
        there: dict[tuple[str, str], set[str]] = {}
        from touchline.model import MarkChange

        placed: list[Placed] = []
        inverse: list[MarkChange] = []
        for change in changes:
            field = field_of(change)
            keys = self._field(field)
            by_place: dict[str, list[str]] = {}
            for key in change.keys:
                is_held = now[field, key] is not None if (field, key) in now else key in keys
                if is_held == change.value:
                    continue
                place = place_of(key)
                if not change.value:
                    place = now.get((field, key)) or self._place(field, key, place, there)
                now[field, key] = place if change.value else None
                by_place.setdefault(place, []).append(key)
            placed += [Placed(place, field, tuple(moving), change.value) for place, moving in by_place.items()]
            moved = tuple(key for moving in by_place.values() for key in moving)
            if moved:
                inverse.append(MarkChange(field=change.field, keys=moved, value=not change.value, tag=change.tag))
        return placed, inverse[::-1]

    def _place(self, field: str, key: str, likely: str, there: dict[tuple[str, str], set[str]]) -> str:
        """The document that has a key: mostly that of its article's month, else where the article once was."""
        for place in (likely, *self._documents):
            if (place, field) not in there:
                there[place, field] = set(self._documents.get(place, {}).get(field, ()))
            if key in there[place, field]:
                return place
        raise KeyError(key)

    def load(self, documents: Documents) -> None:
        """Take over all documents, at the start or when others have replaced them."""
        self._documents = documents
        self._keys, self._tags, self._sets = {}, None, {}

    def absorb(self, changes: Iterable[Change], documents: Documents) -> None:
        """Take over changes, which the documents show already."""
        if any(change.operation not in ("add", "cut") for change in changes):
            before = self._field("read")
            self.load(documents)
            self._headlines.read_changed(before ^ self._field("read"))
            return
        self._documents = documents
        for change in changes:
            for field, keys in change.value.items():
                self._take(field, keys, joins=change.operation == "add")

    def _take(self, field: str, keys: Sequence[str], *, joins: bool) -> None:
        held = self._keys.get(field)
        if held is not None:
            (held.update if joins else held.difference_update)(keys)
        if field == "read":
            self._headlines.read_changed(keys)
        if field.startswith(TAG) and self._tags is not None:
            for key in keys:
                tags = self._tags.setdefault(key, set())
                (tags.add if joins else tags.discard)(field.removeprefix(TAG))
        self._sets.pop(field, None)

    def articles_changed(self, article_ids: Collection[str]) -> None:
        """Articles came or went."""
        for field in [*self._sets]:
            if field not in _NO_ARTICLES and not self._field(field).isdisjoint(article_ids):
                del self._sets[field]

    def forget_sets(self) -> None:
        """Any articles may have come or gone."""
        self._sets = {field: keys for field, keys in self._sets.items() if field in _NO_ARTICLES}
