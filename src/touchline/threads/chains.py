"""Edges between threads: one person leaves the seat of one for the seat of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from touchline.model import ChainHop, ChainLink, Change, Kind, Manner, Stage, StoryThread
from touchline.threads.moves import Arrival, Leaving, arrivals_of, leaving_of, may_join
from touchline.threads.people import may_be, name_words
from touchline.threads.rulings import NO_RULINGS, Rulings
from touchline.threads.timeline import borrowed, in_order


@dataclass(frozen=True, slots=True)
class _Edge:
    arrival: Arrival
    leaving: Leaving

    @property
    def solid(self) -> bool:
        return self.arrival.stage >= Stage.AGREED

    @property
    def preference(self) -> tuple[int, int, str, str]:
        """The surest move first, then the one whose two ends lie nearest in time."""
        gap = abs((self.arrival.named_on - self.leaving.left_on).days)
        return (-self.arrival.stage.rank, gap, self.arrival.thread.thread_id, self.leaving.thread.thread_id)


def join_chains(threads: Iterable[StoryThread], rulings: Rulings = NO_RULINGS) -> list[StoryThread]:
    """Give every thread its edges and the rows that it borrows over them; edges that it came with are made anew."""
    bare = [unjoined(thread) for thread in threads]
    edges = _surest(_edges(bare, rulings))
    into: dict[str, list[_Edge]] = defaultdict(list)
    out: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        into[edge.arrival.thread.thread_id].append(edge)
        out[edge.leaving.thread.thread_id].append(edge)
    return [_joined(thread, into[thread.thread_id], out[thread.thread_id]) for thread in bare]


def unjoined(thread: StoryThread) -> StoryThread:
    """The thread as its own reports alone tell it."""
    own = tuple(row for row in thread.timeline if row.neighbour is None)
    return replace(thread, change=_without_inferred(thread.change), timeline=own, feeds_into=(), fed_by=())


def _with_manner(change: Change, edge: _Edge) -> Change:
    """Fill an empty manner: who surely moves has signed elsewhere, as the report of his new seat proves."""
    out, proof = change.out, edge.arrival.thread.change.into.proofs.get("stage")
    if proof is None or out.person is None or out.manner is not None:
        return change
    return replace(change, out=replace(out, manner=Manner.SIGNED_ELSEWHERE, proofs={**out.proofs, "manner": proof}))


def _without_inferred(change: Change) -> Change:
    """Take back a manner that an edge gave: its proof is a claim about another seat."""
    out = change.out
    if "manner" not in out.proofs or out.proofs["manner"].claim.seat == change.seat:
        return change
    told = {name: proof for name, proof in out.proofs.items() if name != "manner"}
    return replace(change, out=replace(out, manner=None, proofs=told))


def _joined(thread: StoryThread, into: Sequence[_Edge], out: Sequence[_Edge]) -> StoryThread:
    if not into and not out:
        return thread
    rows, change = list(thread.timeline), thread.change
    for edge in into:
        if edge.solid:
            rows += borrowed(edge.leaving.thread, edge.leaving.person, Kind.DEPARTURE)
    for edge in out:
        if edge.solid:
            rows += borrowed(edge.arrival.thread, edge.arrival.person, Kind.APPOINTMENT)
            change = _with_manner(change, edge)
    return replace(
        thread,
        change=change,
        timeline=in_order(rows),
        feeds_into=tuple(
            ChainLink(thread_id=e.leaving.thread.thread_id, person=e.arrival.person, stage=e.arrival.stage)
            for e in sorted(into, key=lambda e: e.preference)
        ),
        fed_by=tuple(
            ChainLink(thread_id=e.arrival.thread.thread_id, person=e.leaving.person, stage=e.arrival.stage)
            for e in sorted(out, key=lambda e: e.preference)
        ),
    )


def _edges(threads: Sequence[StoryThread], rulings: Rulings) -> Iterator[_Edge]:
    leavings: dict[str, list[Leaving]] = defaultdict(list)
    for thread in threads:
        leaving = leaving_of(thread)
        if leaving:
            for word in set(name_words(leaving.person)):
                leavings[word].append(leaving)
    for thread in threads:
        for arrival in arrivals_of(thread):
            namesakes = {
                leaving.thread.thread_id: leaving for word in name_words(arrival.person) for leaving in leavings[word]
            }
            near = [
                _Edge(arrival, each)
                for each in namesakes.values()
                if may_join(arrival, each)
                and not rulings.are_apart(arrival.person, thread.change.seat, each.person, each.thread.change.seat)
            ]
            yield from _one_person(near)


def _one_person(edges: Sequence[_Edge]) -> Sequence[_Edge]:
    """No edge where a surname could mean two different people, unless one article tells both ends of the move."""
    people = {edge.leaving.person for edge in edges}
    if all(may_be(one, two) for one in people for two in people):
        return edges
    shared = [edge for edge in edges if set(edge.arrival.thread.article_ids) & set(edge.leaving.thread.article_ids)]
    people = {edge.leaving.person for edge in shared}
    return shared if all(may_be(one, two) for one in people for two in people) else ()


def _surest(edges: Iterable[_Edge]) -> list[_Edge]:
    """At most one solid edge each way for a thread; a person who has surely moved has no dotted ones beside it."""
    kept: list[_Edge] = []
    fed: set[str] = set()
    feeding: set[str] = set()
    ordered = sorted(edges, key=lambda edge: edge.preference)
    for edge in ordered:
        old, new = edge.leaving.thread.thread_id, edge.arrival.thread.thread_id
        if edge.solid and old not in fed and new not in feeding:
            kept.append(edge)
            fed.add(old)
            feeding.add(new)
    return kept + [edge for edge in ordered if not edge.solid and edge.leaving.thread.thread_id not in fed]


def chain_of(thread: StoryThread, by_id: Mapping[str, StoryThread]) -> tuple[ChainHop, ...]:
    """The chain that the thread stands in, from the seat that took the first mover to the last seat that opened.

    Each hop names who comes into its seat from the next one; the last one's may have left no known seat, or the seat
    may be vacant still. Threads that `by_id` does not hold end the chain.
    """
    seats = [thread]
    seen = {thread.thread_id}
    while (above := _next(seats[0].fed_by, by_id)) and above.thread_id not in seen:
        seats.insert(0, above)
        seen.add(above.thread_id)
    while (below := _next(seats[-1].feeds_into, by_id)) and below.thread_id not in seen:
        seats.append(below)
        seen.add(below.thread_id)
    return tuple(_hop(seat, following) for seat, following in zip(seats, [*seats[1:], None], strict=True))


def _next(links: Sequence[ChainLink], by_id: Mapping[str, StoryThread]) -> StoryThread | None:
    return next((by_id[link.thread_id] for link in links if link.thread_id in by_id), None)


def _hop(thread: StoryThread, following: StoryThread | None) -> ChainHop:
    into, candidates = thread.change.into, thread.change.candidates
    person, stage = into.person, into.stage
    if following is not None:
        link = next(link for link in thread.feeds_into if link.thread_id == following.thread_id)
        person, stage = link.person, link.stage
    return ChainHop(
        seat=thread.change.seat,
        thread_id=thread.thread_id,
        person=person,
        stage=stage if person else None,
        solid=person is not None and stage is not None and stage >= Stage.AGREED,
        n_candidates=0 if person else sum(not candidate.denied for candidate in candidates),
        vacated=thread.change.out.person is not None,
        status=thread.status,
    )
