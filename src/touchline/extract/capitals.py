"""How an article prints a word: what tells names from words that have a capital for another reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from touchline.extract.language import Language
from touchline.extract.scene import Scene
from touchline.extract.shapes import may_be_part
from touchline.extract.tokens import Token

LEAST_CAPITALS = 5
"""Shorter words in capitals alone are bodies and leagues ("PGMO", "NBA")."""


@dataclass(frozen=True, slots=True)
class Capitals:
    """How one article prints words."""

    language: Language
    in_lower_case: frozenset[str]
    amid: frozenset[str]
    """Capitalised where no sentence begins: names, not first words."""
    longer_names: frozenset[tuple[str, ...]]
    """Runs of two capitals and more."""

    @classmethod
    def of(cls, scene: Scene, language: Language) -> Capitals:
        lower: set[str] = set()
        amid: set[str] = set()
        longer: set[tuple[str, ...]] = set()
        for part in scene.sentences:
            tokens, at = part.tokens, 0
            is_title_case = _is_title_case(tokens)
            lower |= {token.key for token in tokens if token.kind == "word" and token.raw[:1].islower()}
            while at < len(tokens):
                end = at
                while end < len(tokens) and is_part(tokens[end], language):
                    end += 1
                if end - at > 1:
                    longer.add(tuple(token.key for token in tokens[at:end]))
                if not is_title_case and at and tokens[at - 1].key not in _OPENERS:
                    amid |= {token.key for token in tokens[at:end]}
                at = max(end, at + 1)
        return cls(language, frozenset(lower), frozenset(amid), frozenset(longer))

    def are_names(self, keys: tuple[str, ...]) -> bool:
        """False where the article prints one of the words in lower case as well."""
        return not any(key in self.in_lower_case and not self.language.has("particles", key) for key in keys)

    def are_part_of_longer(self, key: str, but: tuple[str, ...] = ()) -> bool:
        """True for a first or last word of a longer name, other than `but`: it may be a person's."""
        return any(key in (words[0], words[-1]) and words != but for words in self.longer_names)


def is_opening(tokens: Sequence[Token], at: int) -> bool:
    """True where a word has its capital for another reason: the first of a sentence, in a Headline In Capitals."""
    return not at or tokens[at - 1].key in _OPENERS or _is_title_case(tokens)


_OPENERS = frozenset({'"', "'", ":", "-"})


def _is_title_case(tokens: Sequence[Token]) -> bool:
    return not any(token.kind == "word" and len(token.raw) > 3 and token.raw[0].islower() for token in tokens)


def is_part(token: Token, language: Language) -> bool:
    if not may_be_part(token, language) or any(letter.isdigit() for letter in token.raw):
        return False
    if token.raw.isupper() and len(token.raw) < LEAST_CAPITALS:
        return False
    return not language.has("organisation_words", token.key) or language.has("club_endings", token.key)
