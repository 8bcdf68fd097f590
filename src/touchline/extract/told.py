"""What an article has told so far of who leaves, who comes and who coaches.

Phrases are judged more than once, since what one tells may settle another. So every question is remembered: a verdict
that asked nothing of which more has been learnt since still stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from touchline.model import Kind, Stage

if TYPE_CHECKING:
    from touchline.extract.scene import ClubMention, Person

Topic = tuple[int, Kind | Literal["coaches", "sure moves", "left seats", "sought seats"]]
"""What may be asked, and learnt: a person (by `id`) and what of him."""
ANYBODY: Final = 0
"""In place of a person: the moves or openings of all of them."""
LEFT_SEATS: Final[Topic] = (ANYBODY, "left seats")
SOUGHT_SEATS: Final[Topic] = (ANYBODY, "sought seats")


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody (by `id`) is told, as news, to leave a club or to be wanted there."""

    person: int
    kind: Kind
    club: ClubMention
    sentence: int


@dataclass(slots=True)
class Told:
    """Who leaves and who comes where, as far as the article has been judged."""

    asked: set[Topic] = field(default_factory=set)
    """What was asked since this was last emptied."""
    learnt: set[Topic] = field(default_factory=set)
    """What more was learnt of since this was last emptied."""
    _moves: dict[Kind, dict[int, list[ClubMention]]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    _sure: set[tuple[int, Kind, str]] = field(default_factory=set)
    """The moves, by the club's name, that are more than rumours."""
    _openings: dict[tuple[int, Kind, str], Opening] = field(default_factory=dict)

    def note_move(self, person: Person, kind: Kind, club: ClubMention, stage: Stage | None = Stage.CONFIRMED) -> None:
        """Remember, once for each club, that the article says outright that a person leaves it or comes to it."""
        if club.club is not None and stage is not None and stage > Stage.RUMOUR:
            move = (id(person), kind, club.club.name)
            if move not in self._sure:
                self._sure.add(move)
                self.learnt.add((id(person), "sure moves"))
        known = self._moves[kind].setdefault(id(person), [])
        if not any(mention.club is club.club for mention in known):
            known.append(club)
            self.learnt |= {(id(person), kind), (ANYBODY, kind)}

    def note_opening(self, person: Person, kind: Kind, club: ClubMention, name: str, sentence: int) -> None:
        """Remember, once for each club, that a person is told, as news, to leave it or to be wanted there."""
        key = (id(person), kind, name)
        if key not in self._openings:
            self._openings[key] = Opening(id(person), kind, club, sentence)
            self.learnt.add(LEFT_SEATS if kind is Kind.DEPARTURE else SOUGHT_SEATS)

    def note_coach(self, person: Person) -> None:
        """Remember that a person is spoken of as coaches are."""
        if not person.coaches:
            person.coaches = True
            self.learnt.add((id(person), "coaches"))

    def move(self, person: Person, kind: Kind) -> ClubMention | None:
        """The one club that a person leaves, or comes to, where the article says so outright."""
        self.asked.add((id(person), kind))
        found = {mention.club.name: mention for mention in self._moves[kind].get(id(person), ()) if mention.club}
        return next(iter(found.values())) if len(found) == 1 else None

    def clubs(self, person: Person, kind: Kind) -> set[str]:
        """Clubs that the article says outright, as news, that the person leaves or comes to."""
        self.asked.add((id(person), kind))
        return {mention.club.name for mention in self._moves[kind].get(id(person), ()) if mention.club is not None}

    def is_sure(self, person: Person, kind: Kind, club: str) -> bool:
        """Whether the article says, as more than a rumour, that the person leaves the club or comes to it."""
        self.asked.add((id(person), "sure moves"))
        return (id(person), kind, club) in self._sure

    def moves(self, kind: Kind, *, but: Person | None = None) -> Iterator[ClubMention]:
        """All clubs that anybody, `but` one, is told outright to leave or to come to."""
        self.asked.add((ANYBODY, kind))
        return (mention for who, told in self._moves[kind].items() if but is None or who != id(but) for mention in told)

    def openings(self, *, but: Person | None = None) -> list[Opening]:
        """All openings, or all but those of one person, in the order in which they were told."""
        self.asked |= {LEFT_SEATS, SOUGHT_SEATS}
        return [opening for opening in self._openings.values() if but is None or opening.person != id(but)]

    def others_leave(self, person: Person) -> list[Opening]:
        """The openings that somebody else than a person leaves, in the order in which they were told."""
        self.asked.add(LEFT_SEATS)
        openings = self._openings.values()
        return [each for each in openings if each.kind is Kind.DEPARTURE and each.person != id(person)]

    def is_coach(self, person: Person) -> bool:
        """Whether a person is shown to be a coach. A yes stands: nobody ceases to be one."""
        return person.is_coach or self._not_yet(person)

    def coaches(self, person: Person) -> bool:
        """Whether a person is spoken of as coaches are. A yes stands."""
        return person.coaches or self._not_yet(person)

    def _not_yet(self, person: Person) -> bool:
        self.asked.add((id(person), "coaches"))
        return False
