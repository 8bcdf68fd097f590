"""The club that announces something, and the one whose own statement an article is."""

from __future__ import annotations

from touchline.extract.opponents import is_opponent
from touchline.extract.scene import ClubMention, Scene, once
from touchline.extract.tokens import POSSESSIVE

MAX_BEFORE_VOICE, MAX_OF_HEAD = 8, 14
"""A club that announces something is one of the first tokens of its sentence, and says so within as many."""


def announcing(scene: Scene, number: int, end: int = 0) -> ClubMention | None:
    """The club that announces or confirms something at the head of a sentence, before token `end`."""
    voice = _announcer(scene, number)
    return voice[0] if voice is not None and voice[1] < max(MAX_OF_HEAD, end) else None


@once
def _announcer(scene: Scene, number: int) -> tuple[ClubMention, int] | None:
    """The club at the head of a sentence that announces something, and the token that says so."""
    tokens = scene.sentences[number].tokens
    for index, token in enumerate(tokens[:MAX_BEFORE_VOICE]):
        if token.kind == "club" and not is_opponent(scene, tokens, index):
            following = tokens[index + 1 : index + 2]
            if not any(after.key == POSSESSIVE or after.kind == "club" for after in following):
                says = (at for at in range(index, len(tokens)) if scene.language.has("announces", tokens[at].key))
                at = next(says, None)
                return None if at is None else (scene.club(token), at)
    return None


@once
def voice_club(scene: Scene) -> ClubMention | None:
    """The club whose own statement the article is: "Leeds United can confirm that ..." opens it."""
    return next((found for number in range(min(3, len(scene.sentences))) if (found := announcing(scene, number))), None)
