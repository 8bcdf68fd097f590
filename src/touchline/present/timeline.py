"""A story thread's reports by day: gaps, steps, evidence, disputes, and what happened at the neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from touchline.model import Claim, TimelineRow
from touchline.present.claims import claim_phrase, stage_piece, team_name
from touchline.present.dates import UNDATED, dated, days_apart
from touchline.present.lines import Line, Piece, line, line_width, pad, spread
from touchline.present.measure import cell_width, clip_text
from touchline.present.story_rows import UNREAD_MARK
from touchline.present.threads import ThreadStory
from touchline.safe import safe

INDENT = 3
STAGE_WIDTH = 13
MOST_CLAIMS = 3
NEIGHBOUR_MARK = "↪"
DISPUTED = "≠ disputed"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A day's head (`row` is None) or one report, with its lines."""

    lines: tuple[Line, ...]
    row: TimelineRow | None = None


def timeline_entries(
    story: ThreadStory, width: int, today: date, *, newest_first: bool = True
) -> tuple[TimelineEntry, ...]:
    """The timeline in lines of at most `width` cells; undated reports come last in either order."""
    dated_rows = [row for row in story.thread.timeline if row.reported_on]
    undated = [row for row in story.thread.timeline if not row.reported_on]
    days = [(day, list(rows)) for day, rows in groupby(dated_rows, key=lambda row: row.reported_on)]
    gaps = {day: _gap(days[i - 1][0] if i else None, day) for i, (day, _) in enumerate(days)}
    if newest_first:
        # Between two days stands how much later the upper one came: its gap belongs to the head below it.
        following = {
            day: f"{gap} ↑" if gap else "" for (day, _), gap in zip(days, list(gaps.values())[1:], strict=False)
        }
        days, gaps = days[::-1], following
    entries: list[TimelineEntry] = []
    for day, rows in days:
        entries.append(TimelineEntry((day_head(dated(day, today) if day else UNDATED, gaps.get(day, ""), width),)))
        entries += [TimelineEntry(tuple(_report_lines(story, row, width)), row) for row in rows]
    if undated:
        entries.append(TimelineEntry((day_head(UNDATED, "", width),)))
        entries += [TimelineEntry(tuple(_report_lines(story, row, width)), row) for row in undated]
    return tuple(entries)


def _gap(before: date | None, day: date | None) -> str:
    return days_apart(before, day) if before and day else ""


def day_head(day: str, gap: str, width: int) -> Line:
    """As "── 25 May ──────────── 13 days later ──"."""
    left = f"── {day} "
    right = f" {gap} ──" if gap else ""
    rule = "─" * max(0, width - cell_width(left) - cell_width(right))
    return line(Piece("── ", "rule"), Piece(f"{day} ", "label"), Piece(rule, "rule"), Piece(right, "muted"))


def _report_lines(story: ThreadStory, row: TimelineRow, width: int) -> Iterator[Line]:
    """One line for each claim (three at most), then the sentence that proves the first."""
    mark = Piece(f" {UNREAD_MARK if row.article_id in story.unread else ' '} ", "unread")
    claims = [claim for claim in row.claims if not claim.background] or list(row.claims)
    publisher = line(Piece(safe(row.publisher or ""), "muted"), " ")
    indent = Piece(" " * INDENT)
    for number, claim in enumerate(claims[:MOST_CLAIMS]):
        told = _claim_pieces(story, row, claim, first=number == 0)
        start = mark if number == 0 else indent
        yield pad(spread((start, *told), publisher if number == 0 else (), width), width)
    if len(claims) > MOST_CLAIMS:
        yield line(indent, Piece(f"and {len(claims) - MOST_CLAIMS} more", "muted"))
    if claims and claims[0].quote:
        room = width - INDENT - STAGE_WIDTH - 1
        if room < 20:
            indent, room = Piece(" " * INDENT), width - INDENT - 1
        else:
            indent = Piece(" " * (INDENT + STAGE_WIDTH))
        yield line(indent, Piece(f"“{clip_text(safe(claims[0].quote), room - 2)}”", "muted"))


def _claim_pieces(story: ThreadStory, row: TimelineRow, claim: Claim, *, first: bool) -> Sequence[Piece]:
    stage = line(stage_piece(claim.stage, claim.denied))
    pieces: list[Piece] = []
    if row.neighbour and first:
        pieces.append(Piece(f"{NEIGHBOUR_MARK} {_neighbour_name(story, row)}  ", "neighbour"))
        pieces += [*stage, Piece("  ")]
    else:
        pieces += pad(stage, STAGE_WIDTH) if line_width(stage) < STAGE_WIDTH else [*stage, Piece(" ")]
    pieces.append(Piece(claim_phrase(claim), "muted" if claim.background else "text"))
    if row.disputes and first:
        pieces.append(Piece(f"  {DISPUTED}", "warning"))
    return pieces


def _neighbour_name(story: ThreadStory, row: TimelineRow) -> str:
    thread = (story.neighbours or {}).get(row.neighbour or "")
    if thread:
        return team_name(thread.change.seat)
    seat = row.claims[0].seat if row.claims else None
    return team_name(seat) if seat else safe(row.neighbour or "")
