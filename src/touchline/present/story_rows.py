"""Story rows: two lines for each article of the story list, never wrapped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from touchline.present.claims import chip_line
from touchline.present.dates import UNDATED, short_date
from touchline.present.lines import BLANK, Line, Piece, clip, joined, line, line_width, pad, spread
from touchline.present.matches import split_matches
from touchline.present.measure import cell_width
from touchline.safe import safe

if TYPE_CHECKING:
    from touchline.model import Headline

ROW_HEIGHT = 2
DATE_WIDTH = 7
UNREAD_MARK = "●"
STAR_MARK = "★"
UNKNOWN_PUBLISHER = "unknown publisher"


@dataclass(frozen=True, slots=True)
class RowMarks:
    """What the user said of the article of one row."""

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()


def story_row(
    headline: Headline, marks: RowMarks, width: int, today: date, words: tuple[str, ...] = (), n_copies: int = 0
) -> tuple[Line, Line]:
    """The two lines of a story row, each exactly `width` cells: date and headline; publisher, claim chip, tags.

    `words` are what the user searches for; they are highlighted in the headline. `n_copies` counts the other feeds with
    the same report, which have no rows of their own.
    """
    first = line(
        " ",
        Piece(" " if marks.read else UNREAD_MARK, "unread"),
        Piece(_day(headline), "muted"),
        Piece(f"{STAR_MARK} " if marks.starred else "", "star"),
        *split_matches(safe(headline.headline), words, "text" if marks.read else "strong"),
    )
    more = headline.n_claims - 1
    right = joined(
        (
            line(Piece(" ".join(f"#{safe(tag)}" for tag in marks.tags), "tag")),
            line(Piece(f"+{more}" if more > 0 else "", "muted")),
            line(Piece(f"+{n_copies} feed{'s' if n_copies > 1 else ''}" if n_copies else "", "label")),
        ),
        " ",
    )
    margin = Piece(f"  {_year(headline, today):>{DATE_WIDTH}}  ", "muted")
    room = width - cell_width(margin.text) - line_width(right) - 2
    if room < width // 3:
        right, room = BLANK, width - cell_width(margin.text) - 2
    publisher = line(Piece(safe(headline.publisher or ""), "muted"))
    if headline.chip:
        told = chip_line(headline.chip, room, publisher)
    else:
        told = clip(publisher or line(Piece(UNKNOWN_PUBLISHER, "muted")), room)
    second = spread((margin, *told), (*right, Piece(" ")), width)
    return pad(first, width), pad(second, width)


def _day(headline: Headline) -> str:
    """The date column and its gap; the long word for no date has half of the gap, to stand clear of the unread mark."""
    if headline.published_at is None:
        return f"{UNDATED:>{DATE_WIDTH + 1}} "
    return f"{short_date(headline.published_at.date()):>{DATE_WIDTH}}  "


def _year(headline: Headline, today: date) -> str:
    """Below the date stands what it leaves open: another year than this one."""
    year = headline.published_at.year if headline.published_at else today.year
    return "" if year == today.year else str(year)
