"""What a command printed, as a page."""

from __future__ import annotations

from touchline.present.lines import BLANK, Line, Page, Piece, line
from touchline.present.measure import cell_width, split_at
from touchline.safe import safe, safe_block


def output_page(output: str, problem: str | None, width: int) -> Page:
    """What went wrong, if anything did, and what was printed: columns stay, and longer lines are cut into several."""
    lines: list[Line] = [line(Piece(part, "warning")) for part in _parts(safe(problem), width)] if problem else []
    if lines and output.strip():
        lines.append(BLANK)
    for text in safe_block(output).rstrip().split("\n"):
        lines.extend(line(Piece(part)) for part in _parts(text.rstrip(), width))
    return Page(lines=tuple(lines))


def _parts(text: str, width: int) -> list[str]:
    parts = []
    while cell_width(text) > width:
        cut = max(1, split_at(text, width))
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]
