"""The club of a phrase that names none and of a person whom nothing ties to one: what stands around it.

A guess is made only where sentence, title and topic agree; who is met in a match, and where a man worked before,
employs nobody.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from touchline.extract.scene import ClubMention, Scene, once
from touchline.extract.tokens import POSSESSIVE, Token
from touchline.extract.triggers import Finding
from touchline.model import Kind

OF_TITLE = "the only club of the title"
OF_TOPIC = "the article's topic"
OF_SENTENCE = "the only club of the sentence"
OF_VOICE = "the club whose statement this is"
OF_LAST = "the only club of the sentence before"
GUESSES = frozenset({OF_TITLE, OF_TOPIC, OF_SENTENCE, OF_VOICE, OF_LAST})
"""Ways to a club that the phrase does not name and that nothing ties to the person."""


def employers(scene: Scene, tokens: list[Token]) -> list[ClubMention]:
    """Clubs of these tokens that may employ somebody: no opponents, and no grounds, where guests play, too."""
    return [
        mention
        for index, token in enumerate(tokens)
        if token.kind == "club" and not _is_opponent(scene, tokens, index)
        if (mention := scene.club(token)).via != "ground"
    ]


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
    if finding.tokens[finding.start].kind == "word" and _has_unknown_subject(scene, finding):
        return None, "somebody whom no rule knows does it"
    if _has_unknown_place(scene, finding):
        return None, "the place that the text names is no club that a rule knows"
    if finding.tokens[finding.start].key == "we" and voice_club(scene) is None:
        return None, 'whoever says "we" is not told'
    voice = announcing(scene, finding.number, finding.start) or voice_club(scene)
    if voice is not None and voice.club is not None and voice.club.name not in exclude:
        return voice, OF_VOICE
    before = employers(scene, finding.tokens[: finding.end])
    exclude = exclude | _countries(scene) | _only_met(scene)
    here = {mention.club.name: mention for mention in before if mention.club and mention.club.name not in exclude}
    if len(here) > 1:
        return None, "several clubs stand before it"
    found = next(iter(here.values()), None)
    title, topic = title_club(scene), topic_club(scene) or _opened(scene, finding)
    about = [mention for mention in (title, topic) if mention is not None and mention.club is not None]
    bare = _countries_without_bench(scene)
    if any(mention.club is not None and mention.club.name in bare for mention in about):
        return None, "the article is about a country, and ties no coach to its team"
    about = [mention for mention in about if mention.club is not None and mention.club.name not in exclude]
    if found is not None:
        if any(token.kind == "club" and scene.club(token).club is found.club for token in finding.tokens[:2]):
            return found, OF_SENTENCE
        is_topic = all(mention.club is found.club for mention in about) and (about or _is_most_named(scene, found))
        if is_topic or names_the_club(finding):
            return found, OF_TOPIC if about else OF_SENTENCE
        return None, "the sentence names one club, the article is about another"
    if finding.number and names_the_club(finding) and not _describes_a_club(scene, finding):
        last = clubs_in(scene, finding.number - 1)
        last = [mention for mention in last if mention.club is not None and mention.club.name not in exclude]
        if len(last) == 1:
            return last[0], OF_LAST
        if last:
            return None, "the sentence before names more than one club"
    if _describes_a_club(scene, finding):
        return None, "the text describes a club and does not name it"
    if not about:
        return None, "no club, or more than one, is left"
    if _names_another(scene, finding, about[0]):
        return None, "the sentence names one club, the article is about another"
    if any(mention.club is not about[0].club for mention in about) or not _is_most_named(scene, about[0]):
        return None, "the title names one club, the article tells more of another"
    return about[0], OF_TITLE if about[0] is title else OF_TOPIC


MAX_DESCRIBED = 10
"""Tokens behind a phrase that may still describe its club: "sacked from his recent role at the Russian side"."""


def _names_another(scene: Scene, finding: Finding, mention: ClubMention) -> bool:
    """True where the clause names another club, be it only a place: "reports in Barcelona say that he leaves"."""
    others = [
        club
        for index, token in enumerate(finding.tokens[: _end_of_clause(scene, finding)])
        if token.kind == "club"
        and (club := scene.club(token).club) is not None
        and not (_is_met(scene, finding.tokens, index) or _is_of_old(scene, finding.tokens, index))
        and not (index and finding.tokens[index - 1].key == "from")
        and (index < finding.end or _is_said_where(scene, finding, index))
    ]
    return mention.club not in others and any(club.name not in _countries(scene) for club in others)


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


def _is_most_named(scene: Scene, mention: ClubMention) -> bool:
    """True when the article names no other club more often."""
    named = _times_named(scene)
    return mention.club is not None and named[mention.club.name] >= max(named.values())


@once
def _only_met(scene: Scene) -> set[str]:
    """Clubs that the article names as opponents and in no other way."""
    met = {
        token.start
        for part in scene.sentences
        for index, token in enumerate(part.tokens)
        if token.kind == "club" and index and scene.language.has("meeting_words", part.tokens[index - 1].key)
    }
    employers_here = {mention.club.name for start, mention in scene.club_places if mention.club and start not in met}
    return {mention.club.name for _, mention in scene.club_places if mention.club} - employers_here


@once
def _countries(scene: Scene) -> set[str]:
    """National teams that the article names less often than some club: there they are places more than teams."""
    named = _times_named(scene)
    most = max(named.values(), default=0)
    title = title_club(scene)
    n_clubs = sum(mention.club is not None and not mention.club.national for mention in scene.clubs)
    return {
        mention.club.name
        for mention in scene.clubs
        if mention.club is not None
        and mention.club.national
        and (title is None or title.club is not mention.club)
        and (named[mention.club.name] < most or n_clubs > 3 * named[mention.club.name])
    }


@once
def _times_named(scene: Scene) -> Counter[str]:
    return Counter(mention.club.name for mention in scene.clubs if mention.club is not None)


def _countries_without_bench(scene: Scene) -> set[str]:
    """National teams to which nothing in the article ties a coach: there the name is the country's."""
    countries = _named_countries(scene)
    if not countries:
        return countries
    tied = {job.club.name for person in scene.people for job in person.jobs if job.club is not None}
    tied |= {mention.club.name for kind in Kind for mention in scene.told.moves(kind) if mention.club is not None}
    tied |= _clubs_with_jobs(scene)
    if len(countries - tied) == 1 and _tells_of_national_job(scene):
        return set()
    return countries - tied


@once
def _named_countries(scene: Scene) -> set[str]:
    return {mention.club.name for mention in scene.clubs if mention.club is not None and mention.club.national}


@once
def _clubs_with_jobs(scene: Scene) -> set[str]:
    """The clubs whose names stand before a job."""
    return {
        club.name
        for part in scene.sentences
        for token, after in pairwise(part.tokens)
        if token.kind == "club" and after.kind == "role" and (club := scene.club(token).club) is not None
    }


@once
def _tells_of_national_job(scene: Scene) -> bool:
    """True for an article with "the national manager" or "the national team", of the one country that it names."""
    return any(scene.has_words(f"national {team}") for team in ("team", "side")) or any(
        token.kind == "role" and "national" in token.raw.lower() for part in scene.sentences for token in part.tokens
    )


def _is_opponent(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for a club that "against" or "draw with" introduces, or before "draw": no employer of anybody named here."""
    before, after = tokens[max(0, index - 1) : index], tokens[index + 1 : index + 2]
    if _is_of_old(scene, tokens, index):
        return True
    if any(token.kind == "role" or scene.language.has("job_words", token.key) for token in after):
        return False
    if (
        any(token.key == POSSESSIVE for token in after)
        and before
        and scene.language.has("place_prepositions", before[0].key)
    ):
        return False
    return any(scene.language.has("opponent_words", token.key) for token in before) or _is_met(scene, tokens, index)


def _is_of_old(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for the club of "his former assistant at Hull"."""
    return index > 1 and tokens[index - 2].kind == "role" and scene.role(tokens[index - 2]).is_former


def _is_met(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for the club of "against Hull", "a draw with Hull" and "after Hull draw": whom a team met."""
    before = [token.key for token in tokens[max(0, index - 2) : index]]
    if before and scene.language.has("match_prepositions", before[-1]):
        return scene.language.has("match_words", before[0])
    return any(scene.language.has("meeting_words", key) for key in before[-1:]) or _is_before_match(
        scene, tokens, index
    )


def _is_before_match(scene: Scene, tokens: list[Token], index: int) -> bool:
    """True for the club of "after Hull draw": whom a team met, most often."""
    return any(scene.language.has("match_words", token.key) for token in tokens[index + 1 : index + 2])


def _opened(scene: Scene, finding: Finding) -> ClubMention | None:
    """The one club whose seat the article tells of outright, when the phrase tells of the seat's other side."""
    other = Kind.DEPARTURE if finding.trigger.kind is Kind.APPOINTMENT else Kind.APPOINTMENT
    found = {mention.club.name: mention for mention in scene.told.moves(other) if mention.club}
    if len(found) != 1:
        return None
    named = _times_named(scene)
    name, club = next(iter(found.items()))
    return club if 2 * named[name] > max(named.values()) else None


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
        if token.kind == "club" and not _is_opponent(scene, tokens, index):
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


def clubs_in(scene: Scene, number: int) -> list[ClubMention]:
    """The clubs that stand in a sentence outside persons' descriptions, each once."""
    found: dict[str, ClubMention] = {}
    for token in scene.sentences[number].tokens:
        if token.kind == "club":
            mention = scene.club(token)
            if mention.club is not None:
                found.setdefault(mention.club.name, mention)
    return list(found.values())


@once
def title_club(scene: Scene) -> ClubMention | None:
    """The only club of the title."""
    if not scene.sentences or not scene.sentences[0].sentence.is_title:
        return None
    end, tokens = scene.sentences[0].sentence.span.end, scene.sentences[0].tokens
    opponents = {
        token.start
        for index, token in enumerate(tokens)
        if token.kind == "club" and _is_before_match(scene, tokens, index)
    }
    places = [(start, mention) for start, mention in scene.club_places if start < end and start not in opponents]
    found = {mention.club.name: mention for _, mention in places if mention.club}
    return next(iter(found.values())) if len(found) == 1 else None


@once
def topic_club(scene: Scene) -> ClubMention | None:
    """The club that the article is about.

    The only one of the whole text, of its title or of its first sentence; else the one that it names three times or
    more, and at least twice as often as any other.
    """
    named = _times_named(scene)
    places = {mention.club.name: mention for _, mention in reversed(scene.club_places) if mention.club is not None}
    if len(named) == 1:
        return places.get(next(iter(named)))
    for part in scene.sentences[:2]:
        span = part.sentence.span
        here = {m.club.name for start, m in scene.club_places if m.club is not None and span.start <= start < span.end}
        if len(here) == 1:
            name = here.pop()
            return places[name] if named[name] >= max(named.values()) else None
        if here:
            break
    (first, n_first), *rest = named.most_common(2) or [("", 0)]
    return places.get(first) if n_first >= 3 and n_first >= 2 * (rest[0][1] if rest else 0) else None
