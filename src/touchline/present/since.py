"""What changed in a thread since the user last looked: a difference of cards, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from touchline.model import Look, Manner, Way
from touchline.present.claims import surname
from touchline.present.dates import effective_date
from touchline.present.lines import Line, Piece, clip, joined, line
from touchline.safe import safe

WIDE = 90
"""Cells from which there is room for the whole words."""
_MANNER_NEWS = {Manner.END_OF_CONTRACT: "contract end named"}
_STATUS_NEWS = {"stayed": "nobody leaves after all", "faded": "faded", "open": "open again"}


@dataclass(frozen=True, slots=True)
class Since:
    """What is new, each in a few words, and how long ago the user looked."""

    ago: str
    news: tuple[str, ...]


def since(then: Look, now: Look) -> Since | None:
    """What changed between two looks at a thread; None when nothing did."""
    news = tuple(_news(then, now))
    return Since(ago_words(now.looked_at - then.looked_at), news) if news else None


def since_line(told: Since, width: int) -> Line:
    """As "Since you last looked (2 days): in expected → confirmed (Alonso) · 3 new reports"."""
    label = f"Since you last looked ({told.ago}): " if width >= WIDE else f"Since {told.ago} ago: "
    return clip((Piece(label, "label"), *joined(line(Piece(part, "here")) for part in told.news)), width)


def ago_words(span: timedelta) -> str:
    """The largest whole unit of a span: "2 days", "3 hours", "1 minute"; "a moment" below that."""
    minutes = int(span.total_seconds()) // 60
    for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            n = minutes // size
            return f"{n} {unit}" if n == 1 else f"{n:,} {unit}s"
    return "a moment"


def _news(then: Look, now: Look) -> Iterator[str]:
    yield from _way_news("out", then.out, now.out)
    yield from _way_news("in", then.into, now.into)
    for person in _added(then.interims, now.interims):
        yield f"interim {surname(person)}"
    seen = (*then.candidates, *then.ruled_out, then.into.person or "", *then.interims)
    yield from _named(_added(seen, now.candidates), "linked")
    yield from _named(_added(then.ruled_out, now.ruled_out), "ruled out")
    yield from _named([person for person in now.candidates if person in then.ruled_out], "linked again")
    if now.status != then.status and now.status in _STATUS_NEWS:
        yield _STATUS_NEWS[now.status]
    if now.n_reports > then.n_reports:
        yield _counted(now.n_reports - then.n_reports, "new report")
    if now.n_disputed > then.n_disputed:
        yield f"{_counted(now.n_disputed - then.n_disputed, 'report')} disputed"


def _way_news(label: str, then: Way, now: Way) -> Iterator[str]:
    who = surname(now.person) if now.person else ""
    whose = surname(then.person) if then.person else ""
    if now.stage is not then.stage:
        name = f" ({who})" if who != whose and who else ""
        if now.stage is None:
            yield f"{label} no longer {then.stage}"
        else:
            yield f"{label} {then.stage} → {now.stage}{name}" if then.stage else f"{label} {now.stage}{name}"
    elif who and who != whose:
        yield f"{label} {who}, not {whose}" if whose else f"{label} {who}"
    if now.manner and now.manner is not then.manner:
        yield f"{then.manner} → {now.manner}" if then.manner else _MANNER_NEWS.get(now.manner, now.manner.value)
    if now.effective and now.effective != then.effective:
        yield f"{label} from {effective_date(now.effective)}"
    elif now.effective_words and not now.effective and now.effective_words != then.effective_words:
        yield f"{label} {safe(now.effective_words)}"


def _added(then: Sequence[str], now: Sequence[str]) -> list[str]:
    return [person for person in now if person not in then]


def _named(people: Sequence[str], what: str) -> Iterator[str]:
    """As "Klopp linked"; of several the number, and the first."""
    if len(people) == 1:
        yield f"{surname(people[0])} {what}"
    elif people:
        yield f"{surname(people[0])} and {len(people) - 1} more {what}"


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
