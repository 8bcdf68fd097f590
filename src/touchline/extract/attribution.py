"""Whose word a claim is: the club's, an outlet's, or a person's, by the cue that stands nearest to its phrase."""

from __future__ import annotations

from touchline.extract.certainty import CueHit
from touchline.extract.scene import Person, Scene
from touchline.extract.tokens import Token
from touchline.extract.triggers import Finding

THE_CLUB = "the club"
MAX_PERSON_TOKENS = 12
"""Farther from the phrase than this, what a person says is another matter."""


def attribution_of(scene: Scene, finding: Finding, person: Person, hits: tuple[CueHit, ...]) -> str | None:
    """Name the one whose word a claim about `person` is, as the text gives it; "the club" for any club's own word."""
    if any(scene.language.has("speaker_pronouns", token.raw.lower()) for token in finding.slot("person")):
        return person.name
    voices = [hit for hit in hits if hit.cue.effect == "attribution" or hit.cue.attributes]
    for hit in sorted(voices, key=lambda hit: _distance(finding, hit)):
        said_by = _voice(scene, finding, hit)
        if said_by is not None:
            return said_by
    return finding.trigger.attribution


def _distance(finding: Finding, hit: CueHit) -> int:
    return max(0, hit.start - finding.end, finding.start - hit.end)


def _voice(scene: Scene, finding: Finding, hit: CueHit) -> str | None:
    for _, index in hit.slots:
        spokesman = scene.voices.get((finding.number, hit.tokens[index].start))
        if spokesman is not None:
            return scene.people[spokesman].name
    if hit.cue.attribution is not None:
        return hit.cue.attribution
    for _, index in hit.slots:
        token = hit.tokens[index]
        if token.kind == "person":
            is_near = hit.cue.attributes or _distance(finding, hit) <= MAX_PERSON_TOKENS
            speaker = scene.person(token)
            return speaker.name if speaker is not None and is_near and not _is_player(scene, token) else None
    return _outlet(scene, hit)


def _is_player(scene: Scene, token: Token) -> bool:
    """True for "captain Jim Bell": what players say of their coach is an opinion."""
    words = scene.article.text[token.start : token.end].split()
    return any(scene.language.has("playing_words", word.strip(",").lower()) for word in words)


def _outlet(scene: Scene, hit: CueHit) -> str | None:
    """The first run of capitalised words within a cue, without those that name nobody ("The", "According")."""
    words: list[str] = []
    for index, token in enumerate(hit.tokens[hit.start : hit.end], start=hit.start):
        if token.kind == "club" and (words or ("club", index) in hit.slots):
            # "BBC Sport", "The Athletic": there are clubs of that name as well.
            words.append(token.raw)
            continue
        is_press = token.kind == "word" and scene.language.has("press_words", token.key)
        is_particle = token.kind == "word" and scene.language.has("particles", token.key)
        is_name = token.is_capitalised and not scene.language.has("no_outlets", token.key)
        if is_name and token.key in scene.language.nationalities:
            is_name = _is_before_press(scene, hit, token)
        if is_name or (words and (is_press or is_particle)):
            words.append(token.raw)
        elif words:
            break
    return " ".join(words) or None


def _is_before_press(scene: Scene, hit: CueHit, token: Token) -> bool:
    """True for "Italian" in "Italian media"; in "German daily Bild" it is no part of the name."""
    following = next((other for other in hit.tokens if other.start >= token.end), None)
    return following is not None and scene.language.has("press_words", following.key)
