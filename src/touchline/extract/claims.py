"""Findings to claims: people and clubs checked, certainty and time judged, equal claims merged."""

from __future__ import annotations

from dataclasses import dataclass

from touchline.extract.attribution import attribution_of
from touchline.extract.certainty import Certainty, CueHit, find_cues, judge
from touchline.extract.clubs import Club
from touchline.extract.effective import effective_of
from touchline.extract.language import Language
from touchline.extract.moments import Moment, is_long_ago, moment_of
from touchline.extract.scene import ClubMention, Opening, Person, Scene
from touchline.extract.seat_roles import role_of
from touchline.extract.seats import SETTLED, club_of, clubs_told, note_move
from touchline.extract.surroundings import GUESSES
from touchline.extract.times import TimeWords, find_times
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding, find_triggers
from touchline.model import Claim, Kind, Role, Stage


@dataclass(frozen=True, slots=True)
class Case:
    """One finding for one of its persons, with what its sentence says of certainty and time."""

    finding: Finding
    person: Person | None
    certainty: Certainty
    times: list[TimeWords]


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

    @property
    def is_settled(self) -> bool:
        """True when nothing that the article tells elsewhere, of who comes and goes, can change it."""
        if self.person is None:
            return True
        trigger = self.finding.trigger
        may_change = trigger.kind is Kind.STAY or trigger.role is Role.INTERIM
        return self.claim is not None and self.club_from in SETTLED and not may_change


def judge_article(scene: Scene, language: Language) -> list[Verdict]:
    """All findings of the article with their verdicts, in the order of the text.

    They are judged four times: departures whose club is sure settle those whose club is a guess, who leaves is known
    before it is asked who comes, and what both show also settles phrases before them.
    """
    cases: list[Case] = []
    for number, part in enumerate(scene.sentences):
        findings = find_triggers(scene, number, language)
        if not findings:
            continue
        hits = find_cues(part.line, language)
        times = find_times(scene.article.text, part.words, language.times)
        for finding in findings:
            certainty = judge(finding, hits)
            if not certainty.background and not _is_held_seat(scene, finding):
                note_move(scene, finding)
            cases += [Case(finding, person, certainty, times) for person in _persons(scene, finding)]
    verdicts = [_verdict(scene, case) for case in cases]
    for verdict in verdicts:
        if verdict.club_from not in GUESSES:
            _note(scene, verdict, (Kind.DEPARTURE, Kind.STAY))
    for kinds in ((Kind.DEPARTURE, Kind.STAY), (Kind.APPOINTMENT,)):
        verdicts = _judge_again(scene, cases, verdicts)
        for verdict in verdicts:
            _note(scene, verdict, kinds)
    return _judge_again(scene, cases, verdicts)


def _judge_again(scene: Scene, cases: list[Case], verdicts: list[Verdict]) -> list[Verdict]:
    return [
        verdict if verdict.is_settled else _verdict(scene, case) for case, verdict in zip(cases, verdicts, strict=True)
    ]


def _note(scene: Scene, verdict: Verdict, kinds: tuple[Kind, ...]) -> None:
    """Remember what a verdict of these kinds tells about who leaves or comes where."""
    claim, person, club = verdict.claim, verdict.person, verdict.club
    if claim and person and not claim.denied and not person.other_job:
        person.coaches = True
    if not claim or not person or not club or claim.background or claim.kind not in kinds:
        return
    if claim.kind is not Kind.STAY and not (claim.denied and claim.kind is Kind.DEPARTURE):
        scene.openings.setdefault(
            (id(person), claim.kind, claim.club), Opening(id(person), claim.kind, club, verdict.finding.number)
        )
    if not verdict.finding.slot("club"):
        scene.note_move(person, claim.kind, club)


def _persons(scene: Scene, finding: Finding) -> list[Person | None]:
    found = [scene.person(token) for token in finding.slot("person")]
    return list({id(person): person for person in found}.values()) or [None]


def _verdict(scene: Scene, case: Case) -> Verdict:
    finding, person, certainty = case.finding, case.person, case.certainty

    def refuse(why: str) -> Verdict:
        return Verdict(finding, person, None, why, hits=certainty.hits)

    if person is None:
        return refuse("nobody is named, and no one person is left whom the words can mean")
    if _is_faint(scene, finding, person):
        return refuse(f"{person.name} may be nobody's name, and the phrase says only a pronoun")
    if (
        finding.trigger.kind is Kind.APPOINTMENT
        and certainty.stage < Stage.CONFIRMED
        and _holds(finding, scene, person)
    ):
        return refuse("he coaches there already")
    if certainty.hypothetical:
        return refuse("the sentence is a question or a condition")
    if not _is_coach_here(scene, finding, person):
        return refuse(f"the article does not show {person.name} to be a coach")
    club, club_from = club_of(scene, finding, person)
    if club is None or club.club is None:
        return refuse(f"the club is open: {club_from}")
    if club.club.national and not finding.trigger.national and not _held_there(finding, person, club):
        return refuse(f"{club.club.name} may be the country, not the team")
    is_unsure = certainty.denied or certainty.stage < Stage.CONFIRMED
    if finding.trigger.kind is Kind.APPOINTMENT and is_unsure and _holds_at(person, club):
        return refuse("he coaches there already")
    role, squad, said = role_of(scene, finding, person, club)
    if role is None:
        return refuse("the job is on the staff, not a coach's")
    if club_from in GUESSES and not club.club.national and _is_national_job(finding):
        return refuse("the phrase says a national team's job, not which")
    if role is Role.HEAD_COACH and club_from in GUESSES and _is_any_job(scene, finding):
        return refuse("the phrase says a job, not which")
    if finding.trigger.kind is Kind.STAY and not certainty.denied:
        if role in (Role.INTERIM, Role.ASSISTANT):
            return refuse("a caretaker or an assistant who stays on changes nothing")
        for kind, what in ((Kind.APPOINTMENT, "comes there"), (Kind.DEPARTURE, "leaves")):
            if club.club.name in clubs_told(scene, person, kind):
                return refuse(f"the article says that he {what}")
    if finding.trigger.kind is Kind.APPOINTMENT and any(
        scene.person(token) is person and not scene.language.has("pronouns", token.raw.lower())
        for token in finding.slot("other")
    ):
        return refuse("one person cannot replace himself")
    is_named = bool(finding.slot("club") or finding.slot("other"))
    if finding.trigger.vacancy and not is_named and not _is_vacant(scene, person, club):
        return refuse(f"the article tells of no vacancy at {club.club.name}")
    key = (id(finding), id(person), club.club.name, role, squad)
    claim = scene.claims.get(key)
    if claim is None:
        claim = scene.claims[key] = _claim(scene, finding, person, club.club, role, squad, certainty, case.times)
    return Verdict(finding, person, claim, club=club, club_from=club_from, role_said=said, hits=certainty.hits)


def _holds(finding: Finding, scene: Scene, person: Person) -> bool:
    """True when the club that the phrase names is the one whose head coach the article calls him."""
    named = [scene.club(token) for token in finding.slot("club")]
    return bool(named) and _holds_at(person, named[0])


def _holds_at(person: Person, club: ClubMention) -> bool:
    """True when the article calls him the club's head coach, of old."""
    return any(
        job.club is not None
        and job.club is club.club
        and job.role is Role.HEAD_COACH
        and not (job.former or job.is_new)
        for job in person.jobs
    )


def _is_held_seat(scene: Scene, finding: Finding) -> bool:
    """True for "Leeds open talks with manager Tom Ashby", who is theirs."""
    people = [person for token in finding.slot("person") if (person := scene.person(token)) is not None]
    return finding.trigger.kind is Kind.APPOINTMENT and any(_holds(finding, scene, person) for person in people)


def _is_any_job(scene: Scene, finding: Finding) -> bool:
    """True for "wants to become a manager", "cannot get a top job": anywhere, some day."""
    places = [index for slot, index in finding.slots if slot == "role"]
    places += [index for index in range(finding.start, finding.end) if finding.tokens[index].key in ("top", "job")]
    return any(index and scene.language.has("indefinite", finding.tokens[index - 1].key) for index in places)


def _is_national_job(finding: Finding) -> bool:
    """True for "coach of the national team", and for "the national manager"."""
    tokens = finding.tokens[finding.start : finding.end + 4]
    return any(
        "national" in (token.key, *token.raw.lower().split()) for token in tokens if token.kind in ("word", "role")
    )


def _is_faint(scene: Scene, finding: Finding, person: Person) -> bool:
    """True for a pronoun of one whom the article calls by one word and never shows to be a coach: a paper, a place."""
    return (
        len(person.words) == 1
        and not person.is_coach
        and all(
            scene.language.has("pronouns", token.raw.lower())
            or scene.language.has("speaker_pronouns", token.raw.lower())
            for token in finding.slot("person")
        )
    )


def _is_vacant(scene: Scene, person: Person, club: ClubMention) -> bool:
    """True when the article tells elsewhere that another coach leaves the club, or is a candidate there."""
    return any(opening.person != id(person) and opening.club.club is club.club for opening in scene.openings.values())


def _held_there(finding: Finding, person: Person, club: ClubMention) -> bool:
    """Who coaches a country's team leaves the team; who comes to a country may come by aeroplane."""
    return finding.trigger.kind is not Kind.APPOINTMENT and any(job.club is club.club for job in person.jobs)


def _is_coach_here(scene: Scene, finding: Finding, person: Person) -> bool:
    may_coach = person.is_coach or not person.other_job or _is_stand_in(scene, finding, person)
    if not _is_seat(scene, finding) and not finding.slot("role"):
        return False
    if finding.trigger.evidence == "rule" and may_coach:
        return True
    if any(scene.role(token).role is not None for token in finding.slot("role")):
        return True
    if not person.is_coach:
        return _is_in_company(scene, finding)
    if finding.trigger.evidence != "full" or not person.surname_only or person.jobs or person.coaches:
        return True
    places = (*finding.slot("club"), *finding.slot("elsewhere"))
    return any(mention.club is not None and mention.club.national for mention in map(scene.club, places))


def _is_stand_in(scene: Scene, finding: Finding, person: Person) -> bool:
    """A captain, too, may stand in for a coach who leaves."""
    return finding.trigger.role is Role.INTERIM and any(
        opening.kind is Kind.DEPARTURE and opening.person != id(person) for opening in scene.openings.values()
    )


def _is_seat(scene: Scene, finding: Finding) -> bool:
    """False when the one to be replaced is not shown to be a coach, so that it may be any kind of place."""
    others = [
        other
        for token in finding.slot("other")
        if (other := scene.person(token)) is not None and not scene.language.has("pronouns", token.raw.lower())
    ]
    return not others or any(other.is_coach for other in others)


def _is_in_company(scene: Scene, finding: Finding) -> bool:
    """Who is dismissed in one breath with a coach is on his staff: "the contracts of A and B have been terminated"."""
    if finding.trigger.kind is not Kind.DEPARTURE:
        return False
    company = [person for person in _persons(scene, finding) if person is not None]
    return any(person.is_coach and not person.surname_only for person in company)


def _claim(
    scene: Scene,
    finding: Finding,
    person: Person,
    club: Club,
    role: Role,
    squad: str,
    certainty: Certainty,
    times: list[TimeWords],
) -> Claim:
    sentence = scene.sentences[finding.number].sentence
    on = scene.article.published_on
    future = _is_future(finding, scene)
    moments = [moment_of(time, on, club.seasons, future=future) for time in times]
    when = effective_of(scene, finding, moments, certainty.stage, future=future)
    near = [moment for moment in moments if _is_near(scene, moment, finding)]
    dated = any(moment.span.start >= finding.span.start for moment in near)
    background = certainty.background or any(is_long_ago(moment, on, future=future) for moment in near)
    if not dated and not future:
        background = background or _is_aside(finding, scene) or _is_told_of_holder(finding, scene, person, club.name)
    kind, denied = finding.trigger.kind, certainty.denied
    if kind is Kind.STAY and denied:
        # "He will not stay on" is how a departure is announced.
        kind, denied = Kind.DEPARTURE, False
    return Claim(
        kind=kind,
        person=person.name,
        club=club.name,
        role=role,
        stage=None if denied else certainty.stage,
        squad=squad,
        denied=denied,
        background=background,
        manner=(certainty.manner or finding.trigger.manner) if finding.trigger.kind is Kind.DEPARTURE else None,
        effective=when.value if when is not None else None,
        effective_words=when.words if when is not None and when.tells else None,
        attribution=attribution_of(scene, finding, person, certainty.hits),
        evidence=(sentence.span,),
        quote=scene.article.text[sentence.span.start : sentence.span.end],
        rule=finding.trigger.id,
        employer=_employer(person, club.name) if kind is Kind.APPOINTMENT else None,
    )


def _employer(person: Person, club: str) -> str | None:
    """The one other club whose first team the article shows the person to coach now.

    It must name him beside the job: "the Leeds boss" alone, in an article that quotes several, may be another.
    """
    clubs = {
        job.club.name
        for job in person.jobs
        if job.club is not None
        and (job.role, job.squad) == (Role.HEAD_COACH, "first")
        and not (job.former or job.is_new or job.weak or job.via == "reference")
    }
    others = clubs - {club}
    return next(iter(others)) if len(others) == 1 else None


MAX_TIME_CHARACTERS = 90


def _is_near(scene: Scene, time: Moment, finding: Finding) -> bool:
    """A time dates a trigger within the same stretch of the sentence, with no other clause between them."""
    span = finding.span
    if time.span.end <= span.start:
        is_aside = "," in scene.article.text[time.span.end : span.start] and not _opens(finding, time)
        return span.start - time.span.end <= MAX_TIME_CHARACTERS // 2 and not is_aside
    if time.span.start > span.end + MAX_TIME_CHARACTERS or "," in scene.article.text[time.span.end : span.end]:
        return False
    between = [token for token in finding.tokens if span.end <= token.start < time.span.start]
    return not any(_begins_clause(scene, between, index, time) for index in range(len(between)))


MAX_BEFORE_OPENING = 2
"""Words before a time that opens its sentence: "Back in 2022, ..."."""


def _opens(finding: Finding, time: Moment) -> bool:
    return sum(token.end <= time.span.start for token in finding.tokens) <= MAX_BEFORE_OPENING


MAX_AFTER_COMMA = 1
"""Behind a comma only "in 2019" itself still dates the phrase; ", appointed in July" is about another step."""


def _begins_clause(scene: Scene, between: list[Token], index: int, time: Moment) -> bool:
    """True where another clause begins between a phrase and a time: not at "as manager", nor "before 2024"."""
    token, following = between[index], between[index + 1 :]
    if token.key == ",":
        is_said = any(scene.language.has("said", other.key) for other in following)
        return len(following) > MAX_AFTER_COMMA and not is_said and all(other.key != "," for other in following)
    if scene.language.has("pronouns", token.raw.lower()):
        return True
    if not scene.language.has("clause_words", token.key) or any(other.kind == "role" for other in following[:2]):
        return False
    return not (time.has_year and scene.language.has("earlier_words", token.key))


def _is_future(finding: Finding, scene: Scene) -> bool:
    """True for "will leave", "to leave" and "set to leave", not for "moved to"."""
    for index in range(finding.start, finding.end):
        key = finding.tokens[index].key
        if key == "to" and index > finding.start:
            before = finding.tokens[index - 1]
            if before.kind in ("person", "club") or scene.language.has("before_to", before.key):
                return True
        elif scene.language.has("future", key):
            return True
    return False


def _is_aside(finding: Finding, scene: Scene) -> bool:
    """True for a relative clause in the simple past ("who left Everton"): who he is, not what is new."""
    tokens = finding.tokens[finding.start : finding.end]
    first = next((index for index, token in enumerate(tokens) if token.key == "who"), None)
    if first is None:
        return False
    rest = tokens[first + 1 :]
    if any(token.key == "," for token in rest):
        return False
    # "who left to take charge" is past: only a "to" right behind "who is" looks ahead.
    near, far = rest[:3], rest[3:]
    return not any(scene.language.has("present_or_perfect", token.key) for token in near) and not any(
        token.key != "to" and scene.language.has("present_or_perfect", token.key) for token in far
    )


def _is_told_of_holder(finding: Finding, scene: Scene, person: Person, club: str) -> bool:
    """True when one whom the article calls the club's coach "took over" there, in the simple past."""
    if finding.trigger.kind is not Kind.APPOINTMENT:
        return False
    tokens = finding.tokens[finding.start : finding.end]
    if any(scene.language.has("present_or_perfect", token.key) for token in tokens):
        return False
    return any(
        job.club is not None
        and job.club.name == club
        and not job.former
        and not job.is_new
        and job.role is Role.HEAD_COACH
        for job in person.jobs
        if job.sentence != finding.number
    )
