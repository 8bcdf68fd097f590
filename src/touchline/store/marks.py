"""What the user said of articles, in a form that answers at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from touchline.model import MarkChange

Fields = Mapping[str, Mapping[str, Sequence[str]]]
"""Marked keys by place (a month) and field ("read", "starred", "followed", "correction", "tag:<name>")."""
TAG = "tag:"
CORRECTION = "correction"
_NO_ARTICLES = frozenset({"followed", CORRECTION})
"""Fields whose keys are no article ids: anchors of threads, and corrections of them."""


@dataclass(frozen=True, slots=True)
class Placed:
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

    Marks of articles that are not stored are kept, and seen again when the article comes back: counts and sets are
    about the articles in `stored`. The view may be used from any thread; `guard` keeps changes away meanwhile.
    """

    def __init__(self, stored: Container[str], guard: threading.RLock) -> None:
        self._guard = guard
        self._stored = stored
        self._places: dict[str, dict[str, str]] = {}
        self._known_places: set[str] = set()
        self._tags: dict[str, set[str]] = {}
        self._n_stored: Counter[str] = Counter()
        self._sets: dict[str, frozenset[str]] = {}

    # --- the view ---

    def is_read(self, article_id: str) -> bool:
        return article_id in self._places.get("read", ())

    def is_starred(self, article_id: str) -> bool:
        return article_id in self._places.get("starred", ())

    def tags_of(self, article_id: str) -> tuple[str, ...]:
        """The article's tags, sorted."""
        if article_id not in self._tags:
            return ()
        with self._guard:
            return tuple(sorted(self._tags[article_id]))

    def tagged(self, tag: str) -> frozenset[str]:
        """Ids of the articles with this tag; empty for an unknown tag."""
        return self._set(TAG + tag)

    def tag_counts(self) -> Mapping[str, int]:
        """All tags in use with the number of articles of each."""
        with self._guard:
            counted = self._n_stored.items()
            return {field.removeprefix(TAG): n for field, n in counted if n and field.startswith(TAG)}

    def starred(self) -> frozenset[str]:
        """Ids of the starred articles."""
        return self._set("starred")

    def followed(self) -> frozenset[str]:
        """Anchors of the followed threads."""
        return self._set("followed")

    def corrections(self) -> frozenset[str]:
        """The user's corrections of story threads, as text."""
        return self._set(CORRECTION)

    @property
    def n_read(self) -> int:
        """Number of stored articles that are read."""
        return self._n_stored["read"]

    def _set(self, field: str) -> frozenset[str]:
        with self._guard:
            made = self._sets.get(field)
            if made is None:
                keys = self._places.get(field, ())
                made = frozenset(keys if field in _NO_ARTICLES else filter(self._stored.__contains__, keys))
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
        placed: list[Placed] = []
        inverse: list[MarkChange] = []
        for change in changes:
            field = field_of(change)
            held = self._places.get(field, {})
            by_place: dict[str, list[str]] = {}
            for key in change.keys:
                place = now[field, key] if (field, key) in now else held.get(key)
                if (place is not None) == change.value:
                    continue
                now[field, key] = place_of(key) if change.value else None
                by_place.setdefault(now[field, key] or place or "", []).append(key)
            placed += [Placed(place, field, tuple(keys), change.value) for place, keys in by_place.items()]
            moved = tuple(key for keys in by_place.values() for key in keys)
            if moved:
                inverse.append(MarkChange(field=change.field, keys=moved, value=not change.value, tag=change.tag))
        return placed, inverse[::-1]

    def take(self, placed: Placed) -> None:
        """Take over keys that joined or left a list."""
        held = self._places.setdefault(placed.field, {})
        self._known_places.add(placed.place)
        tag = placed.field.removeprefix(TAG) if placed.field.startswith(TAG) else None
        for key in placed.keys:
            was = key in held
            if placed.value:
                held[key] = placed.place
                if tag is not None:
                    self._tags.setdefault(key, set()).add(tag)
            elif was:
                del held[key]
                if tag is not None:
                    self._tags[key].discard(tag)  # An empty set stays: a reader may be about to sort it.
            self._n_stored[placed.field] += ((key in held) - was) * (key in self._stored)
        self._sets.pop(placed.field, None)

    def replace_place(self, place: str, fields: Mapping[str, Sequence[str]]) -> None:
        """Take over a whole document."""
        for field, held in list(self._places.items()) if place in self._known_places else ():
            staying = set(fields.get(field, ()))
            leaving = tuple([key for key, where in held.items() if where == place and key not in staying])
            self.take(Placed(place, field, leaving, False))
        for field, keys in fields.items():
            self.take(Placed(place, field, tuple(keys), True))

    def articles_changed(self, article_ids: Iterable[str], step: int) -> None:
        """Count articles that are stored now (`step` 1) or no longer (-1)."""
        for article_id in article_ids:
            for field in ("read", "starred", *(TAG + tag for tag in self._tags.get(article_id, ()))):
                if article_id in self._places.get(field, ()):
                    self._n_stored[field] += step
                    self._sets.pop(field, None)
