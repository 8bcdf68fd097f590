"""The pipeline: an article to the scene in which claims are found."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.extract.bindings import bind
from touchline.extract.claims import Verdict, judge_article
from touchline.extract.evidence import doubt_unshown_coaches
from touchline.extract.jobs import place_roles
from touchline.extract.language import Language
from touchline.extract.lines import Line
from touchline.extract.names import place_clubs, resolve_clubs
from touchline.extract.people import place_people
from touchline.extract.possible_names import PossibleNames
from touchline.extract.pronouns import place_pronouns
from touchline.extract.references import resolve_references
from touchline.extract.rulebook import Rulebook
from touchline.extract.rules import Pattern
from touchline.extract.scene import Scene, SentenceScene
from touchline.extract.sentences import Sentence, split_sentences
from touchline.extract.tokens import tokenise
from touchline.extract.unknown_clubs import place_unknown_clubs
from touchline.model import Article


def may_tell(article: Article, rulebook: Rulebook, language: Language) -> bool:
    """A quick no for articles without a trigger: only sentences with the words of one are cut, and no names placed.

    Persons, clubs and jobs may stand wherever one can begin.
    """
    return any(
        _may_hold(article, sentence, patterns, rulebook, language)
        for sentence, patterns in language.gate.passed(article)
    )


def _may_hold(
    article: Article, sentence: Sentence, patterns: Sequence[Pattern], rulebook: Rulebook, language: Language
) -> bool:
    line = Line(tokenise(article.text, sentence.span.start, sentence.span.end))
    line.names = names = PossibleNames(line.tokens, rulebook, language)
    return any(pattern.may_match(line) and not any(map(names.held.isdisjoint, pattern.needs)) for pattern in patterns)


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
