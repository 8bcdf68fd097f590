"""Equal claims of an article become one, with the highest stage and all that proves it."""

from __future__ import annotations

from dataclasses import replace

from touchline.extract.claims import Verdict
from touchline.extract.seat_roles import WOMEN
from touchline.model import Claim, Kind, Role, Span, Stage


def _roles(verdicts: list[Verdict], *, implied: bool) -> dict[tuple[str, Kind, str], Role]:
    """Roles by person, kind and club: those that phrases imply ("will take the team on Sunday"), or those they say."""
    roles: dict[tuple[str, Kind, str], Role] = {}
    for verdict in verdicts:
        claim, finding = verdict.claim, verdict.finding
        if claim is None or claim.background or not verdict.role_said:
            continue
        if implied is (finding.trigger.role is not None and not finding.slot("role")):
            key = (claim.person, claim.kind, claim.club)
            if key not in roles or claim.role is not Role.HEAD_COACH:
                roles[key] = claim.role
    return roles


def merge(verdicts: list[Verdict]) -> tuple[Claim, ...]:
    """One claim for each key, with the highest stage and all spans; a role that is said wins over an assumed one."""
    roles = _roles(verdicts, implied=True) | _roles(verdicts, implied=False)
    womens = {(v.claim.person, v.claim.club) for v in verdicts if v.claim is not None and v.claim.squad == WOMEN}
    merged: dict[tuple[object, ...], Claim] = {}
    for verdict in verdicts:
        claim = verdict.claim
        if claim is None:
            continue
        if claim.squad == "first" and (claim.person, claim.club) in womens:
            claim = replace(claim, squad=WOMEN)
        role = claim.role if claim.background else roles.get((claim.person, claim.kind, claim.club), claim.role)
        if role is not claim.role:
            claim = replace(claim, role=role)
        known = merged.get(claim.key)
        merged[claim.key] = claim if known is None else _joined(known, claim)
    current = [claim for claim in merged.values() if not claim.background]
    current = [claim for claim in current if not _is_refused(claim, current)]
    return (
        *current,
        *(claim for claim in merged.values() if claim.background and not _is_told_as_current(claim, current)),
    )


def _is_refused(rumour: Claim, claims: list[Claim]) -> bool:
    """A rumour, or talks, that the same article tells to be denied: the denial is the news."""
    return (
        rumour.stage is not None
        and rumour.stage <= Stage.TALKS
        and any(
            (rumour.person, rumour.kind, rumour.club, rumour.squad, True)
            == (claim.person, claim.kind, claim.club, claim.squad, claim.denied)
            for claim in claims
        )
    )


def _is_told_as_current(past: Claim, current: list[Claim]) -> bool:
    """The story's own step, told again beside its next one, is no background."""
    return any(
        (past.person, past.kind, past.club, past.denied) == (claim.person, claim.kind, claim.club, claim.denied)
        for claim in current
    )


def _joined(known: Claim, claim: Claim) -> Claim:
    best, other = (claim, known) if (claim.stage or Stage.RUMOUR) > (known.stage or Stage.RUMOUR) else (known, claim)
    # Claims come in the order of the text, one sentence each.
    spans: tuple[Span, ...] = known.evidence + tuple(span for span in claim.evidence if span != known.evidence[-1])
    dated = best if best.effective or best.effective_words else other
    return replace(
        best,
        evidence=spans,
        manner=best.manner or other.manner,
        effective=dated.effective,
        effective_words=dated.effective_words,
        attribution=best.attribution or other.attribution,
        employer=best.employer or other.employer,
    )
