"""Which one claim of an article the story list shows."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.model import Chip, Claim, Kind, Role

_KIND_ORDER = (Kind.STAY, Kind.DEPARTURE, Kind.APPOINTMENT)


def current(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that are news in their article."""
    return [claim for claim in claims if not claim.background]


def choose_chip(claims: Sequence[Claim]) -> Chip | None:
    """The most newsworthy current claim.

    The highest stage comes first, then head coaches before caretakers and everybody else, then appointments before
    departures before stays. A denial has no stage and comes after all that is claimed; of equals, the text's first.
    """

    def weight(claim: Claim) -> tuple[int, bool, int]:
        stage = claim.stage.rank if claim.stage else -1
        return (stage, claim.role is Role.HEAD_COACH, _KIND_ORDER.index(claim.kind))

    best = max(current(claims), key=weight, default=None)
    if best is None:
        return None
    return Chip(kind=best.kind, person=best.person, club=best.club, stage=best.stage, denied=best.denied)
