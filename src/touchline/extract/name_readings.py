"""What the names of a phrase were taken to mean, and why: for explanations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from touchline.extract.claims import Verdict
from touchline.extract.clubs import ClubVia
from touchline.extract.scene import ClubMention, Person, Scene
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding
from touchline.fold import fold
from touchline.model import Mark, NameReading, Part, Role, Span

PARTS: dict[str, Part] = {
    "person": "who",
    "other": "in place of",
    "club": "club",
    "elsewhere": "other club",
    "role": "job",
    "newrole": "job",
}

_VIA: dict[ClubVia, str] = {
    "name": "another name of the club",
    "nickname": "a nickname of the club",
    "ground": "the club's ground",
    "city": "the club's city",
    "people": "its people",
    "shape": "in no list; the text shows that it is a club",
}


def marks_of(scene: Scene, finding: Finding) -> tuple[Mark, ...]:
    """The names in a phrase, each with its part."""
    return tuple(Mark(PARTS[slot], _name_span(scene, finding.tokens[index])) for slot, index in finding.slots)


def _name_span(scene: Scene, token: Token) -> Span:
    """Where the name itself stands: a person's token may hold his job as well ("Leeds manager Tom Ashby")."""
    at = scene.article.text.find(token.raw, token.start, token.end)
    return Span(at, at + len(token.raw)) if at >= 0 else token.span


def _trusted_as(finding: Finding) -> str:
    """What makes one a coach of whom neither article nor lists say so."""
    if finding.trigger.evidence == "rule":
        return "only coaches are spoken of like this"
    if finding.slot("role"):
        return "the phrase names his job"
    return "named in one breath with a coach"


def names_of(scene: Scene, verdict: Verdict) -> tuple[NameReading, ...]:
    """How the names were understood that the phrase itself does not give in full."""
    finding = verdict.finding
    made: dict[tuple[Part, str], NameReading] = {}
    for slot, index in finding.slots:
        token, part = finding.tokens[index], PARTS[slot]
        if slot == "person" and verdict.person is not None and scene.person(token) is not verdict.person:
            continue
        for reading in _readings(scene, finding, token, part):
            if (
                part == "who"
                and verdict.person is not None
                and verdict.claim is not None
                and not _known_as(verdict.person)
            ):
                reading = replace(reading, why="; ".join(filter(None, (reading.why, _trusted_as(finding)))))
            made.setdefault((part, reading.words), reading)
    if (
        verdict.club is not None
        and verdict.club.club is not None
        and verdict.club_from not in ("", "named in the phrase")
    ):
        made[("club", "")] = NameReading("club", "", verdict.club.club.name, verdict.club_from)
    return tuple(made.values())


def _readings(scene: Scene, finding: Finding, token: Token, part: Part) -> Iterator[NameReading]:
    if token.kind == "person":
        yield from _person(scene, finding.number, token, part)
    elif token.kind == "club":
        yield from _club(scene.club(token), part)
    elif token.kind == "role":
        role = scene.role(token).role
        if role is None:
            yield NameReading(part, token.raw, None, "a job on the staff, not a coach's")
        elif role is not Role.HEAD_COACH and role.value not in fold(token.raw):
            yield NameReading(part, token.raw, role.value, "")


def _person(scene: Scene, number: int, token: Token, part: Part) -> Iterator[NameReading]:
    words = " ".join(token.raw.split())
    person = scene.person(token)
    if person is None:
        yield NameReading(part, words, None, "nobody, or more than one, can be meant")
        return
    why = scene.sentences[number].resolutions.get(token.start)
    if why is None and fold(words) != fold(person.name):
        why = "named in full elsewhere in the article"
    known = _known_as(person)
    yield NameReading(part, words, person.name, "; ".join(filter(None, (why, known))))


def _known_as(person: Person) -> str:
    """What shows that somebody coaches; empty for nobody's coach."""
    for job in sorted((job for job in person.jobs if job.role is not None), key=lambda job: job.former):
        former = "former " if job.former else ""
        club = f" of {job.club.name}" if job.club is not None else ""
        assert job.role is not None
        return f"the article calls him {former}{job.role.value}{club}"
    if person.other_job:
        return "the article shows him in another job"
    return "in the list of coaches" if person.listed else ""


def _club(mention: ClubMention, part: Part) -> Iterator[NameReading]:
    words = " ".join(mention.surface.split())
    names = sorted(club.name for club in mention.candidates)
    if mention.club is None:
        yield NameReading(part, words, None, f"it may be {_either(names)}")
    elif mention.via == "shape" or fold(words) != fold(mention.club.name):
        why = _VIA[mention.via]
        if len(names) > 1:
            why += f"; {len(names)} clubs have it, and the article tells of this one"
        yield NameReading(part, words, mention.club.name, why)


def _either(names: list[str]) -> str:
    return f"any of {len(names)} clubs" if len(names) > 4 else " or ".join(names)
