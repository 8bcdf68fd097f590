"""Short words for reports and claims, so that a test reads like the story it tells."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from touchline.model import Claim, Kind, Manner, Report, Role, Stage, StoryThread
from touchline.threads import build_threads

_NUMBERS = count(1)
SEEN_AT = datetime(2026, 1, 31, tzinfo=UTC)


def claim(kind: Kind, person: str, club: str, stage: str | None, **more: object) -> Claim:
    manner = more.pop("manner", None)
    more.setdefault("role", Role.HEAD_COACH)
    return Claim(
        kind=kind,
        person=person,
        club=club,
        stage=Stage(stage) if stage else None,
        denied=stage is None,
        manner=Manner(manner) if manner else None,
        **more,  # type: ignore[arg-type]
    )


def out(person: str, club: str, stage: str | None = "confirmed", **more: object) -> Claim:
    return claim(Kind.DEPARTURE, person, club, stage, **more)


def into(person: str, club: str, stage: str | None = "confirmed", **more: object) -> Claim:
    return claim(Kind.APPOINTMENT, person, club, stage, **more)


def interim(person: str, club: str, stage: str | None = "confirmed", **more: object) -> Claim:
    return claim(Kind.APPOINTMENT, person, club, stage, role=Role.INTERIM, **more)


def stay(person: str, club: str, stage: str | None = "confirmed", **more: object) -> Claim:
    return claim(Kind.STAY, person, club, stage, **more)


def told(
    day: str | None,
    *claims: Claim,
    by: str | None = None,
    official: bool = False,
    tier: int | None = None,
    article_id: str | None = None,
) -> Report:
    return Report(
        article_id=article_id or f"{day or 'undated'}-{next(_NUMBERS):05d}",
        reported_on=date.fromisoformat(day) if day else None,
        first_seen_at=SEEN_AT,
        claims=claims,
        publisher=by,
        official=official,
        tier=tier,
    )


def threads_by_id(*reports: Report) -> dict[str, StoryThread]:
    return {thread.thread_id: thread for thread in build_threads(reports)}


def only(*reports: Report) -> StoryThread:
    (thread,) = build_threads(reports)
    return thread


def day(text: str) -> date:
    return date.fromisoformat(text)
