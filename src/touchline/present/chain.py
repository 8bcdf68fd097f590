"""The chain of vacancies drawn as one line: "Brazil ◀─ Ancelotti ─ [Real Madrid] ◀─ Alonso ─ Leverkusen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from touchline.model import ChainHop
from touchline.present.claims import stage_glyph, stage_piece, surname, team_name
from touchline.present.lines import Line, Piece, line, line_width
from touchline.present.measure import clip_text

SOLID_ARROW, LOOSE_ARROW = "◀─", "◁┄"
MORE = "…"


@dataclass(frozen=True, slots=True)
class DrawnChain:
    """The line, and for each hop in sight the cells `[start, end)` of its seat, by thread id."""

    pieces: Line
    places: tuple[tuple[str, int, int], ...]


def chain_line(hops: Sequence[ChainHop], here: str, width: int) -> DrawnChain:
    """Draw a chain in at most `width` cells; where it is too long, words are shortened, then far seats are left out.

    A move that is at least agreed has a full arrow; any other has a hollow one, a question mark and its stage.
    """
    whole = _draw(hops, 0, len(hops), here, brief=False)
    if line_width(whole.pieces) <= width:
        return whole
    at = next((i for i, hop in enumerate(hops) if hop.thread_id == here), 0)
    first, last = 0, len(hops)
    while True:
        drawn = _draw(hops, first, last, here, brief=True)
        if line_width(drawn.pieces) <= width or last - first <= 1:
            break
        if at - first >= last - 1 - at:
            first += 1
        else:
            last -= 1
    if line_width(drawn.pieces) > width:
        name = clip_text(team_name(hops[at].seat), max(1, width - 2))
        return DrawnChain(line(Piece(f"[{name}]", "here")), ((here, 0, width),))
    return drawn


def _draw(hops: Sequence[ChainHop], first: int, last: int, here: str, *, brief: bool) -> DrawnChain:
    pieces: list[Piece] = [Piece(f"{MORE} {_arrow(hops[first - 1])} ", "muted")] if first else []
    places: list[tuple[str, int, int]] = []
    for hop in hops[first:last]:
        start = line_width(tuple(pieces))
        is_here = hop.thread_id == here
        name = team_name(hop.seat)
        pieces.append(Piece(f"[{name}]" if is_here else name, "here" if is_here else "text"))
        places.append((hop.thread_id, start, line_width(tuple(pieces))))
        pieces += _coming(hop, hop is hops[-1], hop is hops[last - 1], brief)
    return DrawnChain(line(*pieces), tuple(places))


def _coming(hop: ChainHop, ends: bool, cut: bool, brief: bool) -> list[Piece]:
    """Who comes into a hop's seat, and the line on to the seat that he leaves."""
    if hop.person is None:
        return [Piece(f" {LOOSE_ARROW} ", "muted"), Piece(_brief_end(hop) if brief else open_end(hop), "warning")]
    who = [Piece(surname(hop.person), "text")]
    if not hop.solid:
        stage = stage_piece(hop.stage)
        said = Piece(stage_glyph(hop.stage), stage.style) if brief else stage
        who = [Piece(f"{surname(hop.person)}? ", "muted"), said]
    arrow = Piece(f" {_arrow(hop)} ", "rule")
    if ends:
        return [arrow, *who]
    tail = " ─ " if hop.solid else " ┄ "
    return [arrow, *who, Piece(tail + (MORE if cut else ""), "rule")]


def open_end(hop: ChainHop) -> str:
    """What is told of a seat that nobody is known to come into: "still vacant, 3 candidates"."""
    if hop.status == "stayed":
        return "nobody leaves after all"
    state = "still vacant" if hop.vacated else "not vacant yet"
    if not hop.n_candidates:
        return state
    return f"{state}, {'1 candidate' if hop.n_candidates == 1 else f'{hop.n_candidates} candidates'}"


def _brief_end(hop: ChainHop) -> str:
    """The same in a word: "vacant (3)", "not yet" for a seat that nobody has left."""
    if hop.status == "stayed":
        return "stays"
    state = "vacant" if hop.vacated else "not yet"
    return f"{state} ({hop.n_candidates})" if hop.n_candidates else state


def _arrow(hop: ChainHop) -> str:
    return SOLID_ARROW if hop.solid else LOOSE_ARROW
