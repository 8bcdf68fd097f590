"""The job and the squad of a phrase: said by it, or held by the person at that club."""

from __future__ import annotations

from itertools import pairwise

from touchline.extract.scene import ClubMention, Person, RoleMention, Scene, once
from touchline.extract.tokens import POSSESSIVE
from touchline.extract.triggers import Finding
from touchline.fold import folded_words
from touchline.model import Kind, Role, Stage

WOMEN = "women"


def role_of(scene: Scene, finding: Finding, person: Person, club: ClubMention) -> tuple[Role | None, str, bool]:
    """Role, squad and whether the text says the role; role None is a job that claims leave out."""
    role, squad, is_said = _role_of(scene, finding, person, club)
    if squad == "first":
        # Only women's teams keep their coaches: under-21 and reserve coaches step up to the first team.
        told = any(job.squad == WOMEN and job.club in (None, club.club) for job in person.jobs)
        told = told or id(person) in _called_she(scene) or _coaches_women_only(person)
        squad = WOMEN if told or _is_of_women(scene, finding.number) else squad
    return role, squad, is_said


def _coaches_women_only(person: Person) -> bool:
    """True for "former Juventus Women boss Tom Ashby", of whom the article tells no men's job."""
    jobs = [job for job in person.jobs if not job.weak]
    return bool(jobs) and all(job.squad == WOMEN for job in jobs)


@once
def _called_she(scene: Scene) -> set[int]:
    """The people (by `id`) whom the article calls "she": in football they coach women's teams."""
    feminine = scene.language.words.get("feminine", frozenset())
    return {
        id(person)
        for part in scene.sentences
        for token in part.tokens
        if token.kind == "person" and token.raw.lower() in feminine and (person := scene.person(token)) is not None
    }


@once
def _names_a_womens_league(scene: Scene) -> bool:
    """True where title or first sentence say "WSL", or "women's" of a league, a title or a champion."""
    keys = [token.key for part in scene.sentences[:2] for token in part.words]
    sections = scene.language.words.get("womens_sections", frozenset())
    return not sections.isdisjoint(keys) or (WOMEN, POSSESSIVE) in pairwise(keys)


@once
def _speaks_of_women(scene: Scene) -> bool:
    return _names_a_womens_league(scene) or WOMEN in {mention.squad for mention in scene.clubs} | {
        mention.squad for mention in scene.roles
    }


def _is_of_women(scene: Scene, number: int) -> bool:
    """True when title, first sentence, feed or address speak of a women's team, and nothing near of a men's."""
    is_filed = _is_filed_under_women(scene)
    if not (is_filed or _speaks_of_women(scene)):
        return False
    head = [token for part in scene.sentences[:2] for token in part.tokens]
    if not (is_filed or _names_a_womens_league(scene)) and not any(
        (token.kind == "club" and scene.club(token).squad == WOMEN)
        or (token.kind == "role" and scene.role(token).squad == WOMEN)
        for token in head
    ):
        return False
    near = [token for part in scene.sentences[max(0, number - 1) : number + 1] for token in part.tokens]
    return not any(scene.language.has("mens_words", token.key) for token in (*head, *near))


@once
def _is_filed_under_women(scene: Scene) -> bool:
    """True for an article of a women's feed or section; the last part of an address only repeats the headline."""
    address = (scene.article.url or "").partition("://")[2].partition("?")[0].rstrip("/")
    sections = address.rpartition("/")[0]
    return any(
        scene.language.squads.get((word,)) == WOMEN or scene.language.has("womens_sections", word)
        for word in folded_words(f"{scene.article.feed or ''} {sections}")
    )


def _role_of(scene: Scene, finding: Finding, person: Person, club: ClubMention) -> tuple[Role | None, str, bool]:
    roles = [scene.role(token) for token in finding.slot("role")]
    said = _strongest(roles)
    if said is not None:
        squad = said.squad if said.squad != "first" else club.squad
        if said.role is Role.HEAD_COACH and (finding.trigger.role is Role.INTERIM or _is_for_now(scene, finding)):
            return Role.INTERIM, squad, True
        return said.role, squad, True
    if finding.trigger.role is not None:
        return finding.trigger.role, club.squad, True
    if finding.trigger.kind is not Kind.APPOINTMENT:
        jobs = [job for job in person.jobs if not job.former and not job.weak]
        held = [job for job in jobs if job.club is None or job.club is club.club]
        if held:
            return held[0].role, held[0].squad if held[0].squad != "first" else club.squad, True
    elif finding.trigger.stage > Stage.TALKS and any(
        job.role is Role.INTERIM and not job.former and job.club in (None, club.club) for job in person.jobs
    ):
        return Role.INTERIM, club.squad, False
    if finding.trigger.kind is Kind.APPOINTMENT:
        if _is_for_now(scene, finding):
            return Role.INTERIM, club.squad, True
        if finding.trigger.evidence != "rule" and _is_director(person):
            return Role.SPORTING_DIRECTOR, club.squad, False
    return Role.HEAD_COACH, club.squad, False


MAX_BEHIND = 8
"""Tokens behind a phrase that may still say for how long: "will take charge of Leeds on a temporary basis"."""


def _is_for_now(scene: Scene, finding: Finding) -> bool:
    """True for an appointment "on an interim basis", "in the interim period", "temporarily"."""
    if finding.trigger.kind is not Kind.APPOINTMENT:
        return False
    for index, token in enumerate(finding.tokens[finding.start : finding.end + MAX_BEHIND], finding.start):
        if index >= finding.end and (token.kind == "mark" or scene.language.has("clause_words", token.key)):
            return False
        if scene.language.has("for_now_words", token.key) or (
            token.kind == "role" and scene.role(token).role is Role.INTERIM
        ):
            return True
    return False


def _is_director(person: Person) -> bool:
    """True for one of whom the article tells sporting directors' jobs only: where he goes, he will be one again."""
    jobs = [job for job in person.jobs if job.role is not None]
    return bool(jobs) and all(job.role is Role.SPORTING_DIRECTOR for job in jobs)


def _strongest(roles: list[RoleMention]) -> RoleMention | None:
    """An interim or assistant role says more than a plain one beside it."""
    plain = [role for role in roles if role.role is not Role.HEAD_COACH]
    return next(iter(plain or roles), None)
