"""Reasons to make no claim of a phrase: who is no coach here, and what is no seat of his.

A wrong link in a story is worse than a missing one.
"""

from __future__ import annotations

from touchline.extract.company import is_in_company, is_seat, is_stand_in
from touchline.extract.opponents import employers
from touchline.extract.scene import ClubMention, Person, Scene, once
from touchline.extract.tokens import POSSESSIVE, Token
from touchline.extract.triggers import Finding
from touchline.model import Kind, Role


def holds(finding: Finding, scene: Scene, person: Person) -> bool:
    """True when the club that the phrase names is the one whose head coach the article calls him."""
    named = [scene.club(token) for token in finding.slot("club")]
    return bool(named) and holds_at(person, named[0])


def holds_at(person: Person, club: ClubMention) -> bool:
    """True when the article calls him the club's head coach, of old."""
    return any(
        job.club is not None
        and job.club is club.club
        and job.role is Role.HEAD_COACH
        and not (job.former or job.is_new)
        for job in person.jobs
    )


def holds_elsewhere(person: Person, club: ClubMention) -> bool:
    """True when the article calls him, by name, the head coach of other clubs and not of this one."""
    held = [
        job.club
        for job in person.jobs
        if job.club is not None and job.role is Role.HEAD_COACH and not (job.former or job.via == "reference")
    ]
    return bool(held) and club.club not in held


def is_held_seat(scene: Scene, finding: Finding, people: list[Person | None]) -> bool:
    """True for "Leeds open talks with manager Tom Ashby", who is theirs."""
    if finding.trigger.kind is not Kind.APPOINTMENT:
        return False
    return any(person is not None and holds(finding, scene, person) for person in people)


def is_any_job(scene: Scene, finding: Finding) -> bool:
    """True for "wants to become a manager", "cannot get a top job": anywhere, some day."""
    places = [index for slot, index in finding.slots if slot == "role"]
    places += [index for index in range(finding.start, finding.end) if finding.tokens[index].key in ("top", "job")]
    return any(index and scene.language.has("indefinite", finding.tokens[index - 1].key) for index in places)


def is_national_job(finding: Finding) -> bool:
    """True for "coach of the national team", and for "the national manager"."""
    tokens = finding.tokens[finding.start : finding.end + 4]
    return any(
        "national" in (token.key, *token.raw.lower().split()) for token in tokens if token.kind in ("word", "role")
    )


def is_faint(scene: Scene, finding: Finding, person: Person) -> bool:
    """True for a pronoun of one whom the article calls by one word and never shows to be a coach: a paper, a place."""
    return (
        len(person.words) == 1
        and not scene.told.is_coach(person)
        and all(
            scene.language.has("pronouns", token.raw.lower())
            or scene.language.has("speaker_pronouns", token.raw.lower())
            for token in finding.slot("person")
        )
    )


def is_vacant(scene: Scene, person: Person, club: ClubMention) -> bool:
    """True when the article says elsewhere that another coach leaves the club or is wanted there, or one is sought."""
    if club.club is not None and club.club.name in _clubs_that_seek(scene):
        return True
    return any(opening.club.club is club.club for opening in scene.told.openings(but=person))


@once
def _clubs_that_seek(scene: Scene) -> set[str]:
    """Clubs of "the next Leeds manager", "Leeds' next manager", "the next manager of Leeds", "the vacant Leeds job"."""
    return {
        club.name
        for part in scene.sentences
        for index, token in enumerate(part.tokens)
        if token.kind == "club"
        and (club := scene.club(token).club) is not None
        and _is_sought(scene, part.tokens, index)
    }


def _is_sought(scene: Scene, tokens: list[Token], at: int) -> bool:
    """True for a club whose next coach, or vacant job, stands beside its name."""
    before, after = tokens[max(0, at - 3) : at], tokens[at + 1 : at + 3]
    if any(scene.language.has("seat_open_words", token.key) for token in before[-1:]):
        return any(token.kind == "role" or scene.language.has("job_words", token.key) for token in after[:1])
    beside = [token for token in after if token.key != POSSESSIVE][:1]
    if any(scene.language.has("of_words", token.key) for token in before[-2:]):
        beside += before[:-1]
    return any(
        token.kind == "role"
        and any(scene.language.has("seat_open_words", word) for word in token.raw.lower().split()[:1])
        for token in beside
    )


def names_only_others(scene: Scene, finding: Finding, club: ClubMention) -> bool:
    """True where clubs act or have a job in the sentence, and this one is not among those that it names.

    "Millwall have considered him", "as Millwall's new manager", "a return to Millwall": he is not linked with Leeds. A
    name that may mean several clubs is another one, too.
    """
    named = employers(scene, finding.tokens)
    if not named or any(mention.club is club.club for mention in named):
        return False
    return any(
        token.kind == "club" and scene.club(token) in named and _acts(scene, finding.tokens, index)
        for index, token in enumerate(finding.tokens)
    )


def _acts(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for a club that is the subject of a verb, has a coach, or is what somebody returns to."""
    after = tokens[index + 1 : index + 5]
    if index > 1 and tokens[index - 1].key == "to" and scene.language.has("returns", tokens[index - 2].key):
        return True
    if after and after[0].key == POSSESSIVE:
        return any(token.kind == "role" or scene.language.has("job_words", token.key) for token in after[1:])
    starts = index == 0 or (index == 1 and tokens[0].key == "the")
    return starts or any(scene.language.has("clubs_act", token.key) for token in after[:1])


def held_there(finding: Finding, person: Person, club: ClubMention) -> bool:
    """Who coaches a country's team leaves the team; who comes to a country may come by aeroplane."""
    return finding.trigger.kind is not Kind.APPOINTMENT and any(job.club is club.club for job in person.jobs)


def is_coach_here(scene: Scene, finding: Finding, person: Person) -> bool:
    """True when the article, coaches.toml or the phrase itself shows the person to be a coach, as the rule demands."""
    may_coach = not person.other_job or scene.told.is_coach(person) or is_stand_in(scene, finding, person)
    roles = finding.slot("role")
    if not roles and not is_seat(scene, finding):
        return False
    if finding.trigger.evidence == "rule" and may_coach:
        return True
    if any(scene.role(token).role is not None for token in roles):
        return True
    if not scene.told.is_coach(person):
        return may_coach and is_in_company(scene, finding)
    if finding.trigger.evidence != "full" or not person.surname_only or person.jobs or scene.told.coaches(person):
        return True
    places = (*finding.slot("club"), *finding.slot("elsewhere"))
    return any(mention.club is not None and mention.club.national for mention in map(scene.club, places))
