"""The candidates board of a thread: everybody linked with the seat, how sure, how often, ruled out by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from touchline.model import Candidate, Proof, StoryThread
from touchline.present.claims import seat_name, stage_piece
from touchline.present.dates import dated
from touchline.present.lines import BLANK, Line, Piece, beside, clip, joined, line, pad
from touchline.present.prose import prose_lines
from touchline.present.threads import STAGE_WIDTH, reports_words
from touchline.safe import safe


def board_lines(thread: StoryThread, width: int, today: date) -> tuple[Line, ...]:
    """Who comes, then who stands for the seat, the surest first, then who is ruled out; each with a sentence."""
    change = thread.change
    lines: list[Line] = [line(Piece(seat_name(change.seat), "heading"))]
    came, proof = change.into.person, change.into.proofs.get("stage")
    if came and proof:
        head = line(*pad(line(stage_piece(change.into.stage)), STAGE_WIDTH), Piece(safe(came), "strong"))
        lines += [BLANK, clip(head, width), *_sentence(proof, width, today)]
    for one in sorted((one for one in change.candidates if one.person != came), key=_rank):
        lines += [BLANK, *_candidate(one, width, today)]
    if len(lines) == 1:
        lines += [BLANK, *prose_lines("Nobody is linked with this job yet.", width, style="muted")]
    return tuple(lines)


def _rank(one: Candidate) -> tuple[bool, int, int]:
    return (one.denied, -one.stage.rank if one.stage else 1, -one.n_articles)


def _candidate(one: Candidate, width: int, today: date) -> Iterator[Line]:
    who = line(*pad(line(stage_piece(one.stage, one.denied)), STAGE_WIDTH), Piece(safe(one.person), "strong"))
    last = f"last {dated(one.last_on, today)}" if one.last_on else "undated"
    whole = joined((line(Piece(reports_words(one.n_articles), "muted")), line(Piece(last, "muted"))))
    yield beside(clip(who, width), (whole, line(Piece(last, "muted"))), width)
    if one.ruled_out_by:
        yield clip(line(" " * STAGE_WIDTH, Piece(f"ruled out by {safe(one.ruled_out_by)}", "stage-denied")), width)
    yield from _sentence(one.proof, width, today)


def _sentence(proof: Proof, width: int, today: date) -> Iterator[Line]:
    """Whose report, and the words that link him, below his name."""
    day = dated(proof.reported_on, today) if proof.reported_on else None
    whose = ", ".join(part for part in (proof.publisher, day) if part)
    quote = f"“{proof.claim.quote}”" if proof.claim.quote else ""
    told = safe(": ".join(part for part in (whose, quote) if part))
    indent = STAGE_WIDTH if width >= 3 * STAGE_WIDTH else 2
    yield from (line(" " * indent, *made) for made in prose_lines(told, width - indent, style="muted"))
