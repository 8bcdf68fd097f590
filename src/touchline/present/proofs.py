"""The values of a thread's card, each with the article and sentence that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from touchline.model import Change, Proof, Way
from touchline.present.dates import effective_date
from touchline.present.lines import Line, Piece, flowing, line
from touchline.present.prose import prose_lines
from touchline.safe import safe


@dataclass(frozen=True, slots=True)
class ProvenValue:
    """One value of a card: its name in JSON ("outgoing"), its label for people, the value in words, its proof."""

    name: str
    label: str
    words: str
    proof: Proof


_OUT = {
    "person": ("outgoing", "Outgoing"),
    "manner": ("manner", "Manner"),
    "announced": ("out_announced", "Departure announced"),
    "effective": ("out_effective", "Vacated"),
    "stage": ("out_stage", "Way out"),
}
_IN = {
    "person": ("incoming", "Incoming"),
    "announced": ("in_announced", "Appointment announced"),
    "effective": ("in_effective", "Takes office"),
    "stage": ("in_stage", "Way in"),
}
"""Names and labels by what a way calls its value."""


def proven_values(change: Change) -> Iterator[ProvenValue]:
    """The card's values in its order: the way out, the way in, the caretakers, the candidates."""
    for way, names in ((change.out, _OUT), (change.into, _IN)):
        for field, (name, label) in names.items():
            proof, words = way.proofs.get(field), _words(way, field)
            if proof and words:
                yield ProvenValue(name, label, words, proof)
    for spell in change.interims:
        yield ProvenValue("interim", "Interim", spell.person, spell.proof)
    for one in change.candidates:
        told = "ruled out" if one.denied else str(one.stage or "")
        yield ProvenValue("candidate", "Linked", f"{one.person}, {told}" if told else one.person, one.proof)


def _words(way: Way, field: str) -> str | None:
    match field:
        case "person":
            return way.person
        case "manner":
            return way.manner
        case "announced":
            return way.announced_on.isoformat() if way.announced_on else None
        case "effective":
            return way.effective or way.effective_words
        case _:
            return way.stage


def by_sentence(change: Change) -> list[tuple[Proof, list[ProvenValue]]]:
    """The card's values, those that one sentence gives together."""
    together: dict[tuple[str, str], list[ProvenValue]] = {}
    for value in proven_values(change):
        together.setdefault((value.proof.article_id, value.proof.claim.quote), []).append(value)
    return [(values[0].proof, values) for values in together.values()]


def proof_lines(change: Change, width: int) -> Iterator[Line]:
    """The values, dates as the card has them, then whose report and which sentence they come from."""
    for proof, values in by_sentence(change):
        told = [line(Piece(f"{value.label} ", "label"), Piece(safe(effective_date(value.words)))) for value in values]
        day = effective_date(proof.reported_on.isoformat()) if proof.reported_on else None
        whose = ", ".join(part for part in (proof.publisher, day) if part)
        quote = f"“{proof.claim.quote}”" if proof.claim.quote else ""
        sentence = safe(": ".join(part for part in (whose, quote) if part))
        yield from flowing(told, width)
        yield from (line("  ", *made) for made in prose_lines(sentence, width - 2, style="muted"))
