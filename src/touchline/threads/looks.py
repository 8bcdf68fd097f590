"""What a user who looks at a thread sees, small enough to be kept for every thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from touchline.model import Look, StoryThread


def look_of(thread: StoryThread, looked_at: datetime) -> Look:
    """What the thread's card says now."""
    change = thread.change
    return Look(
        looked_at=looked_at,
        status=thread.status,
        out=replace(change.out, proofs={}),
        into=replace(change.into, proofs={}),
        interims=tuple(spell.person for spell in change.interims),
        candidates=tuple(one.person for one in change.candidates if not one.denied),
        ruled_out=tuple(one.person for one in change.candidates if one.denied),
        n_reports=len(thread.article_ids),
        n_disputed=sum(row.disputes for row in thread.timeline if row.neighbour is None),
    )
