"""Noun phrases to persons: "Leverkusen coach Xabi Alonso" becomes one token, and the article knows his job."""

from __future__ import annotations

from touchline.extract.language import Language
from touchline.extract.lines import Bindings, Line
from touchline.extract.nodes import TESTS
from touchline.extract.rule_index import Candidate
from touchline.extract.rules import Binding
from touchline.extract.scene import ClubMention, Description, JobHeld, Person, RoleMention, Scene
from touchline.extract.tokens import POSSESSIVE, Token


def bind(scene: Scene, language: Language) -> None:
    """Apply the bindings to all sentences, in the order of the file."""
    for number, part in enumerate(scene.sentences):
        waiting = language.bindings.candidates(part.line)
        while waiting:
            may = waiting.pop(0)
            tokens = _apply(scene, number, part.line, may)
            if tokens is not None:
                part.tokens = tokens
                # A person, or a club, took the place of some words: later rules may need it.
                waiting = [later for later in language.bindings.candidates(part.line) if later.number > may.number]


def _apply(scene: Scene, number: int, line: Line, may: Candidate[Binding]) -> list[Token] | None:
    """The tokens with one token for each phrase that the pattern finds; None when they stay as they are."""
    done = 0
    out: list[Token] = []
    tokens = line.tokens
    binding = may.rule
    for at, (end, slots) in may.pattern.matches(line, may.starts):
        if at < done or (at and tokens[at - 1].key in binding.not_after):
            continue
        token = _bound(scene, number, tokens, at, end, slots, binding)
        if token is not None:
            out += [*tokens[done:at], token]
            done = end
    return [*out, *tokens[done:]] if done else None


def _bound(
    scene: Scene, number: int, tokens: list[Token], at: int, end: int, slots: Bindings, binding: Binding
) -> Token | None:
    """Note the job; the token that takes the phrase's place, None when its words stay as they are."""
    clubs = [scene.club(tokens[index]) for name, index in slots if name == "club"]
    roles = [scene.role(tokens[index]) for name, index in slots if name == "role"]
    persons = [index for name, index in slots if name == "person"]
    nationality = next((found for token in tokens[at:end] if (found := _nationality(token, scene))), None)
    if binding.referent:
        role = roles[0] if roles else None
        if (role is not None and role.is_new) or _is_job_of(scene, tokens, end):
            return None
        former = binding.former or (role is not None and role.is_former)
        meant = tuple(club for mention in clubs for club in ([mention.club] if mention.club else mention.candidates))
        scene.descriptions[(number, tokens[at].start)] = Description(
            meant, role.role if role else None, former, nationality, _age(tokens[at:end])
        )
        raw = scene.article.text[tokens[at].start : tokens[end - 1].end]
        return Token("person", "", raw, tokens[at].start, tokens[end - 1].end)
    for index in persons:
        person = scene.person(tokens[index])
        if person is not None and (index == persons[0] or not person.other_job):
            _note(person, clubs, roles, binding, number, nationality)
    if not binding.absorb or len(persons) != 1:
        return None
    token = tokens[persons[0]]
    if binding.speaks_for_club:
        scene.voices[(number, tokens[at].start)] = token.ref
        club = next(tokens[index] for name, index in slots if name == "club")
        return Token("club", "", club.raw, tokens[at].start, tokens[end - 1].end, club.ref)
    return Token("person", "", token.raw, tokens[at].start, tokens[end - 1].end, token.ref)


def _is_job_of(scene: Scene, tokens: list[Token], end: int) -> bool:
    """True for "the Leeds manager" of "the Leeds manager's job", which is nobody."""
    after = tokens[end : end + 2]
    return len(after) > 1 and after[0].key == POSSESSIVE and scene.language.has("job_words", after[1].key)


MAX_JOBS = 100
"""No article tells more of a person's jobs; the same ones, repeated without end, would be gone through each time."""


def _note(
    person: Person,
    clubs: list[ClubMention],
    roles: list[RoleMention],
    binding: Binding,
    number: int,
    nationality: str | None,
) -> None:
    person.nationality = person.nationality or nationality
    if binding.coaches:
        person.coaches = person.coaches or not person.other_job
        return
    if binding.other_job:
        person.other_job = True
        return
    if len(person.jobs) >= MAX_JOBS:
        return
    person.was_player = person.was_player or binding.player
    if binding.weak or (binding.player and not roles):
        person.jobs += [
            JobHeld(mention.club, None, "first", binding.former, number, binding.id, weak=True) for mention in clubs
        ]
        return
    for role in roles:
        former = binding.former or role.is_former
        if not clubs:
            person.jobs.append(JobHeld(None, role.role, role.squad, former, number, binding.id))
        for mention in clubs:
            squad = mention.squad if mention.squad != "first" else role.squad
            job = JobHeld(mention.club, role.role, squad, former, number, binding.id, role.is_new)
            job.club_open = mention.club is None
            person.jobs.append(job)


def _age(tokens: list[Token]) -> int | None:
    """The age that "the 43-year-old" tells."""
    aged = next((token.key for token in tokens if TESTS["aged"](token)), None)
    digits = aged.partition("-")[0] if aged else ""
    return int(digits) if digits.isdigit() else None


def _nationality(token: Token, scene: Scene) -> str | None:
    return scene.language.nationalities.get(token.key) if token.kind == "word" and token.raw[:1].isupper() else None
