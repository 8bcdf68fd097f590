"""A phrase that passed all doubts to a claim: how sure, since when, whose word, news or background."""

from __future__ import annotations

from touchline.extract.attribution import attribution_of
from touchline.extract.certainty import Certainty
from touchline.extract.clubs import Club
from touchline.extract.effective import effective_of
from touchline.extract.history import recalls_the_past, tells_past
from touchline.extract.moments import Moment, is_just_now, is_long_ago, moment_of
from touchline.extract.scene import Person, Scene, once
from touchline.extract.times import TimeWords, find_times
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding
from touchline.model import Claim, Kind, Role, Stage


def claim_of(
    scene: Scene,
    finding: Finding,
    person: Person,
    club: Club,
    role: Role,
    squad: str,
    certainty: Certainty,
) -> Claim:
    """Make the claim of a finding for one person at one seat."""
    sentence = scene.sentences[finding.number].sentence
    on = scene.article.published_on
    future = _is_future(finding, scene)
    moments = [moment_of(time, on, club.seasons, future=future) for time in _times_in(scene, finding.number)]
    when = effective_of(scene, finding, moments, certainty.stage, future=future)
    near = [moment for moment in moments if _is_near(scene, moment, finding)]
    dated = any(moment.span.start >= finding.span.start for moment in near)
    nearest = _nearest(near, finding)
    is_dated_now = on is not None and any(is_just_now(moment) for moment in nearest)
    background = (certainty.background and not is_dated_now) or any(
        is_long_ago(moment, on, future=future) for moment in nearest
    )
    if not dated and not future:
        background = background or _is_aside(finding, scene) or _is_told_of_holder(finding, scene, person, club.name)
    if on is None and not future and any(moment.is_month for moment in near):
        background = background or tells_past(scene, finding)
    if not near and not future and certainty.stage is Stage.CONFIRMED:
        background = background or recalls_the_past(scene, finding, person, club)
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


@once
def _times_in(scene: Scene, number: int) -> list[TimeWords]:
    return find_times(scene.article.text, scene.sentences[number].words, scene.language.times)


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


def _nearest(moments: list[Moment], finding: Finding) -> list[Moment]:
    """Those of some moments that stand nearest to a phrase: "on Tuesday backed him despite last season's woe"."""
    start, end = finding.span.start, finding.span.end
    apart = [max(0, start - moment.span.end, moment.span.start - end) for moment in moments]
    return [moment for moment, far in zip(moments, apart, strict=True) if far <= min(apart) + MAX_WITHIN_TIME]


MAX_WITHIN_TIME = 20
"""Characters between the words of one time that reads as two: "in the summer of 2023"."""


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
    future = scene.language.words.get("future", frozenset())
    for index in range(finding.start, finding.end):
        key = finding.tokens[index].key
        if key == "to" and index > finding.start:
            before = finding.tokens[index - 1]
            if before.kind in ("person", "club") or scene.language.has("before_to", before.key):
                return True
        elif key in future:
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
