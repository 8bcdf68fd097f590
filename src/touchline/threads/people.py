"""Who is who at one seat: the same person under the names that different articles give."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from touchline.fold import folded_words
from touchline.threads.windows import QUIET_RUMOUR_DAYS

_APOSTROPHE: Final = re.compile("['’]")
_TITLES: Final = frozenset({"sir", "dr", "mr", "don", "coach"})
_PARTICLES: Final = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "lo"}
    | {"mac", "mc", "o", "san", "st", "ten", "ter", "van", "von"}
)
MIN_SHORT_FORM: Final = 3
"""Letters that a given name's short form needs: "Rob" for "Robbie", but not "Jo" for "Joachim"."""

Apart = Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]
"""For the words of a name those of the names that are not the same person: the user says so."""
NOBODY_APART: Final[Apart] = {}


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded: no case, no accents, no apostrophes, no title in front."""
    words = folded_words(_APOSTROPHE.sub("", name))
    return words[1:] if len(words) > 1 and words[0] in _TITLES else words


def is_full(name: str) -> bool:
    """True for a name with more than a surname; particles are no given names ("ten Hag" is a surname)."""
    return sum(word not in _PARTICLES for word in name_words(name)) > 1


@lru_cache(maxsize=65536)
def may_be(name: str, other: str) -> bool:
    """True when both names may mean one person: the words of one appear in the other, in order.

    A given name may be an initial or a short form. "Alonso" may be "Xabi Alonso", which cannot be "Fernando Alonso".
    """
    one, two = name_words(name), name_words(other)
    if not one or not two:
        return False
    return _within(one, two) or _within(two, one)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    if len(short) > len(long) or all(word in _PARTICLES for word in short):
        return False
    at = 0
    for place, word in enumerate(short):
        given = place < len(short) - 1
        while at < len(long) and not (word == long[at] or (given and _short_form(word, long[at]))):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _short_form(word: str, whole: str) -> bool:
    return whole.startswith(word) and (len(word) == 1 or len(word) >= MIN_SHORT_FORM) and word not in _PARTICLES


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as one article gives it, with what helps to tell whose it is."""

    name: str
    article_id: str
    on: date | None


def resolve(mentions: Iterable[Mention], apart: Apart = NOBODY_APART) -> dict[Mention, str]:
    """Give every mention at one seat its person, named as most articles write it in full.

    A shorter name is taken for a longer one only where one candidate remains: in the seat, else in the same article,
    else among those whom articles of the same weeks name. Otherwise it stands for a person of its own. Names that are
    `apart` are never joined, not over a third name either.
    """
    everyone = sorted(set(mentions), key=lambda m: (m.name, m.article_id, m.on or date.min))
    names = {mention.name for mention in everyone}
    longest = _longest(names, apart)
    owners = {name: _holding(name, longest, apart) for name in names}
    certain = {mention: owners[mention.name][0] for mention in everyone if len(owners[mention.name]) == 1}
    known: dict[str, list[Mention]] = defaultdict(list)
    for mention, whole in certain.items():
        known[whole].append(mention)
    found = {
        mention: certain.get(mention) or _nearest(mention, owners[mention.name], known) or mention.name
        for mention in everyone
    }
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, whole in found.items():
        spellings[whole][mention.name] += 1
    shown = {whole: _best_spelling(names) for whole, names in spellings.items()}
    return {mention: shown[whole] for mention, whole in found.items()}


def _longest(names: set[str], apart: Apart) -> dict[str, list[str]]:
    """The names that are no shorter form of another one, under each of their words; one spelling for the same words."""
    by_words: dict[tuple[str, ...], str] = {}
    for name in sorted(names):
        by_words.setdefault(name_words(name), name)
    kept: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_words.values(), key=lambda name: (-len(name_words(name)), -len(name), name)):
        if not _holding(name, kept, apart):
            for word in set(name_words(name)):
                kept[word].append(name)
    return kept


def _holding(name: str, longest: dict[str, list[str]], apart: Apart) -> list[str]:
    """The longest names that this one may be short for: its last word is written out in all of them."""
    words = name_words(name)
    held = [whole for whole in longest.get(words[-1], ()) if _within(words, name_words(whole))] if words else []
    others = apart.get(words, frozenset())
    return [whole for whole in held if not _holds_one(others, whole, words)] if others else held


def _holds_one(others: Iterable[tuple[str, ...]], whole: str, words: tuple[str, ...]) -> bool:
    """True when a longer name may also mean somebody from whom the name of these words is kept apart."""
    long = name_words(whole)
    return long != words and any(_within(other, long) for other in others)


def _nearest(mention: Mention, wholes: Sequence[str], known: dict[str, list[Mention]]) -> str | None:
    here = [whole for whole in wholes if any(other.article_id == mention.article_id for other in known[whole])]
    if len(here) == 1:
        return here[0]
    if mention.on is None:
        return None
    near = [
        whole
        for whole in wholes
        if any(other.on and abs((other.on - mention.on).days) <= QUIET_RUMOUR_DAYS for other in known[whole])
    ]
    return near[0] if len(near) == 1 else None


def _best_spelling(names: Counter[str]) -> str:
    return max(names, key=lambda name: (is_full(name), not name.isupper(), names[name], len(name), name))
