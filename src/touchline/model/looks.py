"""What the user has seen of a story thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from touchline.model.threads import ThreadStatus, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a story thread's card said when the user left it.

    The two ways are without their proofs; `candidates` are those who still stand for the seat, `ruled_out` the others.
    """

    looked_at: datetime
    status: ThreadStatus
    out: Way
    into: Way
    interims: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    n_reports: int = 0
    n_disputed: int = 0
