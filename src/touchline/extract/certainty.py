"""Cues to certainty: how sure a trigger is, whether it is denied or past, and whose word it is.

A cue reaches forward, backward or both ways over at most its scope of tokens, and no further than a stop ("but").
"""

from __future__ import annotations

from dataclasses import dataclass

from touchline.extract.language import Language
from touchline.extract.lines import Line
from touchline.extract.rules import Cue
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding
from touchline.model import Manner, Span, Stage


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a sentence: tokens `[start, end)`."""

    cue: Cue
    start: int
    end: int
    tokens: list[Token]
    slots: tuple[tuple[str, int], ...] = ()

    @property
    def span(self) -> Span:
        """Where the cue stands in the article's text."""
        return Span(self.tokens[self.start].start, self.tokens[self.end - 1].end)


@dataclass(frozen=True, slots=True)
class Certainty:
    """What cues and trigger say together."""

    stage: Stage
    denied: bool = False
    background: bool = False
    hypothetical: bool = False
    manner: Manner | None = None
    hits: tuple[CueHit, ...] = ()


def find_cues(line: Line, language: Language) -> list[CueHit]:
    """All cues of a sentence; a cue inside one of its pseudo phrases is none."""
    found: list[CueHit] = []
    for _, cue, pattern, starts in language.cues.candidates(line):
        hits = [(at, end, slots) for at, (end, slots) in pattern.matches(line, starts)]
        if not hits:
            continue
        pseudo = [(at, end) for other in cue.pseudo for at, (end, _) in other.matches(line)]
        found += [
            CueHit(cue, at, end, line.tokens, slots)
            for at, end, slots in hits
            if not any(start <= at and end <= stop for start, stop in pseudo)
        ]
    return found


def judge(finding: Finding, hits: list[CueHit]) -> Certainty:
    """Let the cues that reach a trigger change what it says by itself."""
    trigger = finding.trigger
    stops = [hit.start for hit in hits if hit.cue.effect == "stop"]
    reaching = tuple(hit for hit in hits if _is_for(hit, finding) and _reaches(hit, finding, stops))
    effects = {hit.cue.effect for hit in reaching}
    stages = [hit.cue.stage for hit in reaching if hit.cue.effect == "stage" and hit.cue.stage is not None]
    return Certainty(
        stage=min(trigger.stage, *stages) if stages else trigger.stage,
        denied=trigger.denied or "denied" in effects,
        background=trigger.background or "background" in effects,
        hypothetical="hypothetical" in effects or (_asks(finding) and not trigger.presupposed),
        manner=next((hit.cue.manner for hit in reversed(reaching) if hit.cue.effect == "manner"), None),
        hits=reaching,
    )


def _is_for(hit: CueHit, finding: Finding) -> bool:
    """False for a cue of other kinds of phrases, and for the phrase's own "not"."""
    cue, trigger = hit.cue, finding.trigger
    if cue.effect == "stop" or (cue.kinds and trigger.kind not in cue.kinds):
        return False
    is_own = trigger.negates and cue.effect == "denied" and finding.start <= hit.start and hit.end <= finding.end
    return not is_own


def _asks(finding: Finding) -> bool:
    """True when the trigger's own clause is a question; a question after a dash is another clause."""
    marks = [token.key for token in finding.tokens[finding.end :] if token.key in ("?", "-", ":", ";", '"', ".", "!")]
    return marks[:1] == ["?"]


def _reaches(hit: CueHit, finding: Finding, stops: list[int]) -> bool:
    if hit.start >= finding.start and hit.end <= finding.end:
        if hit.cue.effect == "background":
            return hit.cue.direction == "both" and not _is_in_aside(hit, finding)
        return hit.cue.effect not in ("stage", "denied") or not _is_of_aside(hit, finding)
    if hit.cue.effect in ("manner", "attribution") or hit.cue.attributes:
        stops = []
    if hit.start < finding.start:
        return (
            hit.cue.direction != "backward"
            and hit.end <= finding.end
            and finding.start - hit.end <= hit.cue.scope
            and not any(hit.end <= stop < finding.end for stop in stops)
        )
    between = range(finding.end, hit.start)
    return (
        hit.cue.direction != "forward" and len(between) <= hit.cue.scope and not any(stop in between for stop in stops)
    )


def _is_in_aside(hit: CueHit, finding: Finding) -> bool:
    """True between the commas of "Ashby, who once played there, is the favourite": it dates the aside alone."""
    before, after = finding.tokens[finding.start : hit.start], finding.tokens[hit.end : finding.end]
    is_open = sum(token.key == "," for token in before) % 2 == 1
    return is_open and any(token.key == "," for token in after)


MAX_BESIDE = 1
"""An aside that holds but one more word than a cue is the cue's own: "Leeds have, it is reportedly, sacked"."""


def _is_of_aside(hit: CueHit, finding: Finding) -> bool:
    """True for "Leeds, reportedly short of money, have sacked": the cue is about what else its aside tells."""
    if not _is_in_aside(hit, finding):
        return False
    marks = [index for index in range(finding.start, finding.end) if finding.tokens[index].key == ","]
    opens, closes = max(mark for mark in marks if mark < hit.start), min(mark for mark in marks if mark >= hit.end)
    return closes - opens - 1 - (hit.end - hit.start) > MAX_BESIDE
