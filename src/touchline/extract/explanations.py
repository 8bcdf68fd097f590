"""Why a claim was made, or why a trigger gave none: for `extract --explain` and the reader's "why"."""

from __future__ import annotations

from dataclasses import dataclass

from touchline.extract.reading import read_article
from touchline.extract.rulebook import Rulebook
from touchline.model import Article, Claim, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CueExplanation:
    """One cue that reached the trigger: where it stands, what it does, how far it may reach."""

    cue_id: str
    effect: str
    span: Span
    direction: str
    scope: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One trigger in one sentence. `claim` is None when it gave none, and `why_not` says why.

    `slots` are the spans of the names that fill the trigger's slots; `resolved` says in words how names were resolved
    that the sentence does not give in full.
    """

    sentence: Span
    trigger: Span
    rule: str
    slots: tuple[tuple[str, Span], ...]
    cues: tuple[CueExplanation, ...]
    resolved: tuple[str, ...]
    claim: Claim | None
    why_not: str | None


def explain(article: Article, rulebook: Rulebook) -> tuple[Explanation, ...]:
    """Explain all triggers of an article, in the order of the text; empty when its language has no rules."""
    language = rulebook.language_of(article)
    if language is None:
        return ()
    scene, verdicts = read_article(article, rulebook, language)
    found = []
    for verdict in verdicts:
        finding = verdict.finding
        part = scene.sentences[finding.number]
        club_from = (f"club: {verdict.club_from}",) if verdict.club_from else ()
        found.append(
            Explanation(
                sentence=part.sentence.span,
                trigger=finding.span,
                rule=finding.trigger.id,
                slots=tuple((name, finding.tokens[index].span) for name, index in finding.slots),
                cues=tuple(
                    CueExplanation(
                        cue_id=hit.cue.id,
                        effect=hit.cue.effect,
                        span=hit.span,
                        direction=hit.cue.direction,
                        scope=hit.cue.scope,
                    )
                    for hit in verdict.hits
                ),
                resolved=(*part.resolutions, *club_from),
                claim=verdict.claim,
                why_not=verdict.why_not,
            )
        )
    return tuple(found)
