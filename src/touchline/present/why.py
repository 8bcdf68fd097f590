"""Why an article is linked: its claims, the sentence and the rule of each, and the story threads with their proofs."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.model import Claim, Explanation, StoryThread
from touchline.present.article import Clipping
from touchline.present.claims import seat_name
from touchline.present.explanations import claim_head, claim_steps, silent_steps
from touchline.present.lines import BLANK, Line, Page, Piece, line
from touchline.present.proofs import proof_lines
from touchline.present.prose import prose_lines
from touchline.present.threads import move_words, span_words
from touchline.safe import safe


def why_page(clipping: Clipping, width: int, explanations: Sequence[Explanation] = ()) -> Page:
    """Claims first, then the threads they put the article into, then what was read and claims nothing.

    With each thread stands where each value of its card comes from. `explanations` may be missing while they are made:
    then each claim stands with its sentence alone.
    """
    article = clipping.article
    lines: list[Line] = [*prose_lines(article.headline, width, style="heading")]
    if not clipping.claims:
        reason = clipping.note or "It makes no claim about a coach's job, so it belongs to no story thread."
        lines += [BLANK, *prose_lines(reason, width, style="muted")]
    for claim in sorted(clipping.claims, key=lambda claim: claim.background):
        steps = claim_steps(article.text, claim, explanations, width)
        lines += [BLANK, *claim_head(claim), *(steps or _proof_lines(claim, width))]
    for thread in clipping.threads:
        lines += [BLANK, *_thread_lines(thread, clipping, width)]
    silent = silent_steps(article.text, explanations, width)
    return Page(lines=(*lines, BLANK, *silent) if silent else tuple(lines))


def _proof_lines(claim: Claim, width: int) -> list[Line]:
    lines = [line("  ", *made) for made in prose_lines(f"“{safe(claim.quote)}”", width - 2, style="evidence")]
    return [*lines, line("  ", Piece("rule ", "label"), Piece(safe(claim.rule) or "–", "muted"))]


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
