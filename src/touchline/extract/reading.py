"""The pipeline: an article to the scene in which claims are found."""

from __future__ import annotations

from touchline.extract.bindings import bind
from touchline.extract.claims import Verdict, judge_article
from touchline.extract.evidence import doubt_unshown_coaches
from touchline.extract.language import Language
from touchline.extract.lines import CLUB, PERSON, ROLE, Line
from touchline.extract.names import holds_job, place_clubs, place_roles, resolve_clubs
from touchline.extract.nodes import Trace
from touchline.extract.people import may_begin_name, place_people
from touchline.extract.references import place_pronouns, resolve_references
from touchline.extract.rulebook import Rulebook
from touchline.extract.scene import Scene, SentenceScene
from touchline.extract.sentences import Sentence, split_sentences
from touchline.extract.tokens import NEW_ROLE, POSSESSIVE, tokenise
from touchline.extract.unknown_clubs import place_unknown_clubs
from touchline.model import Article


def may_tell(article: Article, rulebook: Rulebook, language: Language) -> bool:
    """A quick no for articles without a trigger: only sentences with the words of one are cut, and no names placed.

    What is a name only the whole article tells; so persons, clubs and jobs may stand wherever one can begin.
    """
    return any(_may_hold_trigger(article, sentence, rulebook, language) for sentence in language.gate.passed(article))


def _may_hold_trigger(article: Article, sentence: Sentence, rulebook: Rulebook, language: Language) -> bool:
    line = Line(tokenise(article.text, sentence.span.start, sentence.span.end))
    held = line.held | {PERSON, CLUB, POSSESSIVE}
    if holds_job(line.tokens, language):
        held |= {ROLE, NEW_ROLE}
    patterns = [
        pattern
        for trigger, pattern in language.triggers.candidates(held)
        if sentence.is_title or not trigger.title_only
    ]
    if patterns:
        line.names = _may_begin_names(line, held, rulebook, language)
    return any(pattern.may_match(line) for pattern in patterns)


def _may_begin_names(line: Line, held: frozenset[Trace], rulebook: Rulebook, language: Language) -> set[int]:
    """The indices at which a name, a pronoun or a description of a person, a club or a job may begin."""
    # A sentence without capitals may print clubs in small letters too.
    lower = not any(token.is_capitalised for token in line.tokens[1:])
    found = {
        at
        for at, token in enumerate(line.tokens)
        if token.key in language.name_words
        or (ROLE in held and token.key in language.job_words)
        or may_begin_name(token, rulebook)
        or (lower and rulebook.clubs.longest_at(line.tokens, at) is not None)
    }
    for _, pattern in language.bindings.candidates(held):
        if pattern.may_match(line):
            found.update(line.starts(pattern.starts))
    return found


def read_article(article: Article, rulebook: Rulebook, language: Language) -> tuple[Scene, list[Verdict]]:
    """Read one article: names, jobs, references, then triggers and what became of them."""
    scene = Scene(article, language, [_cut(article, sentence) for sentence in split_sentences(article)])
    for number in range(len(scene.sentences)):
        place_clubs(scene, number, rulebook, language)
        place_roles(scene, number, language)
    place_unknown_clubs(scene, rulebook, language)
    resolve_clubs(scene)
    place_people(scene, rulebook, language)
    scene.club_places = [
        (token.start, scene.club(token)) for part in scene.sentences for token in part.tokens if token.kind == "club"
    ]
    place_pronouns(scene, language)
    bind(scene, language)
    resolve_references(scene, language)
    doubt_unshown_coaches(scene, language)
    return scene, judge_article(scene, language)


def _cut(article: Article, sentence: Sentence) -> SentenceScene:
    words = tokenise(article.text, sentence.span.start, sentence.span.end)
    return SentenceScene(sentence, words, list(words))
