"""National teams' names that only tell of a country: there no bench is meant."""

from __future__ import annotations

from itertools import pairwise

from touchline.extract.scene import Scene, once
from touchline.extract.topic import times_named, title_club
from touchline.model import Kind


@once
def only_places(scene: Scene) -> set[str]:
    """National teams that the article names less often than some club: there they are places more than teams."""
    named = times_named(scene)
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


def countries_without_bench(scene: Scene) -> set[str]:
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
