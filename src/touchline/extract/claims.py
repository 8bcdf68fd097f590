"""Findings to claims: people and clubs checked, certainty and time judged, equal claims merged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from touchline.extract.certainty import Certainty, CueHit, find_cues, judge
from touchline.extract.company import persons_of
from touchline.extract.doubts import (
    held_there,
    holds,
    holds_at,
    holds_elsewhere,
    is_any_job,
    is_coach_here,
    is_faint,
    is_held_seat,
    is_national_job,
    is_vacant,
    names_only_others,
)
from touchline.extract.history import HEAD
from touchline.extract.language import Language
from touchline.extract.making import claim_of
from touchline.extract.scene import ClubMention, Person, Scene
from touchline.extract.seat_roles import role_of
from touchline.extract.seats import OF_VACANCY, club_of, note_move
from touchline.extract.surroundings import GUESSES
from touchline.extract.told import Topic
from touchline.extract.triggers import Finding, find_triggers
from touchline.model import Claim, Kind, Role, Stage


@dataclass(frozen=True, slots=True)
class Case:
    """One finding for one of its persons, with what its sentence says of certainty."""

    finding: Finding
    person: Person | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one case: a claim, or the reason why there is none."""

    finding: Finding
    person: Person | None
    claim: Claim | None
    why_not: str | None = None
    club: ClubMention | None = None
    club_from: str = ""
    role_said: bool = False
    hits: tuple[CueHit, ...] = ()

    asked: frozenset[Topic] = frozenset()
    """What it hangs on of all that the article tells of who comes, goes and coaches."""


def judge_article(scene: Scene, language: Language) -> list[Verdict]:
    """All findings of the article with their verdicts, in the order of the text.

    They are judged four times: departures whose club is sure settle those whose club is a guess, who leaves is known
    before it is asked who comes, and what both show also settles phrases before them. A verdict that hangs on nothing
    of what was learnt since stands.
    """
    cases = _cases(scene, language)
    scene.told.learnt.clear()
    verdicts = [_verdict(scene, case) for case in cases]
    for verdict in verdicts:
        if verdict.club_from not in GUESSES:
            _note(scene, verdict, (Kind.DEPARTURE, Kind.STAY))
    for kinds in ((Kind.DEPARTURE, Kind.STAY), (Kind.APPOINTMENT,)):
        verdicts = _judge_again(scene, cases, verdicts)
        for verdict in verdicts:
            _note(scene, verdict, kinds)
    return _prefer_named(_judge_again(scene, cases, verdicts))


def _prefer_named(verdicts: list[Verdict]) -> list[Verdict]:
    """Drop a club that a phrase leaves open and its words name to another rule: "quit" of "quit his role at Hull"."""
    named: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.claim is not None and verdict.finding.slot("club"):
            named.setdefault(_of_whom(verdict), []).append(verdict)
    return [
        replace(verdict, claim=None, why_not="the words beside it name another club")
        if verdict.claim is not None
        and not verdict.finding.slot("club")
        and any(_names_another(other, verdict) for other in named.get(_of_whom(verdict), ()))
        else verdict
        for verdict in verdicts
    ]


def _of_whom(verdict: Verdict) -> tuple[object, ...]:
    """The sentence, the person and what happens to him."""
    return verdict.finding.number, id(verdict.person), verdict.finding.trigger.kind


def _names_another(named: Verdict, silent: Verdict) -> bool:
    one, other = named.finding, silent.finding
    return (
        one.start < other.end
        and other.start < one.end
        and named.claim is not None
        and silent.claim is not None
        and named.claim.club != silent.claim.club
    )


def _cases(scene: Scene, language: Language) -> list[Case]:
    """All findings of the article, and what outright they tell of who leaves and who comes where."""
    cases: list[Case] = []
    for number, part in enumerate(scene.sentences):
        findings = find_triggers(scene, number, language)
        if not findings:
            continue
        hits = find_cues(part.line, language)
        for finding in findings:
            certainty, people = judge(finding, hits), persons_of(scene, finding)
            if not certainty.background and not is_held_seat(scene, finding, people):
                note_move(scene, finding, people, certainty.stage)
            cases += [Case(finding, person, certainty) for person in people]
    return cases


def _judge_again(scene: Scene, cases: list[Case], verdicts: list[Verdict]) -> list[Verdict]:
    """Judge once more what may have changed."""
    learnt = frozenset(scene.told.learnt)
    scene.told.learnt.clear()
    return [
        verdict if verdict.asked.isdisjoint(learnt) else _verdict(scene, case)
        for case, verdict in zip(cases, verdicts, strict=True)
    ]


def _note(scene: Scene, verdict: Verdict, kinds: tuple[Kind, ...]) -> None:
    """Remember what a verdict of these kinds tells about who leaves or comes where."""
    claim, person, club = verdict.claim, verdict.person, verdict.club
    if claim is None or person is None or club is None:
        return
    if not claim.denied and not person.other_job:
        scene.told.note_coach(person)
    if claim.background or claim.kind not in kinds:
        return
    if claim.kind is Kind.APPOINTMENT and claim.stage is Stage.CONFIRMED:
        _note_predecessors(scene, verdict)
    if claim.kind is not Kind.STAY and not (claim.denied and claim.kind is Kind.DEPARTURE):
        scene.told.note_opening(person, claim.kind, club, claim.club, verdict.finding.number)
    if not verdict.finding.slot("club"):
        scene.told.note_move(person, claim.kind, club, claim.stage)


def _note_predecessors(scene: Scene, verdict: Verdict) -> None:
    """Remember that whom a coach replaces is one, too."""
    for token in verdict.finding.slot("other"):
        other = scene.person(token)
        if other is not None and other is not verdict.person and not other.other_job:
            scene.told.note_coach(other)


def _verdict(scene: Scene, case: Case) -> Verdict:
    finding, person, certainty = case.finding, case.person, case.certainty
    scene.told.asked.clear()

    def refuse(why: str) -> Verdict:
        return Verdict(finding, person, None, why, hits=certainty.hits, asked=frozenset(scene.told.asked))

    if person is None:
        return refuse("nobody is named, and no one person is left whom the words can mean")
    if is_faint(scene, finding, person):
        return refuse(f"{person.name} may be nobody's name, and the phrase says only a pronoun")
    if finding.trigger.kind is Kind.APPOINTMENT and certainty.stage < Stage.CONFIRMED and holds(finding, scene, person):
        return refuse("he coaches there already")
    if certainty.hypothetical:
        return refuse("the sentence is a question or a condition")
    if not is_coach_here(scene, finding, person):
        return refuse(f"the article does not show {person.name} to be a coach")
    club, club_from = club_of(scene, finding, person)
    if club is None or club.club is None:
        return refuse(f"the club is open: {club_from}")
    if club_from in (*GUESSES, OF_VACANCY) and names_only_others(scene, finding, club):
        return refuse(f"the sentence names another club than {club.club.name}")
    if club.club.national and not finding.trigger.national and not held_there(finding, person, club):
        return refuse(f"{club.club.name} may be the country, not the team")
    is_unsure = certainty.denied or certainty.stage < Stage.CONFIRMED
    if finding.trigger.kind is Kind.APPOINTMENT and is_unsure and holds_at(person, club):
        return refuse("he coaches there already")
    role, squad, said = role_of(scene, finding, person, club)
    if role is None:
        return refuse("the job is on the staff, not a coach's")
    if club_from in GUESSES and not club.club.national and is_national_job(finding):
        return refuse("the phrase says a national team's job, not which")
    if role is Role.HEAD_COACH and club_from in GUESSES and is_any_job(scene, finding):
        return refuse("the phrase says a job, not which")
    if finding.trigger.kind is Kind.STAY and not certainty.denied:
        if holds_elsewhere(person, club):
            return refuse("the article calls him another club's coach")
        if role in (Role.INTERIM, Role.ASSISTANT):
            return refuse("a caretaker or an assistant who stays on changes nothing")
        for kind, what in ((Kind.APPOINTMENT, "comes there"), (Kind.DEPARTURE, "leaves")):
            if scene.told.is_sure(person, kind, club.club.name):
                return refuse(f"the article says that he {what}")
    if finding.trigger.kind is Kind.APPOINTMENT and any(
        scene.person(token) is person and not scene.language.has("pronouns", token.raw.lower())
        for token in finding.slot("other")
    ):
        return refuse("one person cannot replace himself")
    if finding.trigger.vacancy and not certainty.denied and club.club.name in scene.told.clubs(person, Kind.DEPARTURE):
        return refuse("the article says that he leaves")
    is_named = bool(finding.slot("club") or finding.slot("other"))
    if finding.trigger.vacancy and not is_named and not is_vacant(scene, person, club):
        return refuse(f"the article tells of no vacancy at {club.club.name}")
    key = (id(finding), id(person), club.club.name, role, squad)
    claim = scene.claims.get(key)
    if claim is None:
        claim = claim_of(scene, finding, person, club.club, role, squad, certainty)
        if finding.number < HEAD:
            scene.claims[key] = claim
    return Verdict(
        finding,
        person,
        claim,
        club=club,
        club_from=club_from,
        role_said=said,
        hits=certainty.hits,
        asked=frozenset(scene.told.asked),
    )
