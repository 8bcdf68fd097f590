"""Claims in a few words: who, where, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.model import Kind, Role, Stage
from touchline.present.lines import Piece, clip, joined, line, line_width, stage_style
from touchline.present.measure import cell_width, clip_text
from touchline.safe import safe

if TYPE_CHECKING:
    from touchline.model import Chip, Claim, Seat
    from touchline.present.lines import Line

STAGE_GLYPHS = {
    Stage.RUMOUR: "○",
    Stage.TALKS: "◔",
    Stage.EXPECTED: "◑",
    Stage.AGREED: "◕",
    Stage.CONFIRMED: "✔",
}
_VERBS = {Kind.APPOINTMENT: "comes", Kind.DEPARTURE: "leaves", Kind.STAY: "stays"}
DENIED_GLYPH = "✘"
DENIED_WORD = "denied"
LEAST_BEFORE = 10
"""Cells below which a cut publisher says nothing any more."""
LEAST_CLUB = 6
"""Cells below which a cut club says nothing any more: "Notti…"."""

_PARTICLES = frozenset(
    {"al", "bin", "d'", "da", "das", "de", "dei", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la"}
    | {"le", "lo", "mac", "mc", "san", "st", "ten", "ter", "van", "vom", "von"}
)
_NO_SURNAMES = frozenset({"jr", "junior", "júnior", "filho", "neto"})
# Known by their given names: the last word alone would name nobody.
_WHOLE_NAMES = frozenset({"luis enrique"})


def surname(person: str) -> str:
    """How papers name a person the second time: "Alonso", "ten Hag", "De Zerbi"; one word stays as it is."""
    words = safe(person).split()
    if len(words) < 2 or " ".join(words).casefold() in _WHOLE_NAMES:
        return " ".join(words)
    start = len(words) - 1
    if words[start].casefold().rstrip(".") in _NO_SURNAMES:
        start -= 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    if start == 1 and words[0].casefold() in _PARTICLES:
        start = 0
    return " ".join(words[start:])


def stage_glyph(stage: Stage | None, denied: bool = False) -> str:
    """The glyph of a stage; a space for none."""
    if denied:
        return DENIED_GLYPH
    return STAGE_GLYPHS[stage] if stage else " "


def stage_word(stage: Stage | None, denied: bool = False) -> str:
    """The word of a stage: "confirmed", "denied"; empty for none."""
    if denied:
        return DENIED_WORD
    return stage.value if stage else ""


def stage_piece(stage: Stage | None, denied: bool = False) -> Piece:
    """Glyph and word of a stage, as "✔ confirmed"; empty for none."""
    word = stage_word(stage, denied)
    return Piece(f"{stage_glyph(stage, denied)} {word}" if word else "", stage_style(stage, denied))


def seat_name(seat: Seat) -> str:
    """As "Real Madrid · head coach", "Chelsea women · head coach"."""
    return f"{team_name(seat)} · {safe(seat.family)}"


def team_name(seat: Seat) -> str:
    """The club, with the squad where it is not the men's first team."""
    return safe(seat.club) if seat.squad == "first" else f"{safe(seat.club)} {safe(seat.squad)}"


def move_phrase(kind: Kind, person: str, club: str) -> str:
    """Who goes where, shortest: "Ancelotti → Brazil", "Ancelotti leaves Real Madrid", "Amorim stays at ..."."""
    match kind:
        case Kind.APPOINTMENT:
            return f"{surname(person)} → {safe(club)}"
        case Kind.DEPARTURE:
            return f"{surname(person)} leaves {safe(club)}"
        case Kind.STAY:
            return f"{surname(person)} stays at {safe(club)}"


def claim_phrase(claim: Claim) -> str:
    """Who goes where as what, in full: "Carlo Ancelotti → Brazil", "Santi Denia → Spain u21 as interim"."""
    club = safe(claim.club) if claim.squad == "first" else f"{safe(claim.club)} {safe(claim.squad)}"
    phrase = {
        Kind.APPOINTMENT: f"{safe(claim.person)} → {club}",
        Kind.DEPARTURE: f"{safe(claim.person)} leaves {club}",
        Kind.STAY: f"{safe(claim.person)} stays at {club}",
    }[claim.kind]
    return phrase + _job(claim)


def brief_phrase(claim: Claim) -> str:
    """The same with the surname alone: "Carrick → Manchester United as interim"."""
    return move_phrase(claim.kind, claim.person, claim.club) + _job(claim)


def _job(claim: Claim) -> str:
    """The job unless it is the head coach's: a caretaker must never look like one who comes for good."""
    return "" if claim.role is Role.HEAD_COACH else f" as {claim.role.value}"


def claim_words(claim: Claim, width: int, *, seat_is_known: bool = False) -> str:
    """Who goes where in at most `width` cells: in full, else with the surname alone, else cut.

    With `seat_is_known`, as on the seat's own timeline, the club is left out before anything is cut.
    """
    wordings = [claim_phrase(claim), brief_phrase(claim)]
    if seat_is_known:
        wordings.append(f"{surname(claim.person)} {_VERBS[claim.kind]}{_job(claim)}")
        if claim.kind is Kind.APPOINTMENT and _job(claim):
            wordings.append(f"{surname(claim.person)}{_job(claim)}")
    return next((words for words in wordings if cell_width(words) <= width), clip_text(wordings[-1], width))


def chip_line(chip: Chip, width: int, before: Line = ()) -> Line:
    """The claim of a story row in at most `width` cells, as "Ancelotti → Brazil ✔ confirmed", after what stands before.

    The stage is never cut off. Its word goes first; then ends of the club's name and of what stands before, down to
    `LEAST_CLUB` and `LEAST_BEFORE` cells; then the club, which headlines mostly have, too; then what stands before.
    """
    phrase = move_phrase(chip.kind, chip.person, chip.club)
    style = stage_style(chip.stage, chip.denied)
    glyph = stage_glyph(chip.stage, chip.denied)
    spoken = line(Piece(f"{phrase} "), Piece(f"{glyph} {stage_word(chip.stage, chip.denied)}", style))
    full = joined((before, spoken))
    if line_width(full) <= width:
        return full
    room = width - cell_width(glyph) - 1

    def brief(words: str, most: int) -> Line:
        return line(Piece(f"{clip_text(words, most)} "), Piece(glyph, style))

    least = cell_width(phrase) + min(0, LEAST_CLUB - cell_width(safe(chip.club)))
    for words, needed in ((phrase, least), (f"{surname(chip.person)} {_VERBS[chip.kind]}", 0)):
        for_before = room - (needed or cell_width(words)) - 3
        if before and for_before >= min(LEAST_BEFORE, line_width(before)):
            before = clip(before, for_before)
            return joined((before, brief(words, room - line_width(before) - 3)))
    return spoken if line_width(spoken) <= width else brief(phrase, room)
