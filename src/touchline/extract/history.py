"""Simple past without a time: told as news near the head of an article, as history where the text looks back.

"Ashby was sacked" is news of the day in a report's first sentences. Behind "In 2019 he took Millwall up." it goes on
with that year, and of one whom the article calls the club's former coach it says how he became that.
"""

from __future__ import annotations

from itertools import pairwise

from touchline.extract.clubs import Club
from touchline.extract.moments import Moment, is_long_ago, moment_of
from touchline.extract.scene import Person, Scene
from touchline.extract.times import find_times
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding
from touchline.model import Kind, Role

HEAD = 3
"""Title, first and second sentence: there the simple past is how agencies tell the news."""


def recalls_the_past(scene: Scene, finding: Finding, person: Person, club: Club) -> bool:
    """True for a phrase in the simple past, without a time, that the article tells as history."""
    if finding.number < HEAD or not _is_simple_past(scene, finding):
        return False
    return (
        _is_of_former(finding, person, club)
        or _has_another_club(finding, person, club)
        or _came_to_whom_he_leaves(scene, finding, person, club)
        or _goes_on_with_history(scene, finding, club)
        or _is_beside_the_news(scene, finding, person, club)
    )


def _is_simple_past(scene: Scene, finding: Finding) -> bool:
    """True where neither the phrase nor what stands right before it is in the present, the perfect or the future."""
    return not any(
        token.kind == "word" and token.key != "to" and scene.language.has("present_or_perfect", token.key)
        for token in _outside_aside(finding)
    )


def _outside_aside(finding: Finding) -> list[Token]:
    """The phrase with the word before it, without what is between its commas: "Ashby, who has won it, took over"."""
    tokens = finding.tokens[max(0, finding.start - 1) : finding.end]
    commas = [index for index, token in enumerate(tokens) if token.key == ","]
    return [*tokens[: commas[0]], *tokens[commas[-1] :]] if len(commas) > 1 else tokens


def _is_of_former(finding: Finding, person: Person, club: Club) -> bool:
    """True for the departure of one who is the club's former coach for this article."""
    jobs = [job for job in person.jobs if job.club is club]
    return finding.trigger.kind is Kind.DEPARTURE and bool(jobs) and all(job.former for job in jobs)


def _has_another_club(finding: Finding, person: Person, club: Club) -> bool:
    """True for the departure from this club of one whom the article calls the coach of another: "joined from"."""
    jobs = [job for job in person.jobs if job.club is not None and not (job.former or job.is_new or job.weak)]
    return (
        finding.trigger.kind is Kind.DEPARTURE
        and any(job.role is Role.HEAD_COACH and job.via != "reference" for job in jobs)
        and all(job.club is not club for job in jobs)
    )


def _came_to_whom_he_leaves(scene: Scene, finding: Finding, person: Person, club: Club) -> bool:
    """True for how one came to the club that the article says he leaves."""
    return finding.trigger.kind is Kind.APPOINTMENT and club.name in scene.told.clubs(person, Kind.DEPARTURE)


BRIEF = 7
"""Sentences of a brief: all that it tells is news."""


def _is_beside_the_news(scene: Scene, finding: Finding, person: Person, club: Club) -> bool:
    """True where the head tells of nobody who comes to this seat or leaves it, or of another who leaves it.

    A report of a transfer says in passing that "Leeds sacked Ashby after a poor start": that was some day. And one seat
    is left by one coach at a time.
    """
    if len(scene.sentences) <= BRIEF or not tells_past(scene, finding):
        return False
    told = [opening for opening in scene.told.openings() if opening.club.club is club]
    if not any(opening.sentence < HEAD for opening in told):
        return True
    return finding.trigger.kind is Kind.DEPARTURE and any(
        opening.kind is Kind.DEPARTURE and opening.person != id(person) and opening.sentence < HEAD for opening in told
    )


def tells_past(scene: Scene, finding: Finding) -> bool:
    """True for "was sacked", "took over" and "Leeds sacked", not for "the sacking of" and "with Ashby appointed"."""
    tokens = finding.tokens[finding.start : finding.end + 1]
    opening = finding.tokens[max(0, finding.start - 1) : finding.start + 1]
    club_acts = any(token.kind == "club" or token.key == "they" for token in opening)
    return any(
        scene.language.has("past_verbs", token.key) or (club_acts and token.key.endswith("ed"))
        for token, after in pairwise(tokens)
        if not after.key.endswith("ing")
    )


def _goes_on_with_history(scene: Scene, finding: Finding, club: Club) -> bool:
    """True where the sentence before tells of long ago, and of no younger time."""
    dated = _dated(scene, finding.number - 1, club)
    return bool(dated) and all(is_long_ago(moment, scene.article.published_on, future=False) for moment in dated)


def _dated(scene: Scene, number: int, club: Club) -> list[Moment]:
    """The times of a sentence that are days or have a year."""
    on = scene.article.published_on
    times = find_times(scene.article.text, scene.sentences[number].words, scene.language.times)
    moments = [moment_of(time, on, club.seasons, future=False) for time in times]
    return [moment for moment in moments if moment.days is not None or moment.has_year]
