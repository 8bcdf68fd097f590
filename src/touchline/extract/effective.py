"""When a change takes effect: the time that a phrase's own clause gives, not the day of the match that led to it."""

from __future__ import annotations

from touchline.extract.moments import Moment
from touchline.extract.scene import Scene
from touchline.extract.triggers import Finding
from touchline.model import Kind, Stage

MAX_TOKENS = 14
"""Times farther behind the phrase than this belong to something else."""
MAX_OPENING = 4
"""A time that opens a sentence ("On Monday, Leeds sacked ...") ends within this many tokens."""


def effective_of(scene: Scene, finding: Finding, times: list[Moment], stage: Stage, *, future: bool) -> Moment | None:
    """The time of a change among those of its sentence; None when none is told, or none is sure."""
    if finding.trigger.kind is Kind.APPOINTMENT and stage <= Stage.TALKS:
        return None
    fitting = [time for time in times if _can_date(scene, finding, time, future=future)]
    return (
        next((time for time in fitting if _is_in_clause(scene, finding, time, future=future)), None)
        or next((time for time in fitting if _is_inside(scene, finding, time)), None)
        or next((time for time in fitting if not future and _opens_sentence(finding, time)), None)
    )


def _can_date(scene: Scene, finding: Finding, time: Moment, *, future: bool) -> bool:
    """False for long ago, for the end of a contract, and for "Saturday's trip"."""
    if not (time.value or time.tells) or (time.is_past and (future or time.value is None)):
        return False
    after = next((token for token in finding.tokens if token.start >= time.span.end), None)
    if after is not None and after.key == "'s" and after.start == time.span.end:
        return finding.trigger.role is not None
    before = [token.key for token in finding.tokens if token.end <= time.span.start][-1:]
    is_end = any(scene.language.has("until_words", key) for key in (time.words.split()[0].lower(), *before))
    return not (is_end and finding.trigger.kind is not Kind.DEPARTURE)


def _is_in_clause(scene: Scene, finding: Finding, time: Moment, *, future: bool) -> bool:
    """True when nothing between the phrase and the time begins another matter: "after", "who", "he said"."""
    if time.span.start < finding.span.end:
        return False
    is_other = is_said = False
    since_comma: int | None = None
    for token in finding.tokens[finding.end : finding.end + MAX_TOKENS]:
        if token.start >= time.span.start:
            # Behind a comma only "on Friday" itself, and the day of the announcement, still tell of the change.
            return not is_other and (since_comma is None or since_comma <= 1 + time.is_start or is_said)
        if since_comma is not None:
            since_comma += 1
        if token.key in (",", ")"):
            is_other, since_comma = False, 0
        elif token.kind == "word" and scene.language.has("said", token.key):
            is_said, is_other = True, is_other or future
        elif token.kind == "person" or token.key in ("and", "but") or scene.language.has("clause_words", token.key):
            is_other = True
    return False


def _is_inside(scene: Scene, finding: Finding, time: Moment) -> bool:
    """True for "Leeds on Monday sacked ..." and "will leave at the end of the season"; not in an aside."""
    if not finding.span.start <= time.span.start < finding.span.end or time.has_year:
        return False
    between = [token for token in finding.tokens[finding.start : finding.end] if token.end <= time.span.start]
    return not any(token.key == "," or scene.language.has("clause_words", token.key) for token in between)


def _opens_sentence(finding: Finding, time: Moment) -> bool:
    opening = finding.tokens[:MAX_OPENING]
    return (
        bool(opening) and time.span.end <= opening[-1].end and time.span.end <= finding.span.start and bool(time.days)
    )
