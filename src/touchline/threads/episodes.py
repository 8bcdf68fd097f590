"""Where one vacancy of a seat ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from touchline.model import Kind
from touchline.threads.caretakers import with_roles
from touchline.threads.episode import Episode
from touchline.threads.misread import without_misread
from touchline.threads.placing import day_of, place
from touchline.threads.statements import Statement, effective_span
from touchline.threads.windows import EFFECTIVE_SLACK_DAYS, LATE_DAYS, LEAD_IN_DAYS


def split(statements: Sequence[Statement]) -> list[Episode]:
    """Cut the statements of one seat (in time order) into its vacancies, oldest first."""
    episodes: list[Episode] = []
    waiting: list[Statement] = []
    current = with_roles(without_misread([s for s in statements if not s.claim.background]))
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
        fitting = [episode for episode in episodes if _fits(episode, statement)]
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
        for episode in reversed(episodes):
            meant = episode.opened_on <= last and first <= (episode.last_on or episode.opened_on)
            if meant and (_fits(episode, statement) or _names_the_unnamed(episode, statement)):
                episode.recalled.append(statement)
                break


def _names_the_unnamed(episode: Episode, statement: Statement) -> bool:
    """True when a dated background claim says who left, and no other report of the episode does."""
    return (
        statement.claim.kind is Kind.DEPARTURE
        and effective_span(statement.claim) is not None
        and statement.person not in episode.into
        and not any(standing.stage for standing in episode.out.values())
    )
