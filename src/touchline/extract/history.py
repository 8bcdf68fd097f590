"""Simple past without a time: told as news near the head of an article, as history where the text looks back.

"Ashby was sacked" is news of the day in a report's first sentences. Behind "In 2019 he took Millwall up." it goes on
with that year, and of one whom the article calls the club's former coach it says how he became that.
"""

from __future__ import annotations

from touchline.extract.clubs import Club
from touchline.extract.moments import is_long_ago, moment_of
from touchline.extract.scene import Person, Scene
from touchline.extract.times import find_times
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
    )


def _is_simple_past(scene: Scene, finding: Finding) -> bool:
    """True where neither the phrase nor what stands right before it is in the present, the perfect or the future."""
    tokens = finding.tokens[max(0, finding.start - 1) : finding.end]
    return not any(
        token.kind == "word" and token.key != "to" and scene.language.has("present_or_perfect", token.key)
        for token in tokens
    )


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


def _goes_on_with_history(scene: Scene, finding: Finding, club: Club) -> bool:
    """True where the sentence before tells of long ago, and of no younger time."""
    before = scene.sentences[finding.number - 1]
    on = scene.article.published_on
    times = find_times(scene.article.text, before.words, scene.language.times)
    moments = [moment_of(time, on, club.seasons, future=False) for time in times]
    dated = [moment for moment in moments if moment.days is not None or moment.has_year]
    return bool(dated) and all(is_long_ago(moment, on, future=False) for moment in dated)
