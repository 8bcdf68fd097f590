"""What the user says against the story threads that touchline made of the reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from touchline.model.claims import Seat

CorrectionRule = Literal["not this story", "attach", "split", "merge", "not the same person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One rule of the user's; it holds on to articles, names and seats, never to a thread's id.

    | rule | `of` | `other` |
    | --- | --- | --- |
    | not this story | article that takes no part in any thread of the seat | None |
    | attach | article that belongs to the thread that holds `other` | an article of that thread |
    | split | article that begins a new thread, with what follows it | None |
    | merge | article whose thread is one with that of `other` | an article of the second thread |
    | not the same person | a name | another name; the same one only with `other_seat` |

    `seat` is where the rule holds: None, for names only, means everywhere. `other_seat` is for names only: then the one
    at `seat` is not the other at `other_seat`.
    """

    rule: CorrectionRule
    of: str
    other: str | None = None
    seat: Seat | None = None
    other_seat: Seat | None = None
