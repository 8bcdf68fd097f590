"""Story threads: the card that tells where a change stands, the rows of the list of threads, and a thread as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from touchline.model import Candidate, ChainHop, InterimSpell, StoryThread, Way
from touchline.present.chain import DrawnChain, chain_line
from touchline.present.claims import seat_name, stage_glyph, stage_piece, surname, team_name
from touchline.present.dates import MONTHS, dated, effective_date, short_date
from touchline.present.lines import BLANK, Line, Piece, beside, clip, joined, line, pad, plain, spread, stage_style
from touchline.present.since import Since, since_line
from touchline.safe import safe

LABEL_WIDTH = 9
STAGE_WIDTH = 13
ROW_HEIGHT = 2
STATUS_WORDS = {
    "open": "open: the seat is empty or about to be",
    "filled": "filled",
    "stayed": "stayed: nobody leaves after all",
    "faded": "faded: no news for a long time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadStory:
    """A story thread with what is shown around it: its chain, its neighbours by id, and whether it is followed.

    `since` is what is new since the user last looked, None when nothing is.
    """

    thread: StoryThread
    chain: tuple[ChainHop, ...] = ()
    neighbours: Mapping[str, StoryThread] | None = None
    followed: bool = False
    unread: frozenset[str] = frozenset()
    since: Since | None = None


# --- the card ---


def card_lines(story: ThreadStory, width: int, today: date) -> tuple[Line, ...]:
    """Who goes, who comes, how sure and who says so, who else is named, the chain, and what is new.

    Each line is at most `width` wide; the number of lines does not depend on it.
    """
    change = story.thread.change
    lines = [
        _way_line("Out", change.out, _talked_of(change.out), width, today),
        _way_line("In", change.into, None, width, today),
        *(_interim_line(spell, width, today) for spell in change.interims),
    ]
    named = [one for one in change.candidates if one.person != change.into.person]
    if named:
        lines.append(_labelled("Linked", joined(_candidate(one) for one in named), width))
    if story.thread.previous:
        lines.append(_labelled("Before", _before(story), width))
    if story.chain:
        lines.append(_labelled("Chain", drawn_chain(story, width).pieces, width))
    if story.since:
        lines.append(since_line(story.since, width))
    return tuple(lines)


def drawn_chain(story: ThreadStory, width: int) -> DrawnChain:
    """The chain as the card shows it; places count from the chain's own beginning, `LABEL_WIDTH` into the line."""
    return chain_line(story.chain, story.thread.thread_id, width - LABEL_WIDTH)


def _labelled(label: str, told: Line, width: int) -> Line:
    return clip((Piece(f"{label:<{LABEL_WIDTH}}", "label"), *told), width)


def _way_line(label: str, way: Way, talked_of: str | None, width: int, today: date) -> Line:
    """One way of the change: stage, person and manner, with the report that set the stage at the right."""
    person = way.person or talked_of
    if person is None:
        nobody = "nobody is named yet" if label == "In" else "nobody is said to go"
        return _labelled(label, line(Piece(nobody, "muted")), width)
    stage = pad(line(stage_piece(way.stage)), STAGE_WIDTH) if way.stage else ()
    told = joined((line(Piece(safe(person), "strong")), *(line(Piece(part, "muted")) for part in _when(way))))
    return beside((Piece(f"{label:<{LABEL_WIDTH}}", "label"), *stage, *told), _set_by(way, today), width)


def _when(way: Way) -> Iterable[str]:
    proof = way.proofs.get("stage")
    if proof and proof.claim.implied:
        yield "implied"
    if way.manner:
        yield way.manner.value
    if way.effective:
        yield f"from {effective_date(way.effective)}"
    elif way.effective_words:
        yield safe(way.effective_words)


def _set_by(way: Way, today: date) -> tuple[Line, ...]:
    """Whose report set the stage, and when; the date alone where there is little room."""
    proof = way.proofs.get("stage")
    if proof is None:
        return ()
    whose = safe(proof.claim.attribution or proof.publisher or "")
    day = dated(proof.reported_on, today) if proof.reported_on else ""
    both = ", ".join(part for part in (whose, day) if part)
    return (line(Piece(both, "muted")), line(Piece(day, "muted")))


def _talked_of(out: Way) -> str | None:
    """Who is said to go while that is not agreed yet."""
    proof = out.proofs.get("stage")
    return proof.claim.person if proof else None


def _interim_line(spell: InterimSpell, width: int, today: date) -> Line:
    stage = pad(line(stage_piece(spell.stage)), STAGE_WIDTH) if spell.stage else ()
    begin = effective_date(spell.effective) if spell.effective else ""
    if not begin and spell.announced_on:
        begin = dated(spell.announced_on, today)
    told = joined((line(Piece(safe(spell.person), "strong")), line(Piece(f"from {begin}" if begin else "", "muted"))))
    return _labelled("Interim", (*stage, *told), width)


def _candidate(one: Candidate) -> Line:
    reports = f" ({one.n_articles})" if one.n_articles > 1 else ""
    whose = f" by {safe(one.ruled_out_by)}" if one.ruled_out_by else ""
    return line(Piece(f"{surname(one.person)} "), stage_piece(one.stage, one.denied), Piece(whose + reports, "muted"))


def _before(story: ThreadStory) -> Line:
    previous = (story.neighbours or {}).get(story.thread.previous or "")
    if previous is None:
        return line(Piece(safe(story.thread.previous or ""), "muted"))
    return joined((line(Piece(move_words(previous))), line(Piece(span_words(previous), "muted"))))


# --- a thread in few words ---


def move_words(thread: StoryThread) -> str:
    """Who went and who came: "Ancelotti → Alonso", "ten Hag → open"; what is not agreed has a question mark."""
    change = thread.change
    talked_of = _talked_of(change.out)
    out = surname(change.out.person) if change.out.person else (f"{surname(talked_of)}?" if talked_of else "–")
    hopeful = next((one for one in change.candidates if not one.denied), None)
    if change.into.person:
        into = surname(change.into.person)
    elif thread.status == "stayed":
        into = "stays"
    else:
        into = f"{surname(hopeful.person)}?" if hopeful else "open"
    return f"{out} → {into}"


def thread_name(thread: StoryThread) -> str:
    """How a sentence names a thread: "Real Madrid, Ancelotti → Alonso"."""
    return f"{team_name(thread.change.seat)}, {move_words(thread)}"


def span_words(thread: StoryThread) -> str:
    """The months of a thread: "May 2025", "May 2025 – Jan 2026"."""
    if not thread.opened_on:
        return "undated"
    first = f"{MONTHS[thread.opened_on.month - 1]} {thread.opened_on.year}"
    if not thread.last_on:
        return first
    last = f"{MONTHS[thread.last_on.month - 1]} {thread.last_on.year}"
    return first if first == last else f"{first} – {last}"


def reports_words(n: int) -> str:
    """As "1 report", "12 reports"."""
    return "1 report" if n == 1 else f"{n:,} reports"


# --- the list of threads ---


def thread_row(
    thread: StoryThread,
    width: int,
    today: date,
    *,
    followed: bool = False,
    n_unread: int = 0,
    since: Since | None = None,
) -> tuple[Line, Line]:
    """The two lines of a thread's row: seat and status; who went, who came, how sure, how many reports.

    `since` is what is new since the user last looked; it stands in the place of stages and reports.
    """
    change = thread.change
    day = short_date(thread.last_on) if thread.last_on else "–"
    year = str(thread.last_on.year) if thread.last_on and thread.last_on.year != today.year else ""
    first = spread(
        line(
            " ",
            Piece("●" if n_unread else " ", "unread"),
            Piece(f"{day:>7}  ", "muted"),
            Piece("★ " if followed else "", "star"),
            Piece(team_name(change.seat), "strong" if n_unread else "text"),
            Piece(f" · {safe(change.seat.family)}" if change.seat.family != "head coach" else "", "muted"),
        ),
        line(
            Piece("changed  " if since else "", "here"),
            Piece(thread.status, "warning" if thread.status == "open" else "muted"),
            " ",
        ),
        width,
    )
    told: Line = (Piece(f"  {year:>7}  ", "muted"), Piece(move_words(thread)))
    if since:
        told = joined((told, *(line(Piece(part, "here")) for part in since.news)))
        return pad(first, width), pad(told, width)
    n_articles = len(thread.article_ids)
    reports = Piece(f"  {reports_words(n_articles)} ", "muted")
    brief = tuple(_stages(thread, words=False))
    ends = ((*_stages(thread, words=True), reports), (*brief, reports), (*brief, Piece(" ")))
    second = beside(told, ends, width)
    return pad(first, width), pad(second, width)


def _stages(thread: StoryThread, *, words: bool) -> Iterable[Piece]:
    """As "out ✔ confirmed  in ◑ expected", or with the glyphs alone."""
    for label, stage in (("out", thread.change.out.stage), ("in", thread.change.into.stage)):
        if stage:
            yield Piece(f" {label} ", "muted")
            yield stage_piece(stage) if words else Piece(stage_glyph(stage), stage_style(stage))


# --- a thread as text ---


def thread_text(thread: StoryThread, chain: Sequence[ChainHop], width: int = 100) -> str:
    """A thread for the terminal: the card, what proves it, then the reports, oldest first, each with its sentence."""
    from touchline.present.proofs import proof_lines
    from touchline.present.timeline import timeline_entries

    story = ThreadStory(thread=thread, chain=tuple(chain))
    today = thread.last_on or date.min
    head = line(Piece(f"{seat_name(thread.change.seat)} · {STATUS_WORDS[thread.status]}", "heading"))
    entries = timeline_entries(story, width, today, newest_first=False)
    proofs = [BLANK, line(Piece("Where this comes from", "heading")), *proof_lines(thread.change, width)]
    reports = (made for entry in entries for made in entry.lines)
    lines = [head, *card_lines(story, width, today), *(proofs if len(proofs) > 2 else []), BLANK, *reports]
    return "\n".join(plain(made).rstrip() for made in lines)
