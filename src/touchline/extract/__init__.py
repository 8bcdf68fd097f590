"""Text to claims: rules and data, no network, no disk beyond the lexicon, no state.

`load_rulebook` reads the lexicon and the user's additions; `extract` makes the claims of one article; `explain` says
why. docs/extraction.md tells how a sentence becomes a claim. The engine is imported when it is first needed: most
starts find their claims made already and only compare `rulebook_version`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.extract.version import rulebook_version, supported_languages
from touchline.model import Article, Claim, Explanation

if TYPE_CHECKING:
    from touchline.extract.rulebook import Rulebook

__all__ = ["Extraction", "explain", "extract", "load_rulebook", "rulebook_version", "supported_languages", "why_unread"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of one article; `language_supported` is false when there are no rules for its language."""

    claims: tuple[Claim, ...]
    language_supported: bool = True


def load_rulebook(extra: Path | None = None) -> Rulebook:
    """Load the lexicon, with the user's own `clubs.toml`, `coaches.toml` and `seasons.toml` from the folder `extra`.

    Raises:
        ConfigError: a file is wrong; names it, the place and the nearest valid key.
    """
    from touchline.extract.rulebook import read_rulebook

    return read_rulebook(extra)


def extract(article: Article, rulebook: Rulebook) -> Extraction:
    """Find the claims of an article. An unknown language is read as English."""
    from touchline.extract.evidence import is_other_sport
    from touchline.extract.merging import merge
    from touchline.extract.reading import may_tell, read_article

    language = rulebook.language_of(article)
    if language is None:
        return Extraction((), language_supported=False)
    if not may_tell(article, rulebook, language) or is_other_sport(article.text, language):
        return Extraction(())
    _, verdicts = read_article(article, rulebook, language)
    return Extraction(merge(verdicts))


def explain(article: Article, rulebook: Rulebook) -> tuple[Explanation, ...]:
    """Explain all phrases of an article, in the order of the text; empty where there is nothing to explain."""
    from touchline.extract.explanations import explain as explain_article

    return explain_article(article, rulebook)


def why_unread(article: Article, rulebook: Rulebook) -> str:
    """One sentence for an article in which `explain` finds nothing."""
    from touchline.extract.explanations import why_unread as why_article_unread

    return why_article_unread(article, rulebook)
