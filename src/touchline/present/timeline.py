"""A story thread's reports by day: gaps, steps, evidence, disputes, and what happened at the neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from touchline.model import Claim, StoryThread, TimelineRow
from touchline.present.claims import claim_words, move_phrase, stage_glyph, stage_piece, team_name
from touchline.present.dates import UNDATED, dated, days_apart
from touchline.present.lines import Line, Piece, clip, line, line_width, pad, spread
from touchline.present.measure import cell_width, clip_text
from touchline.present.story_rows import UNREAD_MARK
from touchline.present.threads import ThreadStory, move_words, span_words
from touchline.safe import safe

INDENT = 3
STAGE_WIDTH = 13
MOST_CLAIMS = 3
WIDE = 50
"""Cells from which a quote stands under the words of its claim."""
LEAST_PUBLISHER = 10
NEIGHBOUR_MARK = "↪"
DISPUTED = "≠ disputed"
ATTACHED = "+ attached"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One report (`row`), a way to the same seat's thread before or after (`thread_id`), or a day's head."""

    lines: tuple[Line, ...]
    row: TimelineRow | None = None
    thread_id: str | None = None


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
    before, after = _neighbours_in_time(story, width)
    entries = [*(after if newest_first else before)]
    for day, rows in days:
        entries.append(TimelineEntry((day_head(dated(day, today) if day else UNDATED, gaps.get(day, ""), width),)))
        entries += [TimelineEntry(tuple(_report_lines(story, row, width)), row) for row in rows]
    if undated:
        entries.append(TimelineEntry((day_head(UNDATED, "", width),)))
        entries += [TimelineEntry(tuple(_report_lines(story, row, width)), row) for row in undated]
    return (*entries, *(before if newest_first else after))


def _neighbours_in_time(story: ThreadStory, width: int) -> tuple[list[TimelineEntry], list[TimelineEntry]]:
    """The same seat's stories before and after this one."""
    here = story.thread
    known = story.neighbours or {}
    before = [known[here.previous]] if here.previous and here.previous in known else []
    after = [thread for thread in known.values() if thread.previous == here.thread_id]
    return [_seat_entry("before", one, width) for one in before], [_seat_entry("after", one, width) for one in after]


def _seat_entry(word: str, thread: StoryThread, width: int) -> TimelineEntry:
    pieces = line(
        " " * INDENT,
        Piece(f"{word} ", "label"),
        Piece(move_words(thread)),
        Piece(f"  {span_words(thread)}  ", "muted"),
        Piece("enter", "key"),
        Piece(" opens it", "muted"),
    )
    return TimelineEntry((clip(pieces, width),), thread_id=thread.thread_id)


def _gap(before: date | None, day: date | None) -> str:
    return days_apart(before, day) if before and day else ""


def day_head(day: str, gap: str, width: int) -> Line:
    """As "── 25 May ──────────── 13 days later ──"."""
    left = f"── {day} "
    right = f" {gap} ──" if gap else ""
    rule = "─" * max(0, width - cell_width(left) - cell_width(right))
    made = line(Piece("── ", "rule"), Piece(f"{day} ", "label"), Piece(rule, "rule"), Piece(right, "muted"))
    return clip(made, width)


def _report_lines(story: ThreadStory, row: TimelineRow, width: int) -> Iterator[Line]:
    """One line for each claim (three at most), then the sentence that proves the first."""
    unread = row.article_id in story.unread
    claims = [claim for claim in row.claims if not claim.background] or list(row.claims)
    if not claims:
        yield _attached_line(row, unread, width)
    for number, claim in enumerate(claims[:MOST_CLAIMS]):
        if number == 0:
            mark = Piece(f" {UNREAD_MARK if unread else ' '} ", "unread")
            yield _first_line(story, row, claim, mark, width)
        else:
            yield clip((Piece(" " * INDENT), *_staged(claim), _phrase(claim, width - INDENT - STAGE_WIDTH)), width)
    if len(claims) > MOST_CLAIMS:
        yield line(" " * INDENT, Piece(f"and {len(claims) - MOST_CLAIMS} more", "muted"))
    if claims and claims[0].quote:
        indent = INDENT + STAGE_WIDTH if width >= WIDE else INDENT
        quote = clip_text(safe(claims[0].quote), width - indent - 3)
        yield clip(line(" " * indent, Piece(f"“{quote}”", "muted")), width)


def _first_line(story: ThreadStory, row: TimelineRow, claim: Claim, mark: Piece, width: int) -> Line:
    """Stage, who goes where, disputes, and the publisher at the right, which gives way when there is little room."""
    pieces: list[Piece] = [mark]
    if row.neighbour:
        name = clip_text(_neighbour_name(story, row), max(8, width // 4))
        stage = stage_piece(claim.stage, claim.denied)
        if width < WIDE:
            stage = replace(stage, text=stage_glyph(claim.stage, claim.denied))
        pieces += [Piece(f"{NEIGHBOUR_MARK} {name}  ", "neighbour"), stage, Piece("  " if width >= WIDE else " ")]
    else:
        pieces += _staged(claim)
    note = line(Piece(f"  {DISPUTED}" if row.disputes else "", "warning"))
    room = width - line_width(tuple(pieces)) - line_width(note) - 1
    publisher = safe(row.publisher or "")
    least = min(cell_width(publisher), LEAST_PUBLISHER)
    phrase = _phrase(claim, room)
    brief = move_phrase(claim.kind, claim.person, claim.club)
    if room - cell_width(phrase.text) - 2 < least and cell_width(brief) + 2 + least <= room:
        # The surname alone makes room for the publisher.
        phrase = replace(phrase, text=brief)
    left = room - cell_width(phrase.text) - 2
    shown = clip_text(publisher, left) if left >= least else ""
    return pad(spread((*pieces, phrase, *note), line(Piece(shown, "muted"), " "), width), width)


def _attached_line(row: TimelineRow, unread: bool, width: int) -> Line:
    """A report that the user attached and that says nothing of the job."""
    mark = Piece(f" {UNREAD_MARK if unread else ' '} ", "unread")
    told = line(mark, Piece(f"{ATTACHED:<{STAGE_WIDTH}}", "label"), Piece("says nothing of this job", "muted"))
    return spread(told, line(Piece(safe(row.publisher or ""), "muted"), " "), width)


def _staged(claim: Claim) -> Line:
    return pad(line(stage_piece(claim.stage, claim.denied)), STAGE_WIDTH)


def _phrase(claim: Claim, room: int) -> Piece:
    """Who goes where, as much of it as fits."""
    return Piece(claim_words(claim, room, seat_is_known=True), "muted" if claim.background else "text")


def _neighbour_name(story: ThreadStory, row: TimelineRow) -> str:
    thread = (story.neighbours or {}).get(row.neighbour or "")
    if thread:
        return team_name(thread.change.seat)
    seat = row.claims[0].seat if row.claims else None
    return team_name(seat) if seat else safe(row.neighbour or "")
