"""Why a claim was made, or why a sentence gave none: for `extract --explain` and the reader's "why"."""

from __future__ import annotations

from collections.abc import Iterator

from touchline.extract.certainty import CueHit
from touchline.extract.claims import Verdict
from touchline.extract.evidence import is_other_sport
from touchline.extract.language import Language
from touchline.extract.merging import merge
from touchline.extract.name_readings import marks_of, names_of
from touchline.extract.reading import read_article
from touchline.extract.rulebook import Rulebook
from touchline.extract.scene import Scene
from touchline.extract.triggers import find_with_blockers
from touchline.model import Article, Claim, CueReading, Explanation, Span


def explain(article: Article, rulebook: Rulebook) -> tuple[Explanation, ...]:
    """Explain all phrases of an article, in the order of the text.

    Empty when its language has no rules, when it is about another sport, and when no sentence holds a phrase, or a
    word, of coming and going.
    """
    language = rulebook.language_of(article)
    if language is None or is_other_sport(article.text, language):
        return ()
    scene, verdicts = read_article(article, rulebook, language)
    claims = merge(verdicts)
    found = [_of_verdict(scene, verdict, claims) for verdict in verdicts]
    read = {verdict.finding.number for verdict in verdicts}
    for number in range(len(scene.sentences)):
        found += _of_blocked(scene, number, language)
        if number not in read:
            found += _of_words(scene, number, language)
    return tuple(sorted(found, key=lambda made: (made.sentence, made.trigger)))


def why_unread(article: Article, rulebook: Rulebook) -> str:
    """One sentence for an article in which `explain` finds nothing."""
    language = rulebook.language_of(article)
    if language is not None and is_other_sport(article.text, language):
        return "It is about another sport than football."
    return "Nothing in it says that a coach comes, goes or stays."


def _of_verdict(scene: Scene, verdict: Verdict, claims: tuple[Claim, ...]) -> Explanation:
    finding = verdict.finding
    claim = _told(verdict.claim, claims) if verdict.claim is not None else None
    why_not = verdict.why_not
    if claim is None and verdict.claim is not None:
        why_not = "the article itself denies it"
    return Explanation(
        sentence=scene.sentences[finding.number].sentence.span,
        trigger=finding.span,
        rule=finding.trigger.id,
        kind=finding.trigger.kind,
        stage=finding.trigger.stage,
        marks=marks_of(scene, finding),
        cues=tuple(map(_cue, verdict.hits)),
        names=names_of(scene, verdict),
        claim=claim,
        why_not=why_not,
    )


def _told(said: Claim, claims: tuple[Claim, ...]) -> Claim | None:
    """The article's claim that a sentence's claim went into: equal ones are one, and the story's own past is news."""
    same = [
        claim
        for claim in claims
        if (claim.person, claim.kind, claim.club, claim.denied) == (said.person, said.kind, said.club, said.denied)
    ]
    return min(
        same,
        key=lambda claim: (claim.background != said.background, claim.squad != said.squad, claim.role != said.role),
        default=None,
    )


def _cue(hit: CueHit) -> CueReading:
    cue = hit.cue
    return CueReading(
        span=hit.span,
        effect=cue.effect,
        direction=cue.direction,
        scope=cue.scope,
        stage=cue.stage,
        manner=cue.manner,
    )


def _of_blocked(scene: Scene, number: int, language: Language) -> Iterator[Explanation]:
    """Phrases of a sentence that another one takes the sense from ("left on the bench")."""
    for finding, blocker in find_with_blockers(scene, number, language):
        if blocker is not None:
            yield Explanation(
                sentence=scene.sentences[number].sentence.span,
                trigger=finding.span,
                rule=finding.trigger.id,
                kind=finding.trigger.kind,
                stage=finding.trigger.stage,
                marks=marks_of(scene, finding),
                why_not=f"the words have another sense here ({blocker.id.replace('-', ' ')})",
            )


def _of_words(scene: Scene, number: int, language: Language) -> Iterator[Explanation]:
    """The first word of coming or going in a sentence that no rule reads."""
    part = scene.sentences[number]
    token = next((token for token in part.tokens if language.has("telling_words", token.key)), None)
    if token is None or find_with_blockers(scene, number, language):
        return
    has_person = any(other.kind == "person" for other in part.tokens)
    yield Explanation(
        sentence=part.sentence.span,
        trigger=Span(token.start, token.end),
        rule="",
        kind=None,
        stage=None,
        why_not="no rule reads the words around it" if has_person else "the sentence names nobody",
    )
