"""Pronouns become person tokens, of nobody yet: "he", "I", and the "his" of "his sacking"."""

from __future__ import annotations

from touchline.extract.language import Language
from touchline.extract.scene import Description, Scene
from touchline.extract.tokens import POSSESSIVE, Token


def place_pronouns(scene: Scene, language: Language) -> None:
    """Make person tokens, of nobody yet, of the pronouns."""
    lists = (language.words.get(name, ()) for name in ("pronouns", "possessive_pronouns", "speaker_pronouns"))
    pronouns = frozenset().union(*lists)
    for number, part in enumerate(scene.sentences):
        owners: list[int] = []
        for index, token in enumerate(part.tokens):
            if token.kind != "word" or token.key not in pronouns:
                continue
            if language.has("possessive_pronouns", token.key) and index + 1 < len(part.tokens):
                if _is_his_exit(part.tokens, index + 1, language):
                    owners.append(index)
                continue
            is_pronoun = language.has("pronouns", token.key)
            is_speaker = language.has("speaker_pronouns", token.key) and token.raw[0] == token.raw[0].upper()
            if is_pronoun or is_speaker:
                part.tokens[index] = Token("person", "", token.raw, token.start, token.end)
                scene.descriptions[(number, token.start)] = Description(is_pronoun=is_pronoun, is_speaker=is_speaker)
        for index in reversed(owners):
            token = part.tokens[index]
            owner = Token("person", "", token.raw, token.start, token.end)
            part.tokens[index : index + 1] = [owner, Token("mark", POSSESSIVE, token.raw, token.end, token.end)]
            scene.descriptions[(number, token.start)] = Description(is_pronoun=True)


def _is_his_exit(tokens: list[Token], at: int, language: Language) -> bool:
    """True at the "sacking" of "his sacking" and the "shock sacking" of "his shock sacking"."""
    if language.has("exit_adjectives", tokens[at].key):
        at += 1
    return at < len(tokens) and language.has("possessed", tokens[at].key)
