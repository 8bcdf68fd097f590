"""Threads after some claims changed: what they touch is built anew, all else is kept as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from touchline.model import Correction, Report, Seat, StoryThread
from touchline.threads.build import bare_threads, newest_first
from touchline.threads.chains import join_chains, unjoined
from touchline.threads.moves import Arrival, Leaving, arrivals_of, leaving_of, may_join
from touchline.threads.naming import without_namesakes
from touchline.threads.people import name_words
from touchline.threads.rulings import Rulings


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """All threads, newest first; the seats that were built anew, and how many threads were joined anew to others."""

    threads: tuple[StoryThread, ...]
    seats: frozenset[Seat]
    n_joined: int


def rebuild(
    threads: Sequence[StoryThread],
    clubs: Collection[str],
    reports: Iterable[Report],
    corrections: Iterable[Correction] = (),
) -> Rebuilt:
    """What `build_threads` would give after the claims about these clubs, or corrections of their threads, changed.

    `threads` are those of before, `reports` all reports that have a claim about one of the clubs now (`Claim.clubs`),
    or are attached to a thread of theirs. Squads and implied departures reach no farther than a club; chains reach as
    far as people may have moved, from thread to thread: those threads are joined anew, and no others are looked at.
    """
    old = [thread for thread in threads if thread.change.seat.club in clubs]
    kept = [thread for thread in threads if thread.change.seat.club not in clubs]
    rulings = Rulings(corrections)
    built = bare_threads(reports, rulings, clubs)
    named = without_namesakes([*kept, *built])
    ids = {(thread.change.seat, thread.thread_id) for thread in kept}
    changed = [t for t in named if t.change.seat.club in clubs or (t.change.seat, t.thread_id) not in ids]
    group = _reached([*old, *changed], named)
    joined = join_chains((thread for thread in named if thread.thread_id in group), rulings)
    rest = [thread for thread in named if thread.thread_id not in group]
    seats = frozenset(thread.change.seat for thread in (*old, *built))
    return Rebuilt(tuple(newest_first([*rest, *joined])), seats, len(joined))


class _Mover:
    """One thread's part in moves: who comes to its seat, and who leaves it."""

    def __init__(self, thread: StoryThread) -> None:
        bare = unjoined(thread)
        self.arrivals: tuple[Arrival, ...] = tuple(arrivals_of(bare))
        self.leaving: Leaving | None = leaving_of(bare)

    def may_join(self, other: _Mover) -> bool:
        """True when somebody may have moved between the two seats, either way."""
        return any(
            leaving is not None and any(may_join(arrival, leaving) for arrival in arrivals)
            for arrivals, leaving in ((self.arrivals, other.leaving), (other.arrivals, self.leaving))
        )


class _Namesakes:
    """Threads by the people on their cards.

    Two names can mean one person only where the last word of one of them is a word of the other.
    """

    def __init__(self, threads: Iterable[StoryThread]) -> None:
        self._by_word: dict[str, list[StoryThread]] = defaultdict(list)
        self._by_last: dict[str, list[StoryThread]] = defaultdict(list)
        for thread in threads:
            names = _names(thread)
            for word in {word for words in names for word in words}:
                self._by_word[word].append(thread)
            for word in {words[-1] for words in names}:
                self._by_last[word].append(thread)

    def of(self, thread: StoryThread) -> dict[str, StoryThread]:
        """The threads, by id, that may name somebody of this one."""
        names = _names(thread)
        near = [other for words in names for other in self._by_word.get(words[-1], ())]
        near += [other for words in names for word in words for other in self._by_last.get(word, ())]
        return {other.thread_id: other for other in near}


def _names(thread: StoryThread) -> set[tuple[str, ...]]:
    """The names of everybody who may be moving, in words."""
    change = thread.change
    proof = change.out.proofs.get("person") or change.out.proofs.get("stage")
    people = [change.into.person, change.out.person, *(one.person for one in change.candidates)]
    people.append(proof.claim.person if proof else None)
    return {words for person in people if person and (words := name_words(person))}


def _reached(changed: Sequence[StoryThread], threads: Sequence[StoryThread]) -> set[str]:
    """Ids of those of the threads that the changed ones may have been joined to, or may be joined to, step by step."""
    namesakes = _Namesakes(threads)
    movers: dict[str, _Mover] = {}
    # An old thread may bear the id of a new one, so these are not looked up by it.
    waiting = [(thread, _Mover(thread)) for thread in changed]
    reached = {thread.thread_id for thread in changed} & {thread.thread_id for thread in threads}
    while waiting:
        thread, mover = waiting.pop()
        for thread_id, other in namesakes.of(thread).items():
            if thread_id in reached:
                continue
            neighbour = movers.get(thread_id) or movers.setdefault(thread_id, _Mover(other))
            if mover.may_join(neighbour):
                reached.add(thread_id)
                waiting.append((other, neighbour))
    return reached
