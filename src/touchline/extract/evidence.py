"""Is this about football, and does it show its coaches to be coaches? Doubts that keep claims off other news."""

from __future__ import annotations

import re

from touchline.extract.language import Language
from touchline.extract.scene import Scene
from touchline.fold import fold

HEADLINE = 200
"""Up to this many characters one word of another sport is enough: a headline has no room for two."""
SHORT_TEXT = 700
"""Below this many characters a text need not show what a person of coaches.toml is: it has no room to."""


def doubt_unshown_coaches(scene: Scene, language: Language) -> None:
    """Doubt persons of coaches.toml whom a long text shows playing, and never beside a job or a word for coaching.

    Coaches have played, and reports of those years are about their goals, injuries and transfers.
    """
    if len(scene.article.text) < SHORT_TEXT:
        return
    coaching, playing_words = (language.words.get(name, ()) for name in ("coaching_words", "playing_words"))
    shown: set[int] = set()
    playing: set[int] = set()
    for part in scene.sentences:
        people = {token.ref for token in part.tokens if token.kind == "person" and token.ref >= 0}
        if not people:
            continue
        keys = {token.key for token in part.tokens}
        if "role" in {token.kind for token in part.tokens} or not keys.isdisjoint(coaching):
            shown |= people
        if not keys.isdisjoint(playing_words):
            playing |= people
    for ref in playing - shown:
        scene.people[ref].unshown = True
        scene.people[ref].other_job |= not scene.people[ref].listed


def is_other_sport(text: str, language: Language) -> bool:
    """True when words of other sports outweigh those of football."""
    folded = fold(text)
    words = set(_WORD.findall(folded))
    other = _count(folded, words, "other_sports", language)
    return other > (len(text) > HEADLINE) and other > _count(folded, words, "football_words", language)


_WORD = re.compile(r"[\w-]+")


def _count(text: str, words: set[str], name: str, language: Language) -> int:
    """How many phrases of a list the text holds, each counted once."""
    longer = (phrase for phrase in language.lists.get(name, ()) if len(phrase) > 1)
    return len(words.intersection(language.words.get(name, ()))) + sum(" ".join(phrase) in text for phrase in longer)
