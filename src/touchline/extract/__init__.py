"""Text to claims: rules and data, no network, no disk beyond the lexicon, no state.

`load_rulebook` reads the lexicon and the user's additions; `extract` makes the claims of one article; `explain` says
why. docs/extraction.md tells how a sentence becomes a claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from touchline.extract.claims import merge
from touchline.extract.evidence import is_other_sport
from touchline.extract.explain import Explanation, explain
from touchline.extract.reading import read_article
from touchline.extract.rulebook import Rulebook, load_rulebook, supported_languages
from touchline.model import Article, Claim

__all__ = ["Explanation", "Extraction", "Rulebook", "explain", "extract", "load_rulebook", "supported_languages"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of one article; `language_supported` is false when there are no rules for its language."""

    claims: tuple[Claim, ...]
    language_supported: bool = True


def extract(article: Article, rulebook: Rulebook) -> Extraction:
    """Find the claims of an article. An unknown language is read as English."""
    language = rulebook.language_of(article)
    if language is None:
        return Extraction((), language_supported=False)
    if not language.may_trigger(article.text) or is_other_sport(article.text, language):
        return Extraction(())
    _, verdicts = read_article(article, rulebook, language)
    return Extraction(merge(verdicts))
