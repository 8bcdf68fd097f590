"""Who is a coach by the company he keeps: whom he replaces, who goes with him, what the sentence says is sought.

Reports of people whom no file knows often say "Bexley replaces Ashby" and never call Bexley a coach.
"""

from __future__ import annotations

from touchline.extract.scene import Person, Scene
from touchline.extract.tokens import POSSESSIVE
from touchline.extract.triggers import Finding
from touchline.model import Kind, Role


def persons_of(scene: Scene, finding: Finding) -> list[Person | None]:
    """The persons of a phrase, each once; a single None where nobody is found for its words."""
    found = [scene.person(token) for token in finding.slot("person")]
    return list({id(person): person for person in found}.values()) or [None]


def is_stand_in(scene: Scene, finding: Finding, person: Person) -> bool:
    """A captain, too, may stand in for a coach who leaves."""
    return finding.trigger.role is Role.INTERIM and bool(scene.told.others_leave(person))


def is_seat(scene: Scene, finding: Finding) -> bool:
    """False when the one to be replaced is not shown to be a coach, so that it may be any kind of place."""
    others = [
        other
        for token in finding.slot("other")
        if (other := scene.person(token)) is not None and not scene.language.has("pronouns", token.raw.lower())
    ]
    if not others or any(other.is_coach for other in others) or _is_new_coach(scene, finding):
        return True
    # Asked only now: that a new coach teaches who was coach before him is no news to his own phrase.
    return any(scene.told.is_coach(other) for other in others)


def _is_new_coach(scene: Scene, finding: Finding) -> bool:
    """True for one whom the article says to be a club's new coach: whom he replaces was its coach."""
    return finding.trigger.kind is Kind.APPOINTMENT and any(
        person is not None and scene.told.coaches(person) and bool(scene.told.clubs(person, Kind.APPOINTMENT))
        for person in persons_of(scene, finding)
    )


def is_in_company(scene: Scene, finding: Finding) -> bool:
    """True for one whom nothing else shows to be a coach, where the phrase puts him in a coach's company."""
    if finding.trigger.kind is Kind.DEPARTURE:
        return _goes_with_coach(scene, finding) or _is_seat_sought(scene, finding)
    if finding.trigger.kind is not Kind.APPOINTMENT:
        return False
    return _follows_coach(scene, finding) or _is_beside_vacancy(scene, finding)


def _is_beside_vacancy(scene: Scene, finding: Finding) -> bool:
    """Who is "in line" in the sentence that tells of a coach's departure is to coach: "Bell in line as Leeds sack"."""
    if not finding.trigger.vacancy:
        return False
    here = {id(scene.person(token)) for token in finding.tokens if token.kind == "person"}
    mine = [person for person in persons_of(scene, finding) if person is not None]
    return any(opening.person in here for person in mine for opening in scene.told.others_leave(person))


def _goes_with_coach(scene: Scene, finding: Finding) -> bool:
    """Who is dismissed in one breath with a coach is on his staff: "the contracts of A and B have been terminated"."""
    company = [person for person in persons_of(scene, finding) if person is not None]
    return any(not person.surname_only and scene.told.is_coach(person) for person in company)


def _follows_coach(scene: Scene, finding: Finding) -> bool:
    """Who takes the place of a coach is one: "Bexley will replace Ashby", and not "Pell replaced Ashby with Bexley"."""
    after = finding.tokens[finding.end : finding.end + 1]
    if any(scene.language.has("swap_words", token.key) for token in after):
        return False
    others = [other for token in finding.slot("other") if (other := scene.person(token)) is not None]
    return any(_is_shown(scene, other) for other in others) or _is_in_place_of_coach(scene, finding)


def _is_shown(scene: Scene, person: Person) -> bool:
    return scene.told.is_coach(person) and not (person.surname_only and not scene.told.coaches(person))


MAX_BEHIND = 6
"""Tokens behind a phrase that may still say in whose place: "turned to Bexley, 51, as his replacement"."""


def _is_in_place_of_coach(scene: Scene, finding: Finding) -> bool:
    """True for "as his replacement" and "to succeed Tom Ashby" in or right behind the phrase, said of a coach."""
    mine = persons_of(scene, finding)
    tokens = finding.tokens[max(0, finding.start - 2) : finding.end + MAX_BEHIND]
    for index, token in enumerate(tokens):
        other = scene.person(token)
        if other is None or any(other is person for person in mine) or not _is_shown(scene, other):
            continue
        before, after = tokens[max(0, index - 2) : index], tokens[index + 1 : index + 3]
        if after and after[0].key == POSSESSIVE:
            if any(scene.language.has("successor_words", word.key) for word in after):
                return True
        elif any(scene.language.has("succession_words", word.key) for word in before):
            return True
    return False


def _is_seat_sought(scene: Scene, finding: Finding) -> bool:
    """True where the sentence seeks a coach for the seat: "looking for a new manager after sacking Tom Ashby"."""
    return any(
        token.kind == "role" and scene.role(token).role is Role.HEAD_COACH and _is_nobodys(scene, finding, index)
        for index, token in enumerate(finding.tokens)
    )


def _is_nobodys(scene: Scene, finding: Finding, at: int) -> bool:
    """True for "a new manager" and "without a manager": a job that nobody holds."""
    before = finding.tokens[at - 1 : at]
    return any(scene.language.has("indefinite", token.key) for token in before) and (
        scene.role(finding.tokens[at]).is_new
        or any(scene.language.has("seeking_words", token.key) for token in finding.tokens[max(0, at - 4) : at])
    )
