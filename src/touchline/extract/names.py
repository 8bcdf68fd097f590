"""Club names are found, and become tokens in the place of their words.

Names that may mean several clubs ("United", "the Blues", a ground, a city's club) are resolved for the whole article
at once, and only where one candidate is left among the clubs that it names in full.
"""

from __future__ import annotations

from touchline.extract.clubs import Club, NameEntry
from touchline.extract.language import Language
from touchline.extract.people import name_starts
from touchline.extract.rulebook import Rulebook
from touchline.extract.scene import ClubMention, Scene
from touchline.extract.shapes import shape_end
from touchline.extract.tokens import POSSESSIVE, Token
from touchline.fold import fold


def place_clubs(scene: Scene, number: int, rulebook: Rulebook, language: Language) -> None:
    """Replace the club names of one sentence; the full names of coaches.toml are left alone ("Wilfried Nancy")."""
    tokens = scene.sentences[number].tokens
    out: list[Token] = []
    done = 0
    lower = not any(token.is_capitalised for token in tokens[1:])
    if not scene.sentences[number].sentence.is_title:
        done = _dateline_end(tokens)
        out += tokens[:done]
    for at in range(len(tokens)) if lower else name_starts(tokens, rulebook):
        if at < done:
            continue
        out += tokens[done:at]
        done = rulebook.coach_end(tokens, at)
        if done:
            out += tokens[at:done]
        else:
            done = _national_end(scene, tokens, at, rulebook, language, out) or _club_end(
                scene, tokens, at, rulebook, language, lower, out
            )
    scene.sentences[number].tokens = out + tokens[done:]


MAX_DATELINE = 3
"""Words of the longest place before a report: "SAO PAULO, Brazil (Wire) -"."""


def _dateline_end(tokens: list[Token]) -> int:
    """The index after "MADRID" where it says from where a report comes: a place before a mark, and no club."""
    end = 0
    while end < min(MAX_DATELINE, len(tokens)) and tokens[end].raw.isupper() and len(tokens[end].raw) > 2:
        end += 1
    return end if end and end < len(tokens) and tokens[end].key in (":", "-", "(", ",") else 0


def _club_end(
    scene: Scene, tokens: list[Token], at: int, rulebook: Rulebook, language: Language, lower: bool, out: list[Token]
) -> int:
    """Append a club token to `out` when a club's name begins at `at`; the index after it, or `at`."""
    token = tokens[at]
    if not (token.is_capitalised or (token.kind == "word" and (lower or token.has_digit))):
        return at
    found = rulebook.clubs.longest_at(tokens, at)
    if found is None:
        end = shape_end(tokens, at, rulebook, language)
        return append_unknown_club(scene, tokens, at, end, out) if end > at else at
    end, entry = found
    if token.raw[0].islower() and not lower and not token.has_digit:
        return at
    if not tokens[end - 1].is_capitalised and not lower and tokens[end - 1].key not in language.club_words:
        return at
    if end - at == 1 and at and language.has("outlet_words", token.key) and tokens[at - 1].is_capitalised:
        return at
    if end - at == 1 and out and out[-1].kind == "club" and language.has("clubs_do", token.key):
        # "Red Bulls Fire Coach" tells what the club does.
        return at
    if end - at == 1 and _is_part_of_person(tokens, at, rulebook, language):
        return at
    if entry.via == "city" and not entry.exact:
        return _city_club_end(scene, tokens, at, end, entry, language, out)
    if entry.via == "people" and (not out or out[-1].key != "the" or _is_noun_of_bench(tokens, end, language)):
        return at
    end, squad = _suffix(tokens, end, language)
    _append_club(scene, tokens, at, end, entry, squad if squad != "first" else entry.squad, out)
    return end


def _national_end(
    scene: Scene, tokens: list[Token], at: int, rulebook: Rulebook, language: Language, out: list[Token]
) -> int:
    """Append a club token for "the Spanish football federation" or "Scottish soccer team"; the index after it, or 0."""
    adjective = language.nationalities.get(tokens[at].key) if tokens[at].is_capitalised else None
    club = rulebook.clubs.national_of.get(adjective) if adjective else None
    if club is None:
        return 0
    for size in (4, 3, 2, 1):
        words = tuple(token.key for token in tokens[at + 1 : at + 1 + size])
        if len(words) == size and language.has("national_team_words", *words):
            _append_club(scene, tokens, at, at + 1 + size, NameEntry((club,), "name", True), "first", out)
            return at + 1 + size
    return 0


def _is_noun_of_bench(tokens: list[Token], at: int, language: Language) -> bool:
    """True before "coach", "giants" and the like: "the Portuguese coach" tells a man's nationality, not his team."""
    key = tokens[at].key if at < len(tokens) else ""
    return key in language.roles_words or language.has("club_heads", key)


def _append_club(
    scene: Scene, tokens: list[Token], at: int, end: int, entry: NameEntry, squad: str, out: list[Token]
) -> None:
    surface = scene.article.text[tokens[at].start : tokens[end - 1].end]
    if _is_country_before_club(scene, entry, out):
        # "Saudi Arabia's Al-Ahli" is one club, and no country's team.
        out.pop()
        out.pop()
    if _is_country_of_club(scene, entry, out):
        # "Flamengo of Brazil" is one club, wherever it plays.
        out.pop()
        held = out.pop()
        raw = scene.article.text[held.start : tokens[end - 1].end]
        out.append(Token("club", "", raw, held.start, tokens[end - 1].end, held.ref))
        return
    club = entry.clubs[0] if len(entry.clubs) == 1 and (entry.exact or entry.via != "ground") else None
    if not entry.exact and entry.via == "nickname" and len(tokens[at:end]) == 1:
        club = None
    start = _take_head(out, scene.language) or tokens[at]
    scene.clubs.append(ClubMention(surface, entry.clubs, entry.via if not entry.exact else "name", club, squad))
    out.append(Token("club", "", surface, start.start, tokens[end - 1].end, len(scene.clubs) - 1))


def append_unknown_club(scene: Scene, tokens: list[Token], at: int, end: int, out: list[Token]) -> int:
    """Append a club token to `out` for the name of a club that no file knows; the index after it and its squad."""
    club = scene.unknown_club(scene.article.text[tokens[at].start : tokens[end - 1].end])
    end, squad = _suffix(tokens, end, scene.language)
    _append_club(scene, tokens, at, end, NameEntry((club,), "shape", exact=False), squad, out)
    return end


def _is_country_of_club(scene: Scene, entry: NameEntry, out: list[Token]) -> bool:
    return (
        len(out) > 1
        and out[-1].key == "of"
        and out[-2].kind == "club"
        and all(club.national for club in entry.clubs)
        and not any(club.national for club in scene.club(out[-2]).candidates)
    )


def _is_country_before_club(scene: Scene, entry: NameEntry, out: list[Token]) -> bool:
    return (
        len(out) > 1
        and out[-1].key == POSSESSIVE
        and out[-2].kind == "club"
        and all(club.national for club in scene.club(out[-2]).candidates)
        and not any(club.national for club in entry.clubs)
    )


def _take_head(out: list[Token], language: Language) -> Token | None:
    """Take "Championship side" before a club's name off `out`: it says nothing that a claim needs."""
    if out and language.has("club_adjectives", out[-1].key):
        return out.pop()
    if not out or not language.has("club_heads", out[-1].key):
        return None
    taken = out.pop()
    while out and (language.has("division_words", out[-1].key) or out[-1].key in language.nationalities):
        taken = out.pop()
    return taken


def _body_end(tokens: list[Token], end: int, language: Language) -> int:
    """The index after "'s board" or "chiefs" behind a club's name: those who act for the club; else `end`."""
    at = end + (tokens[end].key == POSSESSIVE) if end < len(tokens) else end
    for size in (2, 1):
        words = tuple(token.key for token in tokens[at : at + size])
        if len(words) == size and language.has("club_bodies", *words):
            return at + size
    return end


def _suffix(tokens: list[Token], end: int, language: Language) -> tuple[int, str]:
    """Words after a club's name that belong to it: "FC", "Football Club", "Women", "U21"."""
    squad = "first"
    while end < len(tokens):
        for size in (2, 1):
            words = tuple(token.key for token in tokens[end : end + size])
            if len(words) < size:
                continue
            if words in language.lists.get("club_suffixes", frozenset()):
                end += size
                break
            what = language.squads.get(words)
            if what:
                squad, end = what, end + size
                break
        else:
            break
    return _body_end(tokens, end, language), squad


def _is_part_of_person(tokens: list[Token], at: int, rulebook: Rulebook, language: Language) -> bool:
    """A one-word name after a given name is a surname ("Joe Jordan"), before one a given name ("Jordan Smith")."""
    before = tokens[at - 1] if at else None
    if (
        before is not None
        and before.is_capitalised
        and before.key in rulebook.given_names
        and before.key not in language.roles_words
    ):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        after is not None
        and after.is_capitalised
        and tokens[at].key in rulebook.given_names
        and rulebook.clubs.longest_at(tokens, at + 1) is None
        and not language.is_common(after.key)
    )


def _city_club_end(
    scene: Scene, tokens: list[Token], at: int, end: int, entry: NameEntry, language: Language, out: list[Token]
) -> int:
    """A city is a club only in "the Amsterdam club"; elsewhere it is a place and stays a word."""
    is_club = end < len(tokens) and tokens[end].key in language.club_words and out and out[-1].key == "the"
    if is_club:
        _append_club(scene, tokens, at, end + 1, entry, "first", out)
        return end + 1
    return at


def resolve_clubs(scene: Scene) -> None:
    """Give ambiguous mentions their club where one candidate is left among those that the article names."""
    named = {
        mention.club.name for mention in scene.clubs if mention.club is not None and mention.via in ("name", "shape")
    }
    words: set[str] = set()
    for mention in scene.clubs:
        if mention.club is not None and mention.via in ("name", "shape"):
            continue
        left = [club for club in mention.candidates if club.name in named]
        if not left and not scene.language.has("not_names", fold(mention.surface)):
            # An ordinary word ("Wednesday", "Real") needs its club named in full somewhere.
            left = list(mention.candidates)
        if len(left) > 1:
            words = words or scene.plain_words()
            left = [club for club in left if _is_placed_here(club, words, scene.language)]
        mention.club = left[0] if len(left) == 1 else None


def _is_placed_here(club: Club, words: set[str], language: Language) -> bool:
    """True when the article names the club's city or country: "Sporting" beside "the Portuguese champions"."""
    places = [fold(place) for place in (club.city, club.country) if place]
    return any(words.issuperset(place.split()) for place in (*places, *language.adjectives_of.get(club.country, ())))
