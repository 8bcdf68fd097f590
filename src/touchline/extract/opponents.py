"""Clubs that a team only met, and the others, which may employ somebody."""

from __future__ import annotations

from touchline.extract.scene import ClubMention, Scene, once
from touchline.extract.tokens import POSSESSIVE, Token


def employers(scene: Scene, tokens: list[Token]) -> list[ClubMention]:
    """Clubs of these tokens that may employ somebody: no opponents, and no grounds, where guests play, too."""
    return [
        mention
        for index, token in enumerate(tokens)
        if token.kind == "club" and not is_opponent(scene, tokens, index)
        if (mention := scene.club(token)).via != "ground"
    ]


def is_opponent(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for a club that "against" or "draw with" introduces, or before "draw": no employer of anybody named here."""
    before, after = tokens[max(0, index - 1) : index], tokens[index + 1 : index + 2]
    if is_of_old(scene, tokens, index):
        return True
    if any(token.kind == "role" or scene.language.has("job_words", token.key) for token in after):
        return False
    if (
        any(token.key == POSSESSIVE for token in after)
        and before
        and scene.language.has("place_prepositions", before[0].key)
    ):
        return False
    return any(scene.language.has("opponent_words", token.key) for token in before) or is_met(scene, tokens, index)


def is_of_old(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for the club of "his former assistant at Hull"."""
    return index > 1 and tokens[index - 2].kind == "role" and scene.role(tokens[index - 2]).is_former


def is_met(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for the club of "against Hull", "a draw with Hull" and "after Hull draw": whom a team met."""
    before = [token.key for token in tokens[max(0, index - 2) : index]]
    if before and scene.language.has("match_prepositions", before[-1]):
        return scene.language.has("match_words", before[0])
    return any(scene.language.has("meeting_words", key) for key in before[-1:]) or is_before_match(scene, tokens, index)


def is_before_match(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for the club of "after Hull draw": whom a team met, most often."""
    return any(scene.language.has("match_words", token.key) for token in tokens[index + 1 : index + 2])


@once
def only_met(scene: Scene) -> set[str]:
    """Clubs that the article names as opponents and in no other way."""
    met = {
        token.start
        for part in scene.sentences
        for index, token in enumerate(part.tokens)
        if token.kind == "club" and index and scene.language.has("meeting_words", part.tokens[index - 1].key)
    }
    employers_here = {mention.club.name for start, mention in scene.club_places if mention.club and start not in met}
    return {mention.club.name for _, mention in scene.club_places if mention.club} - employers_here
