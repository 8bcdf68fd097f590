"""Many patterns read as one: a walk along a line tells which of them may match from a token, and tries none.

A walk stands at several places of several patterns at once. Each sign leads it on to what may follow there, and where
it leads is worked out when a text first goes that way, then remembered: so the work hangs on the words of a text, not
on how many patterns there are. A walk takes any word for a capital: it may let a pattern be tried that does not match,
never miss one that does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from touchline.extract.lines import CLUB, PERSON, ROLE, Line
from touchline.extract.matching import MAX_REPEAT
from touchline.extract.nodes import SLOTS, Choice, Gap, Many, Node, Sequent, Slot, Test, Word
from touchline.extract.subjects import GAP_STOPS, people_at, subject_at
from touchline.extract.tokens import NEW_ROLE

MAX_STATES = 50_000
"""More than these are forgotten, and made again where a text needs them."""
_NAMES = frozenset({PERSON, CLUB, ROLE, NEW_ROLE})
_JUMPS = {"subject": PERSON, "people": PERSON, "employer": CLUB}
"""Slots behind whose name more may stand before the pattern goes on, and the sign of that name."""
_JUMPED = frozenset(_JUMPS.values())


class _Left(NamedTuple):
    """A repetition that may go on some times more."""

    many: Many
    times: int


class Place:
    """A place in patterns: the parts that may follow there, and the numbers of the patterns that end there."""

    __slots__ = ("ends", "exits")

    def __init__(self) -> None:
        self.exits: list[tuple[Node | _Left, Place]] = []
        self.ends: set[int] = set()


class Moves:
    """Where a walk may go from a place, and the patterns that may end there."""

    __slots__ = ("by_sign", "choices", "ends", "gaps", "jumps", "tests")

    def __init__(self) -> None:
        self.ends: set[int] = set()
        self.by_sign: dict[str, set[Place]] = {}
        self.choices: list[tuple[Mapping[str, Sequence[Sequent]], Place]] = []
        """Options by their first words, and the place to which they lead."""
        self.tests: set[tuple[str, Place]] = set()
        self.gaps: set[Place] = set()
        self.jumps: set[tuple[str, Place]] = set()


class State(dict[str, "State"]):
    """The places at which a walk may stand at once; by sign, or kind of word, the state to which it leads.

    Where it leads is worked out when it is first asked.
    """

    __slots__ = ("_lead", "ends", "jumps", "stops")

    def __init__(self, ends: frozenset[int], lead: Callable[[str], State]) -> None:
        self.ends = ends
        """The numbers of the patterns that may end here."""
        self.jumps: Mapping[str, State] = {}
        """Where a walk may go on behind all that a slot takes."""
        self.stops = bool(ends)
        """Whether a walk must look about here."""
        self._lead = lead

    def go_on(self, jumps: Mapping[str, State]) -> None:
        """Say where a walk may go on behind all that a slot takes."""
        self.jumps = jumps
        self.stops = bool(self.ends or jumps)

    def __missing__(self, sign: str) -> State:
        self[sign] = after = self._lead(sign)
        return after


NOWHERE: Final[State] = State(frozenset(), lambda _: NOWHERE)
"""Where no pattern goes on."""
NOWHERE.stops = True


def _kind_of(sign: str) -> str:
    if sign.isalpha():
        return "<word>"
    return "<number>" if sign.isdigit() else "<aged>" if sign.endswith("-year-old") else "<word>"


def _words_of(sequence: Sequent, read: set[int]) -> Iterator[str]:
    """The words of a sequence; those of phrases that are `read` already are left out."""
    for node in sequence:
        if isinstance(node, Word):
            yield node.key
        elif isinstance(node, Choice | Many) and id(node.options) not in read:
            read.add(id(node.options))
            for option in node.options:
                yield from _words_of(option, read)


class Automaton:
    """All patterns of one sort."""

    def __init__(self, sequences: Sequence[Sequent]) -> None:
        self._root = Place()
        self._behind: dict[tuple[Place, object], Place] = {}
        self._before: dict[tuple[object, Place], Place] = {}
        self._moves: dict[Place, Moves] = {}
        self._states: dict[frozenset[Place], State] = {}
        read: set[int] = set()
        self._signs = {"", *_NAMES, *GAP_STOPS}
        """Those that are told apart; of others only the kind."""
        for number, sequence in enumerate(sequences):
            self._add(number, sequence)
            self._signs.update(_words_of(sequence, read))
        self._start = self._state(frozenset({self._root}))

    def _add(self, number: int, sequence: Sequent) -> None:
        """Lay the way of a pattern; patterns that begin alike share it as far."""
        place = self._root
        for node in sequence:
            key = (place, _ident(node))
            behind = self._behind.get(key)
            if behind is None:
                behind = self._behind[key] = Place()
                place.exits.append((node, behind))
            place = behind
        place.ends.add(number)

    def may_match(self, line: Line) -> dict[int, list[int]]:
        """The numbers of the patterns that may match, each with the indices at which, in order."""
        found: dict[int, list[int]] = {}
        known, start = self._signs, self._start
        signs = [sign if sign in known else "<word>" if sign.isalpha() else _kind_of(sign) for sign in line.signs]
        numbers: set[int] = set()
        for at, sign in enumerate(signs):
            state, here = start[sign], at + 1
            while not state.stops:
                state, here = state[signs[here]], here + 1
            if state is not NOWHERE:
                _walk(line, signs, here, state, numbers)
            if sign in _JUMPED:
                _jump(line, signs, at, start, numbers)
            if numbers:
                for number in numbers:
                    found.setdefault(number, []).append(at)
                numbers.clear()
        return found

    def _places_after(self, moves: Moves, sign: str) -> Iterator[Place]:
        if not sign:
            return  # the end of the line
        yield from moves.by_sign.get(sign, ())
        for by_word, behind in moves.choices:
            for option in by_word.get(sign, ()):
                yield self._way(option[1:], behind)
        if moves.gaps and sign != PERSON and sign not in GAP_STOPS:
            yield from moves.gaps
        if moves.tests and sign not in _NAMES:
            kind = sign if sign[0] == "<" else _kind_of(sign)
            yield from (place for test, place in moves.tests if test in ("<capital>", kind))

    def _state(self, places: frozenset[Place]) -> State:
        """The state of a walk that may stand at any of these places."""
        if not places:
            return NOWHERE
        known = self._states.get(places)
        if known is None:
            if len(self._states) > MAX_STATES:
                for state in self._states.values():
                    state.clear()
                self._states.clear()
            moves = [self._moves_from(place) for place in places]
            known = self._states[places] = self._new_state(moves)
            # Only now that it is known: what stands behind a name may come again behind the next one.
            known.go_on({slot: self._state(behind) for slot, behind in _jumps_of(moves).items()})
        return known

    def _new_state(self, moves: Sequence[Moves]) -> State:
        def lead(sign: str) -> State:
            return self._state(frozenset(place for each in moves for place in self._places_after(each, sign)))

        return State(frozenset().union(*(each.ends for each in moves)), lead)

    def _moves_from(self, place: Place) -> Moves:
        known = self._moves.get(place)
        if known is None:
            known = self._moves[place] = Moves()
            seen: set[Place] = set()
            waiting = [place]
            while waiting:
                here = waiting.pop()
                if here not in seen:
                    seen.add(here)
                    known.ends |= here.ends
                    for node, behind in here.exits:
                        waiting += self._note(known, node, behind)
        return known

    def _note(self, moves: Moves, node: Node | _Left, behind: Place) -> Sequence[Place]:
        """Note where a part leads; the places from which a walk may as well go on at once."""
        if isinstance(node, Word):
            moves.by_sign.setdefault(node.key, set()).add(behind)
        elif isinstance(node, Slot) and node.name in _JUMPS:
            moves.jumps.add((node.name, behind))
        elif isinstance(node, Slot):
            for sign in SLOTS[node.name]:
                moves.by_sign.setdefault(sign, set()).add(behind)
        elif isinstance(node, Test):
            moves.tests.add((f"<{node.name}>", behind))
        elif isinstance(node, Gap):
            if node.limit:
                moves.gaps.add(self._place(Gap(node.limit - 1), behind))
            return [behind]
        elif isinstance(node, Many):
            return self._note(moves, _Left(node, MAX_REPEAT), behind)
        elif isinstance(node, _Left):
            then = self._place(_Left(node.many, node.times - 1), behind) if node.times > 1 else behind
            return [behind, *self._options(moves, node.many, then)]
        elif isinstance(node, Choice):
            return self._options(moves, node, behind)
        return ()

    def _options(self, moves: Moves, node: Choice | Many, behind: Place) -> list[Place]:
        by_word, others = node.openings
        if by_word:
            moves.choices.append((by_word, behind))
        return [self._way(option, behind) for option in others]

    def _way(self, sequence: Sequent, behind: Place) -> Place:
        """The place from which a sequence leads to another place."""
        for node in reversed(sequence):
            behind = self._place(node, behind)
        return behind

    def _place(self, node: Node | _Left, behind: Place) -> Place:
        """The place before a part that leads to another place."""
        key = (_ident(node), behind)
        known = self._before.get(key)
        if known is None:
            known = self._before[key] = Place()
            known.exits.append((node, behind))
        return known


def _jumps_of(moves: Sequence[Moves]) -> Mapping[str, frozenset[Place]]:
    """By slot the places from which a walk goes on behind all that the slot takes."""
    jumps: dict[str, set[Place]] = {}
    for slot, place in chain.from_iterable(each.jumps for each in moves):
        jumps.setdefault(slot, set()).add(place)
    return {slot: frozenset(places) for slot, places in jumps.items()}


def _walk(line: Line, signs: Sequence[str], at: int, state: State, found: set[int]) -> None:
    """Note the patterns that may end somewhere behind a token at which a walk is in a state."""
    while True:
        while not state.stops:
            state, at = state[signs[at]], at + 1
        if state is NOWHERE:
            return
        found |= state.ends
        if state.jumps and signs[at] in _JUMPED:
            _jump(line, signs, at, state, found)
        state, at = state[signs[at]], at + 1


def _jump(line: Line, signs: Sequence[str], at: int, state: State, found: set[int]) -> None:
    """Walk on behind all that a slot may take from the name at a token."""
    for slot, behind in state.jumps.items():
        if signs[at] == _JUMPS[slot]:
            for end in _ends(line, slot, at):
                _walk(line, signs, end, behind, found)


def _ident(node: Node | _Left) -> object:
    """What makes parts the same: phrases by name stand in many patterns."""
    if isinstance(node, _Left):
        return node.times, id(node.many.options)
    return (type(node), id(node.options)) if isinstance(node, Choice | Many) else node


def _ends(line: Line, slot: str, at: int) -> Sequence[int]:
    """Where a pattern may go on behind the name at a token."""
    if slot == "people":
        return [end for ends, _ in people_at(line, at) for end in ends]
    return subject_at(line, "person" if slot == "subject" else "club", at)[0]
