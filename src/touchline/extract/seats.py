"""Finding to seat: which club and which job a trigger speaks of, when its own words leave it open."""

from __future__ import annotations

from touchline.extract.announcers import announcing
from touchline.extract.opponents import employers
from touchline.extract.scene import ClubMention, Person, Scene
from touchline.extract.seat_roles import WOMEN
from touchline.extract.surroundings import clubs_in, from_surroundings, is_of_former_club, names_the_club
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding
from touchline.model import Kind, Role, Stage

NAMED = "named in the phrase"
OF_COACH = "the club whose coach he is"
OF_VACANCY = "the only vacancy of which the article tells"


def club_of(scene: Scene, finding: Finding, person: Person) -> tuple[ClubMention | None, str]:
    """The club of a claim and how it was found; None when no or more than one candidate is left."""
    named = _named_clubs(scene, finding)
    if named and named[0].club is not None:
        vacant = _only_vacancy(scene, person, finding.number) if _may_be_opponent(finding) else None
        if vacant is not None and vacant.club is not named[0].club:
            return vacant, 'the only vacancy; the club after "at" is the opponent'
        return named[0], NAMED
    if named:
        held = {job.club.name for job in person.jobs if job.club is not None and not job.former}
        left = [club for club in named[0].candidates if club.name in held]
        if len(left) == 1:
            return ClubMention(
                named[0].surface, (left[0],), named[0].via, left[0], named[0].squad
            ), "the person's own club"
        return None, f"{named[0].surface!r} may be several clubs"
    if finding.trigger.kind is Kind.APPOINTMENT:
        if is_of_former_club(scene, finding):
            return None, "somebody's former club does it, and the phrase does not name it"
        return _vacant_seat(scene, finding, person)
    return _held_seat(scene, finding, person)


def _named_clubs(scene: Scene, finding: Finding) -> list[ClubMention]:
    """The clubs of the phrase itself; the ground of "a draw at Elland Road, sacking Ashby" is a place."""
    if not finding.slot("club"):
        return []
    places = [index for slot, index in finding.slots if slot == "club"]
    return [
        scene.club(finding.tokens[index])
        for index in places
        if not (index == finding.start and index and _is_place(scene, finding.tokens[index - 1 : index + 1]))
    ]


def _is_place(scene: Scene, tokens: list[Token]) -> bool:
    return tokens[0].key in ("at", "to", "from") and scene.club(tokens[1]).via == "ground"


def _may_be_opponent(finding: Finding) -> bool:
    """True for "in interim charge at Hull", "in charge at Hull on Sunday": the club that he meets, or his own."""
    at = next(index for slot, index in finding.slots if slot == "club")
    if finding.tokens[at - 1].key != "at":
        return False
    after = [token.key for token in finding.tokens[at + 1 : at + 3]]
    return finding.trigger.role is Role.INTERIM or (len(after) > 1 and after[0] == "on" and after[1].endswith("day"))


def _is_interim(scene: Scene, finding: Finding) -> bool:
    return finding.trigger.role is Role.INTERIM or any(
        scene.role(token).role is Role.INTERIM for token in finding.slot("role")
    )


def note_move(scene: Scene, finding: Finding, people: list[Person | None], stage: Stage) -> None:
    """Remember where a phrase that names its club says that its persons leave or come to."""
    named = _named_clubs(scene, finding)
    if named and named[0].club is not None:
        for person in people:
            if person is not None:
                scene.told.note_move(person, finding.trigger.kind, named[0], stage)


def _held_seat(scene: Scene, finding: Finding, person: Person) -> tuple[ClubMention | None, str]:
    held = _clubs_held(person, new=False)
    if len(held) > 1:
        here = [other.club for other in clubs_in(scene, finding.number)]
        held = [mention for mention in held if mention.club in here]
        if len(held) != 1:
            told = scene.told.move(person, Kind.DEPARTURE)
            return told, "the club that the article says he leaves" if told else "he is tied to several clubs"
    if held:
        return held[0], OF_COACH
    voice = announcing(scene, finding.number, finding.start)
    if voice is not None and voice.club is not None and voice.club.name not in _former_clubs(person):
        return voice, "the club that announces it"
    told = scene.told.move(person, Kind.DEPARTURE)
    if told is not None:
        return told, "the club that the article says he leaves"
    if any(job.club_open and not job.former for job in person.jobs):
        return None, "the name of his club may be several clubs'"
    if finding.trigger.club_known:
        return _only_club_before(scene, finding, person)
    if names_the_club(finding) and _former_clubs(person):
        return None, "the text calls him a former coach, and does not say which club he leaves"
    if person.jobs and all(
        job.former and job.club is None and not job.club_open and job.sentence == finding.number for job in person.jobs
    ):
        return None, "the text calls him a former coach, and does not say of which club"
    return from_surroundings(scene, finding, exclude=_former_clubs(person) | scene.told.clubs(person, Kind.APPOINTMENT))


def _only_club_before(scene: Scene, finding: Finding, person: Person) -> tuple[ClubMention | None, str]:
    """For "following the departure of X": the one club that stands before it in the sentence."""
    tokens = finding.tokens[: finding.start]
    mentions = employers(scene, tokens)
    named = {mention.club.name: mention for mention in mentions if mention.club is not None}
    left = [mention for name, mention in named.items() if name not in _former_clubs(person)]
    if len(left) == 1:
        return left[0], "the only club before the phrase"
    opens = [scene.club(token) for token in tokens[:2] if token.kind == "club"]
    if len(opens) == 1 and opens[0] in left:
        return opens[0], "the club that the sentence is about"
    return None, "the phrase recalls a departure, and the article does not say from where"


def _vacant_seat(scene: Scene, finding: Finding, person: Person) -> tuple[ClubMention | None, str]:
    if _describes_another(scene, finding):
        return None, "the text describes a club and does not name it"
    voice = announcing(scene, finding.number, finding.start)
    if voice is not None and voice.club is not None and voice.club.name not in scene.told.clubs(person, Kind.DEPARTURE):
        return voice, "the club that announces it"
    others = [
        other for token in finding.slot("other") if (other := scene.person(token)) is not None and other is not person
    ]
    for other in others:
        left = scene.told.move(other, Kind.DEPARTURE)
        if finding.trigger.role is Role.ASSISTANT:
            left = scene.told.move(other, Kind.APPOINTMENT) or left
        held = _clubs_held(other)
        if left is None and len(held) == 1:
            left = held[0]
        if left is not None:
            return left, f"the club of {other.name}"
    told = scene.told.move(person, Kind.APPOINTMENT)
    if told is not None:
        return told, "the club that the article says he comes to"
    if finding.trigger.club_known:
        return None, "the article does not say which club he turns away"
    if _is_interim(scene, finding):
        deputised = _club_of_head_coach(scene, finding)
        if deputised is not None:
            return deputised, "the club of the head coach in the same sentence"
    beside = _vacated_before(scene, finding, person)
    if beside is not None:
        return beside, "the club that the sentence tells another coach to leave"
    is_open = finding.trigger.vacancy or _is_interim(scene, finding) or (finding.slot("other") and not others)
    if finding.trigger.stage <= Stage.TALKS or is_open:
        vacant = _only_vacancy(scene, person, finding.number)
        if vacant is not None:
            return vacant, OF_VACANCY
    return from_surroundings(scene, finding, exclude=_former_clubs(person) | scene.told.clubs(person, Kind.DEPARTURE))


def _describes_another(scene: Scene, finding: Finding) -> bool:
    """True for "the Yorkshire club are in talks with ...", where the phrase names no club: it may be any."""
    tokens = finding.tokens[: finding.start]
    return finding.trigger.vacancy and any(
        scene.language.has("club_heads", head.key) and name.is_capitalised and article.key == "the"
        for article, name, head in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _vacated_before(scene: Scene, finding: Finding, person: Person) -> ClubMention | None:
    """The one club before the phrase, in its sentence, that the article says another coach leaves."""
    before = [scene.club(token) for token in finding.tokens[: finding.start] if token.kind == "club"]
    if not before:
        return None
    left = {mention.club.name for mention in scene.told.moves(Kind.DEPARTURE, but=person) if mention.club is not None}
    found = {mention.club.name: mention for mention in before if mention.club is not None and mention.club.name in left}
    return next(iter(found.values())) if len(found) == 1 else None


def _club_of_head_coach(scene: Scene, finding: Finding) -> ClubMention | None:
    """The one club whose head coach the sentence names: who stands in for him is named beside him."""
    found = {
        job.club.name: ClubMention(
            job.club.name, (job.club,), "name", job.club, job.squad if job.squad == WOMEN else "first"
        )
        for token in finding.tokens
        if (person := scene.person(token)) is not None
        for job in person.jobs
        if job.club is not None and job.sentence == finding.number and job.role is Role.HEAD_COACH and not job.former
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _only_vacancy(scene: Scene, person: Person, number: int) -> ClubMention | None:
    """The one club that others leave or are wanted at; of several, the last told before sentence `number`.

    A club to which others come is the one that seeks a coach; one that is only left may be where they come from.
    """
    former = _former_clubs(person)
    others = [
        opening
        for opening in scene.told.openings(but=person)
        if opening.club.club is not None and opening.club.club.name not in former
    ]
    left = [opening for opening in others if opening.kind is Kind.APPOINTMENT] or others
    if len({opening.club.club.name for opening in left if opening.club.club is not None}) > 1:
        told = [opening for opening in left if opening.sentence <= number]
        left = ([opening for opening in told if opening.sentence < number] or told)[-1:]
    return left[0].club if left else None


def _clubs_held(person: Person, *, new: bool = True) -> list[ClubMention]:
    """The clubs of a person's present jobs, each once; without those that he only comes to unless `new`."""
    held: dict[str, ClubMention] = {}
    for job in person.jobs:
        if job.club is not None and not job.former and (new or not job.is_new):
            held.setdefault(job.club.name, ClubMention(job.club.name, (job.club,), "name", job.club, job.squad))
    return list(held.values())


def _former_clubs(person: Person) -> set[str]:
    return {job.club.name for job in person.jobs if job.club is not None and job.former}
