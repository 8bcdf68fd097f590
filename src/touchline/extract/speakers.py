"""Whose words a sentence tells: the person beside a verb of saying, or before the colon of a headline."""

from __future__ import annotations

from touchline.extract.language import Language
from touchline.extract.scene import Scene
from touchline.extract.tokens import Token


def speaker_of(tokens: list[Token], language: Language) -> int | None:
    """Whose words a sentence quotes: the person beside a verb of saying."""
    said = language.words.get("said", frozenset())
    for index, token in enumerate(tokens):
        if token.key in said and token.kind == "word":
            for beside in (index - 1, index + 1):
                if 0 <= beside < len(tokens) and tokens[beside].kind == "person" and tokens[beside].ref >= 0:
                    return tokens[beside].ref
    return None


MAX_TOPIC = 4
"""Words of "Ashby on his future: I will go", the colon among them."""


def title_speaker(tokens: list[Token]) -> int | None:
    """Whose words a headline quotes: "Ashby: I will go", "'I will go' - Ashby"."""
    named = [index for index, token in enumerate(tokens) if token.kind == "person" and token.ref >= 0]
    for index in named:
        after = tokens[index + 1 : index + 1 + MAX_TOPIC]
        colon = next((at for at, token in enumerate(after) if token.key == ":"), None)
        if colon is not None and not any(token.kind == "person" for token in after[:colon]):
            return tokens[index].ref
    if named and named[-1] and named[-1] == len(tokens) - 1 and tokens[named[-1] - 1].key in ("-", ":"):
        return tokens[-1].ref
    return None


def who_says_so(scene: Scene, number: int, at: int) -> int | None:
    """The person of "Ashby says (that) he": who speaks of himself."""
    tokens = scene.sentences[number].tokens
    verb = at - 2 if at and tokens[at - 1].key == "that" else at - 1
    if verb < 1 or not scene.language.has("said", tokens[verb].key):
        return None
    before = tokens[verb - 1]
    if before.kind == "person" and before.ref >= 0:
        return before.ref
    return scene.voices.get((number, before.start)) if before.kind == "club" else None
