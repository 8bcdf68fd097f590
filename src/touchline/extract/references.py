"""Pronouns and descriptions to persons: "he", "the Spaniard", "the Town boss", "I" in a quotation.

A reference is resolved only where one person is left; the others stay nobody, and no claim is made of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from touchline.extract.descriptions import NOBODY, same_subject, whom_it_means
from touchline.extract.language import Language
from touchline.extract.scene import Description, JobHeld, Person, Scene
from touchline.extract.speakers import speaker_of, title_speaker, who_says_so
from touchline.extract.tokens import POSSESSIVE, Token

YOUNGEST_COACH = 27
"""Whom the text calls younger, and nothing more, is a player: also one whom the list of coaches names years later."""


@dataclass(slots=True)
class _Named:
    """Who was named before a token: in the sentences before, in its own, and whose words are quoted last."""

    before: list[int] = field(default_factory=list)
    here: list[int] = field(default_factory=list)
    speaker: int | None = None
    is_quoting: bool = False


def resolve_references(scene: Scene, language: Language) -> None:
    """Give the person tokens of nobody their person, sentence by sentence."""
    named = _Named()
    for number, part in enumerate(scene.sentences):
        named.here = []
        if number and part.sentence.paragraph != scene.sentences[number - 1].sentence.paragraph:
            named.is_quoting = False
        said_by = speaker_of(part.tokens, language)
        if said_by is None and part.sentence.is_title:
            said_by = title_speaker(part.tokens)
        if said_by is not None:
            named.speaker = said_by
        for index, token in enumerate(part.tokens):
            if token.key == '"':
                named.is_quoting = not named.is_quoting
            if token.kind == "club" and (number, token.start) in scene.voices:
                named.here.append(scene.voices[(number, token.start)])
            if token.kind == "person":
                is_known = token.ref >= 0
                named.here.append(token.ref if is_known else _resolve(scene, number, index, named, language))
        if not part.sentence.is_title:
            named.before = named.here or named.before


def _resolve(scene: Scene, number: int, index: int, named: _Named, language: Language) -> int:
    """Give one token its person, and return who it is; NOBODY where that is open."""
    part = scene.sentences[number]
    description = scene.descriptions.get((number, part.tokens[index].start), Description())
    is_quoted = named.is_quoting or part.sentence.is_title
    found = named.speaker if description.is_speaker and is_quoted else None
    if found is None and description.is_pronoun:
        found = who_says_so(scene, number, index)
    elif found is None:
        found = _apposed(part.tokens, index, language)
    if found is None and not description.is_speaker:
        found = _among_named(scene, number, index, description, named, language)
    if found is None:
        return NOBODY
    _give(scene, number, index, found, description)
    return found


def _among_named(
    scene: Scene, number: int, index: int, description: Description, named: _Named, language: Language
) -> int | None:
    """The one of those who were named whom a pronoun or a description may mean."""
    tokens, here = scene.sentences[number].tokens, named.here
    if not description.is_pronoun and index > 0 and tokens[index - 1].key == "with" and len(here) == 1:
        return None if here[0] == NOBODY else here[0]
    is_other = (
        _is_object_of(tokens, index)
        or _is_followed(tokens, index, language)
        or (not description.is_pronoun and _is_succeeded(tokens, index, language))
    )
    others = here[:-1] if is_other else here
    ahead = _ahead(tokens, index, language) if description.is_pronoun and not here else []
    speaker = named.speaker if named.is_quoting else None
    found = whom_it_means(scene, description, others, ahead or named.before, speaker)
    if found is None and index == 0 and description.is_pronoun and not (ahead or named.is_quoting):
        return same_subject(scene, number, named.before)
    return found


MAX_VERB = 3
"""Words between a subject and the "him" that is its verb's object: "Ashby had given him"."""


def _is_object_of(tokens: list[Token], at: int) -> bool:
    """True for the "him" of "Ashby gave him": whoever it is, it is not Ashby."""
    if tokens[at].raw.lower() != "him":
        return False
    between = tokens[max(0, at - MAX_VERB - 1) : at]
    if not between or any(token.kind == "mark" for token in between):
        return False
    named = [index for index, token in enumerate(between) if token.kind == "person" and token.ref >= 0]
    # "Leeds sacked Ashby and replaced him": there Ashby is the object of both.
    return bool(named) and between[-1].kind == "word" and between[named[-1] + 1].key != "and"


def _is_followed(tokens: list[Token], at: int, language: Language) -> bool:
    """True for the "his" of "turned to Bell as his successor": whoever it is, it is not Bell."""
    keys = [token.key for token in tokens[at + 1 : at + 3]]
    return tokens[at - 1].key == "as" and keys[:1] == [POSSESSIVE] and language.has("successor_words", keys[-1])


def _is_succeeded(tokens: list[Token], at: int, language: Language) -> bool:
    """True for "the Dutchman" of "Ashby was linked with replacing the Dutchman": whoever it is, it is not Ashby."""
    return at > 0 and language.has("succession_words", tokens[at - 1].key)


def _apposed(tokens: list[Token], at: int, language: Language) -> int | None:
    """The person of "Tom Ashby, the English coach who ...": the one whom the description stands beside."""
    if at < 2 or tokens[at - 1].key != "," or tokens[at - 2].kind != "person" or tokens[at - 2].ref < 0:
        return None
    after = tokens[at + 1 : at + 2]
    return tokens[at - 2].ref if after and language.has("after_apposition", after[0].key) else None


def _ahead(tokens: list[Token], at: int, language: Language) -> list[int]:
    """The person named after a clause that opens a sentence: "After he was sacked by Leeds, Ashby ..."."""
    if not language.has("opening_words", tokens[0].key):
        return []
    comma = next((index for index in range(at, len(tokens)) if tokens[index].key == ","), len(tokens))
    if any(token.kind == "person" for token in tokens[at + 1 : comma]):
        return []
    return list(dict.fromkeys(token.ref for token in tokens[comma:] if token.kind == "person" and token.ref >= 0))[:2]


def _give(scene: Scene, number: int, index: int, ref: int, description: Description) -> None:
    """Make a token one of this person, who is what the description says."""
    part = scene.sentences[number]
    token = part.tokens[index]
    person = scene.people[ref]
    part.tokens[index] = Token("person", "", token.raw, token.start, token.end, ref)
    part.resolutions[token.start] = _why(description, person)
    if description.age is not None and description.age < YOUNGEST_COACH and not person.jobs:
        person.other_job = True
    if description.role is not None and description.clubs:
        for club in description.clubs if len(description.clubs) == 1 else ():
            if not any(job.club is club and job.former == description.former for job in person.jobs):
                person.jobs.append(JobHeld(club, description.role, "first", description.former, number, "reference"))


def _why(description: Description, person: Person) -> str:
    """Why a description means a person, in words."""
    if description.is_speaker:
        return "he is the one quoted"
    held = [job for job in person.jobs if job.club in description.clubs and job.former == description.former]
    if description.clubs and held:
        return f"the only one here whom the article ties to {description.clubs[0].name}"
    if description.nationality is not None and description.nationality == person.nationality:
        return f"the only {description.nationality} coach whom it can mean here"
    return "the only person whom it can mean here"
