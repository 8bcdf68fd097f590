"""Why an article is linked: its claims, the sentence and the rule of each, and the story threads with their proofs."""

from __future__ import annotations

from touchline.model import Claim, StoryThread
from touchline.present.article import Clipping, claim_details
from touchline.present.claims import claim_phrase, seat_name, stage_piece
from touchline.present.lines import BLANK, Line, Page, Piece, joined, line
from touchline.present.proofs import proof_lines
from touchline.present.prose import prose_lines
from touchline.present.threads import move_words, span_words
from touchline.safe import safe


def why_page(clipping: Clipping, width: int) -> Page:
    """Claims first, then the threads they put the article into, and where each value of their cards comes from."""
    lines: list[Line] = [*prose_lines(clipping.article.headline, width, style="heading")]
    if not clipping.claims:
        reason = clipping.note or "It makes no claim about a coach's job, so it belongs to no story thread."
        return Page(lines=(*lines, BLANK, *prose_lines(reason, width, style="muted")))
    for claim in clipping.claims:
        lines += [BLANK, *_claim_lines(claim, width)]
    for thread in clipping.threads:
        lines += [BLANK, *_thread_lines(thread, clipping, width)]
    return Page(lines=tuple(lines))


def _claim_lines(claim: Claim, width: int) -> list[Line]:
    told = [line(Piece(claim_phrase(claim), "strong"))]
    if claim.background:
        told.append(line(Piece("background: it recalls the past and links nothing", "muted")))
    details = joined(line(Piece(part, "muted")) for part in claim_details(claim))
    lines = [line(stage_piece(claim.stage, claim.denied), "  ", *joined(told))]
    if details:
        lines.append(line("  ", *details))
    lines += [line("  ", *made) for made in prose_lines(f"“{safe(claim.quote)}”", width - 2, style="evidence")]
    lines.append(line("  ", Piece("rule ", "label"), Piece(safe(claim.rule) or "–", "muted")))
    return lines


def _thread_lines(thread: StoryThread, clipping: Clipping, width: int) -> list[Line]:
    row = next((row for row in thread.timeline if row.article_id == clipping.article.article_id), None)
    n_claims = len(row.claims) if row else 0
    count = "1 claim" if n_claims == 1 else f"{n_claims} claims"
    sentence = f"{count} about this seat within the time of this story ({span_words(thread)})"
    if row and any(claim.implied for claim in row.claims):
        sentence += "; that he leaves is implied: no word of this article says it, he is appointed elsewhere"
    return [
        line(
            Piece("Story  ", "label"), Piece(seat_name(thread.change.seat)), Piece(f"  {move_words(thread)}", "muted")
        ),
        *(line("  ", *made) for made in prose_lines(sentence, width - 2, style="muted")),
        *(line("  ", *made) for made in proof_lines(thread.change, width - 2)),
    ]
