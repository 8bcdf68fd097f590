"""The user's corrections in words."""

from __future__ import annotations

from collections.abc import Mapping

from touchline.model import Correction
from touchline.present.claims import seat_name
from touchline.safe import safe


def correction_words(correction: Correction, headlines: Mapping[str, str]) -> str:
    """One correction as a sentence; `headlines` are those of its articles, an article without one is told by its id."""

    def article(article_id: str | None) -> str:
        return f"“{safe(headlines.get(article_id or '', article_id or ''))}”"

    of, other = correction.of, correction.other
    match correction.rule:
        case "not this story":
            told = f"{article(of)} is not this story"
        case "attach":
            told = f"{article(of)} belongs to the story of {article(other)}"
        case "split":
            told = f"{article(of)} begins a new story"
        case "merge":
            told = f"{article(of)} and {article(other)} are one story"
        case "not the same person":
            return _names(correction)
    return f"{told} ({seat_name(correction.seat)})" if correction.seat else told


def _names(correction: Correction) -> str:
    one, two = safe(correction.of), safe(correction.other or "")
    if correction.seat and correction.other_seat:
        return f"{one} ({seat_name(correction.seat)}) is not {two} ({seat_name(correction.other_seat)})"
    return f"{one} is not {two} ({seat_name(correction.seat) if correction.seat else 'everywhere'})"
