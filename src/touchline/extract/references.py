"""Pronouns and descriptions to persons: "he", "the Spaniard", "the Town boss", "I" in a quotation.

A reference is resolved only where one person is left; the others stay nobody, and no claim is made of them.
"""

from __future__ import annotations

from touchline.extract.language import Language
from touchline.extract.scene import Description, JobHeld, Person, Scene
from touchline.extract.tokens import POSSESSIVE, Token

YOUNGEST_COACH = 27
"""Whom the text calls younger, and nothing more, is a player: also one whom the list of coaches names years later."""
NOBODY = -1
"""Stands for a reference that was not resolved: where it was named, two people may be meant."""


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


def resolve_references(scene: Scene, language: Language) -> None:
    """Give the person tokens of nobody their person, sentence by sentence."""
    before: list[int] = []
    speaker: int | None = None
    quoted = False
    for number, part in enumerate(scene.sentences):
        here: list[int] = []
        if number and part.sentence.paragraph != scene.sentences[number - 1].sentence.paragraph:
            quoted = False
        said_by = _speaker(scene, part.tokens, language)
        if said_by is None and part.sentence.is_title:
            said_by = _title_speaker(part.tokens)
        if said_by is not None:
            speaker = said_by
        for index, token in enumerate(part.tokens):
            if token.key == '"':
                quoted = not quoted
            if token.kind == "club" and (number, token.start) in scene.voices:
                here.append(scene.voices[(number, token.start)])
            if token.kind != "person":
                continue
            if token.ref >= 0:
                here.append(token.ref)
                continue
            description = scene.descriptions.get((number, token.start), Description())
            found = speaker if description.is_speaker and (quoted or part.sentence.is_title) else None
            if description.is_pronoun and found is None:
                found = _who_says_so(scene, number, index)
            elif found is None:
                found = _apposed(part.tokens, index, language)
            if not description.is_speaker and found is None:
                is_other = (
                    _is_object_of(part.tokens, index)
                    or _is_followed(part.tokens, index, language)
                    or (not description.is_pronoun and _is_succeeded(part.tokens, index, language))
                )
                others = here[:-1] if is_other else here
                ahead = _ahead(part.tokens, index, language) if description.is_pronoun and not here else []
                beside = (
                    not description.is_pronoun and index > 0 and part.tokens[index - 1].key == "with" and len(here) == 1
                )
                found = (
                    here[0]
                    if beside
                    else _resolve(scene, description, others, ahead or before, speaker if quoted else None)
                )
                if found is None and index == 0 and description.is_pronoun and not (ahead or quoted):
                    found = _same_subject(scene, number, before)
            if found is not None:
                _give(scene, number, index, found, description)
            here.append(NOBODY if found is None else found)
        if part.sentence.is_title:
            continue
        before = here or before


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


def _who_says_so(scene: Scene, number: int, at: int) -> int | None:
    """The person of "Ashby says (that) he": who speaks of himself."""
    tokens = scene.sentences[number].tokens
    verb = at - 2 if at and tokens[at - 1].key == "that" else at - 1
    if verb < 1 or not scene.language.has("said", tokens[verb].key):
        return None
    before = tokens[verb - 1]
    if before.kind == "person" and before.ref >= 0:
        return before.ref
    return scene.voices.get((number, before.start)) if before.kind == "club" else None


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


def _resolve(
    scene: Scene, description: Description, here: list[int], before: list[int], speaker: int | None
) -> int | None:
    if description.clubs or description.role is not None:
        known = [ref for ref in _holders(scene, description) if _may_be_of(scene, scene.people[ref], description)]
        if len(known) == 1:
            return known[0]
        if known:
            near = [ref for ref in dict.fromkeys([*before, *here]) if ref in known]
            return near[0] if len(near) == 1 else None
        if (
            description.clubs
            and not description.former
            and any(not job.former and job.club in description.clubs for person in scene.people for job in person.jobs)
        ):
            return None
    if description.nationality is not None:
        known = [
            ref
            for ref, person in enumerate(scene.people)
            if person.nationality == description.nationality and person.is_coach
        ]
        known = [ref for ref in known if _may_be_of(scene, scene.people[ref], description)]
        near = [ref for ref in known if ref in here] or [ref for ref in known if ref in before]
        if len(near) == 1 or (len(known) == 1 and _is_most_named(scene, known[0])):
            return (near or known)[0]
        if known:
            return None
    return _near(scene, description, here, before, speaker)


def _is_most_named(scene: Scene, ref: int) -> bool:
    """True for the person of whom the article tells most."""
    return scene.people[ref].n_mentions >= max(person.n_mentions for person in scene.people)


def _holders(scene: Scene, description: Description) -> list[int]:
    return [
        ref
        for ref, person in enumerate(scene.people)
        if any(
            job.former == description.former
            and (not description.clubs or job.club in description.clubs)
            and (description.role is None or job.role == description.role)
            for job in person.jobs
        )
    ]


def _may_be_of(scene: Scene, person: Person, description: Description) -> bool:
    """False for one of another nation or age, and for the chairman where a coach is described."""
    if _has_other_age(scene, person, description):
        return False
    if description.nationality is not None and person.nationality not in (None, description.nationality):
        return False
    return description.is_pronoun or description.is_speaker or person.is_coach or not person.other_job


def _holds_another(person: Person, description: Description) -> bool:
    """True for the coach of another club than that of "the long-serving Town boss", and for a "former head coach"."""
    if not description.clubs or description.role is None or description.former:
        return False
    if any(job.former and job.club is None and job.role is not None for job in person.jobs):
        return not any(job.club in description.clubs for job in person.jobs)
    held = [job.club for job in person.jobs if job.club is not None and job.role is not None and not job.former]
    return bool(held) and not any(club in description.clubs for club in held)


def _has_other_age(scene: Scene, person: Person, description: Description) -> bool:
    """True where coaches.toml knows him to be older or younger than "the 43-year-old" of that day."""
    on = scene.article.published_on
    if description.age is None or person.born is None or on is None:
        return False
    return on.year - person.born - description.age not in (0, 1)


def _has_this_age(scene: Scene, ref: int, description: Description) -> bool:
    person = scene.people[ref]
    return (
        person.born is not None
        and scene.article.published_on is not None
        and not _has_other_age(scene, person, description)
    )


def _near(
    scene: Scene, description: Description, here: list[int], before: list[int], speaker: int | None
) -> int | None:
    """The one person named before in this sentence, else the one of the sentence before."""
    if description.age is not None:
        aged = [
            ref for ref in dict.fromkeys([*before, *here]) if ref != NOBODY and _has_this_age(scene, ref, description)
        ]
        if len(aged) == 1:
            return aged[0]
    if not description.is_pronoun:
        # Who is named in a sentence is seldom described in it too: "the 43-year-old" is the man of the sentence before.
        before = [ref for ref in before if ref not in here] or before
        here = [] if before else here
    for refs in (here, before):
        is_here = refs is here
        left = [ref for ref in dict.fromkeys(refs) if ref != speaker]
        left = [ref for ref in left if ref == NOBODY or _may_be_of(scene, scene.people[ref], description)]
        left = [ref for ref in left if ref == NOBODY or not _holds_another(scene.people[ref], description)]
        if len(left) == 1:
            return None if left[0] == NOBODY else left[0]
        if left:
            return None if is_here else _topical(scene, left)
    return None


def _topical(scene: Scene, refs: list[int]) -> int | None:
    """Among several, the first-named when the article names him most often."""
    if NOBODY in refs:
        return None
    first, *others = (scene.people[ref].n_mentions for ref in refs)
    return refs[0] if first > max(others) and first == max(person.n_mentions for person in scene.people) else None


def _same_subject(scene: Scene, number: int, before: list[int]) -> int | None:
    """The coach who opens the sentence before, for a "he" that opens this one; whoever else it names is told less of.

    A title tells of its persons in another order.
    """
    last = scene.sentences[number - 1] if number else None
    if last is None or last.sentence.is_title or not before or NOBODY in before:
        return None
    first = last.tokens[0]
    if first.kind != "person" or first.ref != before[0] or not scene.people[first.ref].is_coach:
        return None
    times = [scene.people[ref].n_mentions for ref in dict.fromkeys(before)]
    return first.ref if times[0] >= max(times) else None


MAX_TOPIC = 4
"""Words of "Ashby on his future: I will go", the colon among them."""


def _title_speaker(tokens: list[Token]) -> int | None:
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


def _speaker(scene: Scene, tokens: list[Token], language: Language) -> int | None:
    """Whose words a sentence quotes: the person beside a verb of saying."""
    said = language.words.get("said", frozenset())
    for index, token in enumerate(tokens):
        if token.key in said and token.kind == "word":
            for beside in (index - 1, index + 1):
                if 0 <= beside < len(tokens) and tokens[beside].kind == "person" and tokens[beside].ref >= 0:
                    return tokens[beside].ref
    return None
