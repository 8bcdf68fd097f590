"""The user's corrections: as text, which the store keeps, and in look-up form, which the building of threads asks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from touchline.model import Correction, CorrectionRule, Seat
from touchline.threads.people import NOBODY_APART, Apart, name_words

_PAIRS: Final = frozenset({"attach", "merge", "not the same person"})


def correction_key(correction: Correction) -> str:
    """A correction as text, the same for equal ones; `correction_of` reads it."""
    seats = [_seat_out(correction.seat), _seat_out(correction.other_seat)]
    return json.dumps([correction.rule, correction.of, correction.other, *seats], ensure_ascii=False)


def correction_of(key: str) -> Correction | None:
    """The correction that a text tells; None for one that this touchline cannot read, which then changes nothing."""
    try:
        rule, of, other, seat, other_seat = json.loads(key)
        made = Correction(rule=rule, of=of, other=other, seat=_seat_in(seat), other_seat=_seat_in(other_seat))
    except (ValueError, TypeError):
        return None
    texts = (of, other) if rule in _PAIRS else (of,)
    whole = rule in get_args(CorrectionRule) and all(isinstance(text, str) for text in texts)
    return made if whole and (made.seat or rule == "not the same person") else None


def _seat_out(seat: Seat | None) -> list[str] | None:
    return [seat.club, seat.squad, seat.family] if seat else None


def _seat_in(parts: Sequence[str] | None) -> Seat | None:
    if parts is None:
        return None
    club, squad, family = map(str, parts)
    return Seat(club=club, squad=squad, family=family)


@dataclass(frozen=True, slots=True)
class SeatRulings:
    """What the user says of one seat's threads: articles taken out, article by article attached, begun and merged."""

    taken_out: frozenset[str] = frozenset()
    attached: Mapping[str, str] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    merged: Sequence[tuple[str, str]] = ()

    @property
    def moves(self) -> bool:
        """True when any report may have to go from one thread to another."""
        return bool(self.attached or self.begun or self.merged)

    def root_of(self, article_id: str) -> str | None:
        """The article that an attached one follows in the end; itself when it is not attached, None in a circle."""
        seen = set()
        while article_id in self.attached:
            if article_id in seen:
                return None
            seen.add(article_id)
            article_id = self.attached[article_id]
        return article_id


_NONE: Final = SeatRulings()
_Named = tuple[tuple[str, ...], Seat | None]
"""The words of a name, and the seat at which it is meant; None means everywhere."""


class Rulings:
    """All corrections in look-up form; their order changes nothing."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        ordered = sorted(corrections, key=correction_key)
        self._apart: set[frozenset[_Named]] = set()
        by_seat: dict[Seat, list[Correction]] = defaultdict(list)
        for correction in ordered:
            if correction.rule == "not the same person":
                pair = frozenset(_named(correction))
                self._apart |= {pair} if len(pair) == 2 else set()
            elif correction.seat:
                by_seat[correction.seat].append(correction)
        self._by_seat = {seat: _seat_rulings(mine) for seat, mine in by_seat.items()}
        self._seats_of: dict[str, set[Seat]] = defaultdict(set)
        for seat, rulings in self._by_seat.items():
            for article_id in rulings.attached:
                self._seats_of[article_id].add(seat)

    def at(self, seat: Seat) -> SeatRulings:
        """What is said of one seat's threads."""
        return self._by_seat.get(seat, _NONE)

    def seats_of(self, article_id: str) -> frozenset[Seat]:
        """The seats to whose threads an article is attached, whatever its claims are about."""
        return frozenset(self._seats_of.get(article_id, ()))

    @property
    def attached_ids(self) -> frozenset[str]:
        """Ids of all articles that are attached to a thread."""
        return frozenset(self._seats_of)

    def apart_at(self, seat: Seat | None) -> Apart:
        """Which names at a seat are not the same person; without a seat those that are so everywhere."""
        found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for pair in self._apart:
            (one, at), (two, other) = pair
            if {at, other} <= {None, seat}:
                found[one].add(two)
                found[two].add(one)
        return {words: frozenset(others) for words, others in found.items()} if found else NOBODY_APART

    def are_apart(self, one: str, seat: Seat, two: str, other_seat: Seat) -> bool:
        """True when the one whom a seat's thread names is not the other, whom another seat's thread names."""
        here, there = name_words(one), name_words(two)
        if not self._apart:
            return False
        ways = [(seat, other_seat), (None, None), (seat, seat), (other_seat, other_seat)]
        return any(frozenset({(here, at), (there, other)}) in self._apart for at, other in ways)


def _named(correction: Correction) -> tuple[_Named, _Named]:
    seat, other_seat = correction.seat, correction.other_seat or correction.seat
    return (name_words(correction.of), seat), (name_words(correction.other or ""), other_seat)


def _seat_rulings(corrections: Sequence[Correction]) -> SeatRulings:
    def saying(rule: CorrectionRule) -> list[Correction]:
        return [correction for correction in corrections if correction.rule == rule]

    return SeatRulings(
        taken_out=frozenset(correction.of for correction in saying("not this story")),
        attached={correction.of: correction.other or "" for correction in saying("attach")},
        begun=frozenset(correction.of for correction in saying("split")),
        merged=tuple((correction.of, correction.other or "") for correction in saying("merge")),
    )


NO_RULINGS: Final = Rulings()
