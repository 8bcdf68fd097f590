"""The pipeline: an article to the scene in which claims are found."""

from __future__ import annotations

from touchline.extract.bindings import bind
from touchline.extract.claims import Verdict, judge_article
from touchline.extract.evidence import doubt_unshown_coaches
from touchline.extract.language import Language
from touchline.extract.names import place_clubs, place_roles, resolve_clubs
from touchline.extract.people import place_people
from touchline.extract.references import place_pronouns, resolve_references
from touchline.extract.rulebook import Rulebook
from touchline.extract.scene import Scene, SentenceScene
from touchline.extract.sentences import split_sentences
from touchline.extract.tokens import tokenise
from touchline.model import Article


def read_article(article: Article, rulebook: Rulebook, language: Language) -> tuple[Scene, list[Verdict]]:
    """Read one article: names, jobs, references, then triggers and what became of them."""
    sentences = split_sentences(article)
    scene = Scene(
        article,
        language,
        [
            SentenceScene(sentence, tokenise(article.text, sentence.span.start, sentence.span.end))
            for sentence in sentences
        ],
    )
    for number in range(len(scene.sentences)):
        place_clubs(scene, number, rulebook, language)
        place_roles(scene, number, language)
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
