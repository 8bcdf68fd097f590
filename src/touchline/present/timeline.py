"""A story thread's reports by day: gaps, steps, evidence, folds, disputes, and what happened at the neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from touchline.model import Claim, StoryThread, TimelineRow
from touchline.present.claims import brief_phrase, claim_words, move_phrase, stage_glyph, stage_piece, team_name
from touchline.present.dates import UNDATED, dated, days_apart, effective_date
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
IMPLIED = "implied"
FOLDED_MARK = "└"
ATTACHED = "+ attached"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One report (`row`), a way to the same seat's thread before or after (`thread_id`), or a day's head.

    `folded` are the reports that a row stands for besides its own, whether they are shown below it or not.
    """

    lines: tuple[Line, ...]
    row: TimelineRow | None = None
    thread_id: str | None = None
    folded: tuple[TimelineRow, ...] = ()

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that are read with this entry, its own first."""
        return tuple(row.article_id for row in (self.row, *self.folded) if row)


def timeline_entries(
    story: ThreadStory, width: int, today: date, *, newest_first: bool = True, opened: Collection[str] = ()
) -> tuple[TimelineEntry, ...]:
    """The timeline in lines of at most `width` cells; undated reports come last in either order.

    Reports that repeat another one stand below it only where their fold is `opened`, by the article that heads it.
    """
    folds = folds_of(story.thread)
    heads = [row for row in story.thread.timeline if not row.fold]
    dated_rows = [row for row in heads if row.reported_on]
    undated = [row for row in heads if not row.reported_on]
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
        entries += _reports(story, rows, folds, opened, width, today)
    if undated:
        entries.append(TimelineEntry((day_head(UNDATED, "", width),)))
        entries += _reports(story, undated, folds, opened, width, today)
    return (*entries, *(before if newest_first else after))


def folds_of(thread: StoryThread) -> Mapping[str, tuple[TimelineRow, ...]]:
    """The reports that fold under a row, in time order, by the article of that row."""
    folds: dict[str, tuple[TimelineRow, ...]] = defaultdict(tuple)
    for row in thread.timeline:
        if row.fold:
            folds[row.fold] += (row,)
    return dict(folds)


def _reports(
    story: ThreadStory,
    rows: Sequence[TimelineRow],
    folds: Mapping[str, tuple[TimelineRow, ...]],
    opened: Collection[str],
    width: int,
    today: date,
) -> Iterator[TimelineEntry]:
    """A day's reports; what folds under one of them follows it where its fold is opened, whatever its day."""
    for row in rows:
        folded = () if row.neighbour else folds.get(row.article_id, ())
        yield TimelineEntry(tuple(_report_lines(story, row, folded, width)), row, folded=folded)
        if row.article_id in opened:
            for repeat in folded:
                yield TimelineEntry((_folded_line(story, repeat, width, today),), repeat)


def _folded_line(story: ThreadStory, row: TimelineRow, width: int, today: date) -> Line:
    """As " ●   └ 13 May  Kicker  “He has been sacked.”"."""
    unread = row.article_id in story.unread
    day = dated(row.reported_on, today) if row.reported_on else UNDATED
    quote = next((claim.quote for claim in row.claims if claim.quote), "")
    pieces = line(
        Piece(f" {UNREAD_MARK if unread else ' '} ", "unread"),
        Piece(f"  {FOLDED_MARK} {day}  ", "muted"),
        Piece(safe(row.publisher or "unknown")),
        Piece(f"  “{safe(quote)}”" if quote else "", "muted"),
    )
    return clip(pieces, width)


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


def _report_lines(story: ThreadStory, row: TimelineRow, folded: Sequence[TimelineRow], width: int) -> Iterator[Line]:
    """One line for each claim (three at most), then the sentence that proves the first, and who says otherwise."""
    unread = any(one.article_id in story.unread for one in (row, *folded))
    claims = [claim for claim in row.claims if not claim.background] or list(row.claims)
    if not claims:
        yield _attached_line(row, unread, width)
    for number, claim in enumerate(claims[:MOST_CLAIMS]):
        if number == 0:
            mark = Piece(f" {UNREAD_MARK if unread else ' '} ", "unread")
            yield _first_line(story, row, claim, len(folded), mark, width)
        else:
            yield clip((Piece(" " * INDENT), *_staged(claim), _phrase(claim, width - INDENT - STAGE_WIDTH)), width)
    if len(claims) > MOST_CLAIMS:
        yield line(" " * INDENT, Piece(f"and {len(claims) - MOST_CLAIMS} more", "muted"))
    if claims and claims[0].quote:
        indent = INDENT + STAGE_WIDTH if width >= WIDE else INDENT
        quote = clip_text(safe(claims[0].quote), width - indent - 3)
        yield clip(line(" " * indent, Piece(f"“{quote}”", "muted")), width)
    if claims and row.disputed_by:
        yield from _other_side(story, row, claims[0], width)


def _other_side(story: ThreadStory, row: TimelineRow, claim: Claim, width: int) -> Iterator[Line]:
    """What the rows that contradict this one say, as "≠ Kicker: ✘ denied  Klopp comes" or "≠ Kicker: resigned"."""
    own = {other.article_id: other for other in story.thread.timeline if not other.neighbour}
    others = [own[article_id] for article_id in row.disputed_by if article_id in own]
    indent = INDENT + STAGE_WIDTH if width >= WIDE else INDENT
    for other in others[:MOST_CLAIMS]:
        contrary = min(other.claims, key=lambda one: (one.background, one.kind is not claim.kind))
        whose = Piece(f"≠ {safe(other.publisher or 'another report')}: ", "warning")
        yield clip(line(" " * indent, whose, *_contrary(claim, contrary)), width)


def _contrary(claim: Claim, other: Claim) -> Line:
    """How the other claim differs: in manner or date alone, else all of it."""
    if (claim.kind, claim.stage) == (other.kind, other.stage):
        apart = replace(
            other,
            manner=None if other.manner is claim.manner else other.manner,
            effective=None if other.effective == claim.effective else other.effective,
        )
        if told := _particulars(apart):
            return line(told)
    return line(stage_piece(other.stage, other.denied), "  ", move_phrase(other.kind, other.person, other.club))


def _particulars(claim: Claim) -> str:
    """Manner and date, as "sacked, from 12 Jan 2026"; empty without any."""
    dated_from = f"from {effective_date(claim.effective)}" if claim.effective else ""
    return ", ".join(part for part in (claim.manner or "", dated_from) if part)


def _first_line(story: ThreadStory, row: TimelineRow, claim: Claim, n_folded: int, mark: Piece, width: int) -> Line:
    """Stage, who goes where, disputes, and the publisher at the right, which gives way when there is little room.

    After the publisher stands how many others tell the same.
    """
    pieces: list[Piece] = [mark]
    if row.neighbour:
        name = clip_text(_neighbour_name(story, row), max(8, width // 4))
        stage = stage_piece(claim.stage, claim.denied)
        if width < WIDE:
            stage = replace(stage, text=stage_glyph(claim.stage, claim.denied))
        pieces += [Piece(f"{NEIGHBOUR_MARK} {name}  ", "neighbour"), stage, Piece("  " if width >= WIDE else " ")]
    else:
        pieces += _staged(claim)
    note = line(
        Piece(f"  {IMPLIED}" if claim.implied else "", "muted"),
        Piece(f"  {DISPUTED if width >= WIDE else DISPUTED[0]}" if row.disputes else "", "warning"),
    )
    count = line(Piece(f" +{n_folded}" if n_folded else "", "label"))
    room = width - line_width(tuple(pieces)) - line_width(note) - line_width(count) - 1
    publisher = safe(row.publisher or "")
    least = min(cell_width(publisher), LEAST_PUBLISHER)
    phrase = _phrase(claim, room)
    brief = brief_phrase(claim)
    if room - cell_width(phrase.text) - 2 < least and cell_width(brief) + 2 + least <= room:
        # The surname alone makes room for the publisher.
        phrase = replace(phrase, text=brief)
    left = room - cell_width(phrase.text) - 2
    how = _first_fitting((f", {part}" for part in (_particulars(claim), claim.manner) if part), left - least)
    left -= cell_width(how)
    shown = clip_text(publisher, left) if left >= least else ""
    told = line(*pieces, phrase, Piece(how, phrase.style), *note)
    return pad(spread(told, line(Piece(shown, "muted"), *count, " "), width), width)


def _first_fitting(texts: Iterable[str], room: int) -> str:
    return next((text for text in texts if cell_width(text) <= room), "")


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
