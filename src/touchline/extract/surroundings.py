"""The club of a phrase that names none and of a person whom nothing ties to one: what stands around it.

A guess is made only where sentence, title and topic agree; who is met in a match, and where a man worked before,
employs nobody.
"""

from __future__ import annotations

from itertools import pairwise

from touchline.extract.announcers import announcing, voice_club
from touchline.extract.countries import countries_without_bench, only_places
from touchline.extract.opponents import employers, is_met, is_of_old, only_met
from touchline.extract.scene import ClubMention, Scene
from touchline.extract.topic import is_most_named, times_named, title_club, topic_club
from touchline.extract.triggers import Finding
from touchline.model import Kind

OF_TITLE = "the only club of the title"
OF_TOPIC = "the article's topic"
OF_SENTENCE = "the only club of the sentence"
OF_VOICE = "the club whose statement this is"
OF_LAST = "the only club of the sentence before"
GUESSES = frozenset({OF_TITLE, OF_TOPIC, OF_SENTENCE, OF_VOICE, OF_LAST})
"""Ways to a club that the phrase does not name and that nothing ties to the person."""


def _right_after(scene: Scene, finding: Finding) -> ClubMention | None:
    """The club that the phrase has as its object though no rule says so: "will not walk away from Leeds"."""
    rest = finding.tokens[finding.end : finding.end + 3]
    if rest and scene.language.has("place_prepositions_of_jobs", rest[0].key):
        rest = rest[1:]
    if rest and scene.language.has("of_their", rest[0].key):
        rest = rest[1:]
    return scene.club(rest[0]) if rest and rest[0].kind == "club" else None


def _has_unknown_subject(scene: Scene, finding: Finding) -> bool:
    """True where a name that is no known club's does the appointing: "Vasteras have appointed ..."."""
    before = finding.tokens[: finding.start]
    while before and scene.language.has("auxiliaries", before[-1].key):
        before = before[:-1]
    return bool(before) and before[-1].is_capitalised and not scene.language.is_common(before[-1].key)


def _has_unknown_place(scene: Scene, finding: Finding) -> bool:
    """True for "his departure from Vasteras", where no file knows the name."""
    rest = finding.tokens[finding.end : finding.end + 2]
    return (
        len(rest) > 1
        and scene.language.has("place_prepositions_of_jobs", rest[0].key)
        and rest[1].is_capitalised
        and not scene.language.is_common(rest[1].key)
    )


def from_surroundings(scene: Scene, finding: Finding, exclude: set[str]) -> tuple[ClubMention | None, str]:
    """The club that announces it, else the only club before it in its sentence, else the article's topic."""
    after = (
        None
        if scene.language.has("prepositions", finding.tokens[finding.end - 1].key)
        else _right_after(scene, finding)
    )
    if after is not None:
        return after, "the club right after the phrase"
    if unknown := _why_unknown(scene, finding):
        return None, unknown
    voice = announcing(scene, finding.number, finding.start) or voice_club(scene)
    if voice is not None and voice.club is not None and voice.club.name not in exclude:
        return voice, OF_VOICE
    before = employers(scene, finding.tokens[: finding.end])
    exclude = exclude | only_places(scene) | only_met(scene)
    here = {mention.club.name: mention for mention in before if mention.club and mention.club.name not in exclude}
    if len(here) > 1:
        return None, "several clubs stand before it"
    title, topic = title_club(scene), topic_club(scene) or _opened(scene, finding)
    about = [mention for mention in (title, topic) if mention is not None and mention.club is not None]
    bare = countries_without_bench(scene)
    if any(mention.club is not None and mention.club.name in bare for mention in about):
        return None, "the article is about a country, and ties no coach to its team"
    about = [mention for mention in about if mention.club is not None and mention.club.name not in exclude]
    if here:
        return _of_sentence(scene, finding, next(iter(here.values())), about)
    if finding.number and names_the_club(finding) and not _describes_a_club(scene, finding):
        last = clubs_in(scene, finding.number - 1)
        last = [mention for mention in last if mention.club is not None and mention.club.name not in exclude]
        if last:
            return (last[0], OF_LAST) if len(last) == 1 else (None, "the sentence before names more than one club")
    found, how = _of_article(scene, finding, about)
    return found, how or (OF_TITLE if found is title else OF_TOPIC)


def _why_unknown(scene: Scene, finding: Finding) -> str:
    """Why the club is none of those that stand around it; empty where it may be one."""
    if finding.tokens[finding.start].kind == "word" and _has_unknown_subject(scene, finding):
        return "somebody whom no rule knows does it"
    if _has_unknown_place(scene, finding):
        return "the place that the text names is no club that a rule knows"
    if finding.tokens[finding.start].key == "we" and voice_club(scene) is None:
        return 'whoever says "we" is not told'
    return ""


def _of_sentence(
    scene: Scene, finding: Finding, found: ClubMention, about: list[ClubMention]
) -> tuple[ClubMention | None, str]:
    """The only club of the sentence, unless the article is `about` another."""
    if any(token.kind == "club" and scene.club(token).club is found.club for token in finding.tokens[:2]):
        return found, OF_SENTENCE
    is_topic = all(mention.club is found.club for mention in about) and (about or is_most_named(scene, found))
    if is_topic or names_the_club(finding):
        return found, OF_TOPIC if about else OF_SENTENCE
    return None, "the sentence names one club, the article is about another"


def _of_article(scene: Scene, finding: Finding, about: list[ClubMention]) -> tuple[ClubMention | None, str]:
    """The club that title and topic agree about, for a sentence that names none; else why there is none."""
    if _describes_a_club(scene, finding):
        return None, "the text describes a club and does not name it"
    if not about:
        return None, "no club, or more than one, is left"
    if _names_another(scene, finding, about[0]):
        return None, "the sentence names one club, the article is about another"
    if any(mention.club is not about[0].club for mention in about) or not is_most_named(scene, about[0]):
        return None, "the title names one club, the article tells more of another"
    return about[0], ""


MAX_DESCRIBED = 10
"""Tokens behind a phrase that may still describe its club: "sacked from his recent role at the Russian side"."""


def _names_another(scene: Scene, finding: Finding, mention: ClubMention) -> bool:
    """True where the clause names another club, be it only a place: "reports in Barcelona say that he leaves"."""
    others = [
        club
        for index, token in enumerate(finding.tokens[: _end_of_clause(scene, finding)])
        if token.kind == "club"
        and (club := scene.club(token).club) is not None
        and not (is_met(scene, finding.tokens, index) or is_of_old(scene, finding.tokens, index))
        and not (index and finding.tokens[index - 1].key == "from")
        and (index < finding.end or _is_said_where(scene, finding, index))
    ]
    return mention.club not in others and any(club.name not in only_places(scene) for club in others)


def _is_said_where(scene: Scene, finding: Finding, index: int) -> bool:
    """True for the club behind a phrase in "at FC Vaduz" and "of the Russian club FC Sochi"."""
    before = finding.tokens[max(finding.end, index - 3) : index]
    return any(scene.language.has("place_prepositions_of_jobs", token.key) for token in before if token.key != "from")


def _end_of_clause(scene: Scene, finding: Finding) -> int:
    """Where the words end that may still say of which club: "sacked from his recent role at FC Vaduz"."""
    for index, token in enumerate(finding.tokens[finding.end : finding.end + MAX_DESCRIBED], finding.end):
        if token.kind == "mark" or scene.language.has("clause_words", token.key):
            return index
    return finding.end + MAX_DESCRIBED


def names_the_club(finding: Finding) -> bool:
    """True for "the club", "they" or "their": the one that its sentence, or the one before, has named."""
    if finding.tokens[finding.start].key in ("they", "it"):
        return True
    keys = [token.key for token in finding.tokens[finding.start : finding.end]]
    return "their" in keys or any(before == "the" and key in ("club", "team", "side") for before, key in pairwise(keys))


def _describes_a_club(scene: Scene, finding: Finding) -> bool:
    """True for "the Lancashire side" and its like, which may be another club than the article's."""
    tokens = finding.tokens[max(0, finding.start - 2) : finding.end + MAX_DESCRIBED]
    heads = scene.language.words.get("club_heads", frozenset())
    return any(
        token.key in heads
        and (before.is_capitalised or before.kind == "person" or before.key in scene.language.nationalities)
        and before.key != "the"
        for before, token in pairwise(tokens)
    )


def is_of_former_club(scene: Scene, finding: Finding) -> bool:
    """True for "His former club have put Carl Bexley in charge", which is not the club that he has gone to."""
    return any(
        scene.language.has("former_words", before.key) and scene.language.has("club_heads", token.key)
        for before, token in pairwise(finding.tokens[: finding.start])
    )


def _opened(scene: Scene, finding: Finding) -> ClubMention | None:
    """The one club whose seat the article tells of outright, when the phrase tells of the seat's other side."""
    other = Kind.DEPARTURE if finding.trigger.kind is Kind.APPOINTMENT else Kind.APPOINTMENT
    found = {mention.club.name: mention for mention in scene.told.moves(other) if mention.club}
    if len(found) != 1:
        return None
    named = times_named(scene)
    name, club = next(iter(found.items()))
    return club if 2 * named[name] > max(named.values()) else None


def clubs_in(scene: Scene, number: int) -> list[ClubMention]:
    """The clubs that stand in a sentence outside persons' descriptions, each once."""
    found: dict[str, ClubMention] = {}
    for token in scene.sentences[number].tokens:
        if token.kind == "club":
            mention = scene.club(token)
            if mention.club is not None:
                found.setdefault(mention.club.name, mention)
    return list(found.values())
