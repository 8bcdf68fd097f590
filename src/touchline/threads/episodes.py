"""Where one vacancy of a seat ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from touchline.model import Kind, Stage
from touchline.threads.bygone import with_bygone
from touchline.threads.caretakers import with_roles
from touchline.threads.episode import Episode
from touchline.threads.misread import without_misread
from touchline.threads.placing import day_of, place
from touchline.threads.statements import Statement, effective_span
from touchline.threads.windows import EFFECTIVE_SLACK_DAYS, LATE_DAYS, LEAD_IN_DAYS


def split(statements: Sequence[Statement]) -> list[Episode]:
    """Cut the statements of one seat (in time order) into its vacancies, oldest first."""
    statements = with_bygone(statements)
    episodes: list[Episode] = []
    waiting: list[Statement] = []
    current = without_misread(with_roles([s for s in statements if not s.claim.background]))
    for statement in (s for s in current if s.on):
        on = day_of(statement)
        where = place(episodes, statement)
        if where == "wait":
            waiting.append(statement)
        elif where == "open":
            episode = Episode(opened_on=on)
            for early in waiting:
                if (on - day_of(early)).days <= LEAD_IN_DAYS:
                    episode.add(early)
            waiting.clear()
            episode.add(statement)
            episodes.append(episode)
        elif isinstance(where, Episode):
            where.add(statement)
    for statement in (s for s in current if not s.on):
        fitting = [
            episode for episode in episodes if _fits(episode, statement) and not _went_to_another(episode, statement)
        ]
        if len(fitting) == 1:
            fitting[0].add(statement)
    _recall(episodes, (s for s in statements if s.claim.background and s.claim.kind is not Kind.STAY))
    return episodes


def _fits(episode: Episode, statement: Statement) -> bool:
    """True when the person plays the statement's part in the episode already."""
    person, kind = statement.person, statement.claim.kind
    if kind is Kind.APPOINTMENT:
        return person in episode.into or person in episode.interim
    return person in episode.out


def _went_to_another(episode: Episode, statement: Statement) -> bool:
    """True for a sure appointment to a vacancy that somebody else filled: a candidate of then got the seat later."""
    sure = (statement.claim.stage or Stage.RUMOUR) >= Stage.AGREED
    comes = statement.claim.kind is Kind.APPOINTMENT and not statement.is_interim
    return sure and comes and episode.incoming not in (None, statement.person)


def _recall(episodes: Sequence[Episode], background: Iterable[Statement]) -> None:
    """Let background claims join by person: the episode that their date names, else the last one before the report."""
    for statement in background:
        span = effective_span(statement.claim)
        if span:
            slack = timedelta(days=EFFECTIVE_SLACK_DAYS)
            first, last = span[0] - slack, span[1] + slack
        elif statement.on:
            first, last = statement.on - timedelta(days=LATE_DAYS), statement.on
        else:
            continue
        for number, episode in reversed(list(enumerate(episodes))):
            meant = episode.opened_on <= last and first <= (episode.last_on or episode.opened_on)
            before = episodes[number - 1] if number else None
            names = _names_the_unnamed(episode, statement, before)
            if meant and (names or _fits(episode, statement)):
                if names or not _tells_later(episodes[number + 1 :], statement):
                    episode.recalled.append(statement)
                break


def _tells_later(later: Sequence[Episode], statement: Statement) -> bool:
    """True when the report tells a later vacancy of the seat: what went before is history there, not this story."""
    return any(told.article_id == statement.article_id for episode in later for told in episode.statements)


def _names_the_unnamed(episode: Episode, statement: Statement, before: Episode | None) -> bool:
    """True when a background claim says who left, and no other report of the episode does.

    It must be dated, or be about the one who came in the vacancy before: else it may be anybody's career.
    """
    held = before is not None and before.incoming == statement.person
    return (
        statement.claim.kind is Kind.DEPARTURE
        and (held or effective_span(statement.claim) is not None)
        and statement.person not in episode.into
        and not any(standing.stage for standing in episode.out.values())
    )
