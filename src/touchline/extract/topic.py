"""The club that an article is about, as its title and its words tell."""

from __future__ import annotations

from collections import Counter

from touchline.extract.opponents import is_before_match
from touchline.extract.scene import ClubMention, Scene, once


@once
def title_club(scene: Scene) -> ClubMention | None:
    """The only club of the title."""
    if not scene.sentences or not scene.sentences[0].sentence.is_title:
        return None
    end, tokens = scene.sentences[0].sentence.span.end, scene.sentences[0].tokens
    opponents = {
        token.start
        for index, token in enumerate(tokens)
        if token.kind == "club" and is_before_match(scene, tokens, index)
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
    named = times_named(scene)
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


@once
def times_named(scene: Scene) -> Counter[str]:
    """How often the article names each club."""
    return Counter(mention.club.name for mention in scene.clubs if mention.club is not None)


def is_most_named(scene: Scene, mention: ClubMention) -> bool:
    """True when the article names no other club more often."""
    named = times_named(scene)
    return mention.club is not None and named[mention.club.name] >= max(named.values())
