"""Clubs that no file knows, by the shape of their names: "FC Vaduz", "Gateshead Town"."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.extract.language import Language
from touchline.extract.rulebook import Rulebook
from touchline.extract.tokens import Token

SHORT_PREFIX = 4
"""Prefixes of at most this many letters ("FC", "IF", "VfL") are words as well, and names only with two capitals."""


def shape_end(tokens: Sequence[Token], at: int, rulebook: Rulebook, language: Language) -> int:
    """The index after a name with a club's prefix or ending that begins at `at`, else `at`.

    A known club's name inside it is left to itself: "FC Burnley", "Lowly Manchester City". The rest of a longer
    name ("West Bromley Albion") is none.
    """
    endings = language.words.get("club_endings", frozenset())
    ends_soon = not endings.isdisjoint([token.key for token in tokens[at + 1 : at + 3]])
    if at + 1 >= len(tokens) or not (ends_soon or _is_prefix(tokens[at], language)):
        return at
    if _is_rest(tokens, at, language):
        return at
    known = rulebook.clubs.longest_at(tokens, at + 1)
    if _is_prefix(tokens[at], language) and may_be_part(tokens[at + 1], language):
        is_other = (known is not None and known[1].exact) or (at > 0 and _is_name(tokens[at - 1], language))
        return at if is_other else _with_rest(tokens, at + 2, rulebook, language)
    if (known is not None and known[1].exact and known[0] > at + 2) or (at and _is_name(tokens[at - 1], language)):
        return at
    for size in (1, 2):
        if at + size >= len(tokens) or not may_be_part(tokens[at + size - 1], language):
            return at
        last = tokens[at + size]
        if last.is_capitalised and language.has("club_endings", last.key):
            is_person = tokens[at].key in rulebook.given_names and not language.has("club_suffixes", last.key)
            end = _with_suffix(tokens, at + size + 1, language)
            return at if is_person or not _is_whole(tokens, at, end, language) else end
    return at


def _with_suffix(tokens: Sequence[Token], end: int, language: Language) -> int:
    """The index after the "FC" of "Kirby United FC", where there is one."""
    return end + (end < len(tokens) and tokens[end].is_capitalised and language.has("club_suffixes", tokens[end].key))


def _is_whole(tokens: Sequence[Token], at: int, end: int, language: Language) -> bool:
    """False for "Usually United rest ...": a sentence's first word, and a club's short name."""
    if any(language.has("not_clubs", token.key) for token in tokens[at:end]):
        return False
    if at and tokens[at - 1].key not in ('"', "'", ":", "-"):
        return True
    after = tokens[end].key if end < len(tokens) else ""
    return after.isalpha() and (
        after in language.roles_words
        or any(language.has(name, after) for name in ("auxiliaries", "clubs_do", "announces"))
        or (language.has("clubs_are", after) and not language.has("adverbs_before_names", tokens[at].key))
    )


def _is_rest(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """True after "West", "&" and "St."."""
    if not at or tokens[at - 1].raw[0].islower():
        return False
    is_saint = tokens[at - 1].key == "." and at > 1 and tokens[at - 2].key == "st"
    return is_saint or language.has("name_openers", tokens[at - 1].key)


def _with_rest(tokens: Sequence[Token], end: int, rulebook: Rulebook, language: Language) -> int:
    """The index after the second word of "FC Nova Quorlia" and "AFC Oakham United", where there is one."""
    if end >= len(tokens) or tokens[end].key in rulebook.given_names:
        return end
    is_ending = tokens[end].is_capitalised and language.has("club_endings", tokens[end].key)
    return end + 1 if is_ending or may_be_part(tokens[end], language) else end


def _is_prefix(token: Token, language: Language) -> bool:
    if not language.has("club_prefixes", token.key):
        return False
    return len(token.raw) > SHORT_PREFIX or sum(map(str.isupper, token.raw)) > 1 or token.key == "al"


def _is_name(token: Token, language: Language) -> bool:
    """True for a capitalised word that may be a given name: "Ghulam Al Balushi" is a person."""
    return token.is_capitalised and not language.is_common(token.key) and token.key not in language.nationalities


def may_be_part(token: Token, language: Language) -> bool:
    """True for a capitalised word that may be part of a name; not "If", "Spanish", "Madrid-born" and "Soccer-Leeds"."""
    if not token.is_capitalised or language.is_common(token.key) or token.key in language.nationalities:
        return False
    heads = token.key.split("-")[:-1]
    return all(part[:1].isupper() for part in token.raw.split("-")) and not any(map(language.is_common, heads))
