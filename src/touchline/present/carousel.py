"""Chains of vacancies as rows: each drawn as one line, and under it how long it is and where it is open."""

from __future__ import annotations

from collections.abc import Iterable

from touchline.model import Chain, ChainHop
from touchline.present.chain import DrawnChain, chain_line, open_end
from touchline.present.claims import stage_word, team_name
from touchline.present.dates import short_date
from touchline.present.lines import Line, Piece, clip, joined, line, plain
from touchline.safe import safe

ROW_HEIGHT = 2
INDENT = 2
WIDEST = 1 << 16
"""So many cells hold any chain whole."""


def drawn_row(chain: Chain, width: int, here: str = "") -> DrawnChain:
    """The chain as its row shows it, `INDENT` cells into the line; `here` is the thread that the user stands on."""
    return chain_line(chain.hops, here, width - INDENT)


def chain_row(chain: Chain, width: int, here: str = "") -> tuple[Line, Line]:
    """The two lines of a chain."""
    indent = Piece(" " * INDENT)
    return line(indent, *drawn_row(chain, width, here).pieces), clip(line(indent, *_told(chain)), width)


def chains_text(chains: Iterable[Chain]) -> str:
    """Chains for the terminal: how long and where open, then the whole chain."""
    return "\n".join(f"{plain(_told(chain))}\n  {plain(chain_line(chain.hops, '', WIDEST).pieces)}" for chain in chains)


def chain_span(chain: Chain) -> str:
    """The days of the first and last news: "28 Mar – 8 Sep 2025", "12 May 2025"."""
    first, last = chain.first_on, chain.last_on
    if not first or not last:
        return "undated"
    end = f"{short_date(last)} {last.year}"
    if first == last:
        return end
    begin = short_date(first) if first.year == last.year else f"{short_date(first)} {first.year}"
    return f"{begin} – {end}"


def seats_words(chain: Chain) -> str:
    """As "4 seats"."""
    return f"{len(chain.hops)} seats"


def end_words(hop: ChainHop) -> str:
    """What is told of the last seat while nobody has surely come: "Leverkusen: still vacant, 3 candidates"."""
    if hop.person is None:
        return f"{team_name(hop.seat)}: {open_end(hop)}"
    return f"{team_name(hop.seat)}: {safe(hop.person)}, {stage_word(hop.stage) or 'not agreed'}"


def _told(chain: Chain) -> Line:
    return joined(
        (
            line(Piece(seats_words(chain), "label")),
            line(Piece(chain_span(chain), "muted")),
            line(Piece(end_words(chain.hops[-1]), "warning")) if chain.is_open else (),
        )
    )
