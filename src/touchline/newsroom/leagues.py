"""In which league a club plays."""

from __future__ import annotations

from touchline.model import League
from touchline.newsroom.room import Newsroom


def league_of(room: Newsroom, club: str) -> League | None:
    """The league of a club, None for one that the lexicon does not know. Loads the rulebook."""
    clubs = room.rulebook.clubs
    found = clubs.club(club) if club in clubs else None
    return League(found.league, found.country) if found and found.league else None
