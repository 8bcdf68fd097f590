"""A golden set's file of changes, and the readable differences between it and story threads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from tests.golden.sets import GoldenSet
from touchline.fold import fold
from touchline.model import Seat, Stage, StoryThread, Way
from touchline.newsroom import importing, stories, upkeep
from touchline.newsroom.room import open_newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenChange:
    """What a careful editor says of one change; see the head of the golden file."""

    key: str
    seat: Seat
    status: str
    out: tuple[str | None, str | None, str | None, date | None]
    into: tuple[str | None, str | None, date | None]
    interims: frozenset[str]
    may_stand_in: frozenset[str]
    previous: str | None
    articles: frozenset[str]
    may_hold: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """All of a golden file: changes by key, edges as (person, from, to, solid), and seats that may have a thread."""

    changes: Mapping[str, GoldenChange]
    edges: frozenset[tuple[str, str, str, bool]]
    asides: tuple[tuple[str, str | None], ...]


def load_golden(golden_set: GoldenSet) -> Golden:
    """Read the golden file of a set; a key that it does not know is an error."""
    document = tomllib.loads(golden_set.changes.read_text(encoding="utf-8"))
    changes = [_change(dict(row)) for row in document["change"]]
    edges = {(fold(row["person"]), row["from"], row["to"], row["solid"]) for row in document["edge"]}
    return Golden(
        changes={change.key: change for change in changes},
        edges=frozenset(edges),
        asides=tuple((fold(row["club"]), row.get("squad")) for row in document["aside"]),
    )


def _change(row: dict[str, Any]) -> GoldenChange:
    change = GoldenChange(
        key=row.pop("key"),
        seat=Seat(club=row.pop("club"), squad=row.pop("squad"), family=row.pop("family")),
        status=row.pop("status"),
        out=(
            _name(row.pop("outgoing", None)),
            row.pop("manner", None),
            row.pop("out_stage", None),
            row.pop("out_announced", None),
        ),
        into=(_name(row.pop("incoming", None)), row.pop("in_stage", None), row.pop("in_announced", None)),
        interims=frozenset(map(fold, row.pop("interims"))),
        may_stand_in=frozenset(map(fold, row.pop("may_stand_in", ()))),
        previous=row.pop("previous", None),
        articles=frozenset(row.pop("articles")),
        may_hold=frozenset(row.pop("may_hold", ())),
    )
    assert not row, f"{change.key}: unknown keys {sorted(row)}"
    return change


def _name(person: str | None) -> str | None:
    return fold(person) if person else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an import of a golden set told: its threads, their articles by golden name, and which change each one is."""

    threads: Sequence[StoryThread]
    names: Mapping[str, str]
    matched: Mapping[str, StoryThread]

    def articles_of(self, thread: StoryThread) -> frozenset[str]:
        """The golden names of the thread's own articles."""
        return frozenset(self.names[article_id] for article_id in thread.article_ids)

    def key_of(self, thread_id: str | None) -> str | None:
        """The golden key of a thread, its own id when it is no golden change."""
        keys = (key for key, thread in self.matched.items() if thread.thread_id == thread_id)
        return next(keys, thread_id)


def tell(golden_set: GoldenSet, golden: Golden, folder: Path) -> Told:
    """Import a golden set into a library in `folder` and match its story threads with the golden changes."""
    room = open_newsroom(folder / "library", folder / "config", clock=lambda: golden_set.now)
    for result in importing.import_paths(room, [golden_set.folder]):
        assert result.status == "added", result
    upkeep.drain(room)
    names = {article.article_id: name for name, article in golden_set.articles().items()}
    threads = tuple(stories.story_threads(room))
    room.close()
    return match(golden, threads, names)


def match(golden: Golden, threads: Sequence[StoryThread], names: Mapping[str, str]) -> Told:
    """Find the thread of each golden change: of the same seat, the one that shares most articles with it."""
    pairs = []
    for change in golden.changes.values():
        for thread in threads:
            if _seat_key(thread.change.seat) != _seat_key(change.seat):
                continue
            n_shared = len(change.articles & {names[article_id] for article_id in thread.article_ids})
            if n_shared:
                pairs.append((-n_shared, change.key, thread.thread_id, thread))
    matched: dict[str, StoryThread] = {}
    taken: set[str] = set()
    for _, key, thread_id, thread in sorted(pairs, key=lambda pair: pair[:3]):
        if key not in matched and thread_id not in taken:
            matched[key] = thread
            taken.add(thread_id)
    return Told(threads=threads, names=names, matched=matched)


def _seat_key(seat: Seat) -> tuple[str, str, str]:
    return (fold(seat.club), seat.squad, seat.family)


def differences(change: GoldenChange, told: Told) -> Iterator[str]:
    """What a thread says otherwise than the golden change, one line each; nothing when they agree."""
    return chain(row_differences(change, told), _membership_differences(change, told))


def row_differences(change: GoldenChange, told: Told) -> Iterator[str]:
    """The differences in the row of the table of changes, whichever articles the thread is made of."""
    thread = told.matched.get(change.key)
    if thread is None:
        yield f"no thread at {change.seat} holds any of its {len(change.articles)} articles"
        return
    compared = {
        "status": (change.status, thread.status),
        "way in": (_words(change.into), _words(_into(thread.change.into))),
        "previous": (change.previous, told.key_of(thread.previous)),
    }
    if change.out[0] is not None or thread.change.out.person is not None:
        compared["way out"] = (_words(change.out), _words(_out(thread.change.out)))
    for field, (wanted, found) in compared.items():
        if wanted != found:
            yield f"{field}: {wanted} is told as {found}"
    yield from _interim_differences(change, thread)


def _membership_differences(change: GoldenChange, told: Told) -> Iterator[str]:
    thread = told.matched.get(change.key)
    if thread is None:
        return
    held = told.articles_of(thread)
    yield from (f"{name} is missing" for name in sorted(change.articles - held))
    yield from (f"{name} does not belong" for name in sorted(held - change.articles - change.may_hold))


def _interim_differences(change: GoldenChange, thread: StoryThread) -> Iterator[str]:
    sure = {fold(i.person) for i in thread.change.interims if i.stage and i.stage >= Stage.AGREED}
    yield from (f"interim {person} is missing" for person in sorted(change.interims - sure))
    yield from (f"{person} was no interim" for person in sorted(sure - change.interims - change.may_stand_in))


def _out(way: Way) -> tuple[str | None, str | None, str | None, date | None]:
    return (_name(way.person), way.manner, way.stage, way.announced_on)


def _into(way: Way) -> tuple[str | None, str | None, date | None]:
    # A seat that nobody holds yet may have candidates of any stage; the golden file does not rank them.
    return (_name(way.person), way.stage, way.announced_on) if way.person else (None, None, None)


def _words(values: Sequence[object]) -> str:
    return ", ".join("nothing" if value is None else str(value) for value in values)


def edges_of(told: Told) -> frozenset[tuple[str, str, str, bool]]:
    """The edges between golden changes that the threads tell of, from the seat that is left to the one that is filled.

    Edges from and to seats beside the stories are left out.
    """
    keys = {thread.thread_id: key for key, thread in told.matched.items()}
    found = set()
    for thread in told.matched.values():
        here = keys[thread.thread_id]
        for link in thread.feeds_into:
            found.add((fold(link.person), keys.get(link.thread_id), here, _solid(link.stage)))
        for link in thread.fed_by:
            found.add((fold(link.person), here, keys.get(link.thread_id), _solid(link.stage)))
    return frozenset((person, left, filled, solid) for person, left, filled, solid in found if left and filled)


def _solid(stage: Stage | None) -> bool:
    return stage is not None and stage >= Stage.AGREED


def unexpected(golden: Golden, told: Told) -> list[str]:
    """Threads that no golden change and no aside explains, one line each with their articles."""
    known = {thread.thread_id for thread in told.matched.values()}
    return [
        f"{thread.thread_id} ({thread.change.seat.squad}, {thread.change.seat.family}): "
        + ", ".join(sorted(told.articles_of(thread)))
        for thread in told.threads
        if thread.thread_id not in known and not is_aside(golden, thread.change.seat)
    ]


def is_aside(golden: Golden, seat: Seat) -> bool:
    """True for a seat beside the stories, where a thread is no error and none is asked for."""
    for club, squad in golden.asides:
        # An aside at the first team is about assistants and directors: its head coach is never beside the story.
        if club == fold(seat.club) and squad in (None, seat.squad):
            return squad != "first" or seat.family != "head coach"
    return False
