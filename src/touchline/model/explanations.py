"""How a claim was read out of a sentence, or why a sentence gave none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from touchline.model.claims import Claim, Manner
from touchline.model.kinds import Kind, Stage
from touchline.model.spans import Span

Part = Literal["who", "in place of", "club", "other club", "job"]
"""What a name does in a phrase: "in place of" is whom he replaces, "other club" where he comes from or goes to."""

CueEffect = Literal["stage", "denied", "background", "hypothetical", "attribution", "manner", "stop"]
Direction = Literal["forward", "backward", "both"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A name that fills a part of the phrase, and where it stands."""

    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class NameReading:
    """What a name was taken to mean, and why; `means` is None where that was left open."""

    part: Part
    words: str
    means: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueReading:
    """One cue that reached the phrase: where it stands, what it does, and how many words away it may act."""

    span: Span
    effect: CueEffect
    direction: Direction
    scope: int
    stage: Stage | None = None
    manner: Manner | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One phrase in one sentence, for one person.

    `claim` is the article's claim that it is part of; None when there is none, and then `why_not` says why. `rule` is
    empty where only a word was found, and no rule's phrase around it.
    """

    sentence: Span
    trigger: Span
    rule: str
    kind: Kind | None
    stage: Stage | None
    """What the bare phrase says; cues only lower it."""
    marks: tuple[Mark, ...] = ()
    cues: tuple[CueReading, ...] = ()
    names: tuple[NameReading, ...] = ()
    claim: Claim | None = None
    why_not: str | None = None
